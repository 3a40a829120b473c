"""Signing in with a real browser, which sends what it likes beside a form."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from scheduler.accounts import Moment, make_sign_in_link
from scheduler.rules.tokens import sign_in_token
from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, looking
from tests.fixtures import People
from vocabulary.actor import OPERATOR


@pytest.mark.parametrize("scripts", [True, False])
def test_the_button_of_a_mailed_link_signs_in_with_and_without_scripts(
    chromium: Browser, live_server: LiveServer, people: People, scripts: bool
) -> None:
    wall = datetime.now(UTC)
    at = Moment(wall, wall)
    link_id = make_sign_in_link("sira@oag.example", minutes=15, reusable=False, by=OPERATOR, at=at)
    token = sign_in_token(str(live_server.app.config["SECRET_KEY"]).encode(), link_id=link_id)
    with looking(chromium, Reader(scripts=scripts)) as (page, complaints):
        sent: list[dict[str, str]] = []
        page.on("request", lambda one: sent.append(one.all_headers()) if one.method == "POST" else None)
        page.goto(f"{live_server.url}/sign-in/link/{token}?lang=en")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{live_server.url}/my/meetings")
        assert page.get_by_role("button", name="Sign out").count() == 1
        assert token not in str([headers.get("referer") for headers in sent])
        assert complaints.lines == []
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{live_server.url}/sign-in")
        page.goto(f"{live_server.url}/my/password")
        assert "/sign-in?next=" in page.url
