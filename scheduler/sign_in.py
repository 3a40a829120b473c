"""Coming in and going out: by a password, by a mailed link, and by signing out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from models.accounts import LoginSession
from models.people import Person
from scheduler.accounts import Moment, live_link
from scheduler.deed import deed
from scheduler.login_sessions import end_sessions, open_session
from scheduler.queries.actors import active_person, as_actor
from scheduler.rules.throttle import Knocking
from scheduler.rules.tokens import token_hash
from scheduler.throttle import Knock, count_attempt, forgive
from vocabulary.actor import ANONYMOUS, Actor
from vocabulary.refusals import Refusal
from vocabulary.text import N_

WRONG = N_("This address and password do not belong together. Check both, or ask for a sign-in link.")


@dataclass(frozen=True, slots=True)
class Password:
    """A typed password and how the installation compares it with a stored hash.

    The comparison takes as long with an empty hash, which it finds to be nobody's.
    """

    typed: str
    matches: Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door: from where and for which address, at which moment, with which earlier token.

    `opens` is the token that the form is given if it is let in.
    """

    knock: Knock
    at: Moment
    token: str | None = None
    opens: str | None = None


def sign_in_by_password(password: Password, arrival: Arrival) -> str:
    """Sign somebody in; the token of the new login session.

    Refused with one sentence, whatever was wrong, and after the same work; with `TooSoon` after too many failures.
    """
    knock, at = arrival.knock, arrival.at
    count_attempt(knock, Knocking.PASSWORD, field="address", wall=at.wall)
    person = active_person(knock.address)
    stored = "" if person is None else person.password
    is_right = password.matches(password.typed, stored)  # outside any deed: it takes long, and a deed holds the lock
    if person is None or not is_right:
        refuse_sign_in(person, at=at)
    with deed("sign in", by=as_actor(person), now=at.now) as record:
        record.about("person", person.id, by="password")
        if not person.active or person.password != stored:
            raise Refusal(WRONG, field="address")
        forgive(knock, Knocking.PASSWORD)
        return open_session(person, instead_of=arrival.token, opens=arrival.opens, wall=at.wall)


def refuse_sign_in(person: Person | None, *, at: Moment) -> NoReturn:
    """Write down that somebody was refused, at whose door if the address is anybody's, and refuse."""
    with deed("refuse sign-in", by=ANONYMOUS, now=at.now) as record:
        if person is not None:
            record.about("person", person.id)
    raise Refusal(WRONG, field="address")


def sign_in_by_link(link_id: int | None, *, token: str | None, opens: str | None = None, at: Moment) -> str:
    """Sign somebody in by a link, which is then used up unless it is reusable; the token of the new login session.

    `token` is the one that the browser brought, whose login session ends, `opens` the one that it is given. Refused: a
    link that opens no more.
    """
    person = live_link(link_id, wall=at.wall).person
    with deed("sign in", by=as_actor(person), now=at.now) as record:
        link = live_link(link_id, wall=at.wall)
        link.used_at = at.wall
        record.about("person", person.id, by="link", link=link.id)
        return open_session(person, instead_of=token, opens=opens, wall=at.wall)


def sign_out(token: str, *, by: Actor, at: Moment) -> None:
    """End one login session, whose token then opens nothing."""
    with deed("sign out", by=by, now=at.now) as record:
        end_sessions(LoginSession.token_hash == token_hash(token), wall=at.wall)
        record.about("person", by.person_id or 0)
