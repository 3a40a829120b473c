"""A small invented world of two committees, as values: what decisions are held against in the tests of rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduler.rules.decision_state import (
    Appointment,
    Attendee,
    CityState,
    CommitteeState,
    MeetingState,
    Reached,
    State,
)
from scheduler.rules.decisions import consequences_of
from scheduler.rules.heads import Rule, Tenure
from scheduler.rules.letters_due import Holder, Issued, Told
from scheduler.rules.office_days import ClosedDays
from vocabulary.decisions import Change, Consequence, ConsequenceKind, Consequences, Decision, SessionState, Verb
from vocabulary.invite import MeetingFacts
from vocabulary.plan import Days
from vocabulary.states import Capacity, Language, Method, SessionKind, SessionStatus
from vocabulary.text import Bilingual

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
TODAY = date(2022, 1, 4)
BANGKOK, NEW_YORK, VIENNA, NAIROBI = 1, 2, 3, 4
HALL, TOWER = 20, 30
OPENS, CLOSES = date(2022, 1, 17), date(2022, 1, 28)
LATER, LATER_CLOSES = date(2022, 2, 28), date(2022, 3, 11)
NARUEMON, PHUWADOL = 100, 200
WALL = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
"""11 January 2022, 14:00 in Bangkok: four office days before the first session opens."""

HOLIDAYS = ClosedDays(
    Bilingual("Thai government offices", "สถานที่ราชการ"),
    {date(2022, 2, 16): Bilingual("Makha Bucha"), date(2022, 4, 6): Bilingual("Chakri Day", "วันจักรี")},
    source="Cabinet",
)
VIENNESE = ClosedDays(Bilingual("UN Vienna", "สหประชาชาติ กรุงเวียนนา"), {date(2022, 3, 1): Bilingual("Eid")})
CITIES = (
    CityState(BANGKOK, Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok", {}, HOLIDAYS),
    CityState(NEW_YORK, Bilingual("New York", "นครนิวยอร์ก"), "America/New_York", {HALL: Bilingual("UN Hall")}),
    CityState(VIENNA, Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna", {TOWER: Bilingual("VIC")}, VIENNESE),
    CityState(NAIROBI, Bilingual("Nairobi", "กรุงไนโรบี"), "Africa/Nairobi", {}),
)
SOURCE = Bilingual("letter, item 10.1", "หนังสือ ข้อ 10.1")
RULES = tuple(
    Rule(city, post, Bilingual(f"Permanent Representative in {name}"), SOURCE)
    for city, post, name in ((NEW_YORK, 1, "New York"), (VIENNA, 2, "Vienna"))
)
TENURES = (
    Tenure(1, NARUEMON, Bilingual("Naruemon"), Capacity.SUBSTANTIVE, date(2020, 1, 1), date(2022, 12, 31)),
    Tenure(2, PHUWADOL, Bilingual("Phuwadol"), Capacity.SUBSTANTIVE, date(2020, 1, 1)),
)
FACTS = MeetingFacts(
    uid="u@mfa.example",
    title=Bilingual("Consultation", "การหารือ"),
    tzid="Asia/Bangkok",
    cities=tuple(city.city for city in CITIES[:3]),
    organizer_name="Desk",
    organizer_address="samai+1@mfa.example",
    starts=WALL,
    ends=WALL + timedelta(minutes=90),
    place="Room 1",
    purpose=Bilingual("Session 1 · New York", "สมัยที่ 1 · นครนิวยอร์ก"),
)


def session(number: int, /, **values: object) -> SessionState:
    """One session of the first committee, in New York on the first days unless said otherwise."""
    plain = SessionState(
        session_id=number,
        committee_id=1,
        name=Bilingual(f"Session {number}", f"สมัยที่ {number}"),
        kind=SessionKind.REGULAR,
        ordinal=number,
        status=SessionStatus.CONFIRMED,
        modality=None,
        stage=None,
        city_id=NEW_YORK,
        blocks=(Days(OPENS, CLOSES, venue_id=HALL),),
    )
    return replace(plain, **values)  # type: ignore[arg-type] # its fields by name


CANCELLED = session(1, status=SessionStatus.CANCELLED)
SUSPENDED = session(1, status=SessionStatus.SUSPENDED)
POSTPONED = session(1, status=SessionStatus.POSTPONED, blocks=())
UNDATED = session(1, status=SessionStatus.PROVISIONAL, blocks=())
HELD = session(1, status=SessionStatus.HELD)
BEGUN = session(1, blocks=(Days(date(2022, 1, 3), date(2022, 1, 14), venue_id=HALL),))
NEW_DAYS = {"opens": LATER, "closes": LATER_CLOSES}


def meeting(number: int = 10, /, **values: object) -> MeetingState:
    """A consultation for the first session that one person and one mailbox hold an invitation to."""
    told = Told(Method.REQUEST, 0, FACTS)
    plain = MeetingState(
        consultation_id=number,
        session_id=1,
        title=Bilingual("Consultation", "การหารือ"),
        starts=WALL,
        ends=WALL + timedelta(minutes=90),
        tzid="Asia/Bangkok",
        reply_by=None,
        facts=FACTS,
        issued=Issued(0, 0, current_sequence=0, facts=FACTS, cancelled=False),
        reached=(
            Reached(Holder(1, wanted=True, told=told), "Sira", "sira@oag.example", Language.THAI, 300),
            Reached(Holder(2, wanted=True, told=told), "OAG", "saraban@oag.example", Language.THAI),
            Reached(Holder(3, wanted=False, told=None), "Warut", "warut@rtp.example", Language.THAI, 301),
        ),
    )
    return replace(plain, **values)  # type: ignore[arg-type] # its fields by name


def world(*sessions: SessionState, **values: object) -> State:
    """Two sessions and no meeting, unless said otherwise."""
    vienna = session(2, city_id=VIENNA, blocks=(Days(date(2022, 5, 30), date(2022, 6, 10), venue_id=TOWER),))
    plain = State(
        now=NOW,
        today=TODAY,
        sessions=sessions or (session(1), vienna),
        cities=CITIES,
        committees=(
            CommitteeState(1, Bilingual("AHC", "คกก."), BANGKOK, RULES, open_duties=2),
            CommitteeState(2, Bilingual("Tax", "ภาษี"), BANGKOK, RULES),
        ),
        tenures=TENURES,
    )
    return replace(plain, **values)  # type: ignore[arg-type] # its fields by name


def attendee(session_id: int, person_id: int = 300) -> Attendee:
    """Somebody on a roster."""
    return Attendee(session_id, person_id, Bilingual(f"Person {person_id}"))


def appointment(number: int = 11, person_id: int = 300, starts: datetime = WALL) -> Appointment:
    """A consultation in somebody's calendar."""
    ends = starts + timedelta(minutes=90)
    return Appointment(
        number, Bilingual(f"Meeting {number}"), person_id, Bilingual(f"Person {person_id}"), starts, ends
    )


def change(verb: Verb, session_id: int = 1, /, **values: object) -> Change:
    """One change."""
    return replace(Change(session_id, verb), **values)  # type: ignore[arg-type] # its fields by name


def found(state: State, *changes: Change, following: frozenset[int] | None = None) -> Consequences:
    """What follows from these changes."""
    return consequences_of(Decision(changes, following=following), state)


def only(consequences: Consequences, kind: ConsequenceKind) -> list[Consequence]:
    """The consequences of one kind."""
    return [one for one in consequences.consequences if one.kind is kind]


def english(consequences: Consequences, kind: ConsequenceKind) -> list[str]:
    """The same as sentences."""
    return [one.what.text(Language.ENGLISH) for one in only(consequences, kind)]
