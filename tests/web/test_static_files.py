"""Files of the looks, kept for a year under an address that changes with their content."""

from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from web.static_files import register_static_files, versions_in

YEAR = "public, max-age=31536000, immutable"


def test_a_page_names_files_with_their_version_and_browsers_keep_those(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = url_for("static", filename="mark.svg")
    assert address.startswith("/static/mark.svg?v=")
    assert address in client.get("/sign-in").text
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == YEAR
    answer.close()


@pytest.mark.parametrize("query", ["", "?v=0123456789ab", "?v="])
def test_a_file_without_its_present_version_is_asked_for_again(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/static/mark.svg{query}")
    assert answer.headers["Cache-Control"] == "no-cache"
    answer.close()


def test_fonts_have_one_address_for_pages_and_style_sheets(app: Flask, client: FlaskClient) -> None:
    font = "vendor/fonts/sarabun-thai-400-normal.woff2"
    with app.test_request_context():
        assert url_for("static", filename=font) == f"/static/{font}"
    answer = client.get(f"/static/{font}")
    assert answer.headers["Cache-Control"] == YEAR
    answer.close()


def test_a_missing_file_is_not_kept(client: FlaskClient) -> None:
    assert "max-age" not in client.get("/static/vendor/missing.js").headers.get("Cache-Control", "")


def test_another_content_is_another_version(tmp_path: Path) -> None:
    style = tmp_path / "app.css"
    style.write_text("a {}")
    before = versions_in(tmp_path)
    style.write_text("b {}")
    assert versions_in(tmp_path)["app.css"] != before["app.css"]


def test_an_application_without_files_has_none_to_version(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=str(tmp_path / "none"), static_url_path="/static")
    register_static_files(app)
    with app.test_request_context():
        assert url_for("static", filename="app.css") == "/static/app.css"
