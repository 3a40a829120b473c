"""What is planned on closed days, and what is not in question."""

from datetime import date, timedelta

from models.database import db
from models.places import ClosureList
from models.sessions import Block, CommitteeSession
from scheduler.consultations import book, cancel, withdraw
from scheduler.entries import new_entry
from scheduler.queries.availability import listed_days
from scheduler.queries.closed_day_effects import effects_on
from scheduler.rules.closed_days import Effect
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from vocabulary.plan import Invited
from vocabulary.states import SessionStatus

ELEVENTH = date(2022, 1, 11)


def on(day: date, key: str = "thai-government", *, days: int = 0) -> Effect:
    row = db.session.query(ClosureList).filter_by(key=key).one()
    return effects_on(row, [day], closed=listed_days(row), now=NOW + timedelta(days=days))[day]


def meeting(letter: Letter, *agencies: str, days: int = 0) -> int:
    invited = Invited(agency_ids=tuple(letter.agency_ids[key] for key in agencies))
    plan = make_plan(make_plan().starts + timedelta(days=days))
    return book(letter.session_ids["2"], plan, invited=invited, hand=HAND)


def test_a_consultation_stands_on_its_day_with_those_who_hold_its_letter(letter: Letter, people: People) -> None:
    number = meeting(letter, "oag", "rtp")
    assert [(hit.booked.consultation_id, hit.booked.held, len(hit.booked.people)) for hit in on(ELEVENTH).hits] == [
        (number, 0, 2)
    ]
    let_go(number)
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    assert [(hit.booked.held, len(hit.booked.people)) for hit in on(ELEVENTH).hits] == [(1, 1)]


def test_what_is_cancelled_past_or_followed_from_elsewhere_does_not_count(letter: Letter) -> None:
    number = meeting(letter, "oag")
    assert on(ELEVENTH, "unov").count == 0
    assert on(ELEVENTH, days=30).count == 0
    cancel(number, reason="", hand=HAND)
    assert on(ELEVENTH).count == 0


def test_a_day_on_which_one_of_the_invited_is_elsewhere_is_not_offered(letter: Letter) -> None:
    meeting(letter, "oag", "rtp")
    meeting(letter, "rtp", days=1)
    (hit,) = on(ELEVENTH).hits
    assert hit.free is not None
    assert hit.free.day == date(2022, 1, 13)


def test_a_session_stands_on_each_of_its_days_in_the_city_unless_it_is_off(letter: Letter) -> None:
    session = db.session.get_one(CommitteeSession, letter.session_ids["2"])
    assert [one.session_id for one in on(date(2022, 6, 6), "unov").sittings] == [session.id]
    assert on(date(2022, 6, 11), "unov").count == 0
    assert on(date(2022, 6, 6), "unhq").count == 0
    other = db.session.query(CommitteeSession).filter_by(key="1").one().duty_station
    days = Block(opens=date(2022, 6, 20), closes=date(2022, 6, 21), duty_station=other)
    days.entry = new_entry(domain="mfa.example", now=NOW)
    session.blocks.append(days)
    db.session.commit()
    assert [one.session_id for one in on(date(2022, 6, 20), "unhq").sittings] == [session.id]
    session.status = SessionStatus.POSTPONED
    db.session.commit()
    assert on(date(2022, 6, 6), "unov").count == 0
