"""Settling a mail that waits: an officer says what it means, and it waits no more. Whatever is done is done once."""

from datetime import datetime

from models.consultations import Consultation
from models.database import db
from models.inbound import ReceivedMail
from scheduler.answers import GivenAnswer, keep_answer
from scheduler.consultations import moved_plan, planned, redraft_consultation, rewrite
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.inviting import Asked, add_person, invitations_by_person
from scheduler.people import checked_email, person_of
from scheduler.queries.occasions import CONSULTATION, of_consultation, place_at
from scheduler.queries.received_asks import Asks, Somebody
from scheduler.queries.received_lines import is_behind
from scheduler.queries.substitutions import consultation_behind
from scheduler.rules.consultation_plan import checked
from scheduler.rules.settling import excerpt
from scheduler.substitutions import keep_substitute
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.inbound import Settlement, Verdict
from vocabulary.plan import PersonCard
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import AnswerSource, Language, PartStat
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import N_, Bilingual

UNSETTLED = (Verdict.WAITING, Verdict.QUARANTINED)

NO_MAIL = N_("There is no such mail.")
SETTLED = N_("This mail was settled already, by somebody else or by this form before. Look at the list again.")
NOT_ABOUT = N_(
    "This mail belongs to no invitation, so no answer can be recorded from it. Record it on the consultation."
)
NOBODY_NAMED = N_("This mail names nobody who is to come.")
NO_CONSULTATION = N_("This mail is about no consultation, so nobody can be invited by it.")
NO_TIME = N_("This mail proposes no time. Ask what is meant.")
OUTDATED = N_("The meeting has changed since this was written. Ask what holds now.")
INVITED = N_("%(name)s is invited to this meeting already.")


def settle_with_answer(mail_id: int, partstat: PartStat, *, by: Actor, now: datetime) -> None:
    """Record what the mail says as the answer of whoever wrote it; refused as any other answer is."""
    with deed("settle mail", by=by, now=now) as record:
        mail = waiting_mail(mail_id)
        if mail.invitation_id is None:
            raise Refusal(NOT_ABOUT)
        given = GivenAnswer(
            partstat, excerpt(mail.words or mail.comment), AnswerSource.MAIL, writer_of(mail), mail.received_at
        )
        mail.answer = keep_answer(mail.invitation_id, given, by=by, now=now)
        settle(mail, Settlement.RECORDED, by=by, now=now)
        record.about("received_mail", mail.id)


def settle_with_substitute(mail_id: int, *, by: Actor, now: datetime) -> Place:
    """Put whom the mail names forward as a substitute, for the decision on the page of the meeting: which one."""
    with deed("settle mail", by=by, now=now) as record:
        mail = waiting_mail(mail_id)
        invitation, somebody = mail.invitation, next(iter(Asks.of(mail).substitutes), None)
        if invitation is None or somebody is None:
            raise Refusal(NOBODY_NAMED)
        place = place_at(invitation.entry_id)
        if place is None or place.kind == CONSULTATION:
            place = Place(CONSULTATION, unchanged_consultation(mail).id)
        plan = SubstitutePlan(card_of(somebody), excerpt(mail.comment), mail.sequence, AnswerSource.MAIL)
        keep_substitute(invitation.id, plan, by=by, now=now)
        settle(mail, Settlement.RECORDED, by=by, now=now)
        record.about("received_mail", mail.id)
        return place


def settle_with_invitation(mail_id: int, *, hand: Hand) -> int:
    """Put whoever asks to join on file, if need be, and draft the invitation; the number of the consultation."""
    with deed("settle mail", by=hand.by, now=hand.now) as record:
        mail = waiting_mail(mail_id)
        somebody = Asks.of(mail).joins
        consultation = None if mail.entry_id is None else consultation_behind(mail.entry_id)
        if somebody is None or consultation is None:
            raise Refusal(NO_CONSULTATION)
        consultation = planned(consultation.id)
        person = person_of(card_of(somebody), None)
        db.session.flush()
        present = invitations_by_person(consultation)
        held = present.get(person.id)
        if held is not None and held.withdrawn_at is None:
            raise Refusal(INVITED, name=person.name.plain)
        add_person(consultation, Asked(person, person.agency_id), present=present)
        redraft_consultation(consultation, hand=hand)
        settle(mail, Settlement.INVITED, by=hand.by, now=hand.now)
        record.about("received_mail", mail.id)
        return consultation.id


def settle_with_move(mail_id: int, *, hand: Hand) -> int:
    """Move the consultation to the time that the mail proposes, and draft the updates to everybody; its number.

    Refused: a proposal for an earlier version of the meeting, and whatever no consultation can be moved to.
    """
    with deed("settle mail", by=hand.by, now=hand.now) as record:
        mail = waiting_mail(mail_id)
        consultation, asks = unchanged_consultation(mail), Asks.of(mail)
        if asks.starts is None or asks.ends is None:
            raise Refusal(NO_TIME)
        plan = checked(moved_plan(consultation, starts=asks.starts, ends=asks.ends), now=hand.now)
        rewrite(consultation, plan, hand=hand)
        settle(mail, Settlement.ACCEPTED, by=hand.by, now=hand.now)
        record.about("received_mail", mail.id)
        return consultation.id


def set_mail_aside(mail_id: int, *, by: Actor, now: datetime) -> None:
    """Say that the mail was read and that nothing is to be recorded from it."""
    with deed("settle mail", by=by, now=now) as record:
        mail = waiting_mail(mail_id)
        settle(mail, Settlement.SET_ASIDE, by=by, now=now)
        record.about("received_mail", mail.id)


def waiting_mail(mail_id: int) -> ReceivedMail:
    """The mail, as long as nobody has settled it."""
    mail = db.session.get(ReceivedMail, mail_id)
    if mail is None:
        raise NotFound(NO_MAIL)
    if mail.settled_at is not None or mail.verdict not in UNSETTLED:
        raise Stale(SETTLED)
    return mail


def settle(mail: ReceivedMail, settlement: Settlement, *, by: Actor, now: datetime) -> None:
    """Let the mail wait no more."""
    mail.settlement, mail.settled_at, mail.settled_by = settlement, now, by.label


def unchanged_consultation(mail: ReceivedMail) -> Consultation:
    """The consultation that a mail is about, as long as it can change and is the one that was written about."""
    consultation = None if mail.entry_id is None else consultation_behind(mail.entry_id)
    if consultation is None:
        raise Refusal(NO_CONSULTATION)
    if is_behind(mail, of_consultation(consultation)) or Asks.of(mail).is_outdated:
        raise Stale(OUTDATED)
    return planned(consultation.id)


def writer_of(mail: ReceivedMail) -> str:
    """Who said it: whoever is invited, else as the mail itself says."""
    person = None if mail.invitation is None else mail.invitation.person
    return mail.sender_name or mail.sender_address if person is None else person.name.plain.text(Language.ENGLISH)


def card_of(somebody: Somebody) -> PersonCard:
    """Somebody who is known by address, and perhaps by name; the desk writes the rest on the person's page."""
    name = somebody.name or somebody.address.partition("@")[0]
    return PersonCard(Bilingual(name), email=checked_email(somebody.address))
