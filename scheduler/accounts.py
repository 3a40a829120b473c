"""Signing in and out: every sign-in is a row on the server, and ending the row ends the sign-in.

Times here are the wall clock's (`wall`), but for the audit's `now`: a lease on a right must not follow a
demonstration's calendar.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import ColumnElement, select, update

from models.accounts import LoginSession, SignInLink
from models.database import db
from models.outbox import MailBody, OutgoingMail
from models.people import Person
from scheduler.deed import deed, writing
from scheduler.queries.throttle import Knock, remember_attempt, wait_before
from scheduler.rules.tokens import random_token, token_hash
from vocabulary.actor import ANONYMOUS, Actor
from vocabulary.invite import Desk
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.states import ActorKind, LetterKind, MailState
from vocabulary.text import N_

LINK_MINUTES = 15
SHORTEST_PASSWORD = 12
SEEN_EVERY = timedelta(minutes=1)

WRONG = N_("This address and password do not belong together. Check both, or ask for a sign-in link.")
SLOW_DOWN = N_("Too many attempts. Wait %(minutes)s minutes, then try again.")
LINK_OVER = N_("This sign-in link is used up or too old. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Moment:
    """The two clocks of one moment: the deeds' time and the wall clock's."""

    now: datetime
    wall: datetime


@dataclass(frozen=True, slots=True)
class Password:
    """A typed password and how the installation compares it with a stored hash; an empty hash compares with none."""

    typed: str
    matches: Callable[[str, str], bool]


def sign_in_by_password(address: str, password: Password, *, knock: Knock, at: Moment) -> str:
    """Sign somebody in; the token of the new login session.

    Whether the address is known is told by nothing: not the sentence, not the work done.
    """
    refuse_hurry(knock, wall=at.wall)
    person = matching(address, password)  # before the deed: comparing takes long, and the deed holds the write lock
    person_id = None if person is None else person.id
    with deed("try password", by=ANONYMOUS, now=at.now) as record:
        record.about("person", person_id or 0, signed_in=person_id is not None)
        if person_id is None:
            remember_attempt(knock, wall=at.wall)
            token = ""
        else:
            token = open_session(db.session.get_one(Person, person_id), wall=at.wall)
    if person_id is None:
        raise Refusal(WRONG, field="address")
    return token


def refuse_hurry(knock: Knock, *, wall: datetime) -> None:
    """Refuse an attempt that comes too soon after too many others, and say when to try again."""
    wait = wait_before(knock, wall=wall)
    if wait:
        raise Refusal(SLOW_DOWN, field="address", minutes=wait)


def matching(address: str, password: Password) -> Person | None:
    """The active person whose password this is; a comparison is made even for an unknown address."""
    person = active_person(address)
    is_right = password.matches(password.typed, "" if person is None else person.password)
    return person if is_right else None


def active_person(address: str) -> Person | None:
    """The person of this address, as long as he or she may sign in."""
    person = db.session.scalar(select(Person).where(Person.email == address.strip().lower()))
    return person if person is not None and person.active else None


def mail_sign_in_link(address: str, *, knock: Knock, desk: Desk, at: Moment) -> None:
    """Mail a sign-in link, if the address is somebody's; nothing tells whether it is."""
    refuse_hurry(knock, wall=at.wall)
    with deed("ask for sign-in link", by=ANONYMOUS, now=at.now) as record:
        remember_attempt(knock, wall=at.wall)
        person = active_person(address)
        if person is not None:
            promise_link(person, desk=desk, at=at)
            record.about("person", person.id)


def promise_link(person: Person, *, desk: Desk, at: Moment) -> None:
    """Put a letter with a new link into the outbox."""
    link = new_link(person, minutes=LINK_MINUTES, wall=at.wall)
    db.session.add(
        OutgoingMail(
            body=MailBody(kind=LetterKind.SIGN_IN),
            person=person,
            sign_in_link=link,
            address=person.email or "",
            name=person.name.plain.text(person.language),
            language=person.language,
            message_id=f"<{token_hex(16)}@{desk.domain}>",
            state=MailState.QUEUED,
            created_at=at.now,
            due_at=at.wall,
        )
    )


def new_link(person: Person, *, minutes: int, wall: datetime) -> SignInLink:
    """A link of so many minutes; its token is computed from its number, and stored nowhere."""
    link = SignInLink(person=person, created_at=wall, expires_at=wall + timedelta(minutes=minutes))
    db.session.add(link)
    return link


