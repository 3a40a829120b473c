"""Forgetting what somebody wrote to us: that a mail came, and what became of it, stays. Steps of an erasure."""

from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select, update

from models.database import Base, db
from models.inbound import ReceivedContent, ReceivedMail
from models.invitations import Invitation
from models.people import OtherAddress, Person
from vocabulary.actor import Actor
from vocabulary.inbound import Settlement, Verdict

MAILS, CONTENTS, OTHERS = (
    Base.metadata.tables[one.__tablename__] for one in (ReceivedMail, ReceivedContent, OtherAddress)
)
WORDS = ("reason", "sender_address", "sender_name", "subject", "words", "comment")
UNSETTLED = (Verdict.WAITING, Verdict.QUARANTINED)


def has_written(person_id: int) -> bool:
    """Whether anything that came in from this person still has its words, or another address is on file."""
    told = select(MAILS.c.id).where(MAILS.c.id.in_(mails_of(person_id)), MAILS.c.sender_address != "").limit(1)
    other = select(OtherAddress.id).where(OtherAddress.person_id == person_id).limit(1)
    return db.session.scalar(told) is not None or db.session.scalar(other) is not None


def forget_mails(person_id: int, *, by: Actor, now: datetime) -> None:
    """Empty the words of every mail that came from this person, and let the messages and further addresses go.

    What waited is set aside, since nobody can decide on it any more. The statements pass the session by, whose notes
    would write into the audit what is being forgotten.
    """
    numbers = list(db.session.scalars(mails_of(person_id)))
    connection = db.session.connection()
    waiting = (MAILS.c.id.in_(numbers), MAILS.c.settled_at.is_(None), MAILS.c.verdict.in_(UNSETTLED))
    aside = {"settlement": Settlement.SET_ASIDE, "settled_at": now, "settled_by": by.label}
    connection.execute(update(MAILS).where(*waiting).values(aside))
    emptied: dict[str, object] = {**dict.fromkeys(WORDS, ""), "reason_values": {}, "proposed": None}
    connection.execute(update(MAILS).where(MAILS.c.id.in_(numbers)).values(emptied))
    connection.execute(delete(CONTENTS).where(CONTENTS.c.mail_id.in_(numbers)))
    connection.execute(delete(OTHERS).where(OTHERS.c.person_id == person_id))
    db.session.expire_all()


def mails_of(person_id: int) -> Select[int]:
    """The mails that came from this person: by the invitation, by who was told to be the sender, or by an address."""
    email = select(func.lower(Person.email)).where(Person.id == person_id).scalar_subquery()
    others = select(OtherAddress.address).where(OtherAddress.person_id == person_id)
    own = select(Invitation.id).where(Invitation.person_id == person_id)
    return select(MAILS.c.id).where(
        or_(
            MAILS.c.person_id == person_id,
            MAILS.c.invitation_id.in_(own),
            MAILS.c.sender_address == email,
            MAILS.c.sender_address.in_(others),
        )
    )
