"""Consultations as one line of a list shows them, and how far their invitations are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from scheduler.queries.answers import standing_answers
from scheduler.queries.classified import entries_of_classified
from vocabulary.states import BatchState, Classification, ConsultationStatus, Method, PartStat
from vocabulary.text import Bilingual

Party = tuple[str, int]


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
    """The consultations that a condition names, by their days; four queries, however many there are."""
    rows = db.session.scalars(select(Consultation).where(which).order_by(Consultation.day, Consultation.id)).all()
    entry_ids = [row.entry_id for row in rows]
    invited, drafted = invited_to(entry_ids), drafted_for(entry_ids)
    answers = standing_answers({number for parties in invited.values() for own in parties.values() for number in own})
    given = {number for number, answer in answers.items() if answer.partstat is not PartStat.NEEDS_ACTION}
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
            invited=len(invited.get(row.entry_id, {})),
            answered=sum(bool(given & several) for several in invited.get(row.entry_id, {}).values()),
            drafted=drafted.get(row.entry_id, 0),
            classification=row.classification,
        )
        for row in rows
    )


def invited_to(entry_ids: Collection[int]) -> dict[int, dict[Party, set[int]]]:
    """By meeting: the invitations that its parties hold; an agency answers once, whoever of its people does."""
    rows = db.session.execute(
        select(Invitation.entry_id, Invitation.id, Invitation.agency_id, Invitation.person_id).where(
            Invitation.entry_id.in_(entry_ids),
            Invitation.person_id.is_not(None),
            Invitation.withdrawn_at.is_(None),
            or_(Invitation.told_method == Method.REQUEST, Invitation.entry_id.in_(entries_of_classified())),
        )
    )
    found: dict[int, dict[Party, set[int]]] = {}
    for entry_id, invitation_id, agency_id, person_id in rows:
        party = ("person", person_id or 0) if agency_id is None else ("agency", agency_id)
        found.setdefault(entry_id, {}).setdefault(party, set()).add(invitation_id)
    return found


def drafted_for(entry_ids: Collection[int]) -> dict[int, int]:
    """By meeting: how many letters its draft holds."""
    rows = db.session.execute(
        select(MailBatch.entry_id, func.count(OutgoingMail.id))
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == BatchState.DRAFT)
        .group_by(MailBatch.entry_id)
    )
    return {row[0]: row[1] for row in rows}
