"""Answers taken in as a loop: the library reads each mail, and each is committed by itself."""

from email import message_from_bytes
from email.policy import default

from icalendar import Calendar
from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Answer, Invitation
from models.people import Person
from scheduler.hand import Hand
from vocabulary.states import AnswerSource, PartStat

Said = tuple[str, int, str, str]
"""The UID, the SEQUENCE, the first attendee and what he or she answers."""


def plain_reading(raw: bytes) -> Said:
    """What a mail says, by the standard library and icalendar."""
    message = message_from_bytes(raw, policy=default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    content = parts[0].get_payload(decode=True) if parts else None
    if not isinstance(content, bytes):
        raise ValueError("a mail without a calendar")
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    attendee = event["ATTENDEE"]
    written = str(attendee) if "@" in str(attendee) else str(attendee.params["EMAIL"])  # as iCloud has it
    address = written.lower().removeprefix("mailto:")
    return str(event["UID"]), int(event.get("SEQUENCE", 0)), address, str(attendee.params["PARTSTAT"]).upper()


def plain_receiving(mails: list[bytes], hand: Hand) -> None:
    """Each mail read, its invitation looked up, its answer written and committed."""
    for raw in mails:
        uid, sequence, address, partstat = plain_reading(raw)
        invitation = db.session.scalars(
            select(Invitation)
            .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
            .join(Person, Person.id == Invitation.person_id)
            .where(CalendarEntry.uid == uid, Person.email == address)
        ).one()
        answer = Answer(
            invitation=invitation,
            partstat=PartStat(partstat),
            source=AnswerSource.CALENDAR,
            said_at=hand.now,
            recorded_at=hand.now,
            sequence=sequence,
        )
        db.session.add(answer)
        db.session.commit()
        db.session.expunge_all()
