"""Somebody at two places at once: seen from both, by the days they share, and never at one place with itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.rules.double_bookings import (
    Attendance,
    DoubleBooking,
    Engagement,
    double_bookings,
    midnight,
    other_title,
    told_of,
)
from vocabulary.decisions import Place
from vocabulary.text import Bilingual

NEW_YORK, NAIROBI, BANGKOK = "America/New_York", "Africa/Nairobi", "Asia/Bangkok"
SIRA, HEAD = Bilingual("Sira", "ศิระ"), Bilingual("Naruemon")


def session(number: int, tzid: str, first: date, last: date, person_id: int = 1) -> Engagement:
    """Somebody's days at a session of the committee of the same number."""
    return Engagement(
        person_id=person_id,
        name=SIRA if person_id == 1 else HEAD,
        place=Place("session", number),
        title=Bilingual(f"Session {number}"),
        committee_id=number,
        committee=Bilingual(f"Committee {number}"),
        attendance=Attendance.DELEGATE,
        starts=midnight(first, tzid),
        ends=midnight(date.fromordinal(last.toordinal() + 1), tzid),
        tzid=tzid,
    )


FIRST = session(1, NEW_YORK, date(2022, 1, 17), date(2022, 1, 28))
SECOND = session(2, NAIROBI, date(2022, 1, 24), date(2022, 2, 4))
MEETING = replace(
    FIRST,
    place=Place("consultation", 1),
    title=Bilingual("Consultation"),
    starts=datetime(2022, 1, 25, 7, 0, tzinfo=UTC),
    ends=datetime(2022, 1, 25, 9, 0, tzinfo=UTC),
    tzid=BANGKOK,
)


def test_two_sessions_that_share_days_are_one_double_booking() -> None:
    (found,) = double_bookings([SECOND, FIRST])
    assert (found.one, found.other) == (FIRST, SECOND)
    assert found.days == ((date(2022, 1, 24), date(2022, 1, 28)),)
    assert found.is_between_committees


def test_it_is_seen_from_either_place() -> None:
    (found,) = double_bookings([FIRST, SECOND])
    for place, other in ((FIRST, SECOND), (SECOND, FIRST)):
        assert found.concerns(place.place)
        assert found.seen_from(place.place) == DoubleBooking(place, other, found.days)
    assert not found.concerns(MEETING.place)


def test_sessions_that_follow_each_other_and_other_people_are_none() -> None:
    later = session(3, NEW_YORK, date(2022, 1, 29), date(2022, 1, 30))
    assert double_bookings([FIRST, later]) == ()
    (found,) = double_bookings([FIRST, session(2, NAIROBI, date(2022, 1, 29), date(2022, 2, 4))])
    assert found.days == ((date(2022, 1, 29), date(2022, 1, 29)),), "it begins there while it is still Friday here"
    assert double_bookings([FIRST, session(2, NAIROBI, date(2022, 1, 24), date(2022, 2, 4), person_id=2)]) == ()


def test_several_runs_of_days_are_told_together_and_one_place_is_no_two() -> None:
    runs = [
        session(1, NAIROBI, date(2022, 2, 1), date(2022, 2, 2)),
        session(1, NAIROBI, date(2022, 2, 4), date(2022, 2, 8)),
    ]
    (found,) = double_bookings([*runs, SECOND])
    assert found.days == ((date(2022, 2, 1), date(2022, 2, 2)), (date(2022, 2, 4), date(2022, 2, 4)))
    assert double_bookings([FIRST, FIRST]) == ()


def test_a_meeting_is_told_by_its_own_clock() -> None:
    (found,) = double_bookings([MEETING, FIRST])
    assert found.days == ((date(2022, 1, 25), date(2022, 1, 25)),)
    assert (found.one, found.is_between_committees) == (FIRST, False)


def test_whoever_may_not_know_the_other_place_has_none() -> None:
    hidden = DoubleBooking(FIRST, None, ())
    assert hidden.turned() == hidden
    assert not hidden.is_between_committees
    assert hidden.concerns(FIRST.place)
    assert other_title(hidden) == Bilingual("")


def test_one_sentence_names_everybody_of_the_same_two_places() -> None:
    both = double_bookings(
        [
            FIRST,
            SECOND,
            session(1, NEW_YORK, date(2022, 1, 17), date(2022, 1, 28), person_id=2),
            session(2, NAIROBI, date(2022, 1, 24), date(2022, 2, 4), person_id=2),
        ]
    )
    told = told_of(both)
    assert told["names"] == Bilingual("Sira, Naruemon", "ศิระ, Naruemon")
    assert (told["one"], told["other"]) == (
        Bilingual("Session 1"),
        Bilingual("Committee 2: Session 2", "Committee 2: Session 2"),
    )
    assert told["days"] == Bilingual("24–28 Jan 2022", "24–28 ม.ค. 2565")
    assert other_title(double_bookings([MEETING, FIRST])[0]) == Bilingual("Consultation")
