"""What a letter says: its subject, its text and its page, in the reader's language with a summary in the other."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import escape

from mail.changes import Change, changes
from mail.moulds import slot
from mail.sheet import Sheet, When, lines, moment, sheet
from vocabulary.breaks import Words, with_breaks
from vocabulary.days import zone_city
from vocabulary.delegation_parts import GOES_AS
from vocabulary.graphemes import shortened
from vocabulary.invite import City, Invitee, Letter, SignInLetter
from vocabulary.states import DelegateRole, Language, LetterKind, Method, Participation, PartStat
from vocabulary.text import N_, clean_line, clean_text
from vocabulary.wording import wording

MEMBER = N_("You are a member of the delegation.")
TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
LONGEST_TITLE = 90
"""Code points of a title in a subject; the letter itself always has the whole."""

WORD = '<span style="white-space:nowrap">'
"""Opens a word of a name, which mail programs then keep on one line."""

BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
INDENTATION = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class PlainLetter:
    """A letter in plain words: `subject` is one line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterText(PlainLetter):
    """A letter in words: `text` and `html` say the same."""

    html: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates of the letters about a meeting are given.

    `before` is what an update changes, or what was proposed and is declined, `changed` empty but for an update;
    `reply_url` is empty where nobody may answer;
    `encloses` says whether the enclosures travel with this letter; `copied` is that of the letter, `is_backup` tells
    somebody whose answer is not the one that is waited for, and `part` as what its reader goes to a session.
    """

    kind: LetterKind
    language: Language
    name: str
    subject_title: str
    now: Sheet
    before: Sheet | None
    changed: tuple[Change, ...]
    whole: bool
    comment: tuple[str, ...]
    answer: PartStat
    reply_url: str
    encloses: bool
    copied: tuple[str, ...] | None
    is_backup: bool
    part: str
    repeats: bool
    desk_name: str
    desk_address: str
    desk_phone: str

    @property
    def asks_again(self) -> bool:
        """Whether answers to the earlier time or place count no more."""
        moved = Change.TIME in self.changed or Change.PLACE in self.changed
        return moved and self.answer is PartStat.NEEDS_ACTION

    @property
    def has_part(self) -> bool:
        """Whether the letter says in which part it is written."""
        return self.copied is not None or self.is_backup or (self.now.is_session and bool(self.reply_url))

    @property
    def stands(self) -> bool:
        """Whether an answer that this reader gave to an earlier letter still counts."""
        kinds = (LetterKind.UPDATE, LetterKind.REMINDER, LetterKind.DECLINE)
        return (self.kind in kinds or self.repeats) and self.answer is not PartStat.NEEDS_ACTION


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the templates of a sign-in letter are given."""

    language: Language
    name: str
    url: str
    expires: When


def kind_of(letter: Letter) -> LetterKind:
    """Which letter this is: an update is a REQUEST to somebody who was told something before."""
    if letter.invite.method is Method.CANCEL:
        return LetterKind.CANCELLATION
    if letter.reminds:
        return LetterKind.REMINDER
    if letter.declines:
        return LetterKind.DECLINE
    return LetterKind.UPDATE if letter.previous else LetterKind.INVITATION


def is_asked(letter: Letter) -> bool:
    """Whether its reader is asked to answer it."""
    return kind_of(letter) is not LetterKind.CANCELLATION and letter.copied is None


def letter_text(letter: Letter) -> LetterText:
    """The letter in its reader's language, with three lines of summary in the other."""
    language = letter.invite.invitee.language
    written = _written(kind_of(letter), _page(letter, language), other=_page(letter, language.other))
    return replace(written, html=with_breaks(written.html, names_in(letter), word=WORD))


def plain_letter(letter: Letter) -> PlainLetter:
    """The same without its page, for whoever only looks at what it says."""
    language = letter.invite.invitee.language
    return _plain(kind_of(letter), _page(letter, language), other=_page(letter, language.other))


def names_in(letter: Letter) -> tuple[Words, ...]:
    """The names of this letter that its page breaks between their words; text, subject and calendar hold no marks."""
    previous = () if letter.previous is None else letter.previous.names
    return tuple(dict.fromkeys((*letter.invite.facts.names, *previous)))


def shared(letter: Letter) -> Letter:
    """The letter without what is its reader's own: slots for name and link, and nothing that only its envelope has.

    Two letters that share it say the same.
    """
    somebody = replace(letter.invite.invitee, name=slot("name"), address="")
    invite = replace(letter.invite, invitee=somebody)
    return replace(letter, invite=invite, reply_url=slot("link"), message_id="", references=(), dated=letter.dated.min)


