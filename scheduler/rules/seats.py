"""Who sits where by a plan, whether it can be made, and what makes it lapse."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from vocabulary.decisions import Said
from vocabulary.refusals import Refusal
from vocabulary.seats import Seated, SeatPlace, SeatRow, SeatSheet, SeatWish
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual

MOST_SEATS = 50

NOT_MET = N_("The session does not meet on these days any more")
OTHER_PLACE = N_("It meets in another place: %(now)s; until now %(before)s")
OTHER_ROOM = N_("It meets in another room: %(now)s; until now %(before)s")
LEFT = N_("No longer on the roster: %(names)s")
UNKNOWN = N_("not known")
TAKEN_BACK = N_("Taken back by the desk")

BACKWARDS = N_("The last day must be the first one or later.")
NOT_ITS_DAYS = N_("The session does not meet on all of these days in one place. Choose days of one run.")
MANY = N_("A delegation has no more than %(most)s seats.")
NO_SEATS = N_("Enter how many seats there are at the table: one or more.")
TOO_MANY = N_("People to sit there: %(count)s; seats: %(seats)s. Move somebody, or correct the number of seats.")
TWICE = N_("One person sits in one place.")
STRANGER = N_("Somebody chosen is not on the roster any more. Choose again.")
NOBODY = N_("Nobody sits at the table. Choose who does.")

ELLIPSIS = "…"

SHEET = TypeAdapter(SeatSheet)


def frozen_seats(sheet: SeatSheet) -> dict[str, Any]:
    """The plan as JSON, for its row."""
    dumped: dict[str, Any] = SHEET.dump_python(sheet, mode="json")
    return dumped


def thawed_seats(stored: dict[str, Any]) -> SeatSheet:
    """The plan that a row holds."""
    return SHEET.validate_python(stored)


def by_order(person_ids: Sequence[int], *, front: int, behind: int) -> dict[int, SeatRow]:
    """Where everybody sits in the order of the roster: the first at the table, the next behind, the others nowhere."""
    seats = [SeatRow.FRONT] * front + [SeatRow.BEHIND] * behind
    return dict(zip(person_ids, seats, strict=False))


def lapses(sheet: SeatSheet, now: SeatPlace) -> tuple[Said, ...]:
    """Why a plan holds no more, in sentences; nothing where it does."""
    if not now.is_met:
        return (Said(NOT_MET),)
    return tuple(changes(sheet, now))


def changes(sheet: SeatSheet, now: SeatPlace) -> Iterator[Said]:
    """What it rests on and is otherwise now: the place, else a room that was known, and that anybody of it is left.

    Where some have left and others stay it holds: `left` names those, whose seats are free.
    """
    if plain(sheet.city, sheet.venue) != plain(now.city, now.venue):
        yield Said(OTHER_PLACE, {"now": place_said(now), "before": place_said(sheet)})
    elif any(before and before != room for before, room in zip(sheet.rooms, now.rooms, strict=True)):
        yield Said(OTHER_ROOM, {"now": rooms_said(now.rooms), "before": rooms_said(sheet.rooms)})
    gone = left(sheet, now.person_ids)
    if gone and len(gone) == len(sheet.seated):
        yield Said(LEFT, {"names": tuple(one.name for one in gone)})


def left(sheet: SeatSheet, person_ids: Set[int]) -> tuple[Seated, ...]:
    """Those of a plan who are on the roster no more, in the plan's order."""
    return tuple(one for one in sheet.seated if one.person_id not in person_ids)


def is_missed(why: Collection[Bilingual]) -> bool:
    """Whether another plan is wanted for one that lapsed: not where the desk itself took it back."""
    return Said(TAKEN_BACK).both not in why


def moved_up(sheet: SeatSheet, person_ids: Sequence[int]) -> dict[int, SeatRow]:
    """The plan anew as it is proposed: who stays keeps the row, the next of the roster's order take the free seats."""
    kept = {one.person_id: one.row for one in sheet.seated if one.person_id in person_ids}
    free = (one.row for one in left(sheet, set(person_ids)))
    return kept | dict(zip((one for one in person_ids if one not in kept), free, strict=False))


def unnamed(sheet: SeatSheet, person_id: int) -> SeatSheet:
    """The same plan without the name of this person: that somebody sat there stays."""
    nobody = Bilingual("")
    seated = (replace(one, name=nobody, position=nobody) if one.person_id == person_id else one for one in sheet.seated)
    return replace(sheet, seated=tuple(seated))


def unsaid(why: Bilingual, name: Bilingual) -> Bilingual:
    """A sentence without a name that stands in it."""
    english, thai = (
        why.text(language).replace(name.plain.text(language) or ELLIPSIS, ELLIPSIS)
        for language in (Language.ENGLISH, Language.THAI)
    )
    return Bilingual(english, thai)


def plain(*names: Bilingual | None) -> tuple[Bilingual | None, ...]:
    """Names without break marks, to compare."""
    return tuple(None if name is None else name.plain for name in names)


def place_said(place: SeatSheet | SeatPlace) -> object:
    """City and building."""
    return tuple(one for one in (place.city, place.venue) if one is not None) or Said(UNKNOWN)


def rooms_said(rooms: Sequence[str]) -> object:
    """The rooms, each once in the order of the days."""
    return tuple(dict.fromkeys(room for room in rooms if room)) or Said(UNKNOWN)


def seat_problems(wish: SeatWish, now: SeatPlace) -> list[Refusal]:
    """What is wrong with a plan to be made, each on its field."""
    found = list(count_problems(wish))
    if wish.closes < wish.opens:
        found.append(Refusal(BACKWARDS, field="closes"))
    elif not now.is_met:
        found.append(Refusal(NOT_ITS_DAYS, field="closes"))
    chosen = [*wish.front_ids, *wish.behind_ids]
    if len(set(chosen)) < len(chosen):
        found.append(Refusal(TWICE, field="front"))
    if set(chosen) - now.person_ids:
        found.append(Refusal(STRANGER, field="front"))
    return found


def count_problems(wish: SeatWish) -> Iterator[Refusal]:
    """Seats and those who shall sit on them."""
    if wish.front < 1:
        yield Refusal(NO_SEATS, field="front")
        return
    if not wish.front_ids:
        yield Refusal(NOBODY, field="front")
    for name, seats, people in (
        ("front", wish.front, wish.front_ids),
        ("behind", wish.behind, wish.behind_ids),
    ):
        if seats > MOST_SEATS:
            yield Refusal(MANY, field=name, most=MOST_SEATS)
        elif len(people) > seats:
            yield Refusal(TOO_MANY, field=name, count=len(people), seats=seats)
