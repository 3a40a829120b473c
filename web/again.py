"""A form that could not be carried out comes back with everything that was typed, to be sent again with one button."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, g, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from scheduler.receipts import OtherContent
from vocabulary.refusals import Overtaken, Refusal
from vocabulary.text import N_
from web.access import KEYED, SAFE, SignedOut, is_page
from web.once import FIELD as KEY_FIELD
from web.once import KEY, OUR_OWN, NoKey
from web.sights import FIELD, sight_for
from web.sign_in import is_from_our_page

COMES_BACK = (SignedOut, NoKey, OtherContent, Overtaken)
"""Refusals after which the very same words may be sent again."""

NEW_KEY = (NoKey, OtherContent)
"""Refusals after which they are another form; after all others the same one, whose deed is still done once."""

SEALED = "kept"
"""The field of the sign-in page that holds what was typed before somebody was signed out."""

TECHNICAL = (FIELD, "shown")
NUMBERS = ("minutes", "clock", "said_clock", "phone")
"""Fields in which somebody writes a number; in all others one stands for a choice."""

MOST_SHOWN = 2000
TOO_LARGE = 413

BACK_IN = N_("You are signed in again")
LOOK_AND_SEND = N_("Look at what you typed and send it: until then nothing is saved.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed into a form: all its fields, and whether files were left behind; `key` is the form's own."""

    action: str
    fields: tuple[tuple[str, str], ...]
    has_files: bool
    key: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words among the fields, to read."""
        return tuple(
            value.strip()[:MOST_SHOWN]
            for name, value in self.fields
            if name not in TECHNICAL and value.strip() and (name in NUMBERS or not value.strip().isdigit())
        )

    @property
    def page(self) -> str | None:
        """The page on which the form stood, or the next above it."""
        return page_above(self.action)

    @property
    def sealed(self) -> str:
        """All of it in one hidden field."""
        return json.dumps([self.action, self.fields, self.has_files, self.key], ensure_ascii=False)


def comes_back(refusal: Refusal) -> bool:
    """Whether the form that was refused is given back to be sent again."""
    return request.method not in SAFE and isinstance(refusal, COMES_BACK)


def holds_words(refusal: Refusal) -> bool:
    """Whether something was typed that a refusal would lose; a form that was too large was never read."""
    return refusal.status != TOO_LARGE and may_come_back() and bool(kept_of_request().words)


def may_come_back() -> bool:
    """Whether what was typed may be shown again before anybody has looked at its token: our own page has sent it.

    Otherwise another site could have us show its words under our name, with a button that does what it wants.
    """
    return request.method not in SAFE and is_keyed(request.endpoint) and is_from_our_page()


def is_keyed(endpoint: str | None) -> bool:
    """Whether this door takes forms that are carried out once."""
    return endpoint is not None and bool(getattr(current_app.view_functions[endpoint], KEYED, False))


def again_page(title: str, advice: str, *, refusal: Refusal | None = None) -> str:
    """The page that holds what was typed, and sends it again where that may help."""
    is_overtaken = isinstance(refusal, Overtaken)
    is_signed_out = not g.get("no_database") and isinstance(refusal, SignedOut)
    kept = kept_of_request(with_sight=not is_overtaken, new_key=isinstance(refusal, NEW_KEY))
    return render_template(
        "again.html",
        title=gettext(title),
        errors={"": advice},
        kept=kept,
        sight=sight_for({}, refusal) if is_overtaken else None,
        sends=(refusal is None or comes_back(refusal)) and is_keyed(request.endpoint),
        signed_out=is_signed_out,
    )


def back_in_page(kept: Kept) -> str:
    """What was typed before somebody was signed out, once he or she has signed in again."""
    return render_template(
        "again.html",
        title=gettext(BACK_IN),
        advice=gettext(LOOK_AND_SEND),
        errors={},
        kept=kept,
        sight=None,
        sends=True,
        signed_out=False,
    )


def kept_of_request(*, with_sight: bool = True, new_key: bool = False) -> Kept:
    """Everything typed but passwords, without what our pages put into every form."""
    ours = {*OUR_OWN, *(() if with_sight else (FIELD,))}
    fields = tuple(
        (name, value) for name, value in request.form.items(multi=True) if name not in ours and "password" not in name
    )
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return Kept(
        action=request.path + query,
        fields=fields,
        has_files=any(file.filename for file in request.files.values()),
        key="" if new_key else sound_key(request.form.get(KEY_FIELD, "")),
    )


def kept_in(sealed: str) -> Kept | None:
    """What the sign-in page held of a form, where that is one of ours."""
    try:
        action, fields, has_files, key = json.loads(sealed)
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError):
        return None
    if not isinstance(action, str) or not takes_forms(action):
        return None
    return Kept(action, pairs, has_files=bool(has_files), key=sound_key(str(key)))


def sound_key(key: str) -> str:
    """A form's key that can be one."""
    return key if KEY.fullmatch(key) else ""


def takes_forms(action: str) -> bool:
    """Whether this address is a door of ours that takes forms."""
    if not action.startswith("/") or action.startswith("//") or "\\" in action or not action.isprintable():
        return False
    try:
        rule, _ = current_app.url_map.bind("").match(urlsplit(action).path, method="POST", return_rule=True)
    except HTTPException:
        return False
    return is_keyed(str(rule.endpoint))


def page_above(action: str) -> str | None:
    """The page at this address without its query, or the next one above it."""
    path = urlsplit(action).path
    while path.strip("/"):
        if is_page(path):
            return path
        path = path.rpartition("/")[0]
    return None
