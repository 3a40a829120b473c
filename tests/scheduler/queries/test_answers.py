"""Which answer stands: the last one given to what the meeting now is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import change, found, move
from scheduler.plans import plan_of
from scheduler.queries.answers import last_answers, standing_answers
from tests.making import HAND, NOW
from tests.scheduler.letters import let_go
from vocabulary.actor import OPERATOR
from vocabulary.states import AnswerSource, PartStat

MOVED = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)


def first() -> int:
    return db.session.scalars(select(Invitation.id).order_by(Invitation.id).limit(1)).one()


def say(partstat: PartStat, minutes: int = 0) -> None:
    at = NOW + timedelta(minutes=minutes)
    given = GivenAnswer(partstat, "", AnswerSource.PHONE, "Mr Sira", at)
    record_answer(first(), given, by=OPERATOR, now=at)


def test_the_last_answer_stands(released: int) -> None:
    say(PartStat.ACCEPTED)
    say(PartStat.DECLINED, minutes=1)
    assert standing_answers([first()])[first()].partstat is PartStat.DECLINED


def test_an_answer_to_an_earlier_time_is_on_record_and_does_not_stand(released: int) -> None:
    say(PartStat.ACCEPTED)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released, minutes=2)
    assert standing_answers([first()]) == {}
    assert last_answers([first()])[first()].partstat is PartStat.ACCEPTED


def test_a_corrected_agenda_leaves_every_answer_standing(released: int) -> None:
    say(PartStat.ACCEPTED)
    consultation = found(released)
    plan = plan_of(consultation)
    change(released, replace(plan, agenda="1. Opened"), hand=HAND)
    let_go(released, minutes=2)
    assert standing_answers([first()])[first()].partstat is PartStat.ACCEPTED


def test_whoever_has_not_answered_is_not_there(released: int) -> None:
    assert standing_answers([first()]) == {}
    assert last_answers([]) == {}
