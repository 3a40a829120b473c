"""Who may come in: sign-in links, passwords, and keeping somebody out.

`Moment.now` dates the audit; all else goes by the wall clock, which no demonstration moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import select, update

from models.accounts import LoginSession, SignInLink
from models.database import db
from models.outbox import MailBody, OutgoingMail
from models.people import Person
from scheduler.deed import deed
from scheduler.login_sessions import end_sessions, open_session, session_of
from scheduler.queries.actors import active_person, anybody_active
from scheduler.rules.throttle import Knocking
from scheduler.throttle import Knock, count_attempt
from vocabulary.actor import ANONYMOUS, Actor
from vocabulary.invite import Desk
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.states import LetterKind, MailState
from vocabulary.text import N_

LINK_MINUTES = 15
BETWEEN_LETTERS = timedelta(minutes=1)
"""Whoever asks again within it gets no second letter: nobody's mailbox is filled from the sign-in page."""

FRESH = timedelta(minutes=15)
"""How long after signing in somebody may set a new password."""

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200

LINK_OVER = N_("This sign-in link is used up or too old. Ask for a new one.")
TOO_SHORT = N_("Choose a password of %(least)s characters or more.")
TOO_LONG = N_("Choose a password of %(most)s characters or fewer.")
NOT_FRESH = N_("Sign out and in again first: a password can be set within 15 minutes of signing in.")


@dataclass(frozen=True, slots=True)
class Moment:
    """The two clocks of one moment: the deeds' time and the wall clock's."""

    now: datetime
    wall: datetime


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password to be, and how the installation hashes it."""

    typed: str
    hashed: Callable[[str], str]


def mail_sign_in_link(knock: Knock, *, desk: Desk, at: Moment) -> None:
    """Mail a sign-in link to the address, if it is somebody's who may sign in; nothing tells whether it is.

    For an address that is nobody's the same letter is written and undone, so that time does not tell either.
    Refused with `TooSoon` when asked too often.
    """
    count_attempt(knock, Knocking.LINK, field="link_address", wall=at.wall)
    with deed("ask for sign-in link", by=ANONYMOUS, now=at.now) as record:
        person, stand_in = active_person(knock.address), anybody_active()
        has_letter = has_new_link(person or stand_in, wall=at.wall)
        written = db.session.begin_nested()
        if stand_in is not None:
            promise_link(person or stand_in, desk=desk, at=at)
        if person is None or has_letter:
            written.rollback()
        else:
            written.commit()
        if person is not None:
            record.about("person", person.id, mailed=not has_letter)


def has_new_link(person: Person | None, *, wall: datetime) -> bool:
    """Whether a link was mailed to this person a moment ago."""
    recent = select(SignInLink.id).where(
        SignInLink.person_id == (0 if person is None else person.id),
        SignInLink.reusable.is_(False),
        SignInLink.used_at.is_(None),
        SignInLink.created_at > wall - BETWEEN_LETTERS,
    )
    return db.session.scalar(recent.limit(1)) is not None


def promise_link(person: Person, *, desk: Desk, at: Moment) -> None:
    """Put a letter with a new link into the outbox."""
    db.session.add(
        OutgoingMail(
            body=MailBody(kind=LetterKind.SIGN_IN),
            person=person,
            sign_in_link=new_link(person, minutes=LINK_MINUTES, reusable=False, wall=at.wall),
            address=person.email or "",
            name=person.name.plain.text(person.language),
            language=person.language,
            message_id=f"<{token_hex(16)}@{desk.domain}>",
            state=MailState.QUEUED,
            created_at=at.now,
            due_at=at.wall,
        )
    )
    db.session.flush()


def new_link(person: Person, *, minutes: int, reusable: bool, wall: datetime) -> SignInLink:
    """A link of so many minutes; its token is computed from its number, and stored nowhere."""
    link = SignInLink(person=person, created_at=wall, expires_at=wall + timedelta(minutes=minutes), reusable=reusable)
    db.session.add(link)
    return link


def make_sign_in_link(address: str, *, minutes: int, reusable: bool, by: Actor, at: Moment) -> int:
    """Make a link at the terminal, to be handed over by the operator; the number of its row."""
    with deed("make sign-in link", by=by, now=at.now) as record:
        person = active_person(address)
        if person is None:
            raise NotFound(N_("Nobody who may sign in has the address %(address)s."), address=address)
        link = new_link(person, minutes=minutes, reusable=reusable, wall=at.wall)
        db.session.flush()
        record.about("person", person.id, minutes=minutes, reusable=reusable)
        return link.id


def live_link(link_id: int | None, *, wall: datetime) -> SignInLink:
    """The link of this number while it opens; afterwards, and for any other number, one and the same refusal."""
    link = None if link_id is None else db.session.get(SignInLink, link_id)
    if link is None or not link.person.active or link.expires_at <= wall:
        raise NotFound(LINK_OVER)
    if link.used_at is not None and not link.reusable:
        raise NotFound(LINK_OVER)
    return link


def set_password(new: NewPassword, *, token: str, opens: str | None = None, by: Actor, at: Moment) -> str:
    """Set one's own password: every other sign-in and link ends, and this one goes on under the token given back.

    Refused: too short or too long, and a sign-in that is not fresh.
    """
    stored = new.hashed(checked_password(new.typed))  # before the deed: hashing takes long, and a deed holds the lock
    with deed("set password", by=by, now=at.now) as record:
        current = session_of(token)
        if current is None or current.ended_at is not None or current.person_id != by.person_id:
            raise Forbidden(N_("Everybody sets their own password."))
        if current.created_at + FRESH <= at.wall:
            raise Refusal(NOT_FRESH, field="password")
        person = current.person
        person.password = stored
        end_sign_ins(person, wall=at.wall)
        record.about("person", person.id)
        return open_session(person, instead_of=token, opens=opens, wall=at.wall)


def checked_password(typed: str) -> str:
    """The password, where it is neither too short nor too long."""
    if len(typed) < SHORTEST_PASSWORD:
        raise Refusal(TOO_SHORT, field="password", least=SHORTEST_PASSWORD)
    if len(typed) > LONGEST_PASSWORD:
        raise Refusal(TOO_LONG, field="password", most=LONGEST_PASSWORD)
    return typed


def disable_person(person_id: int, *, by: Actor, at: Moment) -> None:
    """Keep somebody from signing in, and end every sign-in and link at once; only an administrator may."""
    with deed("disable person", by=by, now=at.now) as record:
        person = administered(person_id, by=by)
        if person_id == by.person_id:
            raise Refusal(N_("You cannot disable yourself. Ask another administrator."))
        person.active = False
        end_sign_ins(person, wall=at.wall)
        record.about("person", person_id)


def enable_person(person_id: int, *, by: Actor, at: Moment) -> None:
    """Let somebody sign in again; only an administrator may."""
    with deed("enable person", by=by, now=at.now) as record:
        administered(person_id, by=by).active = True
        record.about("person", person_id)


def administered(person_id: int, *, by: Actor) -> Person:
    """Somebody whom an administrator may disable or enable."""
    if not by.is_administrator:
        raise Forbidden(N_("Only an administrator decides who may sign in."))
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(N_("This person does not exist."))
    return person


def end_sign_ins(person: Person, *, wall: datetime) -> None:
    """End every login session of a person, and every link that still opens."""
    end_sessions(LoginSession.person_id == person.id, wall=wall)
    opening = update(SignInLink).where(SignInLink.person_id == person.id, SignInLink.expires_at > wall)
    db.session.execute(opening.values(expires_at=wall))
