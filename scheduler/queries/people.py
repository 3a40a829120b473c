"""Agencies and people, posts and those who hold them, as the desk looks after them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import ApprovedAgency
from models.database import db
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.people import Agency, FocalPoint, OfficeHolder, Person, Post
from models.sessions import CommitteeSession
from scheduler.queries.session_lines import name_of
from vocabulary.actor import Actor
from vocabulary.plan import PersonCard
from vocabulary.refusals import NotFound
from vocabulary.states import Capacity, DelegateRole, Duty, Language, Method
from vocabulary.text import N_, Bilingual

NO_PERSON = N_("This person does not exist.")


class Part(Enum):
    """Somebody's part in an agency."""

    NONE = "none"
    PRIMARY = "primary"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in a list."""

    person_id: int
    name: Bilingual
    position: Bilingual
    email: str
    phone: str
    language: Language
    duty: Duty
    active: bool
    is_focal_point: bool = False
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency with its people, focal points first; `position` is its place in the mandate, None outside it."""

    agency_id: int
    name: Bilingual
    abbreviation: Bilingual
    unit: Bilingual
    position: int | None
    people: tuple[PersonLine, ...]
    mailbox: str = ""

    @property
    def focal_points(self) -> tuple[PersonLine, ...]:
        """Those through whom it is invited."""
        return tuple(person for person in self.people if person.is_focal_point)


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody's term in a post, both days inclusive."""

    holder_id: int
    person_id: int
    name: Bilingual
    since: date
    until: date | None
    capacity: Capacity
    document: str

    def covers(self, day: date) -> bool:
        """Whether the post is held so on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that leads delegations, and everybody who held it, the latest first."""

    post_id: int
    title: Bilingual
    mission: Bilingual | None
    holders: tuple[HolderLine, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody on file, agency by agency; `others` belong to none."""

    agencies: tuple[AgencyLine, ...]
    others: tuple[PersonLine, ...]
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class RosterPlace:
    """A roster that somebody stands on."""

    session_id: int
    session: Bilingual
    role: DelegateRole


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person with all that hangs on him or her; `held_invitations` are those that a mail has announced."""

    line: PersonLine
    card: PersonCard
    speaks_for: tuple[tuple[int, Bilingual], ...]
    posts: tuple[tuple[Bilingual, HolderLine], ...]
    rosters: tuple[RosterPlace, ...]
    held_invitations: int


def people_by_agency(*, actor: Actor) -> Directory:
    """The whole directory, for the desk alone; as many queries for three agencies as for one."""
    see_desk(actor)
    places = mandate_places()
    people = {person.id: person for person in db.session.scalars(select(Person).order_by(Person.id))}
    of_agency: dict[int | None, list[Person]] = {}
    for person in people.values():
        of_agency.setdefault(person.agency_id, []).append(person)
    agencies = db.session.scalars(select(Agency).options(joinedload(Agency.mailbox)).order_by(Agency.id)).all()
    speakers = focal_points(people)
    ordered = sorted(agencies, key=lambda agency: (agency.id not in places, places.get(agency.id, 0)))
    return Directory(
        agencies=tuple(
            agency_line(one, of_agency.get(one.id, ()), position=places.get(one.id), speakers=speakers.get(one.id, ()))
            for one in ordered
        ),
        others=tuple(map(person_line, of_agency.get(None, ()))),
        posts=posts_on_file(),
    )


def see_desk(actor: Actor) -> None:
    """The directory is the desk's: to others it does not exist."""
    if not actor.is_desk:
        raise NotFound(NO_PERSON)


def mandate_places() -> dict[int, int]:
    """The place of each agency in the mandates; that of the committee loaded first counts."""
    rows = db.session.execute(
        select(ApprovedAgency.agency_id, ApprovedAgency.position).order_by(ApprovedAgency.approval_id.desc())
    )
    return {row[0]: row[1] for row in rows}


def focal_points(people: Mapping[int, Person]) -> dict[int, Sequence[Person]]:
    """By agency: the people through whom it is invited today, the primary one first."""
    rows = db.session.execute(
        select(FocalPoint.agency_id, FocalPoint.person_id)
        .where(FocalPoint.ended_on.is_(None))
        .order_by(FocalPoint.is_primary.desc(), FocalPoint.id)
    )
    found: dict[int, list[Person]] = {}
    for agency_id, person_id in rows:
        found.setdefault(agency_id, []).append(people[person_id])
    return dict(found)


def agency_line(
    agency: Agency, people: Iterable[Person], *, position: int | None, speakers: Sequence[Person]
) -> AgencyLine:
    """One agency: its focal points in their order, then its other people."""
    first = [
        person_line(person, part=Part.PRIMARY if place == 0 else Part.BACKUP) for place, person in enumerate(speakers)
    ]
    rest = [person_line(person) for person in people if person not in speakers]
    unit = Bilingual(agency.unit_en, agency.unit_th)
    mailbox = "" if agency.mailbox is None else agency.mailbox.address
    return AgencyLine(agency.id, agency.name, agency.abbreviation, unit, position, (*first, *rest), mailbox)


def agency_for(agency_id: int, *, actor: Actor) -> AgencyLine:
    """One agency with everybody of it, for the desk alone."""
    found = next((one for one in people_by_agency(actor=actor).agencies if one.agency_id == agency_id), None)
    if found is None:
        raise NotFound(N_("This agency does not exist."))
    return found


def person_line(person: Person, *, part: Part = Part.NONE) -> PersonLine:
    """One person as a value."""
    return PersonLine(
        person_id=person.id,
        name=person.name,
        position=person.position,
        email=person.email or "",
        phone=person.phone,
        language=person.language,
        duty=person.duty,
        active=person.active,
        is_focal_point=part is not Part.NONE,
        is_primary=part is Part.PRIMARY,
    )


def posts_on_file() -> tuple[PostLine, ...]:
    """Every post with its holders."""
    posts = db.session.scalars(
        select(Post)
        .options(joinedload(Post.mission), selectinload(Post.holders).joinedload(OfficeHolder.person))
        .order_by(Post.id)
    )
    return tuple(map(post_line, posts))


def post_line(post: Post) -> PostLine:
    """One post as a value."""
    mission = None if post.mission is None else post.mission.name
    return PostLine(post.id, post.title, mission, tuple(map(holder_line, reversed(post.holders))))


def holder_line(held: OfficeHolder) -> HolderLine:
    """One term as a value."""
    return HolderLine(held.id, held.person_id, held.person.name, held.since, held.until, held.capacity, held.document)


def post_for(post_id: int, *, actor: Actor) -> PostLine:
    """One post, for the desk alone."""
    post = db.session.get(Post, post_id)
    if post is None or not actor.is_desk:
        raise NotFound(N_("This post does not exist."))
    return post_line(post)


def person_page_for(person_id: int, *, actor: Actor) -> PersonPage:
    """One person's page, for the desk alone."""
    see_desk(actor)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(NO_PERSON)
    held = select(OfficeHolder).where(OfficeHolder.person_id == person_id).options(joinedload(OfficeHolder.post))
    return PersonPage(
        line=person_line(person),
        card=card_of(person),
        speaks_for=speaks_for(person_id),
        posts=tuple((row.post.title, holder_line(row)) for row in db.session.scalars(held.order_by(OfficeHolder.id))),
        rosters=rosters_with(person_id),
        held_invitations=invitations_held(person_id),
    )


def card_of(person: Person) -> PersonCard:
    """What is on file, as a form shows it."""
    return PersonCard(
        name=person.name,
        position=person.position,
        email=person.email or "",
        phone=person.phone,
        language=person.language,
        agency_id=person.agency_id,
    )


def speaks_for(person_id: int) -> tuple[tuple[int, Bilingual], ...]:
    """The agencies that are invited through this person, as (number, name)."""
    rows = db.session.scalars(
        select(Agency)
        .join(FocalPoint, FocalPoint.agency_id == Agency.id)
        .where(FocalPoint.person_id == person_id, FocalPoint.ended_on.is_(None))
        .order_by(FocalPoint.id)
    )
    return tuple((row.id, row.name) for row in rows)


def rosters_with(person_id: int) -> tuple[RosterPlace, ...]:
    """The rosters that somebody stands on."""
    rows = db.session.execute(
        select(CommitteeSession, Delegate.role)
        .join(Delegation, Delegation.session_id == CommitteeSession.id)
        .join(Delegate, Delegate.delegation_id == Delegation.id)
        .where(Delegate.person_id == person_id)
        .order_by(CommitteeSession.id)
    )
    return tuple(RosterPlace(found.id, name_of(found), role) for found, role in rows)


def invitations_held(person_id: int) -> int:
    """How many invitations this person holds."""
    held = select(func.count(Invitation.id)).where(
        Invitation.person_id == person_id,
        Invitation.withdrawn_at.is_(None),
        Invitation.told_method == Method.REQUEST,
    )
    return db.session.scalar(held) or 0
