"""All consultations, as one list: those ahead first, then those behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from scheduler.queries.preparations import Preparation, preparations
from scheduler.queries.session_lines import name_of
from vocabulary.actor import Actor
from vocabulary.states import ConsultationStatus
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Setting:
    """What a consultation prepares for, and the city whose clock it goes by."""

    session: Bilingual | None
    home: Bilingual


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """One consultation in the list."""

    what: Preparation
    setting: Setting


@dataclass(frozen=True, slots=True)
class ConsultationLists:
    """The consultations to come, the earliest first, and those over or cancelled, the latest first."""

    ahead: tuple[ConsultationLine, ...]
    behind: tuple[ConsultationLine, ...]


def consultation_lists(*, actor: Actor, now: datetime) -> ConsultationLists:
    """Every consultation; the number of queries does not depend on how many there are."""
    settings = settings_of() if actor.is_desk else {}
    lines = [
        ConsultationLine(each, settings[each.consultation_id])
        for each in (preparations(true()) if actor.is_desk else ())
    ]
    ahead = tuple(line for line in lines if is_ahead(line.what, now))
    return ConsultationLists(ahead, tuple(line for line in reversed(lines) if not is_ahead(line.what, now)))


def is_ahead(what: Preparation, now: datetime) -> bool:
    """Whether it is planned and not over yet."""
    return what.status is ConsultationStatus.PLANNED and (what.ends is None or what.ends > now)


def settings_of() -> Mapping[int, Setting]:
    """By consultation: its session and its capital."""
    rows = db.session.scalars(
        select(Consultation).options(
            joinedload(Consultation.committee_session), joinedload(Consultation.committee).joinedload(Committee.home)
        )
    )
    return {
        row.id: Setting(
            session=None if row.committee_session is None else name_of(row.committee_session),
            home=row.committee.home.name,
        )
        for row in rows
    }
