"""Who sits at the table and who behind: by day, until the room, the place or the delegation is another."""

from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.places import DutyStation
from scheduler.decisions import decide, preview, undo
from scheduler.delegations import withdraw_delegate
from scheduler.queries.meeting_days import meeting_days
from scheduler.queries.rosters import roster_for
from scheduler.queries.seats import anew, beginning, desk_seats, seats_page
from scheduler.seats import seat, unseat
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.queries.asking import reader
from tests.scheduler.seating import FIRST, LAST, MIDDLE, leaves, meets_in, people_of, seated
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, ConsequenceKind, Decision, Verb
from vocabulary.refusals import Invalid, NotFound, Stale
from vocabulary.seats import SeatRow, SeatWish


def standing(letter: Letter) -> tuple[list[int], list[tuple[int, list[str]]]]:
    page = desk_seats(letter.session_ids["2"], actor=OPERATOR)
    return [one.number for one in page.holding], [(one.number, [str(why) for why in one.why]) for one in page.lapsed]


def test_the_delegation_is_seated_in_its_order(letter: Letter) -> None:
    begun = beginning(desk_seats(letter.session_ids["2"], actor=OPERATOR))
    assert begun is not None
    assert (begun.opens, begun.closes, begun.front, begun.behind) == (FIRST, LAST, 1, 3)
    assert list(begun.seats.values()) == [SeatRow.FRONT, SeatRow.BEHIND, SeatRow.BEHIND, SeatRow.BEHIND]
    seated(letter)
    [plan] = desk_seats(letter.session_ids["2"], actor=OPERATOR).holding
    assert ([str(one.name) for one in plan.at_the_table], len(plan.behind_it)) == (["H.E. Mr Phuwadol Tuayang"], 2)
    again = beginning(desk_seats(letter.session_ids["2"], actor=OPERATOR))
    assert again is not None
    assert (again.front, again.behind) == (1, 2), "as many as last time in this building"
    assert beginning(desk_seats(letter.session_ids["3"], actor=OPERATOR)) is None


def test_a_later_plan_of_the_same_days_holds_instead_and_one_of_a_day_beside(letter: Letter) -> None:
    assert [seated(letter), seated(letter, MIDDLE, MIDDLE)] == [1, 2]
    assert standing(letter) == ([1, 2], [])
    seated(letter)
    assert standing(letter) == ([3], [(2, ["Seat plan no. 3 holds instead"]), (1, ["Seat plan no. 3 holds instead"])])


def test_a_room_that_becomes_known_leaves_it_as_it_is_and_another_makes_it_lapse(letter: Letter) -> None:
    seated(letter)
    meets_in(letter, "M3")
    [plan] = desk_seats(letter.session_ids["2"], actor=OPERATOR).holding
    assert plan.rooms == ("M3",)
    seated(letter)
    meets_in(letter, "M4")
    assert standing(letter)[1][0] == (2, ["It meets in another room: M4; until now M3"])


def test_who_leaves_leaves_a_free_seat_which_the_next_is_proposed_for(letter: Letter) -> None:
    seated(letter)
    gone = leaves(letter, 1)
    page = desk_seats(letter.session_ids["2"], actor=OPERATOR)
    [plan] = page.holding
    assert [str(one.name) for one in page.left(plan, NOW.date())] == ["Ms Rawisara Tuayang"]
    assert (page.free(LAST), page.free(LAST.replace(month=7))) == (page.left(plan, NOW.date()), ())
    assert not page.is_wanted(NOW.date())
    again = anew(page, 1)
    assert again is not None
    assert (gone in again.seats, list(again.seats.values())) == (
        False,
        [SeatRow.FRONT, SeatRow.BEHIND, SeatRow.BEHIND],
    )
    assert anew(page, 2) is None
    off = Decision((Change(letter.session_ids["2"], Verb.POSTPONE),))
    decide(off, hand=HAND)
    assert anew(desk_seats(letter.session_ids["2"], actor=OPERATOR), 1) is None, "there are no days to sit on"


