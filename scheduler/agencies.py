"""Agencies that no file names, and the people through whom every agency is invited."""

from datetime import date, datetime

from sqlalchemy import or_, select

from mail.addresses import checked_address
from models.database import db
from models.hand_overs import HandOver
from models.people import Agency, FocalPoint, Mailbox, Person
from scheduler.deed import deed
from scheduler.people import NOT_AN_ADDRESS, found_person
from scheduler.queries.home import home_day
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.person_card import checked_agency
from scheduler.rules.short_keys import free_key as unused_key
from scheduler.rules.short_keys import stem_of
from scheduler.rules.sights import sight_of_mailbox
from vocabulary.actor import Actor
from vocabulary.plan import AgencyCard, Sight
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import HandOverState, Language
from vocabulary.text import N_

ON_FILE = N_("%(name)s is on file already.")
UNREACHABLE = N_("%(name)s has no e-mail address. Enter one first: an agency is invited by mail.")
ALREADY = N_("%(name)s is a focal point of this agency already.")
PRIMARY = N_("%(name)s is the primary focal point already.")
NO_POINT = N_("This person is not a focal point of this agency any more.")


def add_agency(card: AgencyCard, *, by: Actor, now: datetime) -> int:
    """Put an agency on file that stands in no approval, for an open category; the number of the new row."""
    with deed("add agency", by=by, now=now) as record:
        card = checked_agency(card)
        refuse_namesake(card)
        agency = Agency(
            name_en=card.name.en,
            name_th=card.name.th,
            abbreviation_en=card.abbreviation.en,
            abbreviation_th=card.abbreviation.th,
            key=free_key(card),
        )
        db.session.add(agency)
        db.session.flush()
        record.about("agency", agency.id)
        return agency.id


def make_focal_point(agency_id: int, person_id: int, *, by: Actor, now: datetime) -> None:
    """Let an agency be invited through this person too; the first one is primary, others are its backups."""
    with deed("make focal point", by=by, now=now) as record:
        agency, person = found_agency(agency_id), found_person(person_id)
        if not person.email:
            raise Refusal(UNREACHABLE, field="person", name=person.name.plain)
        if point_of(agency, person_id) is not None:
            raise Stale(ALREADY, field="person", name=person.name.plain)
        speak_for(agency, person, is_primary=not present_points(agency))
        record.about("agency", agency_id)


def make_primary(agency_id: int, person_id: int, *, by: Actor, now: datetime) -> None:
    """Let a backup be the primary focal point; the one before becomes a backup. Invitations stay as they are."""
    with deed("make primary focal point", by=by, now=now) as record:
        agency = found_agency(agency_id)
        point = point_of(agency, person_id)
        if point is None:
            raise Stale(NO_POINT)
        if point.is_primary:
            raise Stale(PRIMARY, name=point.person.name.plain)
        speak_for(agency, point.person, is_primary=True)
        record.about("agency", agency_id)


def end_focal_point(agency_id: int, person_id: int, *, by: Actor, now: datetime) -> None:
    """Invite the agency through this person no more; the first backup takes over. Invitations stay as they are."""
    with deed("end focal point", by=by, now=now) as record:
        agency = found_agency(agency_id)
        point = point_of(agency, person_id)
        if point is None:
            raise Stale(NO_POINT)
        stop_speaking(agency, point, on=home_day(now))
        forget_hand_over(point, now=now)
        record.about("agency", agency_id)


def set_mailbox(agency_id: int, address: str, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Let the agency's central correspondence get copies at this address, or at none where it is empty.

    Refused with `Overtaken`: another mailbox on file than was seen.
    """
    with deed("set mailbox", by=by, now=now) as record:
        agency, address = found_agency(agency_id), mailbox_address(address)
        present = "" if agency.mailbox is None else agency.mailbox.address
        mine, about = sight_of_mailbox(address), ("agency", agency_id)
        refuse_overtaken(seen, sight_of_mailbox(present), mine=mine, about=about)
        put_mailbox(agency, address)
        record.about(*about)


def mailbox_address(text: str) -> str:
    """The address as it is kept, in lower case; empty for none. Refused on its field where it is no address."""
    if not text.strip():
        return ""
    try:
        return checked_address(text).lower()
    except Refusal:
        raise Refusal(NOT_AN_ADDRESS, field="mailbox") from None


def put_mailbox(agency: Agency, address: str) -> None:
    """Give the agency this mailbox, or none: a step of several deeds. Letters to it are in Thai unless it says else."""
    if not address:
        agency.mailbox = None
    elif agency.mailbox is None:
        agency.mailbox = Mailbox(address=address, language=Language.THAI)
    else:
        agency.mailbox.address = address


def speak_for(agency: Agency, person: Person, *, is_primary: bool) -> None:
    """Let somebody speak for an agency, as its primary focal point or as a backup: a step of several deeds.

    Nobody is primary beside somebody else; an agency with focal points always has a primary one.
    """
    point = next((one for one in agency.focal_points if one.person_id == person.id), None)
    if point is None:
        point = FocalPoint(agency=agency, person=person, is_primary=False)
        db.session.add(point)
    elif point.ended_on is not None:
        point.ended_on, point.is_primary = None, False
    db.session.flush()
    if is_primary:
        appoint(agency, point)


def appoint(agency: Agency, point: FocalPoint) -> None:
    """Make one focal point the primary one; first nobody is, since the table knows one at a time."""
    for other in agency.focal_points:
        other.is_primary = False
    db.session.flush()
    point.is_primary = True
    db.session.flush()


def stop_speaking(agency: Agency, point: FocalPoint, *, on: date) -> None:
    """End a focal point; where it was the primary one, the first backup takes over."""
    was_primary = point.is_primary
    point.ended_on, point.is_primary = on, False
    db.session.flush()
    others = present_points(agency)
    if was_primary and others:
        appoint(agency, others[0])


def forget_hand_over(point: FocalPoint, *, now: datetime) -> None:
    """Somebody who speaks for the agency no more has nothing to hand over: what was asked is taken back."""
    same = (HandOver.agency_id == point.agency_id, HandOver.person_id == point.person_id)
    for row in db.session.scalars(select(HandOver).where(*same, HandOver.state == HandOverState.OPEN)):
        row.state, row.decided_at = HandOverState.TAKEN_BACK, now


def present_points(agency: Agency) -> list[FocalPoint]:
    """The focal points of today, in the order in which they came."""
    return [point for point in agency.focal_points if point.ended_on is None]


def point_of(agency: Agency, person_id: int) -> FocalPoint | None:
    """This person as a focal point of today."""
    return next((point for point in present_points(agency) if point.person_id == person_id), None)


def found_agency(agency_id: int) -> Agency:
    """The agency of this number, or a refusal."""
    agency = db.session.get(Agency, agency_id)
    if agency is None:
        raise NotFound(N_("This agency does not exist."))
    return agency


def refuse_namesake(card: AgencyCard) -> None:
    """One agency is on file once; break marks make no other name of it."""
    same = [column == name for column, name in ((Agency.name_en, card.name.en), (Agency.name_th, card.name.th)) if name]
    namesake = db.session.scalar(select(Agency).where(or_(*same)).limit(1))
    if namesake is not None:
        raise Refusal(ON_FILE, field="name_th", name=namesake.name.plain)


def free_key(card: AgencyCard) -> str:
    """A short name for files and addresses: from the English words where there are any, and not taken."""
    stem = stem_of(card.abbreviation.en or card.name.en, otherwise="agency")
    return unused_key(stem, taken=set(db.session.scalars(select(Agency.key))))
