"""What a typed day was understood as."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("typed", "echoed"),
    [
        ("28 ม.ค. 2565", "Friday 28 January 2022 (B.E. 2565)"),
        ("28/1/2565", "Friday 28 January 2022 (B.E. 2565)"),
        ("2022-01-28", "Friday 28 January 2022 (B.E. 2565)"),
        ("", ""),
    ],
)
def test_a_day_is_echoed_with_its_weekday_and_both_eras(officer: FlaskClient, typed: str, echoed: str) -> None:
    answer = officer.get("/echo", query_string={"text": typed})
    assert (answer.status_code, answer.text, answer.mimetype) == (200, echoed, "text/plain")


def test_what_is_no_day_is_echoed_as_a_question(officer: FlaskClient) -> None:
    assert "Write day, month and year" in officer.get("/echo", query_string={"text": "<soon>"}).text


def test_the_echo_speaks_thai_to_thai_readers(officer: FlaskClient) -> None:
    officer.set_cookie("samai-language", "th")
    assert "วันศุกร์ที่ 28 มกราคม พ.ศ. 2565 (ค.ศ. 2022)" in officer.get("/echo", query_string={"text": "2022-01-28"}).text
