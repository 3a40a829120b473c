"""What no page of ours would send: a form with rubbish in its fields, as bytes on the wire, and what came of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.deeds import Deed
from tests.web.page_forms import PageForm, forms_in
from tests.web.world import World

OURS = {"csrf_token", "form_key"}
WRITTEN = {"text", "textarea", "email", "tel", "url", "password"}
"""Fields in which anything at all can stand; of all others only what is on offer can have been chosen."""

MISSING, TWICE, FILE = object(), object(), object()

RUBBISH: Mapping[str, object] = {
    "missing": MISSING,
    "twice": TWICE,
    "a file": FILE,
    "nothing": "",
    "spaces": "  ",
    "400 letters": "\u0e01" * 400,
    "600 letters": "x" * 600,
    "20,000 letters": "\u0e01" * 20_000,
    "100,000 Latin letters": "x" * 100_000,
    "zero byte": "a\0b",
    "control characters": "a\x01\x1b\x7f\x85b",
    "turned writing": "a\u202eb\u2066c\u2069",
    "line breaks": "a@b.example\r\nBcc: c@d.example",
    "line separator": "a\u2028b",
    "emoji": "\U0001f469\u200d\u2696\ufe0f\U0001f1f9\U0001f1ed",
    "a tower of marks": "\u0e01" + "\u0e49" * 300,
    "Thai digits": "\u0e59\u0e59",
    "a negative number": "-1",
    "a huge number": "9" * 30,
    "somebody else\u2019s number": "999999",
    "no word of the list": "flying",
    "markup": "<script>\"'&",
    "a pattern": "%s %(x)s {0} {{ x }}",
    "half a letter": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\x80ab",
}

LONG = ("400 letters", "600 letters", "20,000 letters")
QUICK = ("missing", "twice", "a file", "100,000 Latin letters", "zero byte", "line breaks", "a huge number", "no UTF-8")

Pairs = Sequence[tuple[str, object]]


@dataclass(frozen=True)
class Attempt:
    """One form with rubbish in it: the deed, its form as its page shows it, and everything that is sent."""

    deed: Deed
    form: PageForm
    pairs: Pairs

    def sent(self, world: World) -> TestResponse:
        """Send it as a browser would that stands on our page."""
        client, url = self.deed.browser(world), self.deed.address(world)
        headers = {"Sec-Fetch-Site": "same-origin"}
        if not any(isinstance(value, tuple) for _, value in self.pairs):
            kind = "application/x-www-form-urlencoded"
            return client.post(url, data=urlencode(list(self.pairs)), content_type=kind, headers=headers)
        parts: MultiDict[str, object] = MultiDict()
        for name, value in self.pairs:
            content = (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
            parts.add(name, content.decode("utf-8", "replace") if isinstance(content, bytes) else content)
        return client.post(url, data=parts, content_type="multipart/form-data", headers=headers)

    def faults(self, answer: TestResponse, *, wrote: bool) -> Iterator[str]:
        """What is wrong with how it was answered."""
        if answer.status_code >= 500:
            yield f"status {answer.status_code}"
        if answer.status_code < 400:
            return
        if wrote and not self.deed.notes:
            yield "refused, and yet something was written"
        yield from self.lost(answer.text)
        if WRITTEN & set(self.form.kinds.values()):
            yield from summary_faults(answer.text)

    def lost(self, page: str) -> Iterator[str]:
        """The fields whose words the page does not hold any more."""
        held = {(name, bare(value)) for form in forms_in(page) for name, value in form.fields.items(multi=True)}
        listed = set(map(bare, re.findall(r"<li><svg[^>]*>.*?</svg><span>(.*?)</span></li>", page, re.DOTALL)))
        first = dict(reversed(self.pairs))
        for name, value in first.items():
            if name in OURS or name in self.deed.forgets or not isinstance(value, str) or not bare(value):
                continue
            if self.form.kinds.get(name) in WRITTEN and (name, bare(value)) not in held and bare(value) not in listed:
                yield f"{name} is lost"


def bare(value: str) -> str:
    """What a reader sees of a value, without white space and what no letter shows, and cut where a list cuts it."""
    text = value.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]", "", text.replace("&amp;", "&"))[:1900]


SUMMARY = re.compile(r'<div class="note bad errors" role="alert" tabindex="-1" autofocus>.*?</ul>', re.DOTALL)


def refused_by_name(answer: TestResponse) -> set[str]:
    """The fields of which a refusal speaks."""
    summary = SUMMARY.search(answer.text) if answer.status_code >= 400 else None
    return set(re.findall(r'href="#f-([^"]+)"', summary[0])) if summary else set()


def summary_faults(page: str) -> Iterator[str]:
    """A refused form says what is wrong, at its top and beside each field, and in the title first of all."""
    summary = SUMMARY.search(page)
    if summary is None:
        yield "no summary that takes the focus"
        return
    if not re.search(r"<title>Error: ", page):
        yield "the title does not begin with the fault"
    links = re.findall(r'href="#f-([^"]+)"', summary[0])
    yield from (f"the summary leads to {name}, which is not there" for name in links if f'id="f-{name}"' not in page)
    for name in links:
        beside = re.search(rf'aria-describedby="[^"]*\be-{re.escape(name)}\b[^"]*" aria-invalid="true"', page)
        if name != "changed" and (beside is None or f'id="e-{name}"' not in page):
            yield f"nothing beside {name} says what is wrong"


def attempts(deed: Deed, form: PageForm, made: Mapping[str, object]) -> "Spoiler":
    """The ways to spoil this form."""
    base = [
        (name, (one, "new.pdf") if isinstance(one, bytes) else one)
        for name, values in made.items()
        for one in (values if isinstance(values, list) else [values])
    ]
    return Spoiler(deed, form, base)


@dataclass(frozen=True)
class Spoiler:
    """A form as it would be carried out."""

    deed: Deed
    form: PageForm
    base: Pairs

    @property
    def names(self) -> list[str]:
        """Every field that can be spoilt."""
        return [
            name for name in dict.fromkeys([*(name for name, _ in self.base), *self.form.kinds]) if name not in OURS
        ]

    @property
    def written(self) -> list[str]:
        """Those in which people write; where there are none, all others."""
        return [name for name in self.names if self.form.kinds.get(name) in WRITTEN] or self.names

    def spoilt(self, names: Sequence[str], rubbish: object) -> Attempt:
        """The same with rubbish in these fields."""
        if rubbish is TWICE:
            return Attempt(self.deed, self.form, [*self.base, *((name, "zwei") for name in names)])
        kept = [(name, value) for name, value in self.base if name not in names]
        if rubbish is MISSING:
            return Attempt(self.deed, self.form, kept)
        value = (b"words", "words.txt") if rubbish is FILE else rubbish
        return Attempt(self.deed, self.form, [*kept, *((name, value) for name in names)])
