"""One mail that came in as the desk reads it: what it is about, what it asks for, what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.consultations import Consultation
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.queries.availability import Outlook
from scheduler.queries.occasions import CONSULTATION, Occasion, of_consultation, sessions_at
from scheduler.queries.received_asks import Asks
from scheduler.rules.settling import Act, Plea, acts_on, excerpt
from vocabulary.decisions import Place
from vocabulary.inbound import Came, Settlement, Verdict
from vocabulary.states import ConsultationStatus, MailState, Method
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that somebody proposes; `outlook` is what is known of that hour, where it is still one to take."""

    starts: datetime
    ends: datetime
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The meeting that a mail is about, of whichever kind; a session has neither hour, home nor `consultation_id`."""

    place: Place
    title: Bilingual
    tzid: str = "UTC"
    consultation_id: int | None = None
    starts: datetime | None = None
    home: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """Our letter that answers a mail: how it stands, and whether it can still be called back."""

    mail_id: int
    state: MailState
    is_untouched: bool


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One mail with its verdict; `acts` are what can be done with it, `kept_until` is the end of the message's time.

    `said` is the answer of a reply's calendar part, as iCalendar calls it.
    `writes_for` is the invitation of whom a mail from an unknown address names, `candidates` those whose it may be.
    `about` is None where it is about no meeting of ours.
    `declined` is why a proposal was not taken, `reply` our letter that answers the mail, and `is_reached` whether such
    a letter can be written.
    """

    id: int
    received_at: datetime
    came: Came
    verdict: Verdict
    reason: str
    reason_values: Mapping[str, str]
    address: str
    name: str
    subject: str
    words: str
    said: str
    about: Subject | None
    invitation_id: int | None
    invited: Bilingual | None
    others: tuple[str, ...]
    proposal: Proposal | None
    is_outdated: bool
    declined: str
    is_reached: bool
    reply: ReplyLetter | None
    writes_for: int | None
    candidates: tuple[tuple[int, Bilingual], ...]
    settlement: Settlement | None
    settled_by: str
    settled_at: datetime | None
    kept_until: datetime | None
    acts: tuple[Act, ...]


def lines_of(found: Sequence[Any], *, now: datetime) -> tuple[ReceivedLine, ...]:
    """Mails as values; sessions are looked up together, and not at all where no mail is about one."""
    sessions = sessions_at({row[0].entry_id for row in found if row[1] is None and row[0].entry_id is not None})
    return tuple(line_of(row, sessions.get(row[0].entry_id), now=now) for row in found)


def line_of(row: Any, session: Occasion | None, *, now: datetime) -> ReceivedLine:
    """One mail as a value."""
    mail, meeting, invitation, person, kept_until, letter = row
    asks, plea = Asks.of(mail), plea_of(row, session, now=now)
    return ReceivedLine(
        id=mail.id,
        received_at=mail.received_at,
        came=mail.came,
        verdict=mail.verdict,
        reason=mail.reason,
        reason_values=mail.reason_values,
        address=mail.sender_address,
        name=mail.sender_name,
        subject=mail.subject,
        words=excerpt(mail.words or mail.comment),
        said=mail.partstat if mail.came is Came.REPLY else "",
        about=subject_of(meeting, session),
        invitation_id=None if invitation is None else invitation.id,
        invited=None if person is None else person.name,
        others=tuple(one.written for one in asks.named),
        proposal=None if asks.hours is None else Proposal(*asks.hours),
        is_outdated=plea.is_outdated,
        declined=asks.declined,
        is_reached=is_reached(person, invitation, meeting=meeting),
        reply=None if letter is None or mail.settlement is None else reply_of(letter),
        writes_for=asks.writes_for,
        candidates=(),
        settlement=mail.settlement,
        settled_by=mail.settled_by,
        settled_at=mail.settled_at,
        kept_until=kept_until,
        acts=acts_on(plea),
    )


def subject_of(meeting: Consultation | None, session: Occasion | None) -> Subject | None:
    """The consultation, or else the session, that a mail is about."""
    if meeting is not None:
        return Subject(
            place=Place(CONSULTATION, meeting.id),
            title=meeting.title,
            tzid=meeting.tzid,
            consultation_id=meeting.id,
            starts=meeting.starts,
            home=meeting.committee.home.name,
        )
    return None if session is None else Subject(session.place, session.title)


def plea_of(row: Any, session: Occasion | None, *, now: datetime) -> Plea:
    """What a mail asks for, and whether its meeting and its sender's invitation let it be done."""
    mail, meeting, invitation, *_ = row
    asks, is_planned, holds = Asks.of(mail), is_ahead(meeting, now), is_held(invitation)
    return Plea(
        verdict=mail.verdict,
        is_settled=mail.settled_at is not None,
        is_planned=is_planned,
        is_session_to_come=session is not None and session.is_open,
        holds=holds,
        proposes_time=asks.hours is not None,
        is_counter=mail.came is Came.COUNTER and holds and (is_planned or meeting is None),
        is_outdated=asks.is_outdated or is_behind(mail, session if meeting is None else of_consultation(meeting)),
        names_substitute=bool(asks.substitutes),
        joins=asks.joins is not None,
        asks_again=mail.came is Came.REFRESH,
        has_lost=mail.came is Came.MESSAGE,
        may_be_known=asks.calendar is not None and mail.entry_id is not None,
    )


def is_held(invitation: Invitation | None) -> bool:
    """Whether there is an invitation that was not withdrawn."""
    return invitation is not None and invitation.withdrawn_at is None


def is_reached(person: Person | None, invitation: Invitation | None, *, meeting: Consultation | None) -> bool:
    """Whether a letter can be written to whoever is invited."""
    return person is not None and bool(person.email) and is_told(invitation, meeting)


def is_told(invitation: Invitation | None, meeting: Consultation | None) -> bool:
    """Whether an invitation was sent by mail and stands, so that its holder can be written to."""
    if invitation is None or not is_held(invitation) or invitation.told_method is not Method.REQUEST:
        return False
    return meeting is None or not meeting.classification.is_marked


def reply_of(letter: OutgoingMail) -> ReplyLetter:
    """A letter of ours that answers a mail."""
    untouched = letter.state is MailState.QUEUED and letter.attempts == 0
    return ReplyLetter(letter.id, letter.state, is_untouched=untouched)


def is_ahead(meeting: Consultation | None, now: datetime) -> bool:
    """Whether something can still be changed about a meeting."""
    if meeting is None or meeting.status is not ConsultationStatus.PLANNED:
        return False
    return meeting.starts is None or meeting.starts > now


def is_behind(mail: ReceivedMail, about: Occasion | None) -> bool:
    """Whether the meeting has another time or place by now than the mail speaks of."""
    if about is None or mail.entry_id is None or mail.sequence is None:
        return False
    return mail.sequence < about.material(mail.entry_id)
