"""Recording an answer that reached the desk by letter, by calendar, by mail, by phone or in person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.answers import GivenAnswer, record_answer
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet
from scheduler.queries.sights import answer_sight
from scheduler.rules.policy import Permission
from scheduler.rules.replies import Invited
from scheduler.rules.typed import WallTime, instant
from vocabulary.days import clock, local_day, short_day
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import AnswerSource, PartStat
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, language, now, settings, today, wall
from web.desk.blueprint import blueprint
from web.desk.doubled import FIELD, HourFields, is_doubled, which, which_of
from web.forms import Typed, form_page
from web.sights import seen_in_form, sight_for

ANSWERS = {
    PartStat.ACCEPTED: N_("Accepted"),
    PartStat.TENTATIVE: N_("Tentative"),
    PartStat.DECLINED: N_("Declined"),
}
CORRECTED = ANSWERS | {PartStat.NEEDS_ACTION: N_("No answer was given")}
"""What a correction may say."""

WAYS = {
    AnswerSource.CALENDAR: N_("In a calendar"),
    AnswerSource.MAIL: N_("By mail"),
    AnswerSource.LETTER: N_("By official letter"),
    AnswerSource.PHONE: N_("By phone"),
    AnswerSource.IN_PERSON: N_("In person"),
}
CORRECTING = WAYS | {AnswerSource.CORRECTION: N_("Not at all: the answer on record is wrong, and I correct it")}
"""The same where there is an answer to correct."""

CHOOSE = N_("Choose an answer.")
CHOOSE_WAY = N_("Choose how the answer came.")
NO_DAY = N_("Write the day on which the answer was given.")
NO_CLOCK = N_("Write the hour at which the answer was given.")
NO_INVITATION = N_("This invitation does not exist any more.")


SAID = HourFields("said_day", "said_clock")
LAST_OF_MINUTE = timedelta(seconds=59, microseconds=999999)


@dataclass(frozen=True, slots=True)
class AskedOne:
    """Somebody whose answer is recorded: to what, by which clock, and where its form stands and leads back to.

    `ledger` is where every answer stands.
    """

    invited: Invited
    title: Bilingual
    tzid: str
    address: str
    own: str
    back: str
    ledger: str


@blueprint.get("/consultations/<int:consultation_id>/answers/<int:invitation_id>", endpoint="record_answer")
@access(Permission.DESK)
def answer_page(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    """The form, filled with who was asked and the present hour."""
    asked = asked_one(consultation_id, invitation_id)
    return answer_form(asked, values=filled(asked))


@blueprint.post("/consultations/<int:consultation_id>/answers/<int:invitation_id>", endpoint="record_answer_now")
@access(Permission.DESK)
def answer_now(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    """Record what was said, by whom, how and when."""
    asked = asked_one(consultation_id, invitation_id)
    try:
        answer = read_answer(Typed(), tzid=asked.tzid)
        record_answer(invitation_id, answer, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return answer_form(asked, values=request.form.to_dict(), refusal=refusal)
    flash(gettext("The answer is recorded."), "ok")
    return redirect(asked.back, 303)


def asked_one(consultation_id: int, invitation_id: int) -> AskedOne:
    """An invited person of a consultation."""
    sheet = consultation_sheet(consultation_id, actor=actor(), wall=wall())
    return AskedOne(
        invited=invited_in(sheet, invitation_id),
        title=sheet.title,
        tzid=sheet.tzid,
        address=settings().desk.tagged(sheet.organizer_tag),
        own=url_for("desk.record_answer", consultation_id=consultation_id, invitation_id=invitation_id),
        back=url_for("desk.consultation", consultation_id=consultation_id),
        ledger=url_for("desk.ledger", consultation_id=consultation_id, _anchor=f"of-{invitation_id}"),
    )


def filled(asked: AskedOne) -> dict[str, str]:
    """The form before anything is typed."""
    return {
        "said_by": asked.invited.name.plain.text(language()),
        "said_day": short_day(local_day(now(), asked.tzid), language()),
        "said_clock": clock(now(), asked.tzid),
        "comment": "",
        "reason": "",
        FIELD: which_of(now(), tzid=asked.tzid),
    }


def invited_in(sheet: ConsultationSheet, invitation_id: int) -> Invited:
    """The invited person whose answer it is."""
    found = next((one for one in sheet.invited if one.invitation_id == invitation_id), None)
    if found is None:
        raise NotFound(NO_INVITATION)
    return found


def read_answer(typed: Typed, *, tzid: str) -> GivenAnswer:
    """The answer that was typed; refused with every problem at once."""
    partstat = typed.needed("answer", typed.choice("answer", PartStat), sentence=CHOOSE)
    source = typed.needed("source", typed.choice("source", AnswerSource), sentence=CHOOSE_WAY)
    if source is not None and source not in CORRECTING:
        typed.note("source", CHOOSE_WAY)
    said_at = read_moment(typed, tzid=tzid)
    answer = GivenAnswer(
        partstat=partstat or PartStat.NEEDS_ACTION,
        comment=typed.text("comment"),
        source=source or AnswerSource.MAIL,
        said_by=typed.line("said_by"),
        said_at=said_at,
        reason=typed.text("reason"),
    )
    typed.check()
    return answer


def read_moment(typed: Typed, *, tzid: str) -> datetime:
    """When the answer was given, by the capital's clock; left empty, now.

    A typed minute means the whole of it, up to now: an answer in the minute of a release answers what was released.
    """
    if not typed.line("said_day") and not typed.line("said_clock"):
        return now()
    day = typed.needed("said_day", typed.day("said_day", today=today()), sentence=NO_DAY)
    hour = typed.needed("said_clock", typed.clock("said_clock"), sentence=NO_CLOCK)
    if day is None or hour is None:
        return now()
    try:
        said_at = instant(WallTime(day, hour, tzid), field="said_clock", second=which(typed))
    except Refusal as refusal:
        typed.problems.append(refusal)
        return now()
    return said_at if said_at > now() else min(now(), said_at + LAST_OF_MINUTE)


def answer_form(asked: AskedOne, *, values: dict[str, str], refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with what was typed and what is wrong with it."""
    return form_page(
        "desk/record_answer.html",
        refusal,
        asked=asked,
        sight=sight_for(answer_sight(asked.invited.invitation_id), refusal),
        invited=asked.invited,
        values=values,
        answers=ANSWERS if asked.invited.last is None else CORRECTED,
        ways=WAYS if asked.invited.last is None else CORRECTING,
        twice=is_doubled(values, SAID, tzid=asked.tzid),
    )
