"""What the terminal lists and goes by: sessions under handles, consultations, keys of agencies, people's addresses."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.people import Agency, Person
from models.places import DutyStation, Venue
from models.sessions import CommitteeSession
from scheduler.queries.preparations import Preparation, preparations
from scheduler.queries.session_lines import SessionLine, sessions_of
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_

NO_SESSION = N_("No session goes by %(handle)s. There are: %(known)s.")
SEVERAL = N_("Several sessions go by %(handle)s. Say which: %(known)s.")
NO_COMMITTEE = N_("No committee has the key %(key)s. There are: %(known)s.")
NO_AGENCY = N_("No agency has the key %(key)s. There are: %(known)s.")
NO_PERSON = N_("Nobody on file has the address %(key)s.")
NONE = "-"


def session_handles() -> dict[int, str]:
    """By number: the committee's key and the session's own, as "ahc/2"."""
    rows = db.session.execute(
        select(CommitteeSession.id, Committee.key, CommitteeSession.key)
        .join(Committee, Committee.id == CommitteeSession.committee_id)
        .order_by(CommitteeSession.committee_id, CommitteeSession.id)
    )
    return {number: f"{committee}/{key}" for number, committee, key in rows}


def session_named(handle: str, *, actor: Actor) -> int:
    """The session of a handle; the committee may be left out where no other has a session of this key."""
    handles = session_handles() if actor.is_desk else {}
    found = [number for number, full in handles.items() if handle in (full, full.partition("/")[2])]
    if not found:
        raise NotFound(NO_SESSION, handle=handle, known=", ".join(handles.values()) or NONE)
    if len(found) > 1:
        raise Refusal(SEVERAL, handle=handle, known=", ".join(handles[number] for number in found))
    return found[0]


def sessions_listed(committee_key: str | None, *, actor: Actor) -> tuple[tuple[str, SessionLine], ...]:
    """Every session with its handle, or those of one committee."""
    chosen, handles = committees_named(committee_key, actor=actor), session_handles()
    return tuple((handles[line.session_id], line) for committee in chosen for line in sessions_of(committee))


def committees_named(committee_key: str | None, *, actor: Actor) -> Sequence[Committee]:
    """The committee of a key, or every one in the order of loading."""
    committees = db.session.scalars(select(Committee).order_by(Committee.id)).all() if actor.is_desk else []
    chosen = [each for each in committees if committee_key in (None, each.key)]
    if committee_key is not None and not chosen:
        raise NotFound(NO_COMMITTEE, key=committee_key, known=", ".join(each.key for each in committees) or NONE)
    return chosen


def consultations_listed(session_id: int | None, *, actor: Actor) -> tuple[Preparation, ...]:
    """Every consultation, or those that prepare for one session, by their days."""
    which: ColumnElement[bool] = true() if session_id is None else Consultation.session_id == session_id
    return preparations(which) if actor.is_desk else ()


def agency_ids(keys: Iterable[str]) -> tuple[int, ...]:
    """The agencies of these keys."""
    by_key = {row.key: row.id for row in db.session.execute(select(Agency.key, Agency.id).order_by(Agency.id))}
    known = ", ".join(by_key)
    return found(keys, by_key, missing=lambda key: NotFound(NO_AGENCY, key=key, known=known or NONE))


def person_ids(addresses: Iterable[str]) -> tuple[int, ...]:
    """The people of these addresses."""
    by_address = {row.email: row.id for row in db.session.execute(select(Person.email, Person.id))}
    folded = [address.strip().lower() for address in addresses]
    return found(folded, by_address, missing=lambda key: NotFound(NO_PERSON, key=key))


def found(keys: Iterable[str], numbers: dict[str, int], *, missing: Callable[[str], Refusal]) -> tuple[int, ...]:
    """The numbers of the keys; the first that nothing has is refused."""
    chosen = []
    for key in keys:
        if key not in numbers:
            raise missing(key)
        chosen.append(numbers[key])
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Keys:
    """The numbers behind the keys by which a file names sessions, cities and buildings."""

    sessions: Mapping[str, int]
    cities: Mapping[str, int]
    venues: Mapping[str, int]


def keys_for(actor: Actor) -> Keys:
    """What the desk may name; a session without its committee where no other has one of this key."""
    if not actor.is_desk:
        return Keys({}, {}, {})
    sessions: dict[str, int] = {}
    handles = session_handles()
    short = Counter(full.partition("/")[2] for full in handles.values())
    for number, full in handles.items():
        sessions[full] = number
        key = full.partition("/")[2]
        if short[key] == 1:
            sessions[key] = number
    return Keys(sessions, numbers_of(DutyStation), numbers_of(Venue))


def numbers_of(kind: type[DutyStation] | type[Venue]) -> dict[str, int]:
    """The rows of a kind by their keys."""
    return {row.key: row.id for row in db.session.execute(select(kind.key, kind.id).order_by(kind.id))}
