"""Answers that stand: the last one given to what the meeting now is.

An officer's correction may say that none was given at all: then there is none, though the ledger keeps it.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, func, select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Answer, Invitation
from vocabulary.states import PartStat


def standing_answers(invitation_ids: Collection[int]) -> Mapping[int, Answer]:
    """Per invitation, the last answer to the present time, place and form; older ones do not count."""
    latest = (
        select(func.max(Answer.id))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
        .where(Answer.invitation_id.in_(invitation_ids), Answer.sequence >= CalendarEntry.material_sequence)
        .group_by(Answer.invitation_id)
    )
    return given_in(latest)


def last_answers(invitation_ids: Collection[int]) -> Mapping[int, Answer]:
    """Per invitation, the last answer ever given, also one to an earlier time."""
    latest = select(func.max(Answer.id)).where(Answer.invitation_id.in_(invitation_ids)).group_by(Answer.invitation_id)
    return given_in(latest)


def given_in(latest: Select[int]) -> Mapping[int, Answer]:
    """These answers by their invitations, but for those that say that none was given."""
    found = select(Answer).where(Answer.id.in_(latest), Answer.partstat != PartStat.NEEDS_ACTION)
    return {answer.invitation_id: answer for answer in db.session.scalars(found)}
