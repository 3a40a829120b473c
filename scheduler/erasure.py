"""Forgetting somebody in the audit and in old hand-overs: what was said of a person goes, that it was done stays."""

from datetime import datetime

from sqlalchemy import CursorResult, Select, bindparam, func, or_, select, update

from models.audit import AuditValue
from models.database import Base, db
from models.hand_overs import HandOver
from models.invitations import Invitation
from models.people import Person
from models.substitutions import Substitution
from scheduler.deed import deed
from scheduler.forgotten_mail import forget_mails, has_written
from scheduler.forgotten_seats import forget_seats
from scheduler.rules.audit_chain import ERASING
from vocabulary.actor import Actor
from vocabulary.refusals import Forbidden, NotFound
from vocabulary.states import HandOverState
from vocabulary.substitutions import SubstitutionState
from vocabulary.text import N_

NOT_YOURS = N_("Only an administrator erases what the audit says of a person.")
CARD = ("name_en", "name_th", "position_en", "position_th", "email", "phone")
NOTHING = N_("The audit says nothing of this person that could be erased.")

EMPTY = {"salt": None, "content": None}
VALUES = Base.metadata.tables[AuditValue.__tablename__]
ONE_VALUE = (
    VALUES.update().where(VALUES.c.row_number == bindparam("row"), VALUES.c.position == bindparam("at")).values(EMPTY)
)


def erasable(person_id: int) -> int:
    """How many values of the audit tell about this person."""
    told = select(func.count()).where(AuditValue.person_id == person_id, AuditValue.content.is_not(None))
    return db.session.scalar(told) or 0


def erase_from_audit(person_id: int, *, by: Actor, now: datetime) -> int:
    """Empty every value that tells about this person, as actor or as acted upon; how many they were.

    With them go the words of decided hand-overs that name the person, which the audit does not hold; what came in by
    mail from him or her, words and messages; the further addresses on file; and the name in plans of seats that hold no
    more. An issued roster and what a decision told stay as they were: they are the record of who was sent.

    The chain still verifies: it is over salted digests, and the salt goes with the content. The deed is itself on
    record, by the person's number alone. What a backup made before would bring back, `erase_again` takes away.
    """
    with deed(ERASING, by=by, now=now) as record:
        if not by.is_administrator:
            raise Forbidden(NOT_YOURS)
        if not erasable(person_id) and not has_written(person_id):
            raise NotFound(NOTHING)
        told = update(AuditValue).where(AuditValue.person_id == person_id, AuditValue.content.is_not(None))
        emptied = db.session.execute(told.values(EMPTY).execution_options(synchronize_session=False))
        forget_hand_overs(person_id)
        forget_substitutes(person_id)
        forget_mails(person_id, by=by, now=now)
        forget_seats(person_id, now=now)
        record.about("person", person_id)
        return emptied.rowcount if isinstance(emptied, CursorResult) else 0


def erase_again(erased: frozenset[str], *, by: Actor, now: datetime) -> int:
    """Empty those values that were erased once and came back with an older backup; how many they were.

    They are known by the digests that an erasure leaves behind. Each person's erasing is a deed of its own, as the
    first was.
    """
    back: dict[int, list[dict[str, int]]] = {}
    for value in db.session.execute(
        select(AuditValue.person_id, AuditValue.row_number, AuditValue.position, AuditValue.digest).where(
            AuditValue.person_id.is_not(None), AuditValue.content.is_not(None)
        )
    ):
        if value.digest in erased:
            back.setdefault(value.person_id, []).append({"row": value.row_number, "at": value.position})
    for person_id, places in back.items():
        with deed(ERASING, by=by, now=now) as record:
            record.about("person", person_id)
            db.session.execute(ONE_VALUE, places)
            forget_hand_overs(person_id)
            forget_substitutes(person_id)
            forget_mails(person_id, by=by, now=now)
            forget_seats(person_id, now=now)
    return sum(len(places) for places in back.values())


def hand_overs_about(person_id: int) -> Select[int]:
    """The hand-overs that name this person, as leaving, as the successor or by the address."""
    address = select(Person.email).where(Person.id == person_id).scalar_subquery()
    return select(HandOver.id).where(
        or_(HandOver.person_id == person_id, HandOver.successor_id == person_id, HandOver.email == address)
    )


def forget_hand_overs(person_id: int) -> None:
    """Empty the cards and words of decided hand-overs that name this person: that it was decided stays.

    The statement passes the session by, whose notes would write into the audit what is being forgotten.
    """
    emptied = dict.fromkeys((*CARD, "note", "reason"), "")
    decided = HandOver.id.in_(hand_overs_about(person_id)), HandOver.state != HandOverState.OPEN
    db.session.connection().execute(update(HandOver).where(*decided).values(**emptied))


def forget_substitutes(person_id: int) -> None:
    """The same of decided substitutes, whom this person named, who is one, or whose address stands there."""
    address = select(Person.email).where(Person.id == person_id).scalar_subquery()
    own = select(Invitation.id).where(Invitation.person_id == person_id)
    named = or_(
        Substitution.invitation_id.in_(own), Substitution.substitute_id == person_id, Substitution.email == address
    )
    emptied = dict.fromkeys((*CARD, "note", "reason"), "")
    decided = named, Substitution.state != SubstitutionState.OPEN
    db.session.connection().execute(update(Substitution).where(*decided).values(**emptied))
