"""Every page as its readers meet it: nothing a screen reader stumbles over, nothing wider than the phone."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request
from sqlalchemy import select, update

from models.consultations import Consultation
from models.database import db
from models.demonstration import Demonstration
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from models.places import ClosedDay
from scheduler.answers import GivenAnswer, record_answer
from scheduler.cabinet import record_resolution
from scheduler.consultations import book, change, found, move
from scheduler.deadlines import add_deadline
from scheduler.decisions import decide
from scheduler.drafts import draft_of
from scheduler.hand import Hand
from scheduler.hand_overs import ask_hand_over
from scheduler.importing.day_deeds import File, keep_days
from scheduler.importing.days import About
from scheduler.importing.sheets import read_sheet
from scheduler.issued_rosters import issue_roster
from scheduler.keys import secret_keys
from scheduler.places import add_city
from scheduler.plans import plan_of
from scheduler.queries.classified import OPEN
from scheduler.queries.seats import beginning, desk_seats
from scheduler.releases import release
from scheduler.rules.tokens import reply_token
from scheduler.seats import seat
from scheduler.substitutions import name_substitute
from tests.browser.conftest import LiveServer
from tests.browser.names import broken, names_on_file
from tests.browser.support import COLOURS, Reader, audit, looking, too_wide
from tests.fixtures import NOW, Letter, People, people_in_database, signed_in
from tests.making import DESK, make_plan
from tests.scheduler.delegations import invited as invited_to_session
from tests.scheduler.delegations import named, session_letters
from vocabulary.actor import OPERATOR, Actor
from vocabulary.closed_days import ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.deadlines import DeadlineCard
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.inbound import Came, Verdict
from vocabulary.issued import Wish
from vocabulary.plan import CabinetDecision, HandOverPlan, Invited, PersonCard, ResolutionPlan, StationCard
from vocabulary.seats import SeatWish
from vocabulary.settings import Settings
from vocabulary.states import (
    ActorKind,
    AnswerSource,
    Classification,
    Duty,
    Language,
    MailState,
    Participation,
    PartStat,
)
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual


@dataclass(frozen=True)
class Look:
    """One look at a page: how wide, in which colours, and whether by all rules or by those of colours alone."""

    width: int
    scheme: Literal["light", "dark"]
    rules: tuple[str, ...] = ()


FIRST_LOOKS = {"en-GB": [Look(1366, "light")], "th-TH": [Look(390, "dark")]}
"""Each width, language and scheme once: these are met on every run."""

ALL_LOOKS = {
    "en-GB": [*FIRST_LOOKS["en-GB"], Look(1366, "dark", COLOURS), Look(390, "light"), Look(390, "dark", COLOURS)],
    "th-TH": [*FIRST_LOOKS["th-TH"], Look(390, "light", COLOURS), Look(1366, "light"), Look(1366, "dark", COLOURS)],
}
"""All pairs, which `make check` meets: each language's readers visit a page once, and look at it in four ways."""

WEIGHED = ALL_LOOKS["th-TH"]
"""Every one of these visits is a first one, and what it brings is weighed: Thai pages have the larger fonts."""

VISITS = [
    *(
        pytest.param(locale, looks, id=f"{locale[:2]}-first", marks=pytest.mark.brief)
        for locale, looks in FIRST_LOOKS.items()
    ),
    *(
        pytest.param(locale, looks, id=f"{locale[:2]}-all", marks=pytest.mark.slow)
        for locale, looks in ALL_LOOKS.items()
    ),
]

HAND = Hand(by=OPERATOR, now=NOW, desk=DESK)
SMALLEST = 320
"""CSS pixels: as narrow as a page may be made before it scrolls sideways (WCAG 1.4.10)."""

FIRST_VISIT = 130_000
"""Bytes of a first visit, fonts and all."""

BUDGETS = {"stylesheet": 15_000, "script": 25_000, "font": 67_000, "other": 2_000}
"""Bytes on the wire that one page may ask for beside itself, by kind."""

WORDS = 12_000
"""Bytes of a page itself, packed: it leaves unpacked, since it mixes tokens with what readers typed."""


