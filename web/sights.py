"""What a form showed when it was opened, sent along with it, and what somebody else has changed since."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import request
from flask_babel import gettext

from scheduler.rules.sights import differing
from vocabulary.closed_days import ClosedDayState
from vocabulary.days import in_zone, short_day
from vocabulary.plan import Sight
from vocabulary.refusals import Overtaken, Refusal
from vocabulary.states import (
    AnswerSource,
    Classification,
    DelegateRole,
    Language,
    Modality,
    PartStat,
    SessionStatus,
    Stage,
)
from vocabulary.text import N_
from web.context import here, language

FIELD = "seen"

LABELS = {
    "steps": N_("Steps of the ladder"),
    "before": N_("Office days before the meeting"),
    "title_th": N_("Title in Thai"),
    "title_en": N_("Title in English"),
    "agenda": N_("Agenda"),
    "day": N_("Day"),
    "clock": N_("Time"),
    "minutes": N_("Takes"),
    "reply_by": N_("Answers are asked for by"),
    "modality": N_("How people take part"),
    "place": N_("Place"),
    "link": N_("Link"),
    "letter_number": N_("Number of the official letter"),
    "letter_dated": N_("Dated"),
    "papers": N_("Enclosures"),
    "classification": N_("Classification"),
    "kind": N_("Kind of session"),
    "ordinal": N_("Number"),
    "parent": N_("Continues"),
    "duty_station": N_("City"),
    "venue": N_("Building"),
    "opens": N_("First day"),
    "closes": N_("Last day"),
    "status": N_("State"),
    "stage": N_("Stage"),
    "person": N_("Who leads instead"),
    "reason": N_("Who decided this, and why"),
    "document": N_("Document"),
    "decided_on": N_("Day of Cabinet’s decision"),
    "approves": N_("What Cabinet approved"),
    "role": N_("Role"),
    "until": N_("Last day"),
    "name_th": N_("Name in Thai"),
    "name_en": N_("Name in English"),
    "position_th": N_("Position in Thai"),
    "position_en": N_("Position in English"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "language": N_("Letters are written in"),
    "agency": N_("Agency"),
    "since": N_("From which day"),
    "note": N_("A word to the desk"),
    "met_on": N_("Met on"),
    "remark": N_("Note"),
    "hours": N_("Meetings"),
    "room": N_("Room"),
    "mailbox": N_("Central correspondence (saraban)"),
    "answer": N_("Which answer"),
    "source": N_("How it came"),
    "said_by": N_("Who said it"),
    "said_at": N_("On which day"),
    "comment": N_("Comment"),
    "origin": N_("Source"),
    "certainty": N_("State"),
    "tzid": N_("By whose clock"),
}
"""The names of the fields, as their forms have them."""

DATED = re.compile("([a-z_]+)_([0-9]{8})")
NUMBERED = re.compile("([a-z_]+)_([1-9][0-9]?)")
DAYS = ("decided_on", "day", "reply_by", "letter_dated", "opens", "closes", "until", "since", "met_on")
CLASSIFICATIONS = {
    Classification.UNCLASSIFIED: N_("Not classified"),
    Classification.CONFIDENTIAL: N_("Confidential"),
    Classification.SECRET: N_("Secret"),
    Classification.TOP_SECRET: N_("Top secret"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "classification": {level.value: words for level, words in CLASSIFICATIONS.items()},
    "modality": {
        Modality.IN_PERSON.value: N_("In person"),
        Modality.ONLINE.value: N_("Online"),
        Modality.HYBRID.value: N_("Hybrid"),
    },
    "status": {
        SessionStatus.PROVISIONAL.value: N_("Provisional"),
        SessionStatus.CONFIRMED.value: N_("Confirmed"),
        SessionStatus.POSTPONED.value: N_("Postponed"),
        SessionStatus.SUSPENDED.value: N_("Suspended"),
        SessionStatus.HELD.value: N_("Held"),
        SessionStatus.CANCELLED.value: N_("Cancelled"),
    },
    "stage": {
        Stage.EXCHANGE_OF_VIEWS.value: N_("Exchange of views"),
        Stage.NEGOTIATION.value: N_("Negotiation"),
        Stage.CONCLUSION.value: N_("Conclusion"),
    },
    "certainty": {
        ClosedDayState.CONFIRMED.value: N_("Confirmed"),
        ClosedDayState.EXPECTED.value: N_("Not confirmed yet"),
    },
    "role": {
        DelegateRole.DEPUTY_HEAD.value: N_("Deputy head"),
        DelegateRole.REPRESENTATIVE.value: N_("Representative"),
        DelegateRole.ALTERNATE.value: N_("Alternate"),
        DelegateRole.ADVISER.value: N_("Adviser"),
        DelegateRole.SECRETARY.value: N_("Secretary"),
    },
    "language": {Language.THAI.value: N_("Thai"), Language.ENGLISH.value: N_("English")},
    "answer": {
        PartStat.ACCEPTED.value: N_("Accepted"),
        PartStat.TENTATIVE.value: N_("Tentative"),
        PartStat.DECLINED.value: N_("Declined"),
        PartStat.DELEGATED.value: N_("Sends somebody else"),
        PartStat.NEEDS_ACTION.value: N_("No answer"),
    },
    "source": {
        AnswerSource.LINK.value: N_("by link"),
        AnswerSource.SIGNED_IN.value: N_("signed in"),
        AnswerSource.CALENDAR.value: N_("in a calendar"),
        AnswerSource.MAIL.value: N_("by mail"),
        AnswerSource.LETTER.value: N_("by letter"),
        AnswerSource.PHONE.value: N_("by phone"),
        AnswerSource.IN_PERSON.value: N_("in person"),
        AnswerSource.CORRECTION.value: N_("corrected by the desk"),
    },
}

Choices = Mapping[str, Mapping[str, str]]
"""What the numbers in a field stand for: field -> number -> name."""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that somebody else has changed: what it was, what it is, and what was typed here."""

    label: str
    seen: str
    present: str
    mine: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody else has changed while a form was open, by whom and when."""

    fields: tuple[ChangedField, ...]
    changed_by: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class FormSight:
    """What a form sends along of what it showed, and the change that has overtaken it, if one has."""

    sent: str
    change: Change | None = None


def sight_for(present: Sight, refusal: Refusal | None = None, *, choices: Choices | None = None) -> FormSight:
    """For a form just opened, what is; for one sent back, what it showed at first; once overtaken, what is now."""
    if isinstance(refusal, Overtaken):
        return FormSight(plain(refusal.present), change_in(refusal, choices or {}))
    if request.method == "POST":
        return FormSight(plain(seen_in_form()))
    return FormSight(plain(present))


def plain(sight: Sight) -> str:
    """A sight as it stands in a hidden field."""
    return json.dumps(dict(sight), ensure_ascii=False, separators=(",", ":"))


def seen_in_form() -> Sight:
    """What the form that was sent had shown; nothing where that cannot be read, which then counts as overtaken."""
    try:
        found = json.loads(request.form.get(FIELD, ""))
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def change_in(refusal: Overtaken, choices: Choices) -> Change:
    """The fields that somebody else has changed, in words."""
    changed = differing(refusal.present, refusal.seen)
    by = refusal.changed_by
    return Change(
        fields=tuple(changed_field(name, refusal, choices=choices) for name in changed),
        changed_by="" if by is None else by.text(language()),
        changed_at="" if refusal.changed_at is None else moment_of(refusal.changed_at),
    )


def moment_of(instant: datetime) -> str:
    """Day and hour by the capital's clock."""
    local = in_zone(instant, here().tzid)
    return f"{short_day(local.date(), language())} {local:%H:%M}"


