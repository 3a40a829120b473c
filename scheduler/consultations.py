"""Booking, moving and cancelling our own preparatory meetings, and who is asked to them.

Every deed leaves the letters it makes us owe in the meeting's draft batch: nothing leaves before an officer has seen
who gets what and released it.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.sessions import CommitteeSession
from scheduler.deed import deed
from scheduler.drafts import Change, redraft
from scheduler.entries import new_entry
from scheduler.facts import facts_of
from scheduler.hand import Hand
from scheduler.inviting import add_invited, forget_agency, keep_copies
from scheduler.papers import forget_unneeded
from scheduler.plans import plan_of, write_plan
from scheduler.queries.sights import consultation_sight, refuse_overtaken
from scheduler.rules.consultation_plan import checked, checked_reason
from scheduler.rules.sights import sight_of_plan
from scheduler.withholding import ask_anew, essentials, refuse_unaware, withhold
from vocabulary.actor import Actor
from vocabulary.days import local_day
from vocabulary.plan import ConsultationPlan, Invited, Sight
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_


def book(session_id: int, plan: ConsultationPlan, *, invited: Invited, hand: Hand) -> int:
    """Book a consultation for a session and draft its invitations; the number of its row.

    Refused: a passed time, an end before the start, nobody to write to.
    """
    with deed("book consultation", by=hand.by, now=hand.now) as record:
        committee_session = db.session.get(CommitteeSession, session_id)
        if committee_session is None:
            raise NotFound(N_("This session does not exist."))
        committee = committee_session.committee
        consultation = Consultation(
            committee=committee,
            committee_session=committee_session,
            convener=committee.coordinator,
            tzid=committee.home.tzid,
            status=ConsultationStatus.PLANNED,
            entry=new_entry(domain=hand.desk.domain, now=hand.now),
        )
        db.session.add(consultation)
        write_plan(consultation, checked(plan, now=hand.now), hand=hand)
        add_invited(consultation, invited)
        redraft_consultation(consultation, hand=hand)
        record.about("consultation", consultation.id)
        return consultation.id


def change(consultation_id: int, plan: ConsultationPlan, *, hand: Hand, seen: Sight | None = None) -> None:
    """Change what was booked; whoever holds an older state is drafted an update.

    `seen` is what the officer's form showed: refused with `Overtaken` when it has been changed otherwise since. Once it
    is classified nothing more of it leaves; refused where some hold an invitation and the plan does not say to tell
    them by another way.
    """
    with deed("change consultation", by=hand.by, now=hand.now) as record:
        consultation, plan = planned(consultation_id), checked(plan, now=hand.now)
        mine = sight_of_plan(plan, tzid=consultation.tzid)
        refuse_overtaken_meeting(consultation, seen, mine=mine)
        rewrite(consultation, plan, hand=hand)
        record.about("consultation", consultation.id)


def rewrite(consultation: Consultation, plan: ConsultationPlan, *, hand: Hand) -> None:
    """Write a checked plan and draft the updates: a step of several deeds."""
    refuse_unaware(consultation, plan)
    before = essentials(consultation)
    write_plan(consultation, plan, hand=hand)
    ask_anew(consultation, since=before)
    redraft_consultation(consultation, hand=hand)
    forget_unneeded(hand.now)


def move(consultation_id: int, *, starts: datetime, ends: datetime, hand: Hand) -> None:
    """Move a consultation to another time and draft the updates; all else stays."""
    change(consultation_id, moved_plan(planned(consultation_id), starts=starts, ends=ends), hand=hand)


def moved_plan(consultation: Consultation, *, starts: datetime, ends: datetime) -> ConsultationPlan:
    """What was booked, at another time."""
    return replace(plan_of(consultation), day=local_day(starts, consultation.tzid), starts=starts, ends=ends)


def cancel(consultation_id: int, *, reason: str, hand: Hand, seen: Sight | None = None) -> None:
    """Cancel a consultation; those who hold an invitation are drafted a cancellation, nobody else anything."""
    with deed("cancel consultation", by=hand.by, now=hand.now) as record:
        consultation, reason = planned(consultation_id), checked_reason(reason)
        refuse_overtaken_meeting(consultation, seen)
        consultation.status = ConsultationStatus.CANCELLED
        consultation.cancel_reason = reason
        redraft_consultation(consultation, hand=hand)
        record.about("consultation", consultation.id)


def reinstate(consultation_id: int, *, hand: Hand) -> None:
    """Take a cancellation back: the same meeting again, to which everybody is invited anew."""
    with deed("reinstate consultation", by=hand.by, now=hand.now) as record:
        consultation = found(consultation_id)
        if consultation.status is not ConsultationStatus.CANCELLED:
            raise Stale(N_("This consultation is not cancelled."))
        consultation.status, consultation.cancel_reason = ConsultationStatus.PLANNED, ""
        ask_anew(consultation)
        redraft_consultation(consultation, hand=hand)
        record.about("consultation", consultation.id)


def mark_held(consultation_id: int, *, by: Actor, now: datetime) -> None:
    """Record that a consultation took place; refused before it has begun."""
    with deed("record consultation held", by=by, now=now) as record:
        consultation = planned(consultation_id)
        if consultation.starts is not None and consultation.starts > now:
            raise Refusal(N_("This consultation has not begun yet. Record it as held once it has."))
        consultation.status = ConsultationStatus.HELD
        record.about("consultation", consultation.id)


def invite(consultation_id: int, invited: Invited, *, hand: Hand, seen: Sight | None = None) -> None:
    """Invite more agencies or people; only they are drafted a letter."""
    with deed("invite", by=hand.by, now=hand.now) as record:
        consultation = planned(consultation_id)
        refuse_overtaken_meeting(consultation, seen)
        add_invited(consultation, invited)
        redraft_consultation(consultation, hand=hand)
        record.about("consultation", consultation.id)


def withdraw(invitation_id: int, *, hand: Hand) -> None:
    """Take one person's invitation back; only he or she is drafted a cancellation, and the reply link dies."""
    with deed("withdraw invitation", by=hand.by, now=hand.now) as record:
        invitation = db.session.get(Invitation, invitation_id)
        if invitation is None or invitation.withdrawn_at is not None or invitation.is_copy:
            raise NotFound(N_("This invitation does not exist any more."))
        consultation = of_entry(invitation.entry_id)
        invitation.withdrawn_at = hand.now
        invitation.generation += 1
        forget_agency(consultation, invitation)
        redraft_consultation(consultation, hand=hand)
        record.about("consultation", consultation.id)