@pytest.fixture
def at_work(letter: Letter, people: People) -> int:
    """A consultation that six hold an invitation to, one has answered, and that was moved since."""
    invited = Invited(agency_ids=tuple(letter.agency_ids[key] for key in people.focal))
    consultation_id = book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)
    let_go(consultation_id)
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    answer = GivenAnswer(PartStat.ACCEPTED, "Two of us", AnswerSource.PHONE, "Mr Sira", NOW)
    first = db.session.scalars(select(Invitation.id).order_by(Invitation.id)).first()
    assert first is not None
    record_answer(first, answer, by=OPERATOR, now=NOW)
    starts = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)
    move(consultation_id, starts=starts, ends=starts + timedelta(hours=1), hand=HAND)
    classify_another(letter)
    hand_over(letter.agency_ids["rtp"], people.focal["rtp"])
    send_somebody(people.focal["rtp"])
    session_id = invited_to_session(letter, people, "2")
    named(letter, people, "2", "moj")
    assert session_letters(session_id)
    db.session.remove()
    return consultation_id


def classify_another(letter: Letter) -> None:
    """A consultation that one holds an invitation to, and that was classified since."""
    starts = datetime(2022, 1, 14, 3, 0, tzinfo=UTC)
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    number = book(letter.session_ids["2"], make_plan(starts), invited=invited, hand=HAND)
    let_go(number)
    db.session.execute(update(OutgoingMail).values(attempts=1))
    db.session.commit()
    plan = replace(plan_of(found(number)), classification=Classification.SECRET, aware=True)
    change(number, plan, hand=HAND)


def nairobi() -> int:
    """A city that goes by no list of closed days."""
    return add_city(StationCard(Bilingual("Nairobi", "กรุงไนโรบี"), "Africa/Nairobi"), by=OPERATOR, now=NOW)


def closed_on_the_consultation(consultation_id: int) -> int:
    """A special holiday on the day of the consultation: the list and the overview then offer another day."""
    day = ClosedDay(closure_list_id=1, day=found(consultation_id).day, name_en="Special holiday", name_th="วันหยุดพิเศษ")
    db.session.add(day)
    db.session.commit()
    return day.id


def soon(session_id: int) -> int:
    """A deadline that New York's clock sets, and that a weekend brings forward at home."""
    card = DeadlineCard(
        Bilingual("Registration", "การลงทะเบียน"), date(2022, 1, 7), time(18), "America/New_York", "Note"
    )
    return add_deadline(session_id, card, by=OPERATOR, now=NOW)


def newer_list() -> int:
    """A list of 2565 that an officer has brought: some days move, change and go, and one row cannot be read."""
    rows = "day,name\n3 Jan 2022,New Year\n17 Feb 2022,Makha Bucha\n6 Apr 2022,Chakri Day\nMon 12 Apr 2022,Eve\n"
    sheet = read_sheet(rows.encode(), name="days-of-2565.csv", columns=DayColumn)
    officer = Actor(ActorKind.PERSON, "Officer", person_id=people_in_database().desk, duty=Duty.DESK_OFFICER)
    file = File(sheet, "days-of-2565.csv", About("Announcement of 2564", ClosedDayState.CONFIRMED))
    return keep_days(1, file, by=officer, wall=datetime.now(UTC))


def decided(letter: Letter) -> int:
    """A decision about another session, whose letters nobody gets."""
    return decide(Decision((Change(letter.session_ids["4"], Verb.POSTPONE),)), hand=HAND)


def issued(letter: Letter) -> int:
    """A session whose roster is issued, and whose delegation is seated."""
    number = letter.session_ids["2"]
    issue_roster(number, Wish(Language.THAI), by=OPERATOR, now=NOW)
    begun = beginning(desk_seats(number, actor=OPERATOR))
    if begun is None:
        raise ValueError("a session with days has seats")
    seat(number, SeatWish(begun.opens, begun.closes, 1, 3, tuple(begun.seats)[:1]), by=OPERATOR, now=NOW)
    return number


def resolved(letter: Letter) -> int:
    """A resolution of Cabinet's on one delegation; its number."""
    plan = ResolutionPlan(CabinetDecision(NOW.date(), "CR 7/2565"), is_whole=True)
    return record_resolution(letter.session_ids["2"], plan, by=OPERATOR, now=NOW)


