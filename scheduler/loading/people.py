"""People from a file: the desk, focal points, holders of posts, and delegates named beforehand."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field
from sqlalchemy import select

from mail.addresses import checked_address
from models.committees import Committee
from models.database import db
from models.delegations import Delegate, Delegation
from models.people import Agency, Mailbox, OfficeHolder, Person, Post
from models.sessions import CommitteeSession
from scheduler.agencies import present_points, speak_for
from scheduler.deed import deed
from scheduler.loading.checks import Wrong, repeated
from scheduler.loading.differences import Ledger
from scheduler.loading.lines import Place
from scheduler.loading.places import in_both
from scheduler.loading.reading import problem, read_file
from scheduler.loading.schema import NOTHING, Day, Entry, Line, Slug, Text, Words
from scheduler.session_letters import redraft_all_sessions
from vocabulary.actor import Actor
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Capacity, DelegateRole, Duty, Language

Address = Annotated[Text, AfterValidator(str.lower)]


class PersonEntry(Entry):
    """One person; `address` is also the name by which other entries refer to it."""

    address: Address
    name: Words
    position: Words = NOTHING
    phone: Line = ""
    language: Language = Language.THAI
    duty: Duty = Duty.NONE
    agency: Slug | None = None
    focal_point: bool = False
    backup: bool = False


class MailboxEntry(Entry):
    """The central correspondence of an agency, which gets a copy of letters about the agency's meetings."""

    agency: Slug
    address: Address
    language: Language = Language.THAI


class HolderEntry(Entry):
    """Who holds a post from when to when, both inclusive."""

    post: Slug
    person: Address
    since: Day
    until: Day | None = None
    capacity: Capacity = Capacity.SUBSTANTIVE
    document: Line = ""


class DelegateEntry(Entry):
    """Somebody on the roster of a session."""

    session: Slug
    person: Address
    agency: Slug
    role: DelegateRole


class IntroductionEntry(Entry):
    """Somebody whom a demonstration hands a sign-in link for, and as whom."""

    role: Words
    address: Address


class PeopleFile(Entry):
    """The whole file; `committee` is whose sessions the delegates are named for.

    `opens` is the moment at which a demonstration of these people begins.
    """

    committee: Slug
    opens: AwareDatetime | None = None
    person: Annotated[tuple[PersonEntry, ...], Field(min_length=1)]
    mailbox: tuple[MailboxEntry, ...] = ()
    holder: tuple[HolderEntry, ...] = ()
    delegate: tuple[DelegateEntry, ...] = ()
    introduction: tuple[IntroductionEntry, ...] = ()


def load_people(text: str, *, name: str, by: Actor, now: datetime) -> int:
    """Add the people of a file, all or none; how many people it names. Loading it again changes nothing."""
    file = read_file(text, PeopleFile, name=name)
    with deed("load people", by=by, now=now) as record:
        found = [problem(text, place, reason, name=name) for place, reason in problems_in(file)]
        if found:
            raise Invalid(found)
        put_people(file, Ledger())
        redraft_all_sessions(now=now)
        record.about("people", 0, people=len(file.person))
    return len(file.person)


def problems_in(file: PeopleFile) -> Iterator[Wrong]:
    """Addresses that are none, keys that nothing has, and what the tables would refuse."""
    agencies = set(db.session.scalars(select(Agency.key)))
    yield from repeated(
        (("person", number, "address"), one.address, "person") for number, one in enumerate(file.person)
    )
    yield from wrong_people(file, agencies)
    yield from two_primary(file)
    yield from wrong_mailboxes(file, agencies)
    yield from wrong_holders(file)
    yield from wrong_delegates(file, agencies)
    for number, introduction in enumerate(file.introduction):
        yield from strangers(file, ("introduction", number, "address"), address=introduction.address)


def wrong_people(file: PeopleFile, agencies: set[str]) -> Iterator[Wrong]:
    """What is wrong with the people themselves."""
    for number, person in enumerate(file.person):
        yield from wrong_address(person.address, ("person", number, "address"))
        if person.agency is not None and person.agency not in agencies:
            yield ("person", number, "agency"), f'no agency has the key "{person.agency}"'
        if person.focal_point and person.agency is None:
            yield ("person", number, "focal_point"), "a focal point speaks for an agency: name it"
        if person.backup and not person.focal_point:
            yield ("person", number, "backup"), "a backup is a focal point too: write focal_point = true"


def two_primary(file: PeopleFile) -> Iterator[Wrong]:
    """An agency has one primary focal point."""
    primary = (one.agency if one.focal_point and not one.backup else None for one in file.person)
    yield from repeated(
        (("person", number, "focal_point"), key, "primary focal point of")
        for number, key in enumerate(primary)
        if key is not None
    )


def wrong_address(address: str, place: Place) -> Iterator[Wrong]:
    """What is wrong with an address, if anything."""
    try:
        checked_address(address)
    except Refusal as refusal:
        yield place, str(refusal)


