"""Agencies that no file names, and the people through whom every agency is invited."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from models.database import db
from models.people import Agency, FocalPoint
from scheduler.deed import deed
from scheduler.people import found_person
from scheduler.queries.home import home_tzid
from scheduler.rules.person_card import checked_agency
from vocabulary.actor import Actor
from vocabulary.plan import AgencyCard
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.text import N_

KEY_LENGTH = 40

ON_FILE = N_("%(name)s is on file already.")
UNREACHABLE = N_("%(name)s has no e-mail address. Enter one first: an agency is invited by mail.")
ALREADY = N_("%(name)s is a focal point of this agency already.")
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
    """Let an agency be invited through this person from now on; the first focal point is the primary one."""
    with deed("make focal point", by=by, now=now) as record:
        agency, person = found_agency(agency_id), found_person(person_id)
        if not person.email:
            raise Refusal(UNREACHABLE, field="person", name=person.name.plain)
        point = next((point for point in agency.focal_points if point.person_id == person_id), None)
        if point is not None and point.ended_on is None:
            raise Stale(ALREADY, field="person", name=person.name.plain)
        is_first = all(other.ended_on is not None for other in agency.focal_points)
        if point is None:
            point = FocalPoint(agency=agency, person=person)
            db.session.add(point)
        point.ended_on, point.is_primary = None, is_first
        record.about("agency", agency_id)


def end_focal_point(agency_id: int, person_id: int, *, by: Actor, now: datetime) -> None:
    """Invite the agency through this person no more; invitations already given stay as they are."""
    with deed("end focal point", by=by, now=now) as record:
        agency = found_agency(agency_id)
        present = [point for point in agency.focal_points if point.ended_on is None]
        point = next((point for point in present if point.person_id == person_id), None)
        if point is None:
            raise Stale(NO_POINT)
        point.ended_on = now.astimezone(ZoneInfo(home_tzid())).date()
        others = [other for other in present if other is not point]
        if others and point.is_primary:
            others[0].is_primary = True
        point.is_primary = False
        record.about("agency", agency_id)


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
    words = re.findall("[a-z0-9]+", (card.abbreviation.en or card.name.en).lower())
    stem = "-".join(words)[:KEY_LENGTH].strip("-") or "agency"
    taken = set(db.session.scalars(select(Agency.key).where(Agency.key.startswith(stem))))
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return key