def found(consultation_id: int) -> Consultation:
    """The consultation of this number, or a refusal."""
    consultation = db.session.get(Consultation, consultation_id)
    if consultation is None:
        raise NotFound(N_("This consultation does not exist."))
    return consultation


def planned(consultation_id: int) -> Consultation:
    """The consultation, as long as it can still change."""
    consultation = found(consultation_id)
    if consultation.status is ConsultationStatus.CANCELLED:
        raise Stale(N_("This consultation is cancelled. Take the cancellation back first."))
    if consultation.status is ConsultationStatus.HELD:
        raise Stale(N_("This consultation has been held and cannot change any more."))
    return consultation


def refuse_overtaken_meeting(consultation: Consultation, seen: Sight | None, *, mine: Sight | None = None) -> None:
    """Refuse where the meeting has become another than the officer's form showed."""
    about = ("consultation", consultation.id)
    refuse_overtaken(seen, consultation_sight(consultation), mine=mine, about=about)


def of_entry(entry_id: int) -> Consultation:
    """The consultation behind a calendar entry."""
    return db.session.scalars(select(Consultation).where(Consultation.entry_id == entry_id)).one()


def redraft_consultation(consultation: Consultation, *, hand: Hand) -> None:
    """Draft whatever the consultation as it now stands makes us owe; of a classified one nothing leaves."""
    db.session.flush()
    if consultation.classification.is_marked:
        withhold(consultation.entry)
        return
    cancelled = consultation.status is ConsultationStatus.CANCELLED
    state = Change(facts_of(consultation, hand.desk), cancelled, consultation.cancel_reason)
    keep_copies(consultation, now=hand.now)
    redraft(consultation.entry, state, now=hand.now)
