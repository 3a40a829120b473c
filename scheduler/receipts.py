"""Forms that arrive more than once: the first does its deed, and all get its answer.

A form's deed is held open until its answer is known; deed and receipt are then one commit, and no death in between can
leave the one without the other. A second one that arrives meanwhile waits for the write lock and finds the receipt.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import SessionTransaction

from models.database import WRITES, db
from models.receipts import Receipt
from vocabulary.refusals import Refusal
from vocabulary.text import N_

FORM = "samai_form"
KEPT = timedelta(hours=24)

OTHER_CONTENT = N_(
    "This form was already carried out with other content, and nothing was done a second time. "
    "What you typed now is kept here: look at what is saved first, and send it only if it is still wanted."
)


@dataclass
class Form:
    """A form under way: hashes of its key and of what was sent, and the transaction in which its deed is held open."""

    key_hash: str
    digest: str
    held: SessionTransaction | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """How a form was answered: with a way on, or with a page; `flashes` are (category, message)."""

    status: int
    location: str | None = None
    flashes: tuple[tuple[str, str], ...] = ()


class Repeated(Exception):
    """The same form once more; `reply` is how the first was answered."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"answered {reply.status} before")
        self.reply = reply


class OtherContent(Refusal):
    """A form's key with other words than those that it was carried out with."""


def form_under_way() -> Form | None:
    """The form that this database session carries out."""
    form: Form | None = db.session.info.get(FORM)
    return form


@contextmanager
def carrying_out(form: Form) -> Iterator[None]:
    """Hold the deed of a form open until `settle`; whatever fails before that undoes it."""
    db.session.info[FORM] = form
    try:
        yield
    finally:
        db.session.info.pop(FORM, None)
        if form.held is not None:
            db.session.info.pop(WRITES, None)
            db.session.rollback()


def refuse_repetition() -> None:
    """Stop where the form under way was carried out before: by raising its first answer, or for its other content."""
    form = form_under_way()
    if form is None or form.held is not None:
        return
    receipt = receipt_by(form.key_hash)
    if receipt is None:
        return
    if receipt.digest != form.digest:
        raise OtherContent(OTHER_CONTENT)
    raise Repeated(reply_in(receipt))


def first_reply(form: Form) -> Reply | None:
    """How the same form was answered, if it was carried out before."""
    receipt = receipt_by(form.key_hash)
    return reply_in(receipt) if receipt is not None and receipt.digest == form.digest else None


def receipt_by(key_hash: str) -> Receipt | None:
    """The receipt of a form's key."""
    return db.session.scalar(select(Receipt).where(Receipt.key_hash == key_hash))


def reply_in(receipt: Receipt) -> Reply:
    """The answer that a receipt keeps."""
    return Reply(receipt.status, receipt.location, tuple((kind, words) for kind, words in receipt.flashes))


def close_or_hold() -> None:
    """Commit; or, while a form is under way, keep the transaction open until its answer is known."""
    form = form_under_way()
    if form is None:
        db.session.commit()
        db.session.info.pop(WRITES, None)
    else:
        db.session.flush()
        form.held = db.session().get_transaction()


def settle(form: Form, reply: Reply | None, *, wall: datetime) -> None:
    """Commit what a form did, with its receipt; a form that was refused leaves none and may be sent again."""
    if form.held is None:
        return
    if db.session().get_transaction() is not form.held:
        raise ValueError("what a form did was undone before it was answered")
    if reply is not None:
        db.session.execute(delete(Receipt).where(Receipt.answered_at <= wall - KEPT))
        db.session.add(receipt_of(form, reply, wall=wall))
    db.session.commit()
    form.held = None
    db.session.info.pop(WRITES, None)


def receipt_of(form: Form, reply: Reply, *, wall: datetime) -> Receipt:
    """The row that remembers an answer."""
    return Receipt(
        key_hash=form.key_hash,
        digest=form.digest,
        status=reply.status,
        location=reply.location,
        flashes=[list(flash) for flash in reply.flashes],
        answered_at=wall,
    )
