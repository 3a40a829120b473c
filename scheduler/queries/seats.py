"""Plans of seats: which hold, which have lapsed, and what a new one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from models.database import db
from models.seat_plans import SeatPlan
from models.sessions import SessionDay
from scheduler.queries.home import home_tzid
from scheduler.queries.issued_rosters import OFF
from scheduler.queries.rosters import Roster, roster_for
from scheduler.queries.session_lines import Run
from scheduler.rules.issued_rosters import thawed_words
from scheduler.rules.seats import by_order, lapses, left, moved_up, thawed_seats
from vocabulary.actor import OPERATOR, Actor
from vocabulary.days import local_day
from vocabulary.decisions import Said
from vocabulary.refusals import NotFound
from vocabulary.seats import Seated, SeatPlace, SeatRow, SeatSheet
from vocabulary.text import N_, Bilingual

FRONT, BEHIND = 1, 3
"""Seats that a plan begins with where none was made before in the building, for any session."""

PLANS = select(SeatPlan).order_by(SeatPlan.id)


@dataclass(frozen=True, slots=True)
class Seating:
    """One plan of seats, and since when, why and by which deed it has lapsed."""

    number: int
    opens: date
    closes: date
    front: int
    behind: int
    made_on: date
    made_by: str
    sheet: SeatSheet
    lapsed_on: date | None = None
    why: tuple[Bilingual, ...] = ()
    row: int | None = None
    decision_id: int | None = None

    @property
    def at_the_table(self) -> tuple[Seated, ...]:
        """Who sits at the table, in order."""
        return self.sheet.of(SeatRow.FRONT)

    @property
    def behind_it(self) -> tuple[Seated, ...]:
        """Who sits behind, in order."""
        return self.sheet.of(SeatRow.BEHIND)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Its rooms, each once."""
        return tuple(dict.fromkeys(room for room in self.sheet.rooms if room))

    @property
    def is_holding(self) -> bool:
        """Whether it has not lapsed."""
        return self.lapsed_on is None


