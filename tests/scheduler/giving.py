"""Answers given in tests: by whom, how, when."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.invitations import Answer, Invitation
from scheduler.answers import GivenAnswer, record_answer
from tests.making import NOW
from vocabulary.actor import OPERATOR
from vocabulary.states import AnswerSource, PartStat


def given(
    partstat: PartStat = PartStat.ACCEPTED,
    *,
    comment: str = "",
    source: AnswerSource = AnswerSource.PHONE,
    said_by: str = "Ms Focal1 Tuayang",
    said_at: datetime = NOW,
) -> GivenAnswer:
    """An answer by phone, unless said otherwise."""
    return GivenAnswer(partstat, comment, source, said_by, said_at)


def invitation_of(person_id: int) -> Invitation:
    """The one invitation of somebody."""
    return db.session.scalars(select(Invitation).where(Invitation.person_id == person_id)).one()


def say(person_id: int, partstat: PartStat = PartStat.ACCEPTED, *, at: datetime = NOW) -> None:
    """Record an answer of somebody who has one invitation."""
    record_answer(invitation_of(person_id).id, given(partstat, said_at=at), by=OPERATOR, now=at)


def answers() -> list[Answer]:
    """Everything on record, in order."""
    return list(db.session.scalars(select(Answer).order_by(Answer.id)))