def send_somebody(person_id: int) -> None:
    """Somebody who shall come in this person's place waits for the desk."""
    first = select(Invitation.id).where(Invitation.person_id == person_id).order_by(Invitation.id)
    plan = SubstitutePlan(PersonCard(Bilingual("Ms Mali Tuayang", "นางสาวมะลิ ตัวอย่าง"), email="mali2@rtp.example"))
    by = Actor(ActorKind.PERSON, "Somebody", person_id=person_id)
    number = db.session.scalars(first).first() or 0
    name_substitute(number, replace(plan, source=AnswerSource.SIGNED_IN), by=by, now=NOW)


def proposed(invitation: Invitation) -> int:
    """A mail that proposes another time, of somebody who is invited."""
    row = ReceivedMail(
        received_at=NOW,
        digest="0" * 64,
        size=3,
        came=Came.COUNTER,
        verdict=Verdict.WAITING,
        reason="%(name)s proposes another time.",
        reason_values={"name": "Mr Sira Tuayang"},
        sender_address="sira@oag.example",
        subject="Another time?",
        words="Would Thursday do?",
        entry_id=invitation.entry_id,
        invitation_id=invitation.id,
        sequence=9,
        proposed={"starts": "2022-01-13T07:00:00+00:00", "ends": "2022-01-13T08:00:00+00:00"},
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def hand_over(agency_id: int, person_id: int) -> None:
    """A focal point hands over to somebody on file, with a word to the desk."""
    card = PersonCard(Bilingual("Pol. Maj. Mali Tuayang", "พันตำรวจตรีหญิง มะลิ ตัวอย่าง"), email="sira@oag.example")
    by = Actor(ActorKind.PERSON, "Warut", person_id=person_id)
    ask_hand_over(agency_id, person_id, plan=HandOverPlan(card, NOW.date(), "I move on."), by=by, now=NOW)


def arrived(invitation: Invitation) -> int:
    """An invitation whose letters have all left, so that it can be sent again."""
    own = update(OutgoingMail).where(OutgoingMail.invitation_id == invitation.id)
    db.session.execute(own.values(state=MailState.SENT, attempts=1))
    db.session.commit()
    return invitation.id


def token_of(settings: Settings, invitation: Invitation) -> str:
    """The end of the link in somebody's letter."""
    key = secret_keys(settings)[0]
    return reply_token(key, invitation_id=invitation.id, generation=invitation.generation)


def let_go(consultation_id: int) -> None:
    batch: MailBatch | None = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    release(batch.id, by=OPERATOR, now=NOW, due_at=NOW)


def paths(app: Flask, letter: Letter, *, consultation_id: int) -> dict[str, list[str]]:
    """The pages of each reader, as addresses."""
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    mail = db.session.scalars(select(OutgoingMail.id).order_by(OutgoingMail.id)).first()
    assert invitation is not None
    settings: Settings = app.extensions["samai_settings"]
    token = token_of(settings, invitation)
    secret = db.session.scalars(select(Consultation).where(Consultation.classification != OPEN)).one()
    withheld = db.session.scalars(select(Invitation).where(Invitation.entry_id == secret.entry_id)).one()
    rtp = letter.agency_ids["rtp"]
    handing_over = db.session.scalars(
        select(Invitation).where(Invitation.agency_id == rtp, Invitation.entry_id == invitation.entry_id)
    ).one()
    head = db.session.scalars(select(Invitation).where(Invitation.participation == Participation.CHAIR)).one()
    session_id, unruled = letter.session_ids["2"], letter.session_ids["3"]
    return {
        "nobody": [
            "/sign-in",
            "/help",
            "/help/desk-officer",
            "/help/answers",
            "/help/delegations",
            "/help/tutorial",
            "/accessibility",
            f"/r/{token}",
            f"/r/{token}/hand-over",
            f"/r/{token}/substitute",
            f"/r/{token_of(settings, handing_over)}",
            f"/r/{token_of(settings, handing_over)}/hand-over",
            f"/r/{token_of(settings, handing_over)}/substitute",
            f"/r/{token_of(settings, head)}",
            "/r/no-such-token",
            f"/r/{token_of(settings, withheld)}?withheld",
        ],
        "desk": [
            f"/committees/{letter.committee_key}",
            f"/committees/{letter.committee_key}/sessions/new",
            f"/committees/{letter.committee_key}/obligations",
            f"/committees/{letter.committee_key}/reminders",
            "/reminders",
            f"/sessions/{session_id}/days",
            f"/sessions/{unruled}/days",
            "/buildings/1/hours",
            *(f"/obligations/1/{page}?session={session_id}" for page in ("close", "reopen")),
            "/places",
            "/places/new",
            "/places/1/buildings/new",
            f"/places/{nairobi()}/calendar/new",
            "/calendars",
            "/calendars/1?year=2022",
            "/calendars/2",
            "/calendars/1/days/new",
            "/calendars/1/import",
            f"/sessions/{unruled}/deadlines/new",
            f"/deadlines/{soon(session_id)}",
            f"/calendars/import/{newer_list()}",
            f"/calendars/days/{closed_on_the_consultation(consultation_id)}",
            f"/sessions/{session_id}",
            f"/sessions/{unruled}",
            f"/sessions/{session_id}/plan",
            f"/sessions/{session_id}/name",
            f"/sessions/{session_id}/head",
            "/decisions/new",
            f"/decisions/new?session={session_id}",
            f"/decisions/preview?session={session_id}&verb-{session_id}=relocate&city-{session_id}=1",
            f"/decisions/{decided(letter)}",
            f"/sessions/{session_id}/delegation",
            f"/sessions/{issued(letter)}/delegation/issue",
            f"/sessions/{letter.session_ids['2']}/delegation/issued/1",
            f"/sessions/{letter.session_ids['2']}/seats",
            "/calendars/1/list",
            f"/sessions/{session_id}/letters",
            f"/sessions/{session_id}/answers",
            f"/sessions/{session_id}/who",
            f"/sessions/{session_id}/answers/{head.id}",
            f"/committees/{letter.committee_key}/approval",
            f"/sessions/{session_id}/resolutions/new",
            f"/resolutions/{resolved(letter)}",
            "/consultations",
            f"/consultations/new?session={session_id}",
            f"/consultations/{consultation_id}",
            f"/consultations/{consultation_id}/change",
            f"/consultations/{consultation_id}/invite",
            f"/consultations/{consultation_id}/release",
            f"/consultations/{consultation_id}/cancel",
            f"/consultations/{consultation_id}/answers",
            f"/consultations/{consultation_id}/who",
            "/received",
            "/received?show=apart",
            f"/received/{proposed(invitation)}",
            f"/consultations/{consultation_id}/answers/{invitation.id}",
            f"/invitations/{arrived(head)}/again",
            f"/consultations/{secret.id}",
            f"/consultations/{secret.id}/change",
            f"/committees/{letter.committee_key}/replies",
            "/people",
            "/people/new",
            "/agencies/new",
            f"/agencies/{letter.agency_ids['oag']}",
            f"/agencies/{rtp}",
            "/people/import",
            f"/posts/{letter.post_ids['pr-vienna']}",
            f"/people/{invitation.person_id}",
            "/mail",
            "/search",
            "/search?q=tuayang",
            f"/mail/{mail}",
            "/audit",
            "/audit/2",
            f"/audit?kind=consultation&what=%23{consultation_id}",
            "/my/password",
        ],
        "focal": [
            "/my/meetings",
            f"/my/meetings/{invitation.id}",
            f"/my/hand-over/{invitation.agency_id}",
            f"/my/hand-over/{letter.agency_ids['mfa']}?withheld",
            "/my/feed",
        ],
        "head": ["/mission", f"/mission/sessions/{session_id}", f"/mission/sessions/{session_id}/seats"],
    }


def cookie_of(app: Flask, person_id: int) -> str:
    """The cookie of somebody who has signed in."""
    client = signed_in(app, person_id)
    cookie = client.get_cookie("samai")
    assert cookie is not None
    return cookie.value


def sign_in(context: BrowserContext, server: LiveServer, *, person_id: int) -> None:
    """Let a browser be somebody's."""
    context.add_cookies([{"name": "samai", "value": cookie_of(server.app, person_id), "url": server.url}])


def problems_of(page: Page, url: str, *, looks: Sequence[Look], names: Sequence[Sequence[str]]) -> Iterator[str]:
    """What is wrong with one page, however it is looked at, and with what it brings where that is weighed.

    The words of `names` stay whole at each width; once a width suffices, since colours break no line.
    """
    asked: list[Request] = []
    page.on("requestfinished", listen := lambda request: asked.append(request))  # noqa: PLW0108 - its events need one
    response = page.goto(url)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.remove_listener("requestfinished", listen)
    expected = {"no-such-token": 404, "withheld": 403}.get(re.split("[/?]", url)[-1], 200)
    if response is None or response.status != expected:
        yield f"{url}: {response and response.status}"
        return
    if looks is WEIGHED:
        yield from (f"{url}: {excess}" for excess in overweight(page, asked))
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 900})
        page.emulate_media(color_scheme=look.scheme)
        found = audit(page, rules=look.rules)
        yield from (f"{url}: {look.width} {look.scheme}: {problem.rule} {problem.places}" for problem in found)
        if names and not look.rules:
            yield from (f"{url}: {look.width}: {words}" for words in broken(page, names))
    page.set_viewport_size({"width": SMALLEST, "height": 900})
    yield from (f"{url}: too wide at {SMALLEST} px: {place}" for place in too_wide(page, width=SMALLEST))
    if names:
        yield from (f"{url}: {SMALLEST}: {words}" for words in broken(page, names))


