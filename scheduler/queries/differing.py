"""Agencies two of whose people have answered differently to a meeting to come: the officer asks which counts."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Agency
from scheduler.queries.preparations import STANDING
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.days import bilingual_day
from vocabulary.states import ConsultationStatus, PartStat
from vocabulary.text import Bilingual

SAID = (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)
"""What an agency can answer; that somebody else comes is no answer yet."""


def about_differing(committee_id: int, *, now: datetime) -> Iterator[Waiting]:
    """Each agency of whom the officer has to ask, the nearest meeting first; one query."""
    rows = db.session.execute(
        select(
            Consultation.id,
            Consultation.title_en,
            Consultation.title_th,
            Consultation.day,
            Agency.name_en,
            Agency.name_th,
        )
        .join(CalendarEntry, CalendarEntry.id == Consultation.entry_id)
        .join(Invitation, Invitation.entry_id == CalendarEntry.id)
        .join(Agency, Agency.id == Invitation.agency_id)
        .where(
            Consultation.committee_id == committee_id,
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.starts > now,
            Invitation.person_id.is_not(None),
            Invitation.withdrawn_at.is_(None),
            STANDING.in_(SAID),
        )
        .group_by(Consultation.id, Agency.id)
        .having(func.count(STANDING.distinct()) > 1)
        .order_by(Consultation.starts, Agency.id)
    )
    for number, title_en, title_th, day, *names in rows:
        title, agency = Bilingual(title_en, title_th).plain, Bilingual(*names).plain
        yield waiting(WaitingKind.DIFFERING, number, agency=agency, title=title, day=bilingual_day(day))
