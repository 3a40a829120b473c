"""The day after the letter: a consultation is booked, released, answered, moved, and the head prints the roster."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from re import search

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from jobs.worker import sender_of
from models.database import db
from models.demonstration import Demonstration
from models.people import Person
from scheduler.accounts import Moment, make_sign_in_link
from scheduler.keys import secret_keys
from scheduler.rules.tokens import sign_in_token
from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, audit, looking
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings

pytestmark = pytest.mark.both_databases

A4 = (595, 842)

WORDS = {
    "en": {
        "sign in": "Sign in",
        "session": "Session 2",
        "title": "Preparatory consultation for Session 2",
        "schedule": "Schedule a consultation",
        "book": "Book consultation",
        "send": "Send 6 invitations",
        "accept": "I will take part",
        "accepted": "Accepted",
        "change": "Change",
        "save": "Change consultation",
        "update": "Send 6 updates",
        "earlier": "Answered an earlier time",
        "head": "H.E. Mr Phuwadol Tuayang",
        "why": "letter, item 10.1",
    },
    "th": {
        "sign in": "เข้าสู่ระบบ",
        "session": "สมัยที่ 2",
        "title": "การประชุมหารือเตรียมการสำหรับสมัยที่ 2",
        "schedule": "นัดการหารือ",
        "book": "บันทึกการนัด",
        "send": "ส่งคำเชิญ 6 ฉบับ",
        "accept": "เข้าร่วม",
        "accepted": "ตอบรับ",
        "change": "แก้ไข",
        "save": "บันทึกการแก้ไข",
        "update": "ส่งหนังสือแก้ไข 6 ฉบับ",
        "earlier": "ตอบไว้สำหรับเวลาเดิม",
        "head": "นายภูวดล ตัวอย่าง",
        "why": "หนังสือฯ ข้อ 10.1",
    },
}


def link_for(settings: Settings, person_id: int) -> str:
    """A sign-in link, as the terminal prints it."""
    address = db.session.scalars(select(Person.email).where(Person.id == person_id)).one()
    assert address is not None
    at = Moment(NOW, datetime.now(UTC))
    number = make_sign_in_link(address, minutes=60, reusable=False, by=OPERATOR, at=at)
    db.session.remove()
    return f"{settings.base_url}/sign-in/link/{sign_in_token(secret_keys(settings)[0], link_id=number)}"


def sign_in(page: Page, server: LiveServer, *, person_id: int, words: dict[str, str]) -> None:
    """Follow a link and press its one button."""
    page.goto(link_for(server.app.extensions["samai_settings"], person_id))
    with page.expect_navigation():
        page.get_by_role("button", name=words["sign in"]).click()


def letters(server: LiveServer) -> dict[str, EmailMessage]:
    """The letters kept as files, the latest to each address."""
    folder: Path = server.app.extensions["samai_settings"].outgoing
    found = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    messages = [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in found]
    return {str(message["To"].addresses[0].addr_spec): message for message in messages}


def send_mail(server: LiveServer) -> int:
    """What the worker does at its next tick."""
    count = sender_of(server.app).send_due()
    db.session.remove()
    return count


def part(message: EmailMessage, kind: str) -> str:
    """One part of a letter as text."""
    found = next(one for one in message.walk() if one.get_content_type() == kind)
    content: str = found.get_content()
    return content


def reply_link(message: EmailMessage) -> str:
    """The link that a reader follows to answer."""
    found = search(r"http://\S+/r/\S+", part(message, "text/plain"))
    assert found is not None
    return found[0]


def sequence_of(message: EmailMessage) -> int:
    """The SEQUENCE of the calendar part."""
    calendar = Calendar.from_ical(part(message, "text/calendar"))
    [event] = calendar.walk("VEVENT")
    return int(str(event["SEQUENCE"]))


def require_accessible(page: Page) -> None:
    """Nothing on this page makes a screen reader stumble."""
    assert audit(page) == [], page.url


@dataclass(frozen=True)
class Story:
    """The desk officer's browser on the way through the story, in one language."""

    page: Page
    server: LiveServer
    words: dict[str, str]
    language: str
    committee: str

    def go(self, path: str) -> None:
        """Open a page in the story's language."""
        self.page.goto(f"{self.server.url}{path}?lang={self.language}")

    def press(self, word: str) -> None:
        """Press the button that says this."""
        self.follow(self.page.get_by_role("button", name=self.words[word], exact=True))

    def follow(self, there: Locator) -> None:
        """Click, and be on the page that it leads to."""
        with self.page.expect_navigation():
            there.click()

    def check(self) -> None:
        """Nothing on this page makes a screen reader stumble."""
        require_accessible(self.page)

    def sees(self, word: str) -> None:
        """The words stand somewhere on the page, where they can be seen."""
        expect(self.page.get_by_text(self.words[word]).locator("visible=true").first).to_be_visible()


