"""Booking as a loop: one person after the other is written down, written to and committed."""

from datetime import datetime

from bench.plain.letters import plain_letter
from models.calendar_entries import Revision
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBody, OutgoingMail
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.entries import new_entry
from scheduler.facts import facts_of
from scheduler.hand import Hand
from scheduler.letters import Writer, letter_of
from scheduler.plans import write_plan
from scheduler.rules.frozen_facts import frozen
from vocabulary.actor import OPERATOR
from vocabulary.invite import Desk
from vocabulary.plan import ConsultationPlan
from vocabulary.states import ConsultationStatus, LetterKind, MailState, Method, Participation, PartStat


def plain_booking(session_id: int, plan: ConsultationPlan, *, person_ids: list[int], now: datetime) -> list[bytes]:
    """Book a consultation and write to everybody; the letters, each of them rendered before its row is committed."""
    writer = Writer("https://samai.example", Desk("Desk of the Social Division", "samai@mfa.example"), b"k" * 32)
    body = plain_body(session_id, plan, desk=writer.desk, now=now)
    letters = []
    for person_id in person_ids:
        mail = plain_mail(body, person_id, now=now)
        db.session.commit()
        letters.append(plain_letter(letter_of(mail, writer)))
    return letters


def plain_body(session_id: int, plan: ConsultationPlan, *, desk: Desk, now: datetime) -> MailBody:
    """The meeting itself, and what its letters are about."""
    committee_session = db.session.get_one(CommitteeSession, session_id)
    consultation = Consultation(
        committee=committee_session.committee,
        committee_session=committee_session,
        convener=committee_session.committee.coordinator,
        tzid=committee_session.committee.home.tzid,
        status=ConsultationStatus.PLANNED,
        entry=new_entry(domain=desk.domain, now=now),
    )
    write_plan(consultation, plan, hand=Hand(by=OPERATOR, now=now, desk=desk))
    db.session.add(consultation)
    db.session.flush()
    revision = Revision(
        entry=consultation.entry, sequence=0, material_sequence=0, stamp=now, facts=frozen(facts_of(consultation, desk))
    )
    body = MailBody(kind=LetterKind.INVITATION, revision=revision)
    db.session.add(body)
    db.session.commit()
    return body


def plain_mail(body: MailBody, person_id: int, *, now: datetime) -> OutgoingMail:
    """One person invited, and the letter owed to him or her."""
    revision, person = body.revision, db.session.get_one(Person, person_id)
    if revision is None:
        raise ValueError("an invitation without a meeting")
    invitation = Invitation(entry=revision.entry, person=person, told_revision=revision, told_method=Method.REQUEST)
    mail = OutgoingMail(
        body=body,
        person=person,
        invitation=invitation,
        address=person.email or "",
        name=person.name.plain.text(person.language),
        language=person.language,
        participation=Participation.REQUIRED,
        partstat=PartStat.NEEDS_ACTION,
        message_id=f"<{revision.id}.{person_id}@{revision.entry.uid.rpartition('@')[2]}>",
        state=MailState.QUEUED,
        created_at=now,
    )
    db.session.add_all([invitation, mail])
    return mail
