"""Lists of closed days: a day added, corrected or removed, a year confirmed; nothing that is planned moves by it."""

from datetime import date, datetime

from sqlalchemy import select

from models.database import db
from models.places import ClosedDay, ClosedYear, ClosureList, DutyStation
from scheduler.deed import deed
from scheduler.queries.availability import listed_days
from scheduler.queries.calendars import NO_DAY, day_of, list_of
from scheduler.queries.closed_day_effects import effects_on
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.breaks import break_marks
from scheduler.rules.closed_days import LONGEST, Effect, checked_day, digest_of, with_day
from scheduler.rules.lengths import too_long
from scheduler.rules.place_cards import checked_building
from scheduler.rules.short_keys import free_key, stem_of
from scheduler.rules.sights import sight_of_closed_day
from vocabulary.actor import Actor
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.days import bilingual_day, both_eras
from vocabulary.plan import Sight
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.text import N_, Bilingual, clean_line

ON_LIST = N_("%(day)s is on this list already: %(name)s. Correct that day instead.")
LOOK = N_("Something is planned on that day. Look at it below, then save the day; nothing is moved by that.")
HAS_LIST = N_("%(city)s goes by a list already: %(name)s.")
NOTHING_THERE = N_("No day of %(year)s is on this list. Add its days first, then confirm them.")
CONFIRMED = N_("The list of %(year)s is confirmed already.")
NO_SOURCE = N_("Write which official list you compared the days with.")


class Planned(Stale):
    """Something is planned on a day that is about to be closed, and nobody has looked at it yet."""

    def __init__(self, effect: Effect) -> None:
        super().__init__(LOOK)
        self.effect = effect

    @property
    def digest(self) -> str:
        """What says that it was looked at."""
        return digest_of([self.effect])


def add_closed_day(list_id: int, card: ClosedDayCard, *, by: Actor, now: datetime, shown: str = "") -> int:
    """Put a day on a list; refused with `Planned` where more is planned on it than `shown` stands for."""
    with deed("add closed day", by=by, now=now) as record:
        row, card = list_of(list_id), checked_day(card)
        refuse_twin(row, card.day)
        refuse_unseen(row, card, shown=shown, now=now)
        day = ClosedDay(day=card.day, added_by=by.label)
        write(day, card)
        row.days.append(day)
        db.session.flush()
        record.about("closed_day", day.id)
        return day.id


def correct_closed_day(
    day_id: int, card: ClosedDayCard, *, by: Actor, now: datetime, seen: Sight | None = None, shown: str = ""
) -> None:
    """Correct a day, or move it; refused with `Overtaken` unlike seen, with `Planned` as a new day is."""
    with deed("correct closed day", by=by, now=now) as record:
        day, card = day_of(day_id), checked_day(card)
        row = list_of(day.closure_list_id)
        refuse_overtaken(
            seen, sight_of_closed_day(day.card), mine=sight_of_closed_day(card), about=("closed_day", day_id)
        )
        if card.day != day.day:
            refuse_twin(row, card.day)
            refuse_unseen(row, card, shown=shown, now=now, instead_of=day.day)
        write(day, card)
        record.about("closed_day", day_id)


def remove_closed_day(day_id: int, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Take a day off its list."""
    with deed("remove closed day", by=by, now=now) as record:
        day = day_of(day_id)
        refuse_overtaken(seen, sight_of_closed_day(day.card), mine=None, about=("closed_day", day_id))
        record.about("closure_list", day.closure_list_id)
        db.session.delete(day)


def confirm_closed_days(list_id: int, year: int, *, source: str, by: Actor, now: datetime) -> None:
    """Say that a year's list is whole and its days are official, by which list."""
    with deed("confirm closed days", by=by, now=now) as record:
        row, source = list_of(list_id), clean_line(source)
        days = [day for day in row.days if day.day.year == year]
        waiting = [day for day in days if day.state is ClosedDayState.EXPECTED]
        whole = next((one for one in row.years if one.year == year), None)
        if not days:
            raise Refusal(NOTHING_THERE, field="source", year=both_eras(year))
        if whole is not None and not waiting:
            raise Stale(CONFIRMED, year=both_eras(year))
        refuse_unfit_source(source)
        for day in waiting:
            day.state, day.source = ClosedDayState.CONFIRMED, source
        put_year(row, year, source=source, by=by)
        record.about("closure_list", list_id)


def refuse_unfit_source(source: str) -> None:
    """An official list has a name that fits and can be shown."""
    problems = too_long(LONGEST, source=source) + break_marks(source=source)
    if not source:
        problems = [Refusal(NO_SOURCE, field="source")]
    if problems:
        raise Invalid(problems)


def put_year(row: ClosureList, year: int, *, source: str, by: Actor) -> None:
    """Have a year on file as a whole, the step of a deed."""
    whole = next((one for one in row.years if one.year == year), None)
    if whole is None:
        whole = ClosedYear(year=year)
        row.years.append(whole)
    whole.source, whole.added_by = source, by.label


def start_calendar(station_id: int, name: Bilingual, *, by: Actor, now: datetime) -> int:
    """Begin a list of closed days for a city that goes by none; the number of the new row."""
    with deed("start calendar", by=by, now=now) as record:
        station = db.session.get(DutyStation, station_id)
        if station is None:
            raise NotFound(N_("This city does not exist."))
        if station.closure_list is not None:
            raise Stale(HAS_LIST, city=station.name.plain, name=station.closure_list.name.plain)
        name = checked_building(name)
        taken = set(db.session.scalars(select(ClosureList.key)))
        row = ClosureList(
            key=free_key(stem_of(station.key, otherwise="calendar"), taken=taken), name_en=name.en, name_th=name.th
        )
        db.session.add(row)
        db.session.flush()
        station.closure_list = row
        record.about("closure_list", row.id)
        return row.id


def day_on(list_id: int, day: date) -> ClosedDay:
    """The closed day that stands on a list on this day, or a refusal."""
    found = next((one for one in list_of(list_id).days if one.day == day), None)
    if found is None:
        raise NotFound(NO_DAY)
    return found


def write(day: ClosedDay, card: ClosedDayCard) -> None:
    """Let the row say what the card says."""
    day.day, day.name_en, day.name_th = card.day, card.name.en, card.name.th
    day.source, day.state = card.source, card.state


def refuse_twin(row: ClosureList, day: date) -> None:
    """A day stands on a list once."""
    twin = next((one for one in row.days if one.day == day), None)
    if twin is not None:
        raise Refusal(ON_LIST, field="day", day=bilingual_day(day), name=twin.name.plain)


def refuse_unseen(
    row: ClosureList, card: ClosedDayCard, *, shown: str, now: datetime, instead_of: date | None = None
) -> None:
    """Refuse a day on which something is planned that nobody has looked at."""
    closed = with_day(listed_days(row), card, instead_of=instead_of)
    effect = effects_on(row, [card.day], closed=closed, now=now)[card.day]
    if effect.count and digest_of([effect]) != shown:
        raise Planned(effect)
