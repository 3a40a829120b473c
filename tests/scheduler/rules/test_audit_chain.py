"""What the digests of the audit are of."""

from datetime import UTC, datetime, timedelta, timezone

from scheduler.rules.audit_chain import GENESIS, content_digest, instant, row_digest, values_digest

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
ROW = {
    "number": 1,
    "at": NOW,
    "deed": "add person",
    "actor_kind": "operator",
    "actor_person_id": None,
    "subject_kind": "person",
    "subject_id": 7,
    "values_digest": "0",
}
VALUE = {"position": 0, "what": "actor", "kind": "", "object_id": None, "person_id": 7, "digest": "0"}


def test_a_row_has_one_digest_however_its_instant_is_held() -> None:
    in_bangkok = NOW.astimezone(timezone(timedelta(hours=7)))
    digests = {row_digest(GENESIS, {**ROW, "at": at}) for at in (NOW, in_bangkok, "2022-01-04 02:00:00.000000")}
    assert len(digests) == 1
    assert instant(NOW.replace(tzinfo=None)) == "2022-01-04 02:00:00.000000"


def test_every_column_of_a_row_and_what_stands_before_it_count() -> None:
    digest = row_digest(GENESIS, ROW)
    assert row_digest("1" * 64, ROW) != digest
    assert all(row_digest(GENESIS, {**ROW, name: "other"}) != digest for name in ROW)


def test_a_number_is_no_text_and_nothing_is_no_empty_text() -> None:
    digests = {row_digest(GENESIS, {**ROW, "subject_id": number}) for number in (7, "7", None, "", b"7")}
    assert len(digests) == 5


def test_every_open_column_of_a_value_and_their_order_count() -> None:
    other = {**VALUE, "position": 1}
    digest = values_digest([VALUE, other])
    assert digest != values_digest([other, VALUE])
    assert digest != values_digest([VALUE])
    assert all(values_digest([{**VALUE, name: "x"}, other]) != digest for name in VALUE)


def test_the_same_content_under_another_salt_has_another_digest() -> None:
    assert content_digest("a", "{}") != content_digest("b", "{}")
    assert content_digest("a", "{}") != content_digest("a", "[]")
