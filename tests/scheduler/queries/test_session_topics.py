"""A session and its days as letters and calendars speak of them."""

from datetime import date

from models.committees import Committee
from models.people import Agency
from models.places import DutyStation, Venue
from models.sessions import Block, CommitteeSession
from scheduler.queries.session_topics import stay_of, topic_of
from vocabulary.invite import City
from vocabulary.states import SessionKind, SessionStatus
from vocabulary.text import Bilingual

VIENNA = DutyStation(city_en="Vienna", city_th="กรุงเวียนนา", tzid="Europe/Vienna")
COMMITTEE = Committee(
    name_en="Ad Hoc Committee",
    name_th="คณะกรรมการเฉพาะกิจ",
    short_name_en="AHC",
    short_name_th="คกก.",
    coordinator=Agency(name_en="Ministry of Foreign Affairs", name_th="กระทรวงการต่างประเทศ"),
)


def session(**more: object) -> CommitteeSession:
    told = {"kind": SessionKind.REGULAR, "ordinal": 2, "status": SessionStatus.CONFIRMED, "committee": COMMITTEE}
    return CommitteeSession(**told, title_en="", title_th="", **more)


def test_a_session_is_convened_by_its_committees_coordinator() -> None:
    topic = topic_of(session())
    assert (topic.ordinal, str(topic.short_name), str(topic.convener)) == (2, "AHC", "Ministry of Foreign Affairs")


def test_days_are_in_their_own_city_else_in_the_sessions_and_else_nowhere() -> None:
    days = {"opens": date(2022, 5, 30), "closes": date(2022, 6, 10)}
    city = City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna")
    hall = Venue(name_en="VIC", name_th="ศูนย์เวียนนา")
    own = stay_of(Block(**days, committee_session=session(), duty_station=VIENNA, venue=hall))
    assert (own.city, str(own.building)) == (city, "VIC")
    assert stay_of(Block(**days, committee_session=session(duty_station=VIENNA))).city == city
    assert stay_of(Block(**days, committee_session=session())).city is None