@pytest.fixture
def demonstration(letter: Letter) -> None:
    """It is 4 January 2022, nine in the morning in Bangkok, and the clock runs on from there."""
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    db.session.remove()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.timeout(180)
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("language", "width"), [("en", 1366), ("th", 390)])
def test_the_day_after_the_letter(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People, language: str, width: int
) -> None:
    reader = Reader(width=width, locale="th-TH" if language == "th" else "en-GB")
    with looking(chromium, reader) as (page, complaints):
        story = Story(page, live_server, WORDS[language], language, letter.committee_key)
        sign_in(page, live_server, person_id=people.desk, words=story.words)
        see_six_sessions(story)
        book_a_consultation(story)
        release_to_six(story)
        answer_as_a_focal_point(chromium, reader, link=reply_link(letters(live_server)["sira@oag.example"]))
        see_the_answer(story)
        move_it(story)
        assert complaints.lines == []
    print_the_roster(chromium, live_server, people, letter=letter, reader=reader)


def see_six_sessions(story: Story) -> None:
    """The overview lists all six; session 2 says who leads, and why."""
    story.go(f"/committees/{story.committee}")
    table = story.page.locator("table").first
    for number in "123456":
        name = story.words["session"].replace("2", number)
        expect(table.get_by_role("link", name=name, exact=True)).to_be_visible()
    story.check()
    story.follow(table.get_by_role("link", name=story.words["session"], exact=True))
    story.sees("head")
    story.sees("why")
    story.check()


def book_a_consultation(story: Story) -> None:
    """Dates as people type them; nothing has left when the letters are shown."""
    story.follow(story.page.get_by_role("link", name=story.words["schedule"]).first)
    story.check()
    story.page.locator("[name=day]").fill("11 ม.ค. 2565")
    story.page.locator("[name=clock]").fill("14.00")
    story.page.locator("[name=place]").fill("Vithes Samosorn Hall")
    story.press("book")
    assert story.page.url.endswith("/release")
    story.check()
    assert send_mail(story.server) == 0


def release_to_six(story: Story) -> None:
    """One button that names the act and the count; six letters, each to one reader."""
    story.press("send")
    assert send_mail(story.server) == 6
    invitations = letters(story.server)
    assert len(invitations) == 6
    assert {sequence_of(message) for message in invitations.values()} == {0}
    story.go("/mail")
    expect(story.page.locator("tbody tr")).to_have_count(6)
    story.check()


def see_the_answer(story: Story) -> None:
    """The answer stands in the matrix."""
    story.go(f"/committees/{story.committee}/replies")
    story.sees("accepted")
    story.check()


def move_it(story: Story) -> None:
    """Six updates under a higher SEQUENCE, and the answer to the earlier day counts no more."""
    story.go("/consultations")
    story.follow(story.page.get_by_role("link", name=story.words["title"]).first)
    story.check()
    story.follow(story.page.get_by_role("link", name=story.words["change"], exact=True))
    story.page.locator("[name=day]").fill("12 Jan 2022")
    story.press("save")
    assert story.page.url.endswith("/release")
    story.press("update")
    assert send_mail(story.server) == 6
    updates = letters(story.server)
    assert {sequence_of(message) for message in updates.values()} == {1}
    assert str(updates["sira@oag.example"]["Subject"]).startswith("แก้ไข")
    assert str(updates["achira@ncsa.example"]["Subject"]).startswith("Updated")
    story.go(f"/committees/{story.committee}/replies")
    story.sees("earlier")


def answer_as_a_focal_point(chromium: Browser, reader: Reader, *, link: str) -> None:
    """Open the link of a Thai reader, without signing in, and accept."""
    with looking(chromium, reader) as (page, complaints):
        page.goto(f"{link}?lang=th")
        require_accessible(page)
        page.get_by_role("button", name=WORDS["th"]["accept"], exact=True).click()
        expect(page.get_by_text(WORDS["th"]["accepted"], exact=True).first).to_be_visible()
        assert complaints.lines == []


def print_the_roster(chromium: Browser, server: LiveServer, people: People, *, letter: Letter, reader: Reader) -> None:
    """The head in Vienna sees session 2, prints it on one A4 sheet, and sees nothing of New York's."""
    words = WORDS[reader.locale[:2]]
    with looking(chromium, reader) as (page, _):
        sign_in(page, server, person_id=people.head_vienna, words=words)
        page.goto(f"{server.url}/mission?lang={reader.locale[:2]}")
        with page.expect_navigation():
            page.get_by_role("link", name=words["session"]).click()
        expect(page.locator("main").get_by_text(words["head"]).first).to_be_visible()
        require_accessible(page)
        target = server.app.extensions["samai_settings"].instance / "roster.pdf"
        page.pdf(path=target, prefer_css_page_size=True, tagged=True)
        sheets = PdfReader(target).pages
        assert len(sheets) == 1
        assert (round(sheets[0].mediabox.width), round(sheets[0].mediabox.height)) == A4
        response = page.goto(f"{server.url}/mission/sessions/{letter.session_ids['1']}")
        assert response is not None
        assert response.status == 404