@pytest.mark.no_cover
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("locale", "looks"), VISITS)
def test_every_page_is_accessible_fits_and_keeps_its_budget(
    locale: str,
    looks: list[Look],
    live_server: LiveServer,
    chromium: Browser,
    letter: Letter,
    people: People,
    at_work: int,
) -> None:
    who = {"desk": people.desk, "focal": people.focal["oag"], "head": people.head_vienna}
    reader = Reader(looks[0].width, 900, locale, looks[0].scheme)
    names = names_on_file() if locale == "th-TH" else []
    assert len(names) > 10 or locale == "en-GB"
    found_problems: list[str] = []
    for somebody, addresses in paths(live_server.app, letter, consultation_id=at_work).items():
        with looking(chromium, reader) as (page, complaints):
            if looks is WEIGHED:
                forget_everything(page)
            if somebody in who:
                sign_in(page.context, live_server, person_id=who[somebody])
            page.context.add_cookies([{"name": "samai-language", "value": locale[:2], "url": live_server.url}])
            for address in addresses:
                complaints.lines.clear()
                found_problems += problems_of(page, live_server.url + address, looks=looks, names=names)
                if not address.endswith(("no-such-token", "withheld")):
                    found_problems += [f"{address}: {line}" for line in complaints.lines]
            complaints.lines.clear()
    assert found_problems == []


