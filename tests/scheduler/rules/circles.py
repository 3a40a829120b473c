"""An invented session whose delegation is invited, as values."""

from datetime import UTC, date, datetime

from scheduler.rules.decision_state import Circle, Guest, Reached, RunState
from scheduler.rules.letters_due import Holder, Issued, Told
from scheduler.rules.session_facts import Identity, Stay, Topic, run_facts
from vocabulary.invite import City
from vocabulary.plan import Days
from vocabulary.states import Language, Method, Participation, SessionKind, SessionStatus
from vocabulary.text import Bilingual

OPENS, CLOSES, TODAY = date(2022, 5, 30), date(2022, 6, 10), date(2022, 1, 4)
DAYS = Days(OPENS, CLOSES, 1)
VIENNA = City(Bilingual("Vienna", "กรุง|เวียนนา"), "Europe/Vienna")
STAY = Stay(OPENS, CLOSES, VIENNA, Bilingual("Vienna International Centre", "ศูนย์ระหว่างประเทศ|เวียนนา"))
IDENTITY = Identity("a@mfa.example", ("b@mfa.example",), Bilingual("Desk"), "samai+a@mfa.example")
TOPIC = Topic(
    kind=SessionKind.REGULAR,
    ordinal=2,
    title=Bilingual(""),
    status=SessionStatus.CONFIRMED,
    modality=None,
    committee=Bilingual("Committee on Tests", "คณะกรรมการ|ทดสอบ"),
    short_name=Bilingual("CT", "คทส."),
    convener=Bilingual("Ministry of Foreign Affairs", "กระทรวง|การต่างประเทศ"),
)
FACTS = run_facts(TOPIC, STAY, identity=IDENTITY)
HEAD = Guest(1, "Malee", "malee@mission.example", Language.ENGLISH)
MEMBER = Guest(2, "Anan", "anan@oag.example", Language.THAI, agency_id=7)
SILENT = Guest(3, "Somchai", "", Language.THAI)
CHAIR, REQUIRED = Participation.CHAIR, Participation.REQUIRED


def told(guest: Guest, role: Participation = REQUIRED, *, number: int = 5) -> Reached:
    """Somebody who holds the invitation."""
    leads = role is CHAIR
    holder = Holder(number, wanted=True, told=Told(Method.REQUEST, 0, FACTS, leads=leads), leads=leads)
    return Reached(holder, guest.name, guest.address, guest.language, person_id=guest.person_id, role=role)


def run(number: int = 1, days: Days | None = DAYS, *reached: Reached, issued: bool = True) -> RunState:
    """A run of days as calendars know it."""
    wire = Issued(0, 0, 0, FACTS, cancelled=False) if issued else None
    rested = (datetime(2022, 1, number, tzinfo=UTC), number)
    return RunState(number, IDENTITY, days=days, rested=rested, issued=wire, reached=reached)


def circle(*runs: RunState, topic: Topic = TOPIC) -> Circle:
    """A session with a head, a delegate, and one who cannot be written to."""
    people = {guest.person_id: guest for guest in (HEAD, MEMBER, SILENT)}
    return Circle(2, topic, Bilingual("Desk"), runs, (MEMBER, SILENT), people)