def test_a_decision_says_it_before_and_its_undoing_lets_it_hold_again(letter: Letter) -> None:
    seated(letter)
    days = {"opens": date(2022, 7, 4), "closes": date(2022, 7, 15)}
    decision = Decision((Change(letter.session_ids["2"], Verb.POSTPONE, days["opens"], days["closes"]),))
    shown = preview(decision, hand=HAND).consequences.consequences
    assert [str(one.what.both) for one in shown if one.kind is ConsequenceKind.SEATS] == [
        "Seat plan no. 1 of Session 2, 30 May – 10 Jun 2022, lapses"
    ]
    number = decide(decision, hand=HAND)
    again = anew(desk_seats(letter.session_ids["2"], actor=OPERATOR), 1)
    assert again is not None
    assert (again.opens, again.closes, again.front, again.behind) == (days["opens"], days["closes"], 1, 2)
    assert list(again.seats) == people_of(letter)[:3], "the same people may be seated on the new days"
    assert standing(letter) == ([], [(1, ["The session does not meet on these days any more"])])
    undo(number, hand=HAND)
    assert standing(letter) == ([1], [])


def test_a_plan_is_taken_back_once_and_stays_on_record(letter: Letter) -> None:
    seated(letter)
    unseat(letter.session_ids["2"], 1, by=OPERATOR, now=NOW)
    assert standing(letter) == ([], [(1, ["Taken back by the desk"])])
    with pytest.raises(Stale):
        unseat(letter.session_ids["2"], 1, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound, match="seat plan does not exist"):
        unseat(letter.session_ids["2"], 2, by=OPERATOR, now=NOW)


def test_days_that_are_over_stay_as_they_were(letter: Letter) -> None:
    seated(letter, FIRST, MIDDLE)
    number = roster_for(letter.session_ids["2"], actor=OPERATOR).lines[1].delegate_id
    assert number is not None
    withdraw_delegate(number, by=OPERATOR, now=NOW.replace(month=6, day=8))
    assert standing(letter) == ([1], [])


def test_strangers_are_not_seated_and_outsiders_see_nothing(letter: Letter, people: People) -> None:
    with pytest.raises(Invalid):
        seat(letter.session_ids["2"], SeatWish(FIRST, LAST, 1, 0, (people.desk,)), by=OPERATOR, now=NOW)
    assert seats_page(letter.session_ids["2"], actor=reader(people.head_vienna)).holding == ()
    for person_id in (people.head_new_york, people.focal["oag"]):
        with pytest.raises(NotFound):
            seats_page(letter.session_ids["2"], actor=reader(person_id))
    with pytest.raises(NotFound):
        seat(letter.session_ids["2"], SeatWish(FIRST, LAST, 1, 0), by=reader(people.head_vienna), now=NOW)


def test_whoever_leaves_makes_every_plan_lapse_that_was_his_or_hers_alone(letter: Letter) -> None:
    for day in (FIRST, MIDDLE):
        alone = SeatWish(day, day, 1, 0, (people_of(letter)[1],))
        seat(letter.session_ids["2"], alone, by=OPERATOR, now=NOW)
    leaves(letter, 1)
    holding, lapsed = standing(letter)
    assert (holding, [one for one, _ in lapsed]) == ([], [2, 1])


def test_rooms_of_days_that_move_elsewhere_lapse_and_are_there_again_once_that_is_undone(letter: Letter) -> None:
    number = letter.session_ids["2"]
    meets_in(letter, "M3")
    new_york = db.session.scalars(select(DutyStation.id).filter_by(key="new-york")).one()
    moving = Decision((Change(number, Verb.RELOCATE, city_id=new_york),))
    shown = preview(moving, hand=HAND).consequences.consequences
    assert [str(one.what.both) for one in shown if one.kind is ConsequenceKind.SEATS] == [
        "Hours and rooms of single days lapse: Thu 2 Jun 2022 (M3)"
    ]
    done = decide(moving, hand=HAND)
    assert {one.room for one in meeting_days(number)} == {""}
    undo(done, hand=HAND)
    assert {one.room for one in meeting_days(number)} == {"", "M3"}
    decide(Decision((Change(number, Verb.EXTEND, closes=date(2022, 6, 11)),)), hand=HAND)
    assert {one.room for one in meeting_days(number)} == {"", "M3"}, "it meets where it did"
