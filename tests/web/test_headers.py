"""What every answer says to the browser about itself."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures import People, SignIn

STRICT = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/", "/healthz", "/static/mark.svg"])
def test_every_answer_carries_the_strict_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    answer.close()
    headers = answer.headers
    assert headers["Content-Security-Policy"] == STRICT
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


def test_pages_send_their_address_to_ourselves_alone(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-in/link/1.x", "/r/1.1.x", "/feeds/x.ics"])
def test_a_secret_address_is_sent_to_nobody_and_found_by_no_search(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_nothing_of_a_page_is_kept_by_a_shared_computer(sign_in: SignIn, people: People) -> None:
    assert sign_in(people.desk).get("/my/password").headers["Cache-Control"] == "no-store"


def test_no_page_of_the_account_has_a_script_or_a_style_of_its_own(
    client: FlaskClient, sign_in: SignIn, people: People
) -> None:
    for page in (
        client.get("/sign-in").text,
        client.get("/nowhere").text,
        sign_in(people.desk).get("/my/password").text,
    ):
        assert "<script>" not in page
        assert " style=" not in page
        assert " onclick=" not in page
