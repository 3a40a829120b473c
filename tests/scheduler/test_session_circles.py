"""Sessions whose delegations are invited, as values."""

from models.database import db
from models.sessions import CommitteeSession
from scheduler.session_circles import circles_of, desk_told, invited_circles
from scheduler.session_letters import entries_of
from tests.fixtures import Letter, People
from tests.making import DESK, HAND
from tests.scheduler.delegations import invited
from vocabulary.states import Participation


def test_a_deed_without_a_desk_writes_in_the_name_that_the_letters_have(letter: Letter, people: People) -> None:
    desk = desk_told(entries_of(invited(letter, people)))
    assert desk is not None
    assert (desk.name, desk.address) == (HAND.desk.name, HAND.desk.address)
    assert desk_told([]) is None


def test_only_a_session_whose_delegation_was_invited_is_one(letter: Letter, people: People) -> None:
    rows = [db.session.get_one(CommitteeSession, letter.session_ids[key]) for key in ("1", "2")]
    assert invited_circles(rows) == {}
    assert circles_of(rows) == {}, "no letter says for which desk to write"
    number = invited(letter, people)
    assert list(invited_circles(rows)) == [number]
    circle = circles_of(rows, desk=DESK)[number]
    assert [one.role for one in circle.runs[0].reached].count(Participation.CHAIR) == 1
    assert len(circle.delegates) == 4
