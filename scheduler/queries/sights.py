"""What the forms of the desk show of the rows as they are, and who changed them last."""

from datetime import date

from sqlalchemy import and_, or_, select

from models.audit import AuditRow, AuditValue
from models.committees import CabinetApproval
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer
from models.people import Person
from models.resolutions import CabinetResolution
from models.sessions import CommitteeSession, HeadOverride
from scheduler.rules.session_plan import in_order
from scheduler.rules.sights import (
    clock_of,
    differing,
    iso,
    minutes_between,
    sight_of_decision,
    sight_of_heads,
    sight_of_session_card,
    sight_of_session_plan,
)
from vocabulary.plan import CabinetDecision, Days, ResolutionPlan, SessionCard, SessionPlan, Sight
from vocabulary.refusals import Overtaken
from vocabulary.states import Resolved
from vocabulary.text import N_

OVERTAKEN = N_(
    "Somebody else changed this while the form was open, and nothing of yours is saved yet. "
    "Look at what changed, then save yours over it or leave it."
)


def refuse_overtaken(seen: Sight | None, present: Sight, *, mine: Sight | None, about: tuple[str, int]) -> None:
    """Refuse where somebody else has changed what a form showed when it was opened, unless to the very same.

    Whoever has not looked at a form, as at the terminal, has seen nothing that could be overtaken: `seen` is None.
    """
    if seen is None or mine == present or not differing(present, seen):
        return
    refusal, last = Overtaken(OVERTAKEN, seen=seen, present=present, mine=mine), last_change(*about)
    if last is None:
        raise refusal
    person = None if last.actor_person_id is None else db.session.get(Person, last.actor_person_id)
    raise refusal.last_changed(None if person is None else person.name.plain, last.at)


def last_change(kind: str, number: int) -> AuditRow | None:
    """The last deed about a thing, or that changed it as part of something else."""
    changed = select(AuditValue.row_number).where(AuditValue.kind == kind, AuditValue.object_id == number)
    subject = and_(AuditRow.subject_kind == kind, AuditRow.subject_id == number)
    about = select(AuditRow).where(or_(subject, AuditRow.number.in_(changed)))
    return db.session.scalar(about.order_by(AuditRow.number.desc()).limit(1))


def consultation_sight(row: Consultation) -> Sight:
    """A consultation's form, also while its hour is not known."""
    return {
        "title_th": row.title_th,
        "title_en": row.title_en,
        "agenda": row.agenda,
        "day": iso(row.day),
        "clock": clock_of(row.starts, tzid=row.tzid),
        "minutes": minutes_between(row.starts, row.ends),
        "reply_by": iso(row.reply_by),
        "modality": row.modality.value,
        "place": row.place,
        "link": row.link,
        "letter_number": row.letter_number,
        "letter_dated": iso(row.letter_dated),
        "papers": ", ".join(str(number) for number in sorted(paper.id for paper in row.papers)),
        "classification": row.classification.value,
    }


def session_sight(row: CommitteeSession) -> Sight:
    """The form of a session's plan."""
    return sight_of_session_plan(session_plan(row))


def session_plan(row: CommitteeSession) -> SessionPlan:
    """The plan that the rows hold, as a form shows it."""
    return in_order(
        SessionPlan(
            duty_station_id=row.duty_station_id,
            blocks=tuple(
                Days(block.opens, block.closes, block.duty_station_id, block.venue_id) for block in row.blocks
            ),
            status=row.status,
            modality=row.modality,
            stage=row.stage,
        )
    )


def session_card(row: CommitteeSession) -> SessionCard:
    """Which session a row is, as a form shows it."""
    return SessionCard(row.kind, row.ordinal, row.title, row.parent_id)


def session_card_sight(row: CommitteeSession) -> Sight:
    """The form of which session it is."""
    return sight_of_session_card(session_card(row))


def head_sight(row: CommitteeSession, city_id: int | None, *, opens: date | None = None) -> Sight:
    """The form of the decision on the heads that holds in a city, or on the run of days that begins then."""
    override = override_in(row, city_id, opens=opens)
    if override is None:
        return sight_of_heads()
    people = [leader.person_id for leader in override.leaders]
    return sight_of_heads(people, reason=override.reason, document=override.document)


def override_in(row: CommitteeSession, city_id: int | None, *, opens: date | None = None) -> HeadOverride | None:
    """The decision on the heads that holds: that for the days, else that for the city, else that for whatever city."""
    by_city = {one.duty_station_id: one for one in row.head_overrides if one.opens is None}
    own = next((one for one in row.head_overrides if opens is not None and one.opens == opens), None)
    return own or by_city.get(city_id) or by_city.get(None)


def approval_sight(row: CabinetApproval) -> Sight:
    """The form of Cabinet's decision on the standing approval."""
    return sight_of_decision(row.decided_on, row.decision)


def resolution_plan(row: CabinetResolution) -> ResolutionPlan:
    """A resolution on one delegation, as a form shows it."""
    return ResolutionPlan(
        CabinetDecision(row.decided_on, row.document),
        is_whole=any(one.matter is Resolved.DELEGATION for one in row.matters),
        person_ids=frozenset(one.person_id for one in row.matters if one.person_id is not None),
        agency_ids=frozenset(one.agency_id for one in row.matters if one.agency_id is not None),
    )


def answer_sight(invitation_id: int) -> Sight:
    """The last answer on record of one invitation, whoever gave it and however it came."""
    last = db.session.scalar(
        select(Answer).where(Answer.invitation_id == invitation_id).order_by(Answer.id.desc()).limit(1)
    )
    if last is None:
        return {"answer": "", "source": "", "said_by": "", "said_at": "", "comment": ""}
    return {
        "answer": last.partstat.value,
        "source": last.source.value,
        "said_by": last.said_by,
        "said_at": last.said_at.isoformat(),
        "comment": last.comment,
    }
