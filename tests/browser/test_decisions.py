"""A session postponed in the browser, from the overview to the letters: at most four clicks."""

from datetime import UTC, datetime

from playwright.sync_api import Browser, expect
from sqlalchemy import select

from models.database import db
from models.demonstration import Demonstration
from models.outbox import OutgoingMail
from scheduler.consultations import book
from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, looking
from tests.browser.test_pages import sign_in
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from vocabulary.plan import Invited
from vocabulary.states import MailState


def test_postponing_a_session_and_telling_everybody_takes_four_clicks(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People
) -> None:
    number = letter.session_ids["1"]
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["mdes"]))
    let_go(book(number, make_plan(), invited=invited, hand=HAND))
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    with looking(chromium, Reader(1366, 900, "en-GB", "light")) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        page.goto(f"{live_server.url}/committees/{letter.committee_key}")
        page.locator(f"a[href='/decisions/new?session={number}']").click()
        page.locator(f"#f-opens-{number}").fill("28 Feb 2022")
        page.locator(f"#f-closes-{number}").fill("11 Mar 2022")
        clicks = 1
        for _ in ("see what it does", "do it", "release"):
            page.locator("main .btn.primary").click()
            clicks += 1
        page.locator("main .btn.primary").wait_for(state="detached")
    db.session.rollback()
    queued = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)).all()
    assert (clicks, len(queued)) == (4, 2)


def test_a_letter_that_is_unfolded_is_printed_whole_and_the_others_are_left_out(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People
) -> None:
    number = letter.session_ids["1"]
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["ncsa"]))
    let_go(book(number, make_plan(), invited=invited, hand=HAND))
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    with looking(chromium, Reader(390, 900, "th-TH", "light")) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        days = f"verb-{number}=postpone&opens-{number}=28+Feb+2022&closes-{number}=11+Mar+2022"
        page.goto(f"{live_server.url}/decisions/preview?session={number}&{days}")
        page.emulate_media(media="print")
        sheaf = page.locator(".sheaf")
        expect(sheaf).to_be_hidden()
        page.emulate_media(media="screen")
        sheaf.locator("summary").first.click()
        page.emulate_media(media="print")
        expect(sheaf.locator("details")).to_have_count(2)
        expect(sheaf.locator("details:visible")).to_have_count(1)
        text = sheaf.locator("pre").first
        assert text.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
