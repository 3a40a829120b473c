"""What calendars say of a session's days."""

from dataclasses import replace

import pytest

from scheduler.rules.session_facts import Stay, place_of, run_facts
from tests.scheduler.rules.circles import CLOSES, FACTS, IDENTITY, OPENS, STAY, TOPIC
from vocabulary.invite import Firmness
from vocabulary.states import Language, SessionStatus


def test_days_place_and_name_are_told_in_both_languages() -> None:
    assert (FACTS.first_day, FACTS.last_day, FACTS.tzid, FACTS.starts) == (OPENS, CLOSES, "Europe/Vienna", None)
    assert FACTS.title.en == "CT: Session 2 · Vienna"
    assert FACTS.place_in(Language.ENGLISH) == "Vienna International Centre, Vienna"
    assert FACTS.place_in(Language.THAI) == "ศูนย์ระหว่างประเทศเวียนนา, กรุงเวียนนา"
    assert FACTS.related == ("b@mfa.example",)
    assert FACTS.is_session
    assert not FACTS.has_form, "nobody has said yet in what form it meets"


def test_what_is_not_known_yet_is_left_out() -> None:
    facts = run_facts(TOPIC, Stay(OPENS, CLOSES, None, None), identity=IDENTITY)
    assert (facts.place, facts.cities, facts.tzid, facts.title.en) == ("", (), "UTC", "CT: Session 2")
    assert place_of(replace(STAY, building=None)).en == "Vienna"


@pytest.mark.parametrize(
    ("status", "firmness"),
    [
        (SessionStatus.PROVISIONAL, Firmness.TENTATIVE),
        (SessionStatus.CONFIRMED, Firmness.FIRM),
        (SessionStatus.SUSPENDED, Firmness.FIRM),
    ],
)
def test_days_are_tentative_while_the_session_is_provisional(status: SessionStatus, firmness: Firmness) -> None:
    assert run_facts(replace(TOPIC, status=status), STAY, identity=IDENTITY).firmness is firmness
