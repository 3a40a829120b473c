"""`flask reminder`: what leaves by itself, what was sent or missed, and what is to be held back."""

from collections.abc import Mapping
from datetime import timedelta

import click
from sqlalchemy import ColumnElement

from commands.output import dry_run_option, json_option, listing, now, refusing, rehearsed, remark, said
from models.reminders import Reminder
from scheduler.queries.listings import session_named
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminders import ReminderLine, lines_where
from scheduler.reminding import (
    allow_late_reminders,
    hold_reminders,
    let_reminders_go,
    pause_reminders,
    plan_anew,
    resume_reminders,
)
from scheduler.rules.double_bookings import SESSION
from vocabulary.actor import OPERATOR
from vocabulary.days import in_zone
from vocabulary.decisions import Place
from vocabulary.reminders import ReminderState


@click.group("reminder")
def reminder() -> None:
    """Reminders of answers that are missing, and of meetings that near."""


@reminder.command("list")
@click.option("--state", type=click.Choice([state.value for state in ReminderState]), help="Only these.")
@click.option("--days", type=int, default=30, show_default=True, help="So many days back and ahead.")
@json_option
def list_reminders(*, state: str | None, days: int, as_json: bool) -> None:
    """List reminders with when they leave, or what became of them."""
    span = timedelta(days=days)
    wanted: list[ColumnElement[bool]] = [Reminder.due_at.between(now() - span, now() + span)]
    if state is not None:
        wanted.append(Reminder.state == ReminderState(state))
    listing([row_of(one) for one in lines_where(*wanted)], as_json=as_json)


@reminder.command("hold")
@click.argument("numbers", metavar="REMINDER...", type=int, nargs=-1, required=True)
@dry_run_option
@refusing
def hold(numbers: tuple[int, ...], *, dry_run: bool) -> None:
    """Hold planned reminders back."""
    with rehearsed(dry_run):
        count = hold_reminders(numbers, by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else f"{count} held back.")


@reminder.command("let-go")
@click.argument("numbers", metavar="REMINDER...", type=int, nargs=-1, required=True)
@dry_run_option
@refusing
def let_go(numbers: tuple[int, ...], *, dry_run: bool) -> None:
    """Plan reminders again that were held back, as long as their time has not come."""
    with rehearsed(dry_run):
        count = let_reminders_go(numbers, by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else f"{count} planned again.")


SESSION_OPTION = click.option("--session", "handle", metavar="SESSION", help="A session of a committee instead.")


@reminder.command("pause")
@click.argument("consultation", type=int, required=False)
@SESSION_OPTION
@refusing
def pause(consultation: int | None, *, handle: str | None) -> None:
    """Remind nobody of a consultation, or of a session."""
    pause_reminders(meant(consultation, handle), by=OPERATOR, now=now())
    remark("Nobody is reminded of it.")


@reminder.command("resume")
@click.argument("consultation", type=int, required=False)
@SESSION_OPTION
@refusing
def resume(consultation: int | None, *, handle: str | None) -> None:
    """Go on with the reminders of a consultation, or of a session, that are yet to come."""
    resume_reminders(meant(consultation, handle), by=OPERATOR, now=now())
    remark("Its reminders go on.")


def meant(consultation: int | None, handle: str | None) -> Place:
    """The one meeting that is named; refused where none is, or two are."""
    if (consultation is None) == (handle is None):
        raise click.UsageError("Name a consultation by its number, or a session with --session.")
    if handle is not None:
        return Place(SESSION, session_named(handle, actor=OPERATOR))
    return Place(CONSULTATION, consultation or 0)


@reminder.command("allow-late")
@refusing
def allow_late() -> None:
    """Say that the clock is right: what is overdue by more than a week leaves, or is listed as missed."""
    allow_late_reminders(by=OPERATOR, now=now())
    remark("The worker sends what is late.")


@reminder.command("plan")
@dry_run_option
@refusing
def plan(*, dry_run: bool) -> None:
    """Derive the plan of every meeting to come anew, as the service does after each deed."""
    with rehearsed(dry_run):
        count = plan_anew(by=OPERATOR, now=now())
    remark(f"{count} would change." if dry_run else f"{count} changed.")


def row_of(one: ReminderLine) -> Mapping[str, object]:
    """One reminder as a line."""
    return {
        "reminder": one.id,
        "consultation": one.place.number if one.place.kind == CONSULTATION else None,
        "session": one.place.number if one.place.kind == SESSION else None,
        "leaves": in_zone(one.due_at if one.state is ReminderState.PLANNED else one.planned_for, one.tzid),
        "to": said(one.who),
        "agency": said(one.agency),
        "of": one.kind,
        "days before": one.step,
        "state": one.state,
        "waits for": one.waits,
        "letter": one.mail_id,
    }
