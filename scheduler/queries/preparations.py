"""Consultations as one line of a list shows them, and how far their invitations are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, func, or_, select

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, OutgoingMail
from scheduler.queries.classified import entries_of_classified
from vocabulary.states import BatchState, Classification, ConsultationStatus, Method, PartStat
from vocabulary.text import Bilingual

NOBODY = (0, 0)
NO_ANSWER = (PartStat.NEEDS_ACTION, PartStat.DELEGATED)
"""Whoever sends somebody else leaves the answer to him or her."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """One consultation; `starts` and `ends` are None where its hour is not known.

    `invited` counts the agencies, and people who speak for none, that hold an invitation (of a classified one, that
    were asked at all). `answered` counts those whose answer stands, `drafted` the letters that wait for their release.
    """

    consultation_id: int
    session_id: int | None
    title: Bilingual
    day: date
    starts: datetime | None
    ends: datetime | None
    tzid: str
    status: ConsultationStatus
    invited: int
    answered: int
    drafted: int
    classification: Classification = Classification.UNCLASSIFIED

    @property
    def is_classified(self) -> bool:
        """Whether nothing of it leaves."""
        return self.classification.is_marked

    def is_coming(self, now: datetime) -> bool:
        """Whether it is planned and has not begun."""
        return self.status is ConsultationStatus.PLANNED and self.starts is not None and self.starts > now


def preparations(which: ColumnElement[bool]) -> tuple[Preparation, ...]:
    """The consultations that a condition names, by their days; three queries, however many there are."""
    rows = db.session.scalars(select(Consultation).where(which).order_by(Consultation.day, Consultation.id)).all()
    entry_ids = [row.entry_id for row in rows]
    replies, drafted = replies_to(entry_ids), drafted_for(entry_ids)
    return tuple(
        Preparation(
            consultation_id=row.id,
            session_id=row.session_id,
            title=row.title,
            day=row.day,
            starts=row.starts,
            ends=row.ends,
            tzid=row.tzid,
            status=row.status,
            invited=replies.get(row.entry_id, NOBODY)[0],
            answered=replies.get(row.entry_id, NOBODY)[1],
            drafted=drafted.get(row.entry_id, 0),
            classification=row.classification,
        )
        for row in rows
    )


ENTRIES: BindParameter[int] = bindparam("entries", expanding=True)
PARTY = func.coalesce(Invitation.agency_id, -Invitation.person_id)
STANDING = (
    select(Answer.partstat)
    .where(Answer.invitation_id == Invitation.id, Answer.sequence >= CalendarEntry.material_sequence)
    .order_by(Answer.id.desc())
    .limit(1)
    .scalar_subquery()
)
REPLIES = (
    select(
        Invitation.entry_id,
        func.count(PARTY.distinct()),
        func.count(case((STANDING.not_in(NO_ANSWER), PARTY)).distinct()),
    )
    .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
    .where(
        Invitation.entry_id.in_(ENTRIES),
        Invitation.person_id.is_not(None),
        Invitation.withdrawn_at.is_(None),
        or_(Invitation.told_method == Method.REQUEST, Invitation.entry_id.in_(entries_of_classified())),
    )
    .group_by(Invitation.entry_id)
)
DRAFTED = (
    select(MailBatch.entry_id, func.count(OutgoingMail.id))
    .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
    .where(MailBatch.entry_id.in_(ENTRIES), MailBatch.state == BatchState.DRAFT)
    .group_by(MailBatch.entry_id)
)


def replies_to(entry_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """By meeting: how many parties hold an invitation, and how many of them have answered what the meeting now is.

    An agency answers once, whoever of its people does.
    """
    rows = db.session.execute(REPLIES, {"entries": entry_ids})
    return {entry_id: (invited, answered) for entry_id, invited, answered in rows}


def drafted_for(entry_ids: Collection[int]) -> dict[int, int]:
    """By meeting: how many letters its draft holds."""
    return {row[0]: row[1] for row in db.session.execute(DRAFTED, {"entries": entry_ids})}
