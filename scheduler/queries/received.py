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
from scheduler.queries.consultations import outlook_if_moved
from scheduler.queries.received_lines import ReceivedLine, lines_of
from scheduler.rules.settling import Act
from vocabulary.actor import Actor
from vocabulary.inbound import Verdict
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

PAGE = 50
NOT_HERE = N_("There is no such mail.")
GONE = N_("This message is not kept any more: its time is over. What was decided about it stays on the list.")


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
    hours, about = line.proposal, line.about
    if hours is None or about is None or about.consultation_id is None or Act.MOVE not in line.acts:
        return line
    outlook = outlook_if_moved(about.consultation_id, starts=hours.starts, ends=hours.ends, actor=actor)
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


def message_of(mail_id: int, *, actor: Actor) -> bytes:
    """A message as it came, byte for byte, as long as it is kept; for the desk alone."""
    mail = db.session.get(ReceivedMail, mail_id)
    if mail is None or not actor.is_desk:
        raise NotFound(NOT_HERE)
    if mail.content is None:
        raise NotFound(GONE)
    return mail.content.content
