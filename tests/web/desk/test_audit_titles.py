"""What a row that came or went is called, and what is still to be told of it."""

from flask import Flask

from scheduler.queries.audit_values import Field, Ref
from web.desk.audit_titles import called, telling


def test_a_row_is_called_by_its_own_name_or_by_nothing(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert called({"name_en": "Office", "name_th": "สำนักงาน"}) == "Office"
        assert called({"title_en": "", "title_th": "การหารือ"}) == "การหารือ"
        assert called({"name": "letter.pdf", "size": 5}) == "letter.pdf"
        assert called({"partstat": "accepted"}) == ""


def test_a_thai_page_calls_it_in_thai(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "th"}):
        assert called({"city_en": "Vienna", "city_th": "กรุงเวียนนา"}) == "กรุงเวียนนา"


def test_what_a_title_tells_already_is_not_told_again() -> None:
    fields = [Field("name_en", None, "Office"), Field("agency_id", None, Ref("agency", 3)), Field("phone", "02", None)]
    assert [one.column for one in telling(fields)] == ["phone"]
