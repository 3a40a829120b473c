"""Somebody else comes: an invited person says who, and the desk approves or refuses it.

Nobody is invited by the word alone. Once it is approved the substitute is invited beside whoever sends him or her, with
the letters that this makes us owe, and sends nobody further: the chain ends there.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Agency, Person
from models.sessions import CommitteeSession
from models.substitutions import Substitution
from scheduler.answers import GivenAnswer, answer_row, answerable, refuse_state, sequence_answered
from scheduler.consultations import planned, redraft_consultation
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.inviting import Asked, add_person, invitations_by_person
from scheduler.people import checked_email, person_of, write_colleague
from scheduler.queries.namesakes import person_with_address
from scheduler.queries.occasions import CONSULTATION, place_at
from scheduler.queries.sights import refuse_overtaken
from scheduler.queries.substitutions import (
    agency_id_of,
    card_on,
    consultation_behind,
    in_whose_place,
    open_substitution,
    substitution_sight,
)
from scheduler.rules.colleagues import checked_reason, field_of_oneself
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.substitutes import WHY, checked_substitute, sight_of_substitute
from scheduler.session_substitutes import in_place_of, replace_delegate, session_to_come
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.plan import PersonCard, Sight
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import AnswerSource, Language, Participation, PartStat
from vocabulary.substitutions import SubstitutePlan, SubstitutionState
from vocabulary.text import N_

NOT_HERE = N_("Nobody can be sent to this meeting by this page. Tell the desk.")
HEAD_GOES = N_(
    "Who leads a delegation follows from the rule, so a head sends nobody by this page. Answer that you cannot take"
    " part, and tell the desk: it decides who leads."
)
CHAIN = N_("You come in the place of %(name)s and cannot send anybody further. Tell the desk if you cannot come.")
ONESELF = N_("This is you. Write who comes instead of you.")
ALREADY = N_("Whoever has this address is invited to this meeting already. Answer that you cannot take part.")
MOVED = N_("The meeting has another time or place since you opened this page. Look at it, then say again who comes.")
NOT_OPEN = N_("This substitute is not open any more: it was decided, or answered otherwise. Look at the page again.")
WITHDRAWN = N_("The invitation of whoever sends the substitute was withdrawn meanwhile. Refuse the substitute.")
OUTDATED = N_("The meeting has moved since this substitute was named. Ask whether it still holds, or refuse it.")
OVER = N_("This meeting has begun, so nobody can be invited to it any more.")
INVITED = N_("%(name)s is invited to this meeting already. Refuse the substitute with that reason.")


def name_substitute(
    invitation_id: int,
    plan: SubstitutePlan,
    *,
    by: Actor,
    now: datetime,
    seen: Sight | None = None,
) -> None:
    """Record that somebody else shall come to a meeting; the desk decides. The same again adds nothing.

    Refused: where no answer could be given, what is no address, oneself, somebody who is invited already, whoever
    comes in another's place, and a meeting that was moved since. With `Overtaken`: another open word than was seen.
    """
    with deed("name substitute", by=by, now=now) as record:
        is_new = keep_substitute(invitation_id, plan, by=by, now=now, seen=seen)
        record.about("invitation", invitation_id, **({} if is_new else {"repeated": True}))


def keep_substitute(
    invitation_id: int,
    plan: SubstitutePlan,
    *,
    by: Actor,
    now: datetime,
    seen: Sight | None = None,
) -> bool:
    """The same as a step of another deed; whether it adds anything."""
    invitation = answerable(invitation_id, by=by)
    refuse_state(invitation, plan.source, now=now)
    plan = checked_substitute(plan)
    plan = replace(plan, card=replace(plan.card, email=checked_email(plan.card.email)))
    refuse_moved(invitation, plan)
    refuse_substitute_for(invitation, plan.card)
    earlier, mine = open_substitution(invitation_id), sight_of_substitute(plan)
    refuse_overtaken(seen, substitution_sight(earlier), mine=mine, about=("invitation", invitation_id))
    if substitution_sight(earlier) == mine:
        return False
    close(earlier, SubstitutionState.TAKEN_BACK, by=by, now=now)
    keep_word(invitation, plan, by=by, now=now)
    return True


def approve_substitute(substitution_id: int, *, hand: Hand, seen: Sight | None = None) -> Place:
    """Put the substitute on file, if need be, and draft the invitation; the meeting that it is to.

    A delegate's substitute takes his or her place on the roster, in the same role. Refused with `Overtaken`: another
    word than was seen. With `Stale`: what was decided, withdrawn, moved or cancelled.
    """
    with deed("approve substitute", by=hand.by, now=hand.now) as record:
        row = still_open(substitution_id)
        meeting, about = still_wanted(row, now=hand.now), ("invitation", row.invitation_id)
        refuse_overtaken(seen, substitution_sight(row), mine=None, about=about)
        if isinstance(meeting, Consultation):
            invite_substitute(row, meeting, hand=hand)
            place = Place(CONSULTATION, meeting.id)
        else:
            delegate, person = in_place_of(row, meeting)
            approved(row, person, by=hand.by, now=hand.now)
            replace_delegate(delegate, person, now=hand.now)
            place = Place(SESSION, meeting.id)
        record.about(place.kind, place.number)
        return place


def invite_substitute(row: Substitution, consultation: Consultation, *, hand: Hand) -> None:
    """Invite the substitute beside whoever sends him or her; a step."""
    invitation, number = row.invitation, agency_id_of(row.invitation)
    person = person_of(card_on(row), None if number is None else db.session.get(Agency, number))
    db.session.flush()
    present = invitations_by_person(consultation)
    held = present.get(person.id)
    refuse_invited(person, held)
    approved(row, person, by=hand.by, now=hand.now)
    if held is not None:
        held.agency_id = invitation.agency_id
    add_person(consultation, Asked(person, invitation.agency_id, invitation.participation), present=present)
    redraft_consultation(consultation, hand=hand)


def approved(row: Substitution, person: Person, *, by: Actor, now: datetime) -> None:
    """Write down who comes; a step."""
    close(row, SubstitutionState.APPROVED, by=by, now=now)
    row.substitute = person


def refuse_substitute(
    substitution_id: int, *, reason: str, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Leave it with whoever was invited, who reads the reason on the page of the link and answers anew."""
    with deed("refuse substitute", by=by, now=now) as record:
        row = still_open(substitution_id)
        refuse_overtaken(seen, substitution_sight(row), mine=None, about=("invitation", row.invitation_id))
        row.reason = checked_reason(reason, missing=WHY)
        close(row, SubstitutionState.REFUSED, by=by, now=now)
        none_given = GivenAnswer(PartStat.NEEDS_ACTION, "", AnswerSource.CORRECTION, by.label, now, row.reason)
        db.session.add(answer_row(row.invitation_id, none_given, sequence=row.sequence, by=by, now=now))
        record.about("invitation", row.invitation_id)