def changed_field(name: str, refusal: Overtaken, *, choices: Choices) -> ChangedField:
    """One field as it was seen, as it stands now, and as it would be after this form."""
    read = reader_of(name, choices)
    mine = None if refusal.mine is None else read(refusal.mine.get(name, ""))
    return ChangedField(
        label=label_of(name),
        seen=read(refusal.seen.get(name, "")),
        present=read(refusal.present.get(name, "")),
        mine=mine,
    )


def label_of(name: str) -> str:
    """What a field is called; one that stands in several rows has the row's number or its day behind it."""
    if dated := DATED.fullmatch(name):
        return f"{gettext(LABELS.get(dated[1], dated[1]))} ({short_day(date.fromisoformat(dated[2]), language())})"
    field, number = base_of(name)
    label = gettext(LABELS[field]) if field in LABELS else name
    return f"{label} ({number})" if number else label


def base_of(name: str) -> tuple[str, str]:
    """A field without the number of its row, and the number."""
    found = NUMBERED.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def reader_of(name: str, choices: Choices) -> Callable[[str], str]:
    """How a field's plain spelling is shown to its reader."""
    if name in choices:
        return lambda value: ", ".join(choices[name].get(one, one) for one in value.split(", "))
    if name in WORDS:
        return lambda value: gettext(WORDS[name][value]) if value in WORDS[name] else value
    return lambda value: written(name, value)


def written(name: str, value: str) -> str:
    """A day, an hour or a text as its field shows it."""
    try:
        if value and base_of(name)[0] in DAYS:
            return short_day(date.fromisoformat(value), language())
        if value and name == "said_at":
            return short_day(datetime.fromisoformat(value).date(), language())
    except ValueError:
        return value
    return value[:5] if name == "clock" else value


def merged(values: Mapping[str, str], refusal: Refusal | None) -> Mapping[str, str]:
    """What a form sent back holds: everything typed, and in untouched fields what somebody else has made of them."""
    if not isinstance(refusal, Overtaken) or refusal.mine is None:
        return values
    untouched = {
        name: written(name, refusal.present.get(name, ""))
        for name in {**refusal.seen, **refusal.present}
        if refusal.mine.get(name, "") == refusal.seen.get(name, "") and (name in values or NUMBERED.fullmatch(name))
    }
    return {**values, **untouched}
