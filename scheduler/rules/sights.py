"""What a form shows of a thing, field by field in one plain spelling: two sights that differ are two states of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler.rules.session_plan import field_of
from vocabulary.closed_days import ClosedDayCard
from vocabulary.days import in_zone
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import (
    ConsultationPlan,
    Evidence,
    HandOverPlan,
    PersonCard,
    ResolutionPlan,
    SessionCard,
    SessionPlan,
    Sight,
)
from vocabulary.states import DelegateRole, Resolved

HAND_OVER = (
    "name_th",
    "name_en",
    "position_th",
    "position_en",
    "email",
    "phone",
    "language",
    "since",
    "note",
)
"""The fields of a hand-over: the successor's card without an agency, the day, and a word to the desk."""


def sight_of_plan(plan: ConsultationPlan, *, tzid: str) -> Sight:
    """A consultation's form; hours carry their offset, since one clock may show the same hour twice."""
    return {
        "title_th": plan.title.th,
        "title_en": plan.title.en,
        "agenda": plan.agenda,
        "day": plan.day.isoformat(),
        "clock": clock_of(plan.starts, tzid=tzid),
        "minutes": minutes_between(plan.starts, plan.ends),
        "reply_by": iso(plan.reply_by),
        "modality": plan.modality.value,
        "place": plan.place,
        "link": plan.link,
        "letter_number": plan.letter_number,
        "letter_dated": iso(plan.letter_dated),
        "papers": ", ".join(map(str, sorted(plan.papers))),
        "classification": plan.classification.value,
    }


def sight_of_session_plan(plan: SessionPlan) -> Sight:
    """A session's plan; what announces it is a new plan's own and no part of the present one."""
    days = {"opens": "", "closes": "", "venue": ""}
    for place, block in enumerate(plan.blocks, start=1):
        days[field_of("opens", place)], days[field_of("closes", place)] = iso(block.opens), iso(block.closes)
        days[field_of("venue", place)] = number(block.venue_id)
        if place > 1:
            days[field_of("duty_station", place)] = number(block.duty_station_id)
    return {
        "duty_station": number(plan.duty_station_id),
        **days,
        "status": plan.status.value,
        "modality": "" if plan.modality is None else plan.modality.value,
        "stage": "" if plan.stage is None else plan.stage.value,
    }


def sight_of_session_card(card: SessionCard) -> Sight:
    """Which session it is."""
    return {
        "kind": card.kind.value,
        "ordinal": number(card.ordinal),
        "title_th": card.title.th,
        "title_en": card.title.en,
        "parent": number(card.parent_id),
    }


def sight_of_card(card: PersonCard) -> Sight:
    """A person's card; the address in lower case, as it is kept."""
    return {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "position_th": card.position.th,
        "position_en": card.position.en,
        "email": card.email.lower(),
        "phone": card.phone,
        "language": card.language.value,
        "agency": number(card.agency_id),
    }


def sight_of_hand_over(plan: HandOverPlan | None) -> Sight:
    """Who takes over, from which day; every field empty where nobody does."""
    if plan is None:
        return dict.fromkeys(HAND_OVER, "")
    told = {**sight_of_card(plan.card), "since": iso(plan.since), "note": plan.note}
    return {name: told[name] for name in HAND_OVER}


def sight_of_heads(person_ids: Iterable[int] = (), *, reason: str = "", document: str = "") -> Sight:
    """A decision on the heads in one city, or that there is none."""
    people = {field_of("person", place): number(one) for place, one in enumerate(person_ids, start=1)}
    return {"person": "", **people, "reason": reason, "document": document}


def sight_of_decision(decided_on: date | None, document: str) -> Sight:
    """Cabinet's decision on the standing approval, or that none is on record."""
    return {"decided_on": iso(decided_on), "document": document}


def sight_of_resolution(plan: ResolutionPlan) -> Sight:
    """What Cabinet resolved on one delegation."""
    approves = ", ".join(approved(plan))
    return {**sight_of_decision(plan.decision.decided_on, plan.decision.document), "approves": approves}


def approved(plan: ResolutionPlan) -> list[str]:
    """What a resolution approves, each thing in one word: those of the boxes that are ticked."""
    words = [Resolved.DELEGATION.value] if plan.is_whole else []
    words += [f"{Resolved.HEAD.value}-{number}" for number in sorted(plan.person_ids)]
    return words + [f"{Resolved.AGENCY.value}-{number}" for number in sorted(plan.agency_ids)]


def sight_of_evidence(evidence: Evidence | None) -> Sight:
    """The evidence of a promised duty; every field empty while there is none."""
    if evidence is None:
        return {"document": "", "met_on": "", "remark": ""}
    return {"document": evidence.document, "met_on": iso(evidence.met_on), "remark": evidence.remark}


def sight_of_role(role: DelegateRole) -> Sight:
    """Somebody's role on a roster."""
    return {"role": role.value}


def sight_of_last_day(until: date | None) -> Sight:
    """Somebody's last day in a post."""
    return {"until": iso(until)}


def sight_of_closed_day(card: ClosedDayCard) -> Sight:
    """A closed day."""
    return {
        "day": card.day.isoformat(),
        "name_th": card.name.th,
        "name_en": card.name.en,
        "origin": card.source,
        "certainty": card.state.value,
    }


def sight_of_hours(hours: str) -> Sight:
    """A building's usual hours."""
    return {"hours": hours}


def sight_of_deadline(card: DeadlineCard) -> Sight:
    """A deadline."""
    return {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "day": card.day.isoformat(),
        "clock": f"{card.clock:%H:%M}",
        "tzid": card.tzid,
        "origin": card.source,
    }


def sight_of_mailbox(address: str) -> Sight:
    """The address of an agency's mailbox, or none."""
    return {"mailbox": address}


def differing(one: Sight, other: Sight) -> list[str]:
    """The fields that two sights show otherwise, in the order of the first; one that a sight lacks is empty there."""
    return [name for name in {**one, **other} if one.get(name, "") != other.get(name, "")]


def clock_of(instant: datetime | None, *, tzid: str) -> str:
    """An hour on the wall of a zone with its distance from UTC; empty while it is not known."""
    return "" if instant is None else f"{in_zone(instant, tzid):%H:%M%z}"


def minutes_between(starts: datetime | None, ends: datetime | None) -> str:
    """A length in minutes; empty while it is not known."""
    return "" if starts is None or ends is None else str((ends - starts) // timedelta(minutes=1))


def iso(day: date | None) -> str:
    """A day, or nothing."""
    return "" if day is None else day.isoformat()


def number(row: int | None) -> str:
    """A row's number, or nothing."""
    return "" if row is None else str(row)
