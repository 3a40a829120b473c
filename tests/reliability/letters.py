"""Thousands of promised letters: one real booking for two readers, released, and its rows copied for all others."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.database import Base, db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.consultations import book, found
from scheduler.drafts import draft_of
from scheduler.releases import release
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.states import MailState

PATTERNS = 2
"""A Thai reader and an English one."""

Row = dict[str, Any]


def queue_letters(count: int, *, ministry: Ministry | None = None) -> None:
    """Promise so many letters of one consultation, each to a reader of its own and due at once."""
    ministry = ministry or make_ministry(PATTERNS)
    invited = Invited(ministry.agency_ids[:PATTERNS])
    consultation_id = book(ministry.session_id, make_plan(), invited=invited, hand=HAND)
    batch = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    release(batch.id, by=OPERATOR, now=NOW, due_at=datetime.now(UTC))
    db.session.remove()
    with db.engine.begin() as connection:
        multiply(connection, range(PATTERNS + 1, count + 1))


def multiply(connection: Connection, numbers: range) -> None:
    """Copy the rows of the patterns for so many more readers."""
    mails = [mail for mail in pattern(connection, OutgoingMail) if mail["state"] is MailState.QUEUED]
    people, invitations = (by_number(pattern(connection, kind)) for kind in (Person, Invitation))
    likes = [mails[number % len(mails)] for number in numbers]
    persons = [
        people[like["person_id"]] | {"email": address(number), "fs_uniquifier": token_hex(16)}
        for like, number in zip(likes, numbers, strict=True)
    ]
    person_ids = copied(connection, Person, persons)
    invited = [
        invitations[like["invitation_id"]] | {"person_id": person_id}
        for like, person_id in zip(likes, person_ids, strict=True)
    ]
    invitation_ids = copied(connection, Invitation, invited)
    envelopes = [
        like
        | {"person_id": person_id, "invitation_id": invitation_id, "address": address(number)}
        | {"message_id": f"<{token_hex(16)}@{like['message_id'].partition('@')[2]}"}
        for like, number, person_id, invitation_id in zip(likes, numbers, person_ids, invitation_ids, strict=True)
    ]
    copied(connection, OutgoingMail, envelopes)


def make_due(when: datetime, *, letters: int = -1) -> None:
    """Let so many of the waiting letters fall due then; all where nothing is said."""
    waiting = select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED).order_by(OutgoingMail.id)
    db.session.execute(
        update(OutgoingMail).where(OutgoingMail.id.in_(waiting.limit(letters).scalar_subquery())).values(due_at=when)
    )
    db.session.commit()
    db.session.remove()


def address(number: int) -> str:
    """Where one of the readers is written to."""
    return f"reader{number}@agency.example"


def by_number(rows: Iterable[Row]) -> dict[int, Row]:
    """Rows by their numbers."""
    return {row["id"]: row for row in rows}


def pattern(connection: Connection, kind: type[Base]) -> list[Row]:
    """The rows of a kind as they are, in their order."""
    table = Base.metadata.tables[kind.__tablename__]
    return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def copied(connection: Connection, kind: type[Base], rows: Sequence[Row]) -> list[int]:
    """Write rows down under new numbers; which these are, in the order of the rows."""
    table = Base.metadata.tables[kind.__tablename__]
    fresh = [{name: value for name, value in row.items() if name != "id"} for row in rows]
    if not fresh:
        return []
    numbered = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(numbered, fresh).scalars())
