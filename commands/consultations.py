"""`flask consultation`: our own preparatory meetings. Letters wait for `flask mail send`, as they do on the pages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from commands.output import (
    dry_run_option,
    hand,
    json_option,
    letters,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    showing,
    wall,
)
from commands.sessions import preparation_row
from scheduler.consultations import book, cancel, move
from scheduler.queries.booking import Choices, choices_for
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet
from scheduler.queries.listings import agency_ids, consultations_listed, person_ids, session_handles, session_named
from scheduler.releases import CLASSIFIED
from scheduler.rules.replies import Invited as InvitedPerson
from scheduler.rules.typed import WallTime, instant, typed_clock, typed_day, typed_minutes
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.days import in_zone
from vocabulary.plan import ConsultationPlan, Invited
from vocabulary.refusals import Refusal
from vocabulary.states import Classification, Modality
from vocabulary.text import N_, Bilingual

NO_HOUR = N_("The hour of this consultation is not known. Say with --minutes how long it takes.")


@click.group("consultation")
def consultation() -> None:
    """Our own preparatory meetings with the agencies."""


@consultation.command("list")
@click.option("--session", "handle", help="Only those that prepare for this session.")
@json_option
@refusing
def list_consultations(*, handle: str | None, as_json: bool) -> None:
    """List the consultations by their days; hours are the capital's."""
    number = None if handle is None else session_named(handle, actor=OPERATOR)
    handles = session_handles()
    rows = [
        {"session": None if one.session_id is None else handles[one.session_id], **preparation_row(one)}
        for one in consultations_listed(number, actor=OPERATOR)
    ]
    listing(rows, as_json=as_json)


@consultation.command("show")
@click.argument("number", metavar="CONSULTATION", type=int)
@json_option
@refusing
def show(number: int, *, as_json: bool) -> None:
    """Show one consultation, whom it invites and what they answered."""
    showing(sheet_row(consultation_sheet(number, actor=OPERATOR, wall=wall())), as_json=as_json)


@dataclass(frozen=True, slots=True)
class Booking:
    """What was typed at the terminal for a new consultation."""

    day: str
    clock: str
    minutes: str
    title_en: str
    title_th: str
    modality: str
    place: str
    link: str
    agenda: str
    letter_number: str
    letter_dated: str
    reply_by: str
    agencies: tuple[str, ...]
    people: tuple[str, ...]
    usual: bool
    classification: str

    def plan(self, choices: Choices) -> ConsultationPlan:
        """The plan that was meant, on the capital's clock; without a title it has the usual one."""
        today = today_in(choices.tzid)
        day = typed_day(self.day, field="day", today=today)
        starts = instant(WallTime(day, typed_clock(self.clock, field="time"), choices.tzid), field="time")
        return ConsultationPlan(
            title=Bilingual(self.title_en, self.title_th) if self.title_en or self.title_th else choices.title,
            day=day,
            starts=starts,
            ends=starts + timedelta(minutes=typed_minutes(self.minutes, field="minutes")),
            modality=Modality(self.modality),
            place=self.place,
            link=self.link,
            agenda=self.agenda,
            letter_number=self.letter_number,
            letter_dated=day_or_none(self.letter_dated, field="letter-dated", today=today),
            reply_by=day_or_none(self.reply_by, field="reply-by", today=today),
            classification=Classification(self.classification),
        )

    def invited(self, choices: Choices) -> Invited:
        """Who shall be asked."""
        usual = choices.usual if self.usual else ()
        return Invited((*usual, *agency_ids(self.agencies)), person_ids(self.people))


@consultation.command("book")
@click.argument("handle", metavar="SESSION")
@click.option("--day", required=True, help="The day in the capital: 2022-01-11, 11 Jan 2022, 11/1/2565.")
@click.option("--time", "clock", required=True, help="The hour in the capital: 14:00.")
@click.option("--minutes", default="90", show_default=True, help="How long it takes.")
@click.option("--title-en", default="", help="The title in English; left out, the session's name makes it.")
@click.option("--title-th", default="", help="The title in Thai.")
@click.option("--modality", type=click.Choice([each.value for each in Modality]), default=Modality.IN_PERSON.value)
@click.option("--place", default="", help="Building and room.")
@click.option("--link", default="", help="The link by which people take part.")
@click.option("--agenda", default="", help="The agenda, in lines.")
@click.option("--letter-number", default="", help="Number of the official letter.")
@click.option("--letter-dated", default="", help="Day of the official letter.")
@click.option("--reply-by", default="", help="The day by which answers are asked for.")
@click.option(
    "--classification",
    type=click.Choice([each.value for each in Classification]),
    default=Classification.UNCLASSIFIED.value,
    help="From confidential upwards nothing of it leaves by mail or feed.",
)
@click.option("--usual", is_flag=True, help="Invite the agencies of the approval, but for the coordinator.")
@click.option("--agency", "agencies", multiple=True, help="Invite this agency, by its key; may be repeated.")
@click.option("--person", "people", multiple=True, help="Invite this person, by address; may be repeated.")
@dry_run_option
@refusing
def book_consultation(handle: str, *, dry_run: bool, **typed: Any) -> None:
    """Book a consultation for SESSION and draft its invitations; none leaves before `mail send`."""
    choices = choices_for(session_named(handle, actor=OPERATOR), actor=OPERATOR, today=now().date())
    booking = Booking(**typed)
    with rehearsed(dry_run):
        number = book(choices.session.id, booking.plan(choices), invited=booking.invited(choices), hand=hand())
        tell(number, dry_run=dry_run)


