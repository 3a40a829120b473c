"""Sending forms as a browser does: with the token that our own page gave out, and with a key of its own."""

import re
from secrets import token_hex
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.page_forms import forms_in

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


SHOWS = re.compile(
    r"/(change|cancel|invite|plan|name|head|undo|role|withdraw|mailbox|confirm|refuse|approval|issue)$"
    r"|/(people|holders|answers|resolutions)/\d+$|/(days|deadlines)/\d+(/remove)?$"
)
"""Where a form sends along what it showed when it was opened."""


def seen_on(client: FlaskClient, url: str) -> dict[str, str]:
    """What the form that posts to an address shows now, on its own page or on the one above."""
    parts = url.partition("?")[0].split("/")
    for length in range(len(parts), 2, -1):
        page = client.get("/".join(parts[:length]))
        found = [form for form in forms_in(page.text) if form.action in ("/".join(parts), "")]
        if page.status_code == 200 and found and "seen" in found[0].fields:
            return {"seen": found[0].fields["seen"]}
    return {}


def token_for(client: FlaskClient) -> str:
    """The token of this browser's forms, from a page that has one for everybody."""
    page = client.get("/sign-in")
    found = TOKEN.search((page if page.status_code == 200 else client.get("/help")).text)
    assert found is not None
    return found[1]


def send(client: FlaskClient, url: str, fields: dict[str, Any] | None = None, **headers: str) -> TestResponse:
    """Send a form to an address; headers by their names, with _ for -. Each time it is another form."""
    data = {"csrf_token": token_for(client), "form_key": token_hex(16), **(fields or {})}
    if SHOWS.search(url) and "seen" not in data:
        data |= seen_on(client, url)
    return client.post(url, data=data, headers={name.replace("_", "-"): value for name, value in headers.items()})


def press(client: FlaskClient, url: str, fields: dict[str, Any] | None = None, **headers: str) -> TestResponse:
    """Send a form of the page behind a mailed link, which knows no cookie and so carries a key alone."""
    data = {"form_key": token_hex(16), **(fields or {})}
    return client.post(url, data=data, headers={name.replace("_", "-"): value for name, value in headers.items()})
