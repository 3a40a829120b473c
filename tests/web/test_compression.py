"""What is packed on its way, and what is not."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.compression import register_compression

ROOT = Path(__file__).parent.parent.parent
GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture
def plain() -> FlaskClient:
    app = Flask(__name__, root_path=str(ROOT))
    app.add_url_rule("/page", "page", lambda: "<p>" + "words " * 1000)
    register_compression(app)
    return app.test_client()


def test_a_style_sheet_leaves_packed(plain: FlaskClient) -> None:
    answer = plain.get("/static/app.css", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (ROOT / "static" / "app.css").read_bytes()


def test_the_style_sheet_weighs_at_most_fifteen_kilobytes(plain: FlaskClient) -> None:
    assert int(plain.get("/static/app.css", headers=GZIP).headers["Content-Length"]) <= 15_000


def test_a_browser_that_cannot_unpack_gets_the_file_itself(plain: FlaskClient) -> None:
    answer = plain.get("/static/app.css", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.data == (ROOT / "static" / "app.css").read_bytes()
    answer.close()


def test_a_browser_that_has_the_packed_file_is_not_sent_it_again(plain: FlaskClient) -> None:
    tag = plain.get("/static/app.css", headers=GZIP).headers["ETag"]
    answer = plain.get("/static/app.css", headers=GZIP | {"If-None-Match": tag})
    assert answer.status_code == 304
    answer.close()


@pytest.mark.parametrize("path", ["/page", "/static/vendor/fonts/sarabun-thai-400-normal.woff2", "/static/mark.svg"])
def test_pages_fonts_and_small_files_leave_as_they_are(plain: FlaskClient, path: str) -> None:
    answer = plain.get(path, headers=GZIP)
    assert "Content-Encoding" not in answer.headers
    answer.close()


def test_asking_for_the_head_alone_gets_no_body(plain: FlaskClient) -> None:
    answer = plain.head("/static/app.css", headers=GZIP)
    assert answer.data == b""
    answer.close()