def make_sign_in_link(address: str, *, minutes: int, reusable: bool, by: Actor, at: Moment) -> int:
    """Make a link at the terminal, to be handed over by the operator; the number of its row."""
    with deed("make sign-in link", by=by, now=at.now) as record:
        person = active_person(address)
        if person is None:
            raise NotFound(N_("Nobody who may sign in has the address %(address)s."), address=address)
        link = new_link(person, minutes=minutes, wall=at.wall)
        link.reusable = reusable
        db.session.flush()
        record.about("person", person.id, link=link.id)
        return link.id


def live_link(link_id: int | None, *, wall: datetime) -> SignInLink:
    """The link of this number, if it still opens; a refusal otherwise."""
    link = None if link_id is None else db.session.get(SignInLink, link_id)
    if link is None or not link.person.active or link.expires_at < wall:
        raise NotFound(LINK_OVER)
    if link.used_at is not None and not link.reusable:
        raise NotFound(LINK_OVER)
    return link


def sign_in_by_link(link_id: int | None, *, at: Moment) -> str:
    """Sign somebody in by a mailed link, which is then used up; the token of the new login session."""
    with deed("sign in by link", by=ANONYMOUS, now=at.now) as record:
        link = live_link(link_id, wall=at.wall)
        link.used_at = at.wall
        record.about("person", link.person_id, link=link.id)
        return open_session(link.person, wall=at.wall)


def open_session(person: Person, *, wall: datetime) -> str:
    """A new login session; its token goes to the browser, and only its hash stays here."""
    token = random_token()
    db.session.add(LoginSession(token_hash=token_hash(token), person=person, created_at=wall, seen_at=wall))
    return token


def live_session(token: str, *, wall: datetime, idle: timedelta, longest: timedelta) -> Person | None:
    """The person behind a login session that has neither ended, nor lain idle, nor grown too old.

    That it was seen is written at most once a minute: it is no deed, and no reader's business.
    """
    found = db.session.scalar(select(LoginSession).where(LoginSession.token_hash == token_hash(token)))
    if found is None or found.ended_at is not None or not found.person.active:
        return None
    if found.seen_at < wall - idle or found.created_at < wall - longest:
        return None
    if found.seen_at < wall - SEEN_EVERY:
        mark_seen(found.id, wall=wall)
    return found.person


def mark_seen(session_id: int, *, wall: datetime) -> None:
    """Remember that a login session is in use."""
    with writing():
        db.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(seen_at=wall))


def sign_out(token: str, *, by: Actor, at: Moment) -> None:
    """End one login session."""
    with deed("sign out", by=by, now=at.now) as record:
        end_sessions(LoginSession.token_hash == token_hash(token), wall=at.wall)
        record.about("person", by.person_id or 0)


def disable_person(person_id: int, *, by: Actor, at: Moment) -> None:
    """Keep somebody from signing in, and end every sign-in at once."""
    with deed("disable person", by=by, now=at.now) as record:
        if person_id == by.person_id:
            raise Refusal(N_("You cannot disable yourself. Ask another administrator."))
        person = administered(person_id, by=by)
        person.active = False
        end_sessions(LoginSession.person_id == person_id, wall=at.wall)
        record.about("person", person_id)


def enable_person(person_id: int, *, by: Actor, at: Moment) -> None:
    """Let somebody sign in again."""
    with deed("enable person", by=by, now=at.now) as record:
        administered(person_id, by=by).active = True
        record.about("person", person_id)


def set_password(person_id: int, typed: str, *, hashed: Callable[[str], str], by: Actor, at: Moment) -> None:
    """Set one's own password; every other sign-in of that person ends."""
    if len(typed) < SHORTEST_PASSWORD:
        raise Refusal(
            N_("Choose a password of %(least)s characters or more."), field="password", least=SHORTEST_PASSWORD
        )
    stored = hashed(typed)
    with deed("set password", by=by, now=at.now) as record:
        if by.kind is ActorKind.PERSON and by.person_id != person_id:
            raise Forbidden(N_("Everybody sets their own password."))
        person = db.session.get_one(Person, person_id)
        person.password = stored
        end_sessions(LoginSession.person_id == person_id, wall=at.wall)
        record.about("person", person_id)


def administered(person_id: int, *, by: Actor) -> Person:
    """Somebody whom an administrator may disable or enable."""
    if not by.is_administrator:
        raise Forbidden(N_("Only an administrator decides who may sign in."))
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(N_("This person does not exist."))
    return person


def end_sessions(which: ColumnElement[bool], *, wall: datetime) -> None:
    """End the login sessions that a condition names."""
    db.session.execute(update(LoginSession).where(which, LoginSession.ended_at.is_(None)).values(ended_at=wall))