def wrong_mailboxes(file: PeopleFile, agencies: set[str]) -> Iterator[Wrong]:
    """What is wrong with the mailboxes of agencies."""
    yield from repeated(
        (("mailbox", number, "agency"), one.agency, "mailbox of") for number, one in enumerate(file.mailbox)
    )
    for number, mailbox in enumerate(file.mailbox):
        yield from wrong_address(mailbox.address, ("mailbox", number, "address"))
        if mailbox.agency not in agencies:
            yield ("mailbox", number, "agency"), f'no agency has the key "{mailbox.agency}"'


def wrong_holders(file: PeopleFile) -> Iterator[Wrong]:
    """What is wrong with the holders of posts."""
    posts = set(db.session.scalars(select(Post.key)))
    for number, holder in enumerate(file.holder):
        if holder.post not in posts:
            yield ("holder", number, "post"), f'no post has the key "{holder.post}"'
        if holder.until is not None and holder.until < holder.since:
            yield ("holder", number, "until"), f"{holder.until} lies before {holder.since}"
        yield from strangers(file, ("holder", number, "person"), address=holder.person)


def wrong_delegates(file: PeopleFile, agencies: set[str]) -> Iterator[Wrong]:
    """What is wrong with the delegates."""
    of_committee = select(CommitteeSession.key).join(Committee).where(Committee.key == file.committee)
    sessions = set(db.session.scalars(of_committee))
    for number, delegate in enumerate(file.delegate):
        if delegate.session not in sessions:
            yield ("delegate", number, "session"), f'"{file.committee}" has no session "{delegate.session}"'
        if delegate.agency not in agencies:
            yield ("delegate", number, "agency"), f'no agency has the key "{delegate.agency}"'
        if delegate.role is DelegateRole.HEAD:
            yield ("delegate", number, "role"), "the head follows from the rule and the holder of its post"
        yield from strangers(file, ("delegate", number, "person"), address=delegate.person)


def strangers(file: PeopleFile, place: Place, *, address: str) -> Iterator[Wrong]:
    """An address that nobody in the file has."""
    if address not in {person.address for person in file.person}:
        yield place, f'nobody in this file has the address "{address}"'


def put_people(file: PeopleFile, ledger: Ledger) -> None:
    """Apply the file's tables in the order in which they refer to each other."""
    agencies = {agency.key: agency.id for agency in db.session.scalars(select(Agency))}
    people = {person.address: put_person(person, ledger, agencies=agencies) for person in file.person}
    for mailbox in file.mailbox:
        address = checked_address(mailbox.address).lower()
        values = {"address": address, "language": mailbox.language}
        ledger.put(Mailbox, {"agency_id": agencies[mailbox.agency]}, values)
    posts = {post.key: post.id for post in db.session.scalars(select(Post))}
    for holder in file.holder:
        ledger.put(
            OfficeHolder,
            {"post_id": posts[holder.post], "person_id": people[holder.person].id, "since": holder.since},
            {"until": holder.until, "capacity": holder.capacity, "document": holder.document},
        )
    for delegate in file.delegate:
        delegation = delegation_of(file.committee, delegate.session)
        ledger.put(
            Delegate,
            {"delegation_id": delegation.id, "person_id": people[delegate.person].id},
            {"agency_id": agencies[delegate.agency], "role": delegate.role},
        )


def put_person(entry: PersonEntry, ledger: Ledger, *, agencies: dict[str, int]) -> Person:
    """One person, and that he or she speaks for an agency."""
    agency_id = None if entry.agency is None else agencies[entry.agency]
    person = ledger.put(
        Person,
        {"email": checked_address(entry.address).lower()},
        {
            **in_both("name", entry.name),
            **in_both("position", entry.position),
            "phone": entry.phone,
            "language": entry.language,
            "duty": entry.duty,
            "agency_id": agency_id,
        },
    )
    if entry.focal_point and agency_id is not None:
        put_focal_point(db.session.get_one(Agency, agency_id), person, is_primary=not entry.backup)
    return person


def put_focal_point(agency: Agency, person: Person, *, is_primary: bool) -> None:
    """Let somebody speak for an agency, once: what the desk has decided since about who is primary stays."""
    known = {point.person_id for point in agency.focal_points}
    if person.id not in known:
        has_primary = any(point.is_primary for point in present_points(agency))
        speak_for(agency, person, is_primary=is_primary and not has_primary)


def delegation_of(committee_key: str, session_key: str) -> Delegation:
    """The delegation to a session, made where there is none yet."""
    committee_session = db.session.scalars(
        select(CommitteeSession)
        .join(Committee)
        .where(Committee.key == committee_key, CommitteeSession.key == session_key)
    ).one()
    found = db.session.scalar(select(Delegation).where(Delegation.session_id == committee_session.id))
    if found is None:
        found = Delegation(committee_session=committee_session)
        db.session.add(found)
        db.session.flush()
    return found
