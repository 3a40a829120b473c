"""A refused form in a browser: what is wrong is read first, and leads to its field, with and without scripts."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, audit, looking
from tests.browser.test_pages import sign_in
from tests.fixtures import Letter, People
from tests.web.days import in_the_letters_days

FORMS = ["/consultations/new?session={session}", "/people/new", "/sessions/{session}/plan"]
FAULT = {"th-TH": "ข้อผิดพลาด", "en-GB": "Error"}
WRONG = {"/sessions/{session}/plan": ("opens", "28/1/1479")}


def refused(page: Page, url: str, wrong: tuple[str, str] | None) -> None:
    """The form sent as it stands, or with one wrong field."""
    page.goto(url)
    if wrong is not None:
        page.fill(f"#f-{wrong[0]}", wrong[1])
    page.locator("main form").last.locator("button.primary").click()
    page.wait_for_selector(".errors")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("locale", FAULT)
def test_what_is_wrong_has_the_focus_and_leads_to_its_field(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People, *, scripts: bool, locale: str
) -> None:
    in_the_letters_days()
    with looking(chromium, Reader(390, 900, locale, scripts=scripts)) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        page.context.add_cookies([{"name": "samai-language", "value": locale[:2], "url": live_server.url}])
        for form in FORMS:
            refused(page, live_server.url + form.format(session=letter.session_ids["2"]), WRONG.get(form))
            summary = page.locator(".errors")
            assert summary.evaluate("element => element === document.activeElement"), form
            assert page.title().startswith(FAULT[locale]), page.title()
            link = summary.locator("a").first
            field = page.locator(link.get_attribute("href") or "")
            assert field.get_attribute("aria-invalid") == "true", form
            described = (field.get_attribute("aria-describedby") or "").split()
            assert any(page.locator(f"#{name}").inner_text().endswith(link.inner_text()) for name in described)
            link.click()
            assert field.evaluate("element => element === document.activeElement"), form
            if scripts:
                assert audit(page) == []