@consultation.command("move")
@click.argument("number", metavar="CONSULTATION", type=int)
@click.option("--day", required=True, help="The new day in the capital.")
@click.option("--time", "clock", required=True, help="The new hour in the capital.")
@click.option("--minutes", default="", help="How long it takes, if that changes.")
@dry_run_option
@refusing
def move_consultation(number: int, *, dry_run: bool, **typed: str) -> None:
    """Move CONSULTATION to another time and draft the updates."""
    sheet = consultation_sheet(number, actor=OPERATOR, wall=wall())
    day = typed_day(typed["day"], field="day", today=today_in(sheet.tzid))
    starts = instant(WallTime(day, typed_clock(typed["clock"], field="time"), sheet.tzid), field="time")
    with rehearsed(dry_run):
        move(number, starts=starts, ends=starts + length(sheet, typed["minutes"]), hand=hand())
        tell(number, dry_run=dry_run)


@consultation.command("cancel")
@click.argument("number", metavar="CONSULTATION", type=int)
@click.option("--reason", default="", help="What the cancellation says.")
@dry_run_option
@refusing
def cancel_consultation(number: int, *, reason: str, dry_run: bool) -> None:
    """Cancel CONSULTATION and draft the cancellations."""
    with rehearsed(dry_run):
        cancel(number, reason=reason, hand=hand())
        tell(number, dry_run=dry_run)


def length(sheet: ConsultationSheet, minutes: str) -> timedelta:
    """How long the consultation takes: as long as before, unless said otherwise."""
    if minutes:
        return timedelta(minutes=typed_minutes(minutes, field="minutes"))
    if sheet.starts is None or sheet.ends is None:
        raise Refusal(NO_HOUR, field="minutes")
    return sheet.ends - sheet.starts


def today_in(tzid: str) -> date:
    """Today in the capital."""
    return now().astimezone(ZoneInfo(tzid)).date()


def day_or_none(text: str, *, field: str, today: date) -> date | None:
    """The day that was typed, if any was."""
    return typed_day(text, field=field, today=today) if text else None


def tell(number: int, *, dry_run: bool) -> None:
    """Print the consultation as it now is, and what its letters wait for."""
    sheet = consultation_sheet(number, actor=OPERATOR, wall=wall())
    showing(sheet_row(sheet), as_json=False)
    waiting = 0 if sheet.draft is None else sheet.draft.total
    if dry_run:
        remark(f"Nothing was changed. {letters(waiting)} would wait to be released.")
    elif sheet.is_classified:
        remark(CLASSIFIED)
    elif waiting:
        remark(f"Waiting for a look and a release: {letters(waiting)}. Next: {SAMAI} mail send {number}")


def sheet_row(sheet: ConsultationSheet) -> dict[str, object]:
    """One consultation, complete; hours are the capital's."""
    return {
        "consultation": sheet.id,
        "title": said(sheet.title),
        "session": said(sheet.session),
        "status": sheet.status,
        "classification": sheet.classification,
        "day": sheet.day,
        "from": at_home(sheet.starts, sheet.tzid),
        "to": at_home(sheet.ends, sheet.tzid),
        "modality": sheet.modality,
        "place": sheet.place,
        "link": sheet.link,
        "letter": sheet.letter_number,
        "reply by": sheet.reply_by,
        "waiting": {} if sheet.draft is None else {kind.value: count for kind, count in sheet.draft.counts.items()},
        "invited": [person_row(each) for each in sheet.invited],
    }


def at_home(instant_: datetime | None, tzid: str) -> datetime | None:
    """The instant on the capital's clock."""
    return None if instant_ is None else in_zone(instant_, tzid)


def person_row(each: InvitedPerson) -> dict[str, object]:
    """One invited person with letter and answer."""
    return {
        "name": said(each.name),
        "agency": said(each.abbreviation),
        "letter": None if each.delivery is None else each.delivery.state,
        "answer": None if each.standing is None else each.standing.partstat,
        "comment": "" if each.standing is None else each.standing.comment,
    }
