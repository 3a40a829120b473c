"""Who reads a roster that was issued."""

import pytest

from scheduler.issued_rosters import issue_roster
from scheduler.queries.issued_rosters import issued_page, to_issue
from tests.fixtures import NOW, Letter, People
from tests.scheduler.queries.asking import reader
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.issued import Wish
from vocabulary.refusals import NotFound
from vocabulary.states import Language

THAI, ENGLISH = Wish(Language.THAI), Wish(Language.ENGLISH)


def issued(letter: Letter) -> int:
    return issue_roster(letter.session_ids["2"], THAI, by=OPERATOR, now=NOW)


def test_only_the_desk_and_whoever_leads_read_it(letter: Letter, people: People) -> None:
    issued(letter)
    number = letter.session_ids["2"]
    assert issued_page(number, 1, actor=reader(people.head_vienna)).mark.number == 1
    for actor in (reader(people.head_new_york), reader(people.focal["oag"]), ANONYMOUS):
        with pytest.raises(NotFound):
            issued_page(number, 1, actor=actor)
        with pytest.raises(NotFound):
            to_issue(number, actor=actor)
        with pytest.raises(NotFound):
            issue_roster(number, ENGLISH, by=actor, now=NOW)
    with pytest.raises(NotFound, match="never issued"):
        issued_page(number, 2, actor=OPERATOR)
