"""Planning sessions: where and when the committee meets, and who leads where no rule says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.people import Person
from models.places import DutyStation, Venue
from models.sessions import CommitteeSession, HeadOverride, OverridingHead, SessionRevision
from scheduler.consultations import redraft_consultation
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.queries.sights import head_sight, override_in, refuse_overtaken, session_sight
from scheduler.rules.lengths import too_long
from scheduler.rules.session_plan import (
    FormerDays,
    FormerPlan,
    checked_plan,
    city_field,
    field_of,
    frozen_plan,
    placed,
)
from scheduler.rules.sights import sight_of_heads, sight_of_session_plan
from scheduler.session_days import Calendars, write_days
from scheduler.session_letters import redraft_session
from vocabulary.actor import Actor
from vocabulary.plan import Days, HeadDecision, SessionPlan, Sight
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_, clean_line

MOST = 500
NOT_MET_THEN = N_("No run of the session’s days begins then any more. Open the form again from its page.")
NOT_MET_THERE = N_("This session does not meet in this city. Choose one where it does.")
LEADS_ALREADY = N_("This person is named above already. Choose somebody else, or nobody.")
NOT_THERE = N_("This building is not in the city chosen. Choose another, or none.")


def plan_session(session_id: int, plan: SessionPlan, *, hand: Hand, seen: Sight | None = None) -> None:
    """Set a session's city, days and state; the plan it had is kept for ever.

    `seen` is what the officer's form showed: refused with `Overtaken` when somebody else has changed it since. Whoever
    holds an invitation to prepare for the session is drafted an update where its name says another city, and so is the
    delegation once it was invited.
    """
    with deed("plan session", by=hand.by, now=hand.now) as record:
        committee_session = found(session_id)
        refuse_strange_places(plan)
        plan = checked_plan(plan, today=today_at_home(committee_session, now=hand.now))
        mine = sight_of_session_plan(plan)
        refuse_overtaken(seen, session_sight(committee_session), mine=mine, about=("session", session_id))
        former = plan_now(committee_session)
        write_days(committee_session, placed(plan), calendars=Calendars(hand.desk.domain, hand.now))
        write_plan(committee_session, plan)
        db.session.flush()
        if plan_now(committee_session) != former:
            keep(committee_session, former, document=plan.document, hand=hand)
            redraft_preparations(committee_session, hand=hand)
            redraft_session(committee_session, now=hand.now, desk=hand.desk)
        record.about("session", session_id, document=plan.document)


def decide_head(
    session_id: int, decision: HeadDecision, *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Let others lead than the rule says, with the decision that says so; refused without a reason.

    A decision for a city leaves those for the session's other cities as they are.
    """
    with deed("decide head", by=by, now=now) as record:
        committee_session, decision = found(session_id), checked_decision(decision)
        refuse_other_place(decision, committee_session)
        mine = sight_of_heads(decision.person_ids, reason=decision.reason, document=decision.document)
        present = head_sight(committee_session, decision.city_id, opens=decision.opens)
        refuse_overtaken(seen, present, mine=mine, about=("session", session_id))
        override = override_for(decision, committee_session)
        override.reason, override.document = decision.reason, decision.document
        override.decided_on = today_at_home(committee_session, now=now)
        let_lead(decision.person_ids, override)
        redraft_session(committee_session, now=now)
        record.about("session", session_id)


def override_for(decision: HeadDecision, committee_session: CommitteeSession) -> HeadOverride:
    """The decision for these days, or for a city itself, new where there is none."""
    wanted = (None if decision.opens else decision.city_id, decision.opens)
    present = (one for one in committee_session.head_overrides if (one.duty_station_id, one.opens) == wanted)
    override = next(present, None)
    if override is None:
        override = HeadOverride(duty_station_id=wanted[0], opens=decision.opens)
        committee_session.head_overrides.append(override)
    return override


def let_lead(person_ids: Sequence[int], override: HeadOverride) -> None:
    """Put those who lead into a decision, in their order."""
    if [leader.person_id for leader in override.leaders] == list(person_ids):
        return
    override.leaders.clear()
    db.session.flush()  # a place that one leaves another may take
    override.leaders = [OverridingHead(position=place, person_id=one) for place, one in enumerate(person_ids, start=1)]


def refuse_other_place(decision: HeadDecision, committee_session: CommitteeSession) -> None:
    """A decision is made for days on which the session meets, or a city where it does or is meant to."""
    blocks = committee_session.blocks
    if decision.opens is not None and decision.opens not in {block.opens for block in blocks}:
        raise Refusal(NOT_MET_THEN, field="city")
    stations = [block.station for block in blocks] or [committee_session.duty_station]
    if decision.city_id is not None and decision.city_id not in {one.id for one in stations if one is not None}:
        raise Refusal(NOT_MET_THERE, field="city")


