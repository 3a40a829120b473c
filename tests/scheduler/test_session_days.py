"""The days of a session under the identities by which calendars know them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.database import db
from models.sessions import Block, CommitteeSession
from scheduler.entries import new_entry
from scheduler.queries.sessions import session_page_for
from scheduler.queries.sights import session_plan
from scheduler.session_days import Calendars, days_of, write_days
from scheduler.sessions import found, plan_session
from tests.fixtures import Letter
from tests.making import HAND, NOW
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days
from vocabulary.states import SessionStatus

FEBRUARY = date(2026, 2, 1)


def run(first: int, last: int) -> Days:
    return Days(FEBRUARY + timedelta(first), FEBRUARY + timedelta(last))


@st.composite
def plans(draw: st.DrawFn) -> list[Days]:
    """Some runs of days in their order, none twice at once."""
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=8)))
    return [run(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]


@given(st.lists(plans(), min_size=1, max_size=8))
def test_an_identity_is_never_another_sessions_and_its_sequence_never_falls(several: list[list[Days]]) -> None:
    sessions = [CommitteeSession(), CommitteeSession()]
    shown: dict[tuple[str, int], Days] = {}
    sequences: dict[str, int] = {}
    owners: dict[str, CommitteeSession] = {}
    for number, plan in enumerate(several):
        session = sessions[number % 2]
        before = {block.entry.uid: (block.entry.sequence, days_of(block)) for block in session.blocks}
        write_days(session, plan, calendars=Calendars("mfa.example", NOW))
        assert [days_of(block) for block in session.blocks] == plan
        now = {block.entry.uid: (block.entry.sequence, days_of(block)) for block in session.blocks}
        assert len(now) == len(plan), "two runs of days under one identity"
        for each in session.identities:
            assert owners.setdefault(each.entry.uid, session) is session
            assert each.entry.sequence >= sequences.get(each.entry.uid, 0)
            assert each.entry.material_sequence == each.entry.sequence
            sequences[each.entry.uid] = each.entry.sequence
        for uid, (sequence, days) in now.items():
            assert shown.setdefault((uid, sequence), days) == days, "one version, two meetings"
            if uid in before and before[uid][1] == days:
                assert before[uid][0] == sequence, "news without a change"
        gone = [uid for uid in before if uid not in now]
        assert all(sequences[uid] > before[uid][0] for uid in gone)
        assert not gone or len(plan) < len(before)


def test_days_that_are_lost_come_back_under_the_same_identity(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    present = session_plan(found(session_id))
    entry = found(session_id).blocks[0].entry
    uid, sequence = entry.uid, entry.sequence
    plan_session(session_id, replace(present, blocks=(), status=SessionStatus.POSTPONED), hand=HAND)
    assert found(session_id).blocks == []
    days = Days(date(2022, 8, 29), date(2022, 9, 9))
    plan_session(session_id, replace(present, blocks=(days,)), hand=HAND)
    [block] = found(session_id).blocks
    assert (block.entry.uid, block.entry.sequence) == (uid, sequence + 2)
    assert block.entry.stamp > NOW


def test_a_run_more_is_a_meeting_more_and_the_first_one_is_no_news(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    present = session_plan(found(session_id))
    first = found(session_id).blocks[0].entry
    uid, sequence = first.uid, first.sequence
    another = Days(date(2022, 6, 13), date(2022, 6, 14), duty_station_id=letter_station("new-york"))
    plan_session(session_id, replace(present, blocks=(*present.blocks, another)), hand=HAND)
    one, two = found(session_id).blocks
    assert (one.entry.uid, one.entry.sequence) == (uid, sequence)
    assert (two.entry.uid != uid, two.entry.sequence) == (True, 0)
    line = session_page_for(session_id, actor=OPERATOR).line
    assert [(run.opens, run.city and run.city.name.en) for run in line.runs] == [
        (date(2022, 5, 30), "Vienna"),
        (date(2022, 6, 13), "New York"),
    ]
    assert [city.name.en for city in line.cities] == ["Vienna", "New York"]
    assert [head.city and head.city.en for head in line.heads] == ["Vienna", "New York"]


def test_moving_to_another_city_on_the_same_days_is_news(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    present = session_plan(found(session_id))
    sequence = found(session_id).blocks[0].entry.sequence
    days = replace(present.blocks[0], venue_id=None)
    plan_session(session_id, replace(present, duty_station_id=letter_station("new-york"), blocks=(days,)), hand=HAND)
    [block] = found(session_id).blocks
    assert (block.station and block.station.key, block.entry.sequence) == ("new-york", sequence + 1)


def test_an_identity_made_elsewhere_stays_with_its_session(letter: Letter) -> None:
    session = found(letter.session_ids["3"])
    entry = new_entry(domain="mfa.example", now=NOW)
    session.blocks = [Block(opens=FEBRUARY, closes=FEBRUARY, entry=entry)]
    db.session.commit()
    write_days(session, [], calendars=Calendars("mfa.example", NOW))
    db.session.flush()
    write_days(session, [run(3, 4)], calendars=Calendars("mfa.example", NOW))
    db.session.commit()
    assert session.blocks[0].entry is entry


def letter_station(key: str) -> int:
    from models.places import DutyStation

    return db.session.query(DutyStation.id).filter_by(key=key).scalar()  # type: ignore[no-any-return] # a number
