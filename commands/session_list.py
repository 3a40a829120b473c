"""`flask session add` and `correct`: the list of a committee's sessions, which is open-ended."""

from typing import Any

import click

from commands.output import dry_run_option, hand, json_option, now, refusing, rehearsed, remark, showing
from commands.sessions import row_of, session
from scheduler.queries.listings import session_handles, session_named
from scheduler.queries.places import place_named
from scheduler.queries.sessions import session_page_for
from scheduler.rules.typed import typed_day
from scheduler.session_list import add_session, correct_session
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, NewSession, SessionCard, SessionPlan
from vocabulary.refusals import Refusal
from vocabulary.states import Modality, SessionKind, SessionStatus, Stage
from vocabulary.text import N_, Bilingual

TWO_DAYS = N_("Write a run of days as FIRST/LAST, as 2026-02-02/2026-02-03, and @PLACE behind it where it has its own.")


def words_of(kind: type[SessionKind | SessionStatus | Modality | Stage]) -> click.Choice[str]:
    """The words of a closed list."""
    return click.Choice([each.value for each in kind])


@session.command("add")
@click.argument("committee_key", metavar="COMMITTEE")
@click.option("--kind", type=words_of(SessionKind), default=SessionKind.REGULAR.value, show_default=True)
@click.option("--ordinal", type=int, help="Its number among its kind, where it has one.")
@click.option("--title-en", default="", help="A title of its own in English.")
@click.option("--title-th", default="", help="A title of its own in Thai.")
@click.option("--parent", default="", help="The session that it continues, as ahc/2.")
@click.option("--place", default="", help="Its city, or a building there, by key (`city list`).")
@click.option("--days", "runs", multiple=True, help="A run of days: FIRST/LAST or FIRST/LAST@PLACE; may be repeated.")
@click.option("--status", type=words_of(SessionStatus), default=SessionStatus.PROVISIONAL.value, show_default=True)
@click.option("--modality", type=words_of(Modality), default=None)
@click.option("--stage", type=words_of(Stage), default=None)
@click.option("--document", default="", help="What announces it, with number and day.")
@dry_run_option
@json_option
@refusing
def add(committee_key: str, *, dry_run: bool, as_json: bool, **typed: Any) -> None:
    """Add a session to the list of COMMITTEE, by its key; nothing is mailed."""
    with rehearsed(dry_run):
        number = add_session(NewSession(committee_key, card_of(typed), plan_of(typed)), hand=hand())
        tell(number, dry_run=dry_run, as_json=as_json)


@session.command("correct")
@click.argument("handle", metavar="SESSION")
@click.option("--kind", type=words_of(SessionKind), default=None)
@click.option("--ordinal", type=int, help="Its number among its kind; 0 where it has none.")
@click.option("--title-en", default=None, help="A title of its own in English.")
@click.option("--title-th", default=None, help="A title of its own in Thai.")
@dry_run_option
@json_option
@refusing
def correct(handle: str, *, dry_run: bool, as_json: bool, **typed: Any) -> None:
    """Correct the kind, number or title of SESSION; what is left out stays, and so does its key."""
    number = session_named(handle, actor=OPERATOR)
    page = session_page_for(number, actor=OPERATOR)
    present = {
        "kind": page.line.kind.value,
        "ordinal": page.line.ordinal,
        "title_en": page.card_sight["title_en"],
        "title_th": page.card_sight["title_th"],
    }
    wanted = {**present, **{name: value for name, value in typed.items() if value is not None}}
    parent_id = None if page.parent is None else page.parent.session_id
    with rehearsed(dry_run):
        correct_session(number, card_from(wanted, parent_id=parent_id), hand=hand())
        tell(number, dry_run=dry_run, as_json=as_json)


def card_of(typed: dict[str, Any]) -> SessionCard:
    """Which session was meant."""
    parent = typed["parent"]
    return card_from(typed, parent_id=session_named(parent, actor=OPERATOR) if parent else None)


def card_from(typed: dict[str, Any], *, parent_id: int | None) -> SessionCard:
    """The same, with the session that it continues."""
    return SessionCard(
        SessionKind(typed["kind"]),
        typed["ordinal"] or None,
        title=Bilingual(typed["title_en"], typed["title_th"]),
        parent_id=parent_id,
    )


def plan_of(typed: dict[str, Any]) -> SessionPlan:
    """The plan that was meant; a run of days without a place of its own meets in the session's."""
    spot = place_named(typed["place"], actor=OPERATOR) if typed["place"] else None
    return SessionPlan(
        duty_station_id=None if spot is None else spot.station_id,
        blocks=tuple(run_of(run, otherwise=typed["place"]) for run in typed["runs"]),
        status=SessionStatus(typed["status"]),
        modality=None if typed["modality"] is None else Modality(typed["modality"]),
        stage=None if typed["stage"] is None else Stage(typed["stage"]),
        document=typed["document"],
    )


def run_of(text: str, *, otherwise: str) -> Days:
    """A run of days as it was typed."""
    days, _, place = text.partition("@")
    first, slash, last = days.partition("/")
    if not slash:
        raise Refusal(TWO_DAYS, field="days")
    today, place = now().date(), place or otherwise
    spot = place_named(place, actor=OPERATOR) if place else None
    return Days(
        typed_day(first, field="days", today=today),
        typed_day(last, field="days", today=today),
        duty_station_id=None if spot is None else spot.station_id,
        venue_id=None if spot is None else spot.venue_id,
    )


def tell(number: int, *, dry_run: bool, as_json: bool) -> None:
    """Show the session as it is on the list now."""
    page = session_page_for(number, actor=OPERATOR)
    showing(row_of(session_handles()[number], page.line), as_json=as_json)
    remark("Nothing was written." if dry_run else "It is on the list. Nothing was mailed.")