def filled(text: LetterText, letter: Letter) -> LetterText:
    """The text of a letter, from that of what it shares with others."""
    invitee = letter.invite.invitee
    name, link = name_for(invitee.name, invitee.address), clean_line(letter.reply_url)
    shown = with_breaks(str(escape(name)), names_in(letter), word=WORD)
    return LetterText(
        text.subject,
        text.text.replace(slot("name"), name).replace(slot("link"), link),
        html=text.html.replace(slot("name"), shown).replace(slot("link"), escape(link)),
    )


def sign_in_text(letter: SignInLetter) -> LetterText:
    """The sign-in letter in its reader's language, with a summary in the other."""
    page, other = (_sign_in_page(letter, language) for language in (letter.language, letter.language.other))
    return _written(LetterKind.SIGN_IN, page, other=other)


def name_for(name: str, address: str) -> str:
    """How a letter calls its reader: by name, or by the address where no name is known."""
    return clean_line(name) or address


def part_in(invitee: Invitee, language: Language) -> str:
    """As what somebody goes to a session; of letters from before this was kept, only who leads is known."""
    if invitee.part is not None:
        return invitee.part.said(language)
    return wording(language).gettext(GOES_AS[DelegateRole.HEAD] if invitee.role is Participation.CHAIR else MEMBER)


def _page(letter: Letter, language: Language) -> Page:
    invite, facts = letter.invite, letter.invite.facts
    now, kind = sheet(facts, language), kind_of(letter)
    previous = letter.previous if kind in (LetterKind.UPDATE, LetterKind.DECLINE) else None
    return Page(
        kind=kind,
        language=language,
        name=name_for(invite.invitee.name, invite.invitee.address),
        subject_title=shortened(now.title, longest=LONGEST_TITLE),
        now=now,
        before=sheet(previous, language) if previous else None,
        changed=changes(previous, facts) if previous and kind is LetterKind.UPDATE else (),
        whole=invite.whole,
        comment=lines(invite.comment),
        answer=invite.invitee.partstat,
        reply_url=clean_line(letter.reply_url) if is_asked(letter) else "",
        encloses=letter.encloses,
        copied=None if letter.copied is None else tuple(map(clean_line, letter.copied)),
        part=part_in(invite.invitee, language) if facts.is_session else "",
        repeats=letter.repeats,
        is_backup=is_asked(letter) and invite.invitee.role is Participation.OPTIONAL,
        desk_name=clean_line(facts.organizer_in(language)),
        desk_address=facts.organizer_address,
        desk_phone=clean_line(letter.desk_phone),
    )


def _sign_in_page(letter: SignInLetter, language: Language) -> SignInPage:
    city = City(zone_city(letter.tzid), letter.tzid)
    expires = moment(letter.expires, city, language=language)
    return SignInPage(language, name=name_for(letter.name, letter.address), url=clean_line(letter.url), expires=expires)


def _written(kind: LetterKind, page: Page | SignInPage, *, other: Page | SignInPage) -> LetterText:
    plain, summary = _plain(kind, page, other=other), _rendered(f"{_short(kind)}.html", other)
    html = _rendered(f"{kind.value}.html", page, summary=summary, title=plain.subject)
    return LetterText(plain.subject, plain.text, html=INDENTATION.sub("\n", clean_text(html)).strip() + "\n")


def _plain(kind: LetterKind, page: Page | SignInPage, *, other: Page | SignInPage) -> PlainLetter:
    subject = clean_line(_rendered(f"{kind.value}.subject", page))
    text = _rendered(f"{kind.value}.txt", page, summary=_rendered(f"{_short(kind)}.txt", other).strip())
    return PlainLetter(subject, BLANK_LINES.sub("\n\n", clean_text(text)).strip() + "\n")


def _short(kind: LetterKind) -> str:
    """The templates of the summary in the other language."""
    return "parts/sign_in_summary" if kind is LetterKind.SIGN_IN else "parts/summary"


def _rendered(name: str, page: Page | SignInPage, **words: str) -> str:
    templates = _templates(page.language, escaped=name.endswith(".html"))
    return templates.get_template(name).render(page=page, **words)


@cache
def _templates(language: Language, *, escaped: bool) -> Environment:
    """Templates of our own, not Flask's, for a letter is written where there is no request; a page is escaped."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=escaped),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = wording(language)
    # jinja2.ext.i18n adds this method when it is loaded, which no type can say
    templates.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return templates