@dataclass(frozen=True, slots=True)
class SeatsPage:
    """The seats of a session: what holds by its days, what has lapsed, and its roster.

    A plan that holds has the rooms as they are known by now.
    """

    roster: Roster
    holding: tuple[Seating, ...]
    lapsed: tuple[Seating, ...]
    days: tuple[date, ...]

    def outside(self, seating: Seating) -> tuple[Bilingual, ...]:
        """Who of the roster has no seat by a plan, in the roster's order."""
        inside = {one.person_id for one in seating.sheet.seated}
        return tuple(line.name for line in self.roster.lines if line.person_id not in inside)

    def free(self, today: date) -> tuple[Seated, ...]:
        """Whose seats are free by any plan, each once."""
        return tuple(dict.fromkeys(each for one in self.holding for each in self.left(one, today)))

    def is_wanted(self, today: date) -> bool:
        """Whether no plan holds for days to come, after one did."""
        return bool(self.lapsed) and not self.holding and any(today <= day for day in self.days)

    def left(self, seating: Seating, today: date) -> tuple[Seated, ...]:
        """Whose seat is free by a plan that holds, having left the delegation; on days that are over nobody's is."""
        people = {line.person_id for line in self.roster.lines}
        return left(seating.sheet, people) if seating.is_holding and today <= seating.closes else ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form of a new plan shows first."""

    opens: date
    closes: date
    front: int
    behind: int
    seats: dict[int, SeatRow]


def seats_page(session_id: int, *, actor: Actor) -> SeatsPage:
    """The seats of a session that this actor may see."""
    return seats_for(roster_for(session_id, actor=actor))


def seats_for(roster: Roster) -> SeatsPage:
    """The seats of the session whose roster this is."""
    session_id = roster.session.session_id
    found = seatings(session_id)
    return SeatsPage(
        roster=roster,
        holding=tuple(
            sorted(
                (roomed(one, session_id) for one in found if one.is_holding), key=lambda one: (one.opens, one.number)
            )
        ),
        lapsed=tuple(one for one in found if not one.is_holding),
        days=days_of(roster),
    )


def roomed(one: Seating, session_id: int) -> Seating:
    """A plan with the rooms of its days as they are known by now."""
    return replace(one, sheet=replace(one.sheet, rooms=rooms_on(session_id, one.opens, closes=one.closes)))


def desk_seats(session_id: int, *, actor: Actor) -> SeatsPage:
    """The same for whoever makes a plan, which is the desk."""
    if not actor.is_desk:
        raise NotFound(N_("This session does not exist."))
    return seats_page(session_id, actor=actor)


def days_of(roster: Roster) -> tuple[date, ...]:
    """Every day of a session."""
    return tuple(day for run in roster.session.runs for day in days_between(run.opens, run.closes))


def days_between(opens: date, closes: date) -> list[date]:
    """The days of a run, both inclusive."""
    return [opens + timedelta(days=number) for number in range((closes - opens).days + 1)]


def seatings(session_id: int) -> tuple[Seating, ...]:
    """Every plan that was made for a session, the last one first."""
    rows = db.session.scalars(
        select(SeatPlan).where(SeatPlan.session_id == session_id).order_by(SeatPlan.number.desc())
    ).all()
    tzid = home_tzid() if rows else ""
    return tuple(
        Seating(
            number=row.number,
            opens=row.opens,
            closes=row.closes,
            front=row.front,
            behind=row.behind,
            made_on=local_day(row.made_at, tzid),
            made_by=row.made_by,
            sheet=thawed_seats(row.sheet),
            lapsed_on=None if row.lapsed_at is None else local_day(row.lapsed_at, tzid),
            why=thawed_words(row.lapsed_why),
            row=row.lapsed_row,
            decision_id=row.decision_id,
        )
        for row in rows
    )


def beginning(page: SeatsPage, *, front: int | None = None, behind: int | None = None) -> Beginning | None:
    """A new plan as its form shows it first: by the order of the roster, on the days for which there is none yet."""
    run = next((run for run in page.roster.session.runs if not is_seated(page, run.opens)), None)
    run = run or next(iter(page.roster.session.runs), None)
    if run is None:
        return None
    usual = seats_in(run, page.roster.session.session_id)
    seats = (usual[0] if front is None else front, usual[1] if behind is None else behind)
    people = there_then(page.roster, run.opens)
    return Beginning(run.opens, run.closes, *seats, by_order(people, front=seats[0], behind=seats[1]))


def there_then(roster: Roster, day: date) -> list[int]:
    """Who of the roster is where the session meets on a day, in order: whoever leads in another city alone is not."""
    run = next((run for run in roster.session.runs if run.opens <= day <= run.closes), None)
    city = None if run is None or run.city is None else run.city.name
    return [line.person_id for line in roster.lines if city is None or not line.cities or city in line.cities]


def seats_in(run: Run, session_id: int) -> tuple[int, int]:
    """At the table and behind, as many as the latest plan had: in one of its rooms, else in its building.

    Plans of this session go before those of others; of a building that is not known nothing is known.
    """
    rooms = rooms_on(session_id, run.opens, closes=run.closes)
    found = [
        row
        for row in db.session.scalars(PLANS)
        if thawed_seats(row.sheet).venue == run.venue and (run.venue is not None or row.session_id == session_id)
    ]
    if not found:
        return FRONT, BEHIND
    best = max(found, key=lambda row: (alike(row, rooms), row.session_id == session_id, row.made_at, row.id))
    return best.front, best.behind


def alike(row: SeatPlan, rooms: Sequence[str]) -> bool:
    """Whether a plan was for a room in which it meets now."""
    return bool(set(thawed_seats(row.sheet).rooms) & set(rooms) - {""})


def anew(page: SeatsPage, number: int) -> Beginning | None:
    """A plan to be made anew: its seats, and those who have left replaced in the roster's order.

    One that holds keeps its days, one that has lapsed is for those for which there is none.
    """
    one = next((one for one in (*page.holding, *page.lapsed) if one.number == number), None)
    days = one if one is None or one.is_holding else beginning(page)
    if one is None or days is None:
        return None
    rows = moved_up(one.sheet, there_then(page.roster, days.opens))
    return Beginning(days.opens, days.closes, one.front, one.behind, rows)


def is_seated(page: SeatsPage, day: date) -> bool:
    """Whether a plan holds on a day."""
    return any(one.opens <= day <= one.closes for one in page.holding)


def seat_place(roster: Roster, opens: date, *, closes: date) -> SeatPlace:
    """Where the session meets on these days, as far as they are of one run, and who is on its roster."""
    session = roster.session
    run = next((run for run in session.runs if run.opens <= opens and closes <= run.closes), None)
    people = frozenset(line.person_id for line in roster.lines)
    if run is None or session.status in OFF:
        return SeatPlace(person_ids=people)
    city = None if run.city is None else run.city.name
    rooms = rooms_on(session.session_id, opens, closes=closes)
    return SeatPlace(city, run.venue, rooms, is_met=True, person_ids=people)


def rooms_on(session_id: int, opens: date, *, closes: date) -> tuple[str, ...]:
    """The room of each of these days, empty where it is not known."""
    rows = db.session.execute(
        select(SessionDay.day, SessionDay.room).where(
            SessionDay.session_id == session_id, SessionDay.day >= opens, SessionDay.day <= closes
        )
    )
    rooms: dict[date, str] = {row.day: row.room for row in rows}
    return tuple(rooms.get(day, "") for day in days_between(opens, closes))


def lapsing(rows: Sequence[SeatPlan], *, today: date) -> list[tuple[SeatPlan, tuple[Said, ...]]]:
    """Which of these plans hold no more, and why; those whose days are over stand as they are."""
    rosters: dict[int, Roster] = {}
    found = []
    for row in rows:
        if row.closes < today:
            continue
        if row.session_id not in rosters:
            rosters[row.session_id] = roster_for(row.session_id, actor=OPERATOR)
        reasons = lapses(thawed_seats(row.sheet), seat_place(rosters[row.session_id], row.opens, closes=row.closes))
        if reasons:
            found.append((row, reasons))
    return found
