"""What a deed changes, noted at every flush, so that no deed has to remember: field by field, before and after.

The notes are kept beside the transaction until `scheduler/audit.py` writes them into the deed's audit row. A statement
that changes many rows at once passes no flush: where it touches counted tables it is counted, and where it touches
others it is refused, since nobody could say what was there before.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from sqlalchemy import CursorResult, Result, event, inspect
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
)
from sqlalchemy.orm.attributes import History
from sqlalchemy.orm.base import PassiveFlag

from models.database import WRITES, Base, db
from models.invitations import Answer, Invitation
from models.people import Person
from scheduler.rules.changes import Fields, Touch, merged
from vocabulary.states import Trace

COUNTED = frozenset({"outgoing_mail", "received_mail"})
"""Tables of which a deed may write hundreds of rows: only how many is kept, since each row tells its own story."""

NOT_KEPT = frozenset(
    {
        "audit_row",
        "audit_value",
        "block_identity",  # which calendars follow from the session's days, whose own rows are kept
        "calendar_entry",  # what calendars are told: it follows from the meeting, whose own row is kept
        "demonstration",
        "feed_subscription",  # holds a token's digest; the deeds that make and end one name it
        "installation",
        "login_session",  # likewise
        "issued_roster",  # is itself a record of what was
        "kept_sheet",  # data that nobody has decided to keep
        "mail_batch",
        "mail_body",
        "mail_way",  # how the mail server answers, which is nobody's deed
        "paper_content",  # the bytes of files, whose names, sizes and digests are kept
        "paper_in_revision",
        "receipt",
        "received_content",  # the bytes of mails, whose verdicts stand in their rows
        "reminder",  # follows from the meeting and the ladder; the deeds that send, hold or miss one tell of it
        "revision",
        "search_entry",
        "seat_plan",  # is itself a record of what was
        "session_decision",  # is itself a record: the rows that it changes are kept
        "session_revision",  # is itself a record of what was
        "sign_in_attempt",
        "sign_in_link",
        "worker_beat",
    }
)
"""Tables that hold secrets, or what follows from others that are kept."""

SECRET = frozenset({"password", "fs_uniquifier"})
TECHNICAL = frozenset(
    {
        "added_by",
        "decided_by",
        "entry_id",
        "form_key",
        "generation",
        "last_read_at",
        "recorded_by",
        "told_method",
        "told_revision_id",
        "version",
    }
)
"""Columns that say nothing of their own: counters, keys, and names that the audit row itself holds."""

CARD = frozenset({"name_en", "name_th", "position_en", "position_th", "email", "phone", "language"})
STRANGERS: Mapping[str, frozenset[str]] = {"hand_over": CARD, "substitution": CARD}
"""Columns about somebody who may not be on file, and whom nobody could erase by number; confirmed, the person's own
row tells."""

LONGEST = 2000
"""Characters kept of one text."""

JOURNAL = "samai_changes"
MARKS: WeakKeyDictionary[SessionTransaction, int] = WeakKeyDictionary()


def is_kept(kind: str) -> bool:
    """Whether the audit keeps what a table's rows said before and after."""
    return kind not in NOT_KEPT and kind not in COUNTED


@cache
def kept_columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    """The attributes of a row that the audit keeps."""
    left_out = SECRET | TECHNICAL | STRANGERS.get(mapper.local_table.description, frozenset())
    kept = (one.key for one in mapper.column_attrs if not one.columns[0].primary_key)
    return tuple(key for key in kept if key not in left_out)


@event.listens_for(Mapper, "after_configured")
def load_before_setting() -> None:
    """Let every kept column know what was there before it is set, also in a row whose reading has gone stale."""
    for mapper in Base.registry.mappers:
        if is_kept(mapper.local_table.description):
            for key in kept_columns(mapper):
                mapper.class_manager[key].impl.active_history = True


@event.listens_for(db.session, "after_flush")
def note_flush(session: Session, _context: UOWTransaction) -> None:
    """Note the rows that the flush under way adds and changes."""
    if session.info.get(WRITES):
        notes = journal(session)
        notes.extend(filter(None, (added(inspect(row)) for row in session.new)))
        notes.extend(filter(None, (changed(inspect(row)) for row in session.dirty if session.is_modified(row))))


@event.listens_for(db.session, "persistent_to_deleted")
def note_removed(session: Session, row: object) -> None:
    """Note a row that the flush took out, those that lost their owner included."""
    state = inspect(row)
    if session.info.get(WRITES) and kind_of(state) not in NOT_KEPT:
        gone = {key: (plain(state.dict.get(key)), None) for key in fields_of(state)}
        journal(session).append(touch(state, Trace.REMOVED, gone))


def journal(session: Session) -> list[Touch]:
    """The notes of the deed under way."""
    notes: list[Touch] = session.info.setdefault(JOURNAL, [])
    return notes


