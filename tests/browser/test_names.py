"""Thai names break only between their words in letters too; of pages, tests/browser/test_pages.py looks at each."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from tests.browser.conftest import LiveServer
from tests.browser.names import broken, names_on_file
from tests.browser.support import Reader, looking
from tests.browser.test_pages import at_work, sign_in
from tests.fixtures import Letter, People

__all__ = ["at_work"]

WIDTHS = (320, 390, 1366)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_name_in_a_letter_breaks_inside_a_word(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People, at_work: int
) -> None:
    names = names_on_file()
    assert len(names) > 10
    mails = db.session.scalars(select(OutgoingMail.id)).all()
    found: list[str] = []
    with looking(chromium, Reader(locale="th-TH")) as (page, _):
        sign_in(page.context, live_server, person_id=people.desk)
        for number in mails:
            page.goto(f"{live_server.url}/mail/{number}/letter")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"letter {number} at {width}: {words}" for words in broken(page, names)]
    assert sorted(set(found)) == []
