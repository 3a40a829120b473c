"""Mail that came in, as the desk reads it: what waits, what is kept apart, and everything that ever came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.inbound import ReceivedContent, ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.queries.availability import Outlook
from scheduler.queries.consultations import outlook_if_moved
from scheduler.queries.occasions import Occasion, of_consultation, sessions_at
from scheduler.queries.received_asks import Asks
from scheduler.rules.settling import Act, Plea, acts_on, excerpt
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.inbound import Came, Settlement, Verdict
from vocabulary.refusals import NotFound
from vocabulary.states import ConsultationStatus, MailState, Method
from vocabulary.text import N_, Bilingual

PAGE = 50
NOT_HERE = N_("There is no such mail.")
GONE = N_("This message is not kept any more: its time is over. What was decided about it stays on the list.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that somebody proposes; `outlook` is what is known of that hour, where it is still one to take."""

    starts: datetime
    ends: datetime
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """Our letter that answers a mail: how it stands, and whether it can still be called back."""

    mail_id: int
    state: MailState
    is_untouched: bool


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One mail with its verdict; `acts` are what can be done with it, `kept_until` is the end of the message's time.

    `writes_for` is the invitation of whom a mail from an unknown address names, `candidates` those whose it may be.
    `place` is the meeting, whichever kind it is of; a session has `title` and neither hour nor `consultation_id`.
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
    place: Place | None
    consultation_id: int | None
    title: Bilingual | None
    starts: datetime | None
    tzid: str
    home: Bilingual | None
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


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of mails; `older` is where the next one begins, the counts are of what is not settled."""

    lines: tuple[ReceivedLine, ...]
    waiting: int
    quarantined: int
    total: int
    older: int | None


WAITS = (ReceivedMail.verdict == Verdict.WAITING, ReceivedMail.settled_at.is_(None))
APART = (ReceivedMail.verdict == Verdict.QUARANTINED, ReceivedMail.settled_at.is_(None))
LOOKS: Mapping[str, Sequence[ColumnElement[bool]]] = {"waiting": WAITS, "apart": APART, "all": ()}


def received(look: str, *, actor: Actor, now: datetime, before: int | None = None) -> Queue:
    """What waits (the oldest first), what is kept apart, or everything (the latest first); for the desk alone."""
    if not actor.is_desk:
        raise NotFound(NOT_HERE)
    wanted = rows().where(*LOOKS[look])
    if look == "waiting":
        wanted = wanted.order_by(ReceivedMail.id)
    else:
        wanted = wanted.order_by(ReceivedMail.id.desc())
        wanted = wanted if before is None else wanted.where(ReceivedMail.id < before)
        wanted = wanted.limit(PAGE + 1)
    found = db.session.execute(wanted).all()
    waiting, apart, total = counts()
    more = look != "waiting" and len(found) > PAGE
    shown = found[:PAGE] if more else found
    return Queue(
        lines=lines_of(shown, now=now),
        waiting=waiting,
        quarantined=apart,
        total=total,
        older=shown[-1][0].id if more else None,
    )


def received_one(mail_id: int, *, actor: Actor, now: datetime) -> ReceivedLine:
    """One mail; of another time that can be taken, with who is busy then and which offices are closed."""
    row = db.session.execute(rows().where(ReceivedMail.id == mail_id)).one_or_none()
    if row is None or not actor.is_desk:
        raise NotFound(NOT_HERE)
    (line,) = lines_of([row], now=now)
    if Act.ADDRESS in line.acts:
        line = replace(line, candidates=invited_to(row[0].entry_id))
    if line.proposal is None or line.consultation_id is None or Act.MOVE not in line.acts:
        return line
    hours = line.proposal
    outlook = outlook_if_moved(line.consultation_id, starts=hours.starts, ends=hours.ends, actor=actor)
    return replace(line, proposal=replace(hours, outlook=outlook))


def invited_to(entry_id: int) -> tuple[tuple[int, Bilingual], ...]:
    """The invitations to a meeting that stand, with whose they are."""
    rows = db.session.execute(
        select(Invitation.id, Person.name_en, Person.name_th)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.entry_id == entry_id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.id)
    )
    return tuple((number, Bilingual(*names).plain) for number, *names in rows)


def counts() -> tuple[int, int, int]:
    """How many wait, how many are kept apart, and how many ever came."""
    rows_ = db.session.execute(
        select(ReceivedMail.verdict, ReceivedMail.settled_at.is_(None), func.count()).group_by(
            ReceivedMail.verdict, ReceivedMail.settled_at.is_(None)
        )
    ).all()
    found = {(verdict, bool(is_open)): count for verdict, is_open, count in rows_}
    return found.get((Verdict.WAITING, True), 0), found.get((Verdict.QUARANTINED, True), 0), sum(found.values())


def rows() -> Any:
    """Each mail with its meeting, whose invitation it is about, and whether the message is still kept."""
    return (
        select(ReceivedMail, Consultation, Invitation, Person, ReceivedContent.kept_until, OutgoingMail)
        .outerjoin(Consultation, Consultation.entry_id == ReceivedMail.entry_id)
        .outerjoin(Invitation, Invitation.id == ReceivedMail.invitation_id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .outerjoin(ReceivedContent, ReceivedContent.mail_id == ReceivedMail.id)
        .outerjoin(OutgoingMail, OutgoingMail.id == ReceivedMail.outgoing_id)
        .options(joinedload(Consultation.entry), joinedload(Consultation.committee).joinedload(Committee.home))
    )


def lines_of(found: Sequence[Any], *, now: datetime) -> tuple[ReceivedLine, ...]:
    """Mails as values; sessions are looked up together, and not at all where no mail is about one."""
    sessions = sessions_at({row[0].entry_id for row in found if row[1] is None and row[0].entry_id is not None})
    return tuple(line_of(row, sessions.get(row[0].entry_id), now=now) for row in found)


def line_of(row: Any, session: Occasion | None, *, now: datetime) -> ReceivedLine:
    """One mail as a value."""
    mail, meeting, invitation, person, kept_until, letter = row
    about = session if meeting is None else of_consultation(meeting)
    asks, plea = Asks.of(mail), plea_of(row, about, now=now)
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
        place=None if about is None else about.place,
        consultation_id=None if meeting is None else meeting.id,
        title=None if about is None else about.title,
        starts=None if meeting is None else meeting.starts,
        tzid="UTC" if meeting is None else meeting.tzid,
        home=None if meeting is None else meeting.committee.home.name,
        invitation_id=None if invitation is None else invitation.id,
        invited=None if person is None else person.name,
        others=tuple(f"{one.name} <{one.address}>" if one.name else one.address for one in asks.named),
        proposal=None if asks.starts is None or asks.ends is None else Proposal(asks.starts, asks.ends),
        is_outdated=plea.is_outdated,
        declined=asks.declined,
        is_reached=person is not None and bool(person.email) and is_told(invitation, meeting),
        reply=None if letter is None or mail.settlement is None else reply_of(letter),
        writes_for=asks.writes_for,
        candidates=(),
        settlement=mail.settlement,
        settled_by=mail.settled_by,
        settled_at=mail.settled_at,
        kept_until=kept_until,
        acts=acts_on(plea),
    )


def plea_of(row: Any, about: Occasion | None, *, now: datetime) -> Plea:
    """What a mail asks for, and whether its meeting and its sender's invitation let it be done."""
    mail, meeting, invitation, *_ = row
    asks, is_planned, holds = Asks.of(mail), is_ahead(meeting, now), is_held(invitation)
    is_behind_now = about is not None and mail.sequence is not None and mail.sequence < about.material(mail.entry_id)
    return Plea(
        verdict=mail.verdict,
        is_settled=mail.settled_at is not None,
        is_planned=is_planned,
        is_session_to_come=about is not None and about.is_session and about.is_open,
        holds=holds,
        proposes_time=asks.starts is not None,
        is_counter=mail.came is Came.COUNTER and holds and (is_planned or meeting is None),
        is_outdated=asks.is_outdated or is_behind_now,
        names_substitute=bool(asks.substitutes),
        joins=asks.joins is not None,
        asks_again=mail.came is Came.REFRESH,
        has_lost=mail.came is Came.MESSAGE,
        may_be_known=asks.calendar is not None and mail.entry_id is not None,
    )


def is_held(invitation: Invitation | None) -> bool:
    """Whether an invitation stands."""
    return invitation is not None and invitation.withdrawn_at is None


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


def is_behind(mail: ReceivedMail, meeting: Consultation | None) -> bool:
    """Whether the meeting has another time or place by now than the mail speaks of."""
    if meeting is None or mail.sequence is None:
        return False
    return mail.sequence < meeting.entry.material_sequence


def message_of(mail_id: int, *, actor: Actor) -> bytes:
    """A message as it came, byte for byte, as long as it is kept; for the desk alone."""
    mail = db.session.get(ReceivedMail, mail_id)
    if mail is None or not actor.is_desk:
        raise NotFound(NOT_HERE)
    if mail.content is None:
        raise NotFound(GONE)
    return mail.content.content
