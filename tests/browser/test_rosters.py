"""Rosters and plans as a browser shows and prints them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from scheduler.delegations import name_delegate
from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, looking
from tests.browser.test_pages import sign_in
from tests.fixtures import NOW, Letter, People
from tests.web.days import in_the_letters_days
from vocabulary.actor import OPERATOR
from vocabulary.plan import Nomination, PersonCard
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual

A4 = (595, 842)
"""Points."""

OFFICE = Bilingual(
    "Provincial Public Prosecutor, Department of International Affairs and Cooperation",
    "สารวัตร กองบังคับการปราบปรามการกระทำความผิดเกี่ยวกับอาชญากรรมทางเทคโนโลยี",
)


@pytest.fixture
def fifteen(letter: Letter) -> None:
    """Fifteen people on the roster of session 2, the head among them, with offices of two lines."""
    agencies = [letter.agency_ids[key] for key in ("oag", "rtp", "nsc", "ncsa", "moj", "mdes")]
    for number in range(10):
        name = Bilingual(f"Pol. Maj. Pimchanok Tuayang {number}", f"พันตำรวจตรีหญิง พิมพ์ชนก ตัวอย่าง {number}")
        nomination = Nomination(agencies[number % 6], DelegateRole.ADVISER, card=PersonCard(name, OFFICE))
        name_delegate(letter.session_ids["2"], nomination, by=OPERATOR, now=NOW)
    in_the_letters_days()


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    ("locale", "words"), [("th-TH", "๓๐ พฤษภาคม - ๑๐ มิถุนายน ๒๕๖๕"), ("en-GB", "30 May – 10 Jun 2022")]
)
def test_fifteen_people_print_on_one_sheet(
    live_server: LiveServer,
    chromium: Browser,
    letter: Letter,
    people: People,
    fifteen: None,
    tmp_path: Path,
    locale: str,
    width: int,
    words: str,
) -> None:
    with looking(chromium, Reader(width, 844, locale)) as (page, complaints):
        sign_in(page.context, live_server, person_id=people.head_vienna)
        page.goto(f"{live_server.url}/mission/sessions/{letter.session_ids['2']}?lang={locale[:2]}")
        page.emulate_media(media="print")
        expect(page.locator(".document").get_by_text(words)).to_be_visible()
        expect(page.get_by_role("navigation")).to_have_count(0)
        page.pdf(path=tmp_path / "roster.pdf", prefer_css_page_size=True, tagged=True)
        assert complaints.lines == []
    [sheet] = PdfReader(tmp_path / "roster.pdf").pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    assert sheet.extract_text().count("Pimchanok" if locale == "en-GB" else "พิมพ์ชนก") == 10


def test_the_head_and_the_gaps_stand_above_the_fold_of_a_phone(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People
) -> None:
    in_the_letters_days()
    with looking(chromium, Reader(390, 844, "en-GB")) as (page, _):
        sign_in(page.context, live_server, person_id=people.head_vienna)
        page.goto(f"{live_server.url}/mission/sessions/{letter.session_ids['2']}?lang=en")
        for seen in (
            page.locator("main").get_by_text("H.E. Mr Phuwadol Tuayang").first,
            page.get_by_role("img", name="3 of 7 agencies"),
        ):
            box = seen.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < 844


def test_a_day_is_echoed_while_it_is_typed(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People
) -> None:
    in_the_letters_days()
    with looking(chromium, Reader()) as (page, complaints):
        sign_in(page.context, live_server, person_id=people.desk)
        page.goto(f"{live_server.url}/sessions/{letter.session_ids['3']}/plan?lang=en")
        page.get_by_label("First day").fill("29 ส.ค. 2565")
        expect(page.get_by_text("Monday 29 August 2022 (B.E. 2565)")).to_be_visible()
        assert complaints.lines == []


def test_the_fields_of_somebody_new_are_shown_when_they_are_asked_for(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People
) -> None:
    in_the_letters_days()
    agency = letter.agency_ids["moj"]
    with looking(chromium, Reader(scripts=False)) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        page.goto(f"{live_server.url}/sessions/{letter.session_ids['2']}/delegation?agency={agency}&lang=en")
        page.get_by_label("Ms Pimlada Tuayang").check()
        expect(page.get_by_label("Name in Thai")).to_be_hidden()
        page.get_by_label("Somebody new").check()
        page.get_by_label("Name in Thai").fill("นางสาวณิชา ตัวอย่าง")
        page.get_by_role("button", name="Put on the roster").click()
        expect(page.get_by_role("rowheader", name="นางสาวณิชา ตัวอย่าง")).to_be_visible()