def refuse_moved(invitation: Invitation, plan: SubstitutePlan) -> None:
    """Refuse a word about a time or place that is not the one that was told last."""
    told = invitation.told_revision
    if plan.version is not None and told is not None and plan.version < told.material_sequence:
        raise Stale(MOVED)


def refuse_substitute_for(invitation: Invitation, card: PersonCard) -> None:
    """Refuse whoever cannot come in this person's place."""
    if place_at(invitation.entry_id) is None:
        raise Refusal(NOT_HERE)
    if invitation.participation is Participation.CHAIR:
        raise Refusal(HEAD_GOES)
    instead_of = in_whose_place(invitation)
    if instead_of is not None:
        raise Refusal(CHAIN, name=instead_of.plain)
    if invitation.person is not None:
        refuse_oneself(invitation.person, card)
    somebody = person_with_address(card.email)
    if somebody is not None and stands(invitation.entry_id, somebody.id):
        raise Refusal(ALREADY, field="email")


def refuse_oneself(person: Person, card: PersonCard) -> None:
    """Nobody comes in his or her own place."""
    field = field_of_oneself(card, email=person.email, name=person.name)
    if field is not None:
        raise Refusal(ONESELF, field=field)


def stands(entry_id: int, person_id: int) -> bool:
    """Whether somebody is invited to a meeting."""
    found = select(Invitation.id).where(
        Invitation.entry_id == entry_id, Invitation.person_id == person_id, Invitation.withdrawn_at.is_(None)
    )
    return db.session.scalar(found) is not None


def refuse_invited(person: Person, held: Invitation | None) -> None:
    """Refuse somebody who was invited meanwhile."""
    if held is not None and held.withdrawn_at is None:
        raise Refusal(INVITED, name=person.name.plain)


def keep_word(invitation: Invitation, plan: SubstitutePlan, *, by: Actor, now: datetime) -> None:
    """Keep who shall come, and the answer that somebody else does."""
    sequence = sequence_answered(invitation, now)
    said_by = "" if invitation.person is None else invitation.person.name.plain.text(Language.ENGLISH)
    answer = GivenAnswer(PartStat.DELEGATED, plan.note, plan.source, said_by, now)
    row = Substitution(invitation_id=invitation.id, note=plan.note, source=plan.source, sequence=sequence, asked_at=now)
    write_colleague(row, plan.card)
    db.session.add_all([answer_row(invitation.id, answer, sequence=sequence, by=by, now=now), row])


def still_open(substitution_id: int) -> Substitution:
    """What was said, as long as it is open."""
    row = db.session.get(Substitution, substitution_id)
    if row is None or row.state is not SubstitutionState.OPEN:
        raise Stale(NOT_OPEN)
    return row


def still_wanted(row: Substitution, *, now: datetime) -> Consultation | CommitteeSession:
    """The meeting, as long as somebody can be invited to it for this word."""
    invitation, consultation = row.invitation, consultation_behind(row.invitation.entry_id)
    if invitation.withdrawn_at is not None:
        raise Stale(WITHDRAWN)
    meeting = session_to_come(invitation.entry_id, now=now) if consultation is None else planned(consultation.id)
    if isinstance(meeting, Consultation) and meeting.starts is not None and meeting.starts <= now:
        raise Stale(OVER)
    if row.sequence < invitation.entry.material_sequence:
        raise Stale(OUTDATED)
    return meeting


def close(row: Substitution | None, state: SubstitutionState, *, by: Actor, now: datetime) -> None:
    """Let a word be open no more; first of all, since the table knows one open word of an invitation."""
    if row is not None:
        row.state, row.decided_at, row.decided_by = state, now, by.label
        db.session.flush()
