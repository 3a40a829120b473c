"""A small invented ministry, as rows: for tests that need numbers of people and not the letter's own facts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from models.committees import CabinetApproval, Committee
from models.database import db
from models.people import Agency, FocalPoint, Person
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.hand import Hand
from vocabulary.actor import OPERATOR
from vocabulary.invite import Desk
from vocabulary.plan import ConsultationPlan, Invited
from vocabulary.states import ApprovalStatus, Duty, Language
from vocabulary.text import Bilingual

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
"""4 January 2022, 09:00 in Bangkok."""

DESK = Desk("Desk of the Social Division", "samai@mfa.example")
HAND = Hand(by=OPERATOR, now=NOW, desk=DESK)


@dataclass(frozen=True)
class Ministry:
    """The numbers of the rows that tests ask for."""

    committee_id: int
    session_id: int
    agency_ids: tuple[int, ...]
    person_ids: tuple[int, ...]

    @property
    def everybody(self) -> Invited:
        """All agencies, through their focal points."""
        return Invited(agency_ids=self.agency_ids)


def make_ministry(agencies: int = 3) -> Ministry:
    """One committee with one undated session in Vienna, and so many agencies with one focal point each."""
    home = DutyStation(key="bangkok", city_en="Bangkok", city_th="กรุงเทพฯ", tzid="Asia/Bangkok", position=0)
    vienna = DutyStation(key="vienna", city_en="Vienna", city_th="กรุงเวียนนา", tzid="Europe/Vienna", position=1)
    mfa = Agency(key="mfa", name_en="Ministry of Foreign Affairs", name_th="กระทรวง|การต่างประเทศ")
    committee = Committee(
        key="demo",
        name_en="Committee on Tests",
        name_th="คณะกรรมการ|ทดสอบ",
        home=home,
        coordinator=mfa,
        approval=CabinetApproval(status=ApprovalStatus.REQUESTED),
    )
    committee_session = CommitteeSession(committee=committee, key="2", ordinal=2, duty_station=vienna)
    points = [focal_point(number) for number in range(1, agencies + 1)]
    db.session.add_all([committee_session, *points])
    db.session.commit()
    return Ministry(
        committee.id,
        committee_session.id,
        tuple(point.agency_id for point in points),
        tuple(point.person_id for point in points),
    )


def focal_point(number: int) -> FocalPoint:
    """An agency with its focal point; every other one reads English."""
    agency = Agency(key=f"agency-{number}", name_en=f"Agency {number}", name_th=f"หน่วยงาน|ที่ {number}")
    language = Language.ENGLISH if number % 2 == 0 else Language.THAI
    return FocalPoint(agency=agency, person=make_person(f"focal{number}", language=language))


def make_person(handle: str, *, language: Language = Language.THAI, duty: Duty = Duty.NONE) -> Person:
    """Somebody invented, with an address that reaches nobody."""
    return Person(
        name_en=f"Ms {handle.title()} Tuayang",
        name_th=f"นางสาว{handle} ตัวอย่าง",
        email=f"{handle}@agency.example",
        language=language,
        duty=duty,
    )


def make_plan(
    starts: datetime = datetime(2022, 1, 11, 7, 0, tzinfo=UTC), place: str = "Vithes Samosorn Hall"
) -> ConsultationPlan:
    """A consultation of one hour and a half, at 14:00 in Bangkok unless said otherwise."""
    return ConsultationPlan(
        title=Bilingual("Preparatory consultation", "การหารือเตรียมการ"),
        day=date(starts.year, starts.month, starts.day),
        starts=starts,
        ends=starts + timedelta(minutes=90),
        place=place,
        agenda="1. Opening\n2. Positions",
        letter_number="กต 1002/15",
        letter_dated=date(2022, 1, 4),
    )


def make_second_committee(first_id: int) -> int:
    """Another committee of the same ministry, with one session whose key another one has as well; its number."""
    first = db.session.get_one(Committee, first_id)
    second = Committee(
        key="demo",
        name_en="Committee on Tests",
        name_th="คณะกรรมการ|ทดสอบ",
        home=first.home,
        coordinator=first.coordinator,
        approval=CabinetApproval(status=ApprovalStatus.REQUESTED),
    )
    committee_session = CommitteeSession(committee=second, key="2", ordinal=2)
    db.session.add(committee_session)
    db.session.commit()
    return committee_session.id