def test_a_first_visit_weighs_at_most_130_kilobytes(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People, at_work: int
) -> None:
    with looking(chromium, Reader(locale="th-TH")) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        asked: list[Request] = []
        page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108 - its events need a function
        page.goto(f"{live_server.url}/committees/{letter.committee_key}")
        page.wait_for_load_state("networkidle")
        weight = sum(request.sizes()["responseBodySize"] for request in asked)
    assert 0 < weight <= FIRST_VISIT


def forget_everything(page: Page) -> None:
    """Let every visit be the first: nothing is taken from the browser's memory."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")  # without it the next word does nothing
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})


def overweight(page: Page, asked: Sequence[Request]) -> Iterator[str]:
    """What a first visit to this page, which asked for all this, brought more of than its budget."""
    weights: dict[str, int] = defaultdict(int)
    for request in asked:
        weights[request.resource_type] += request.sizes()["responseBodySize"]
    if weights["font"] <= 0:  # what comes from the browser's memory is given less than nothing
        yield "no font came: this was not a first visit"
    if sum(weights.values()) > FIRST_VISIT:
        yield f"{sum(weights.values())} bytes in all"
    yield from (f"{kind}: {weights[kind]} bytes" for kind, budget in BUDGETS.items() if weights[kind] > budget)
    words = len(gzip.compress(page.request.get(page.url).body(), 9))  # a browser does not keep what it has shown
    if words > WORDS:
        yield f"{words} bytes of words"