def checked_decision(decision: HeadDecision) -> HeadDecision:
    """The decision with clean text, on people who are on file, each named once."""
    decision = replace(decision, reason=clean_line(decision.reason), document=clean_line(decision.document))
    for place, number in enumerate(decision.person_ids, start=1):
        if db.session.get(Person, number) is None:
            raise NotFound(N_("This person does not exist."), field=field_of("person", place))
        if number in decision.person_ids[: place - 1]:
            raise Refusal(LEADS_ALREADY, field=field_of("person", place))
    problems = [] if decision.reason else [Refusal(N_("Say who decided this, and why."), field="reason")]
    problems += too_long(MOST, reason=decision.reason, document=decision.document)
    if problems:
        raise Invalid(problems)
    return decision


def undo_head_decision(
    session_id: int,
    city_id: int | None = None,
    *,
    opens: date | None = None,
    by: Actor,
    now: datetime,
    seen: Sight | None = None,
) -> None:
    """Take back the decision that holds in a city, or on the days that begin then, and let the rule say who leads.

    Refused with `Overtaken` where another decision is on record than was seen.
    """
    with deed("undo head decision", by=by, now=now) as record:
        committee_session = found(session_id)
        override = override_in(committee_session, city_id, opens=opens)
        if override is None:
            raise Stale(N_("Nobody has decided otherwise: the rule says who leads."))
        present = head_sight(committee_session, city_id, opens=opens)
        refuse_overtaken(seen, present, mine=None, about=("session", session_id))
        record.about("session", session_id)
        committee_session.head_overrides.remove(override)
        redraft_session(committee_session, now=now)


def found(session_id: int) -> CommitteeSession:
    """The session of this number, or a refusal."""
    committee_session = db.session.get(CommitteeSession, session_id)
    if committee_session is None:
        raise NotFound(N_("This session does not exist."))
    return committee_session


def today_at_home(committee_session: CommitteeSession, *, now: datetime) -> date:
    """Today in the capital of the session's committee."""
    return today_in(committee_session.committee, now=now)


def today_in(committee: Committee, *, now: datetime) -> date:
    """Today in a committee's capital."""
    return now.astimezone(ZoneInfo(committee.home.tzid)).date()


def plan_now(committee_session: CommitteeSession) -> FormerPlan:
    """The plan that the rows hold, in names."""
    station = committee_session.duty_station
    return FormerPlan(
        status=committee_session.status,
        city=None if station is None else station.name.plain,
        blocks=tuple(
            FormerDays(
                block.opens,
                block.closes,
                city=None if block.station is None else block.station.name.plain,
                venue=None if block.venue is None else block.venue.name.plain,
            )
            for block in committee_session.blocks
        ),
        modality=committee_session.modality,
        stage=committee_session.stage,
    )


def write_plan(committee_session: CommitteeSession, plan: SessionPlan) -> None:
    """Put what holds for the whole session into its row."""
    number = plan.duty_station_id
    committee_session.duty_station = None if number is None else db.session.get(DutyStation, number)
    committee_session.status = plan.status
    committee_session.modality, committee_session.stage = plan.modality, plan.stage


def refuse_strange_places(plan: SessionPlan) -> None:
    """Every city is on file, and every building stands in the city of its days; told on the fields of the form."""
    cities = [plan.duty_station_id, *(block.duty_station_id for block in plan.blocks)]
    for number, station_id in enumerate(cities):
        if station_id is not None and db.session.get(DutyStation, station_id) is None:
            raise NotFound(N_("This city does not exist."), field=city_field(max(number, 1)))
    for number, block in enumerate(placed(plan), start=1):
        if not stands_there(block):
            raise Refusal(NOT_THERE, field=field_of("venue", number))


def stands_there(block: Days) -> bool:
    """Whether the building of a run of days, should it name one, is in the city of these days."""
    if block.venue_id is None:
        return True
    venue = db.session.get(Venue, block.venue_id)
    return venue is not None and venue.duty_station_id == block.duty_station_id


def keep(committee_session: CommitteeSession, former: FormerPlan, *, document: str, hand: Hand) -> None:
    """Keep the plan that was given up; the row's version rises even where only its days changed."""
    flag_modified(committee_session, "status")
    committee_session.revisions.append(
        SessionRevision(
            number=1 + len(committee_session.revisions),
            changed_at=hand.now,
            changed_by=hand.by.label,
            document=document,
            plan=frozen_plan(former),
        )
    )


def redraft_preparations(committee_session: CommitteeSession, *, hand: Hand) -> None:
    """Draft what the meetings that prepare for this session now owe: their letters name its city."""
    coming = select(Consultation).where(
        Consultation.session_id == committee_session.id,
        Consultation.status == ConsultationStatus.PLANNED,
        Consultation.starts > hand.now,
    )
    for consultation in db.session.scalars(coming):
        redraft_consultation(consultation, hand=hand)
