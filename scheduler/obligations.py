"""What a letter promised: recorded as met with its evidence, and opened again where that did not hold."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.committees import Committee, Discharge
from scheduler.deed import deed
from scheduler.queries.obligations import duty_meant, evidence_of, standing_discharge
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.obligations import checked_evidence, checked_reason
from scheduler.rules.sights import sight_of_evidence
from vocabulary.actor import Actor
from vocabulary.plan import Evidence, Owed, Sight
from vocabulary.refusals import Stale
from vocabulary.text import N_

OPEN_ALREADY = N_("This is open already: no evidence stands that could be taken back.")


def close_obligation(owed: Owed, evidence: Evidence, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Record what shows that a duty was met, or correct what was recorded; refused with `Overtaken` unlike seen."""
    with deed("close obligation", by=by, now=now) as record:
        duty = duty_meant(owed)
        evidence = checked_evidence(evidence, today=today_in(duty.committee, now=now))
        row = standing_discharge(owed)
        mine, present = sight_of_evidence(evidence), sight_of_evidence(evidence_of(row))
        refuse_overtaken(seen, present, mine=mine, about=("obligation", duty.id))
        if row is None:
            row = Discharge(session_id=owed.session_id)
            duty.discharges.append(row)
        row.met_on = evidence.met_on or today_in(duty.committee, now=now)
        row.document, row.remark = evidence.document, evidence.remark
        record.about("obligation", duty.id)


def reopen_obligation(owed: Owed, reason: str, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Let a duty be owed again, with the reason; the evidence stays on file beside it and counts no more."""
    with deed("reopen obligation", by=by, now=now) as record:
        duty, reason = duty_meant(owed), checked_reason(reason)
        row = standing_discharge(owed)
        if row is None:
            raise Stale(OPEN_ALREADY)
        present = sight_of_evidence(evidence_of(row))
        refuse_overtaken(seen, present, mine=None, about=("obligation", duty.id))
        row.reopened_on, row.reopened_why = today_in(duty.committee, now=now), reason
        record.about("obligation", duty.id)


def today_in(committee: Committee, *, now: datetime) -> date:
    """Today in the committee's capital."""
    return now.astimezone(ZoneInfo(committee.home.tzid)).date()
