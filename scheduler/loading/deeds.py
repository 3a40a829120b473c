"""Loading a committee's file: as a rehearsal that shows the differences, or as a deed that writes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from scheduler.deed import deed, rehearsing
from scheduler.loading.checks import problems_in
from scheduler.loading.committees import Loader
from scheduler.loading.differences import Difference, DifferenceKind, Ledger
from scheduler.loading.places import put_places
from scheduler.loading.reading import problem, read_file
from scheduler.loading.schema import CommitteeFile
from scheduler.session_letters import redraft_all_sessions
from vocabulary.actor import Actor
from vocabulary.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, or would do."""

    committee: str
    differences: tuple[Difference, ...]

    @property
    def changes(self) -> tuple[Difference, ...]:
        """The differences that the load makes go away; the others stay as they are."""
        return tuple(one for one in self.differences if one.kind is not DifferenceKind.KEPT)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text and name, and the mail domain under which new identities are made."""

    text: str
    name: str
    domain: str


def differences_of(source: Source, *, now: datetime) -> Loaded:
    """What loading this file would change; nothing is written."""
    file = checked_file(source)
    with rehearsing():
        return apply(file, source, now=now)


def load_committee(source: Source, *, by: Actor, now: datetime) -> Loaded:
    """Make the database say what the file says, in one deed; what only the database holds is left alone."""
    file = checked_file(source)
    with deed("load committee", by=by, now=now) as record:
        loaded = apply(file, source, now=now)
        redraft_all_sessions(now=now)
        number = db.session.scalars(select(Committee.id).where(Committee.key == loaded.committee)).one()
        record.about("committee", number, file=source.name, changes=[told(one) for one in loaded.changes])
        return loaded


def told(difference: Difference) -> str:
    """One change as the audit row keeps it."""
    words = [difference.kind.value, difference.what, difference.field]
    change = f": {difference.before or '-'} -> {difference.after or '-'}" if difference.field else ""
    return " ".join(filter(None, words)) + change


def checked_file(source: Source) -> CommitteeFile:
    """The file's entries; refused with every problem at once, each with its line."""
    file = read_file(source.text, CommitteeFile, name=source.name)
    found = [problem(source.text, place, reason, name=source.name) for place, reason in problems_in(file)]
    if found:
        raise Invalid(found)
    return file


def apply(file: CommitteeFile, source: Source, *, now: datetime) -> Loaded:
    """The steps of a load, within the transaction under way."""
    ledger = Ledger()
    loader = Loader(ledger, put_places(file, ledger), source.domain, now)
    committee = loader.put_committee(file)
    return Loaded(committee.key, tuple(ledger.differences))