def added(state: InstanceState[Any]) -> Touch | None:
    """A new row, with whatever it says."""
    if kind_of(state) in NOT_KEPT:
        return None
    values = {key: plain(state.dict.get(key)) for key in fields_of(state)}
    return touch(state, Trace.ADDED, {key: (None, value) for key, value in values.items() if value not in (None, "")})


def changed(state: InstanceState[Any]) -> Touch | None:
    """A row that was there, with what differs; None where nothing does that is kept."""
    if kind_of(state) in NOT_KEPT:
        return None
    if kind_of(state) in COUNTED:
        return touch(state, Trace.CHANGED, {})
    differing: Fields = {}
    for key in fields_of(state):
        history = history_of(state, key)
        if history.has_changes():
            differing[key] = (first(history.deleted), first(history.added))
    return touch(state, Trace.CHANGED, differing) if differing else None


def history_of(state: InstanceState[Any], key: str) -> History:
    """What one attribute was and is; a row's own `attrs` would be made for all of them, at each look."""
    return state.get_history(key, PassiveFlag.PASSIVE_NO_INITIALIZE)


def touch(state: InstanceState[Any], what: Trace, fields: Fields) -> Touch:  # noqa: PLR0917 - its three parts
    """The note on one row."""
    return Touch(what, kind_of(state), state.dict["id"], whose(state), fields)


def kind_of(state: InstanceState[Any]) -> str:
    """The kind of object: its table's name."""
    return str(state.mapper.local_table.description)


def fields_of(state: InstanceState[Any]) -> Iterable[str]:
    """The attributes that are kept of this row; none where rows are only counted."""
    return () if kind_of(state) in COUNTED else kept_columns(state.mapper)


def whose(state: InstanceState[Any]) -> int | None:
    """The person whom a row tells about, if any: himself or herself, or whom it names or stands for."""
    row = state.obj()
    if isinstance(row, Person):
        return row.id
    if isinstance(row, Answer):
        invitation = db.session.get(Invitation, row.invitation_id)  # the deed holds it already
        return None if invitation is None else invitation.person_id
    number = state.dict.get("person_id")
    return number if isinstance(number, int) else None


def first(values: Iterable[Any] | None) -> Any:
    """The one value of one side of a column's history."""
    return plain(next(iter(values or ()), None))


def plain(value: Any) -> Any:
    """A value as JSON holds it; a long text is cut, and says so by its last character."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}…"
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


@event.listens_for(db.session, "do_orm_execute")
def note_statement(state: ORMExecuteState) -> Result[Any] | None:
    """Count what a statement on many rows does; refuse one on rows whose before and after are kept."""
    what = trace_of(state)
    if what is None or not state.session.info.get(WRITES):
        return None
    kind = str(getattr(state.statement, "table").description)  # noqa: B009 - only these three kinds have one
    if is_kept(kind):
        refuse_statement(kind)
    if kind not in COUNTED:
        return None
    result = state.invoke_statement()
    many = rows_of(state, result)
    if many is not None:
        journal(state.session).append(Touch(what, kind, None, many=many))
    return result


def rows_of(state: ORMExecuteState, result: Result[Any]) -> int | None:
    """How many rows a statement wrote; None of a sender's claim, which asks for its rows back and is nobody's deed."""
    if state.is_insert and isinstance(state.parameters, list):
        return len(state.parameters)
    return result.rowcount if isinstance(result, CursorResult) else None


def trace_of(state: ORMExecuteState) -> Trace | None:
    """What a statement does to rows; None where it only reads."""
    if state.is_delete:
        return Trace.REMOVED
    if state.is_insert:
        return Trace.ADDED
    return Trace.CHANGED if state.is_update else None


def refuse_statement(kind: str) -> NoReturn:
    """A statement that nobody could read the effect of from the audit."""
    raise ValueError(f"the audit keeps every {kind} before and after: change its rows one by one in the session")


@event.listens_for(db.session, "after_transaction_create")
def mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Remember how far the notes go when a savepoint is set."""
    if transaction.nested:
        MARKS[transaction] = len(journal(session))


@event.listens_for(db.session, "after_soft_rollback")
def forget_undone(session: Session, previous: SessionTransaction) -> None:
    """What was undone was not done: back to the savepoint, or to nothing."""
    del journal(session)[MARKS.get(previous, 0) :]


@event.listens_for(db.session, "after_transaction_end")
def forget_all(session: Session, transaction: SessionTransaction) -> None:
    """Nothing that a job wrote by itself is told of the deed after it."""
    if transaction.parent is None:
        session.info.pop(JOURNAL, None)


def taken(session: Session) -> list[Touch]:
    """The notes so far, one a row or a kind; the next deed starts with none."""
    notes = merged(journal(session), counted=COUNTED)
    session.info.pop(JOURNAL, None)
    return notes
