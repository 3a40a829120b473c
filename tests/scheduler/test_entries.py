"""Identities for life."""

from datetime import UTC, datetime

from scheduler.entries import new_entry

NOW = datetime(2022, 1, 4, 2, 0, 0, 123456, tzinfo=UTC)


def test_no_two_meetings_share_a_uid_or_an_address() -> None:
    entries = [new_entry(domain="mfa.example", now=NOW) for _ in range(100)]
    assert len({entry.uid for entry in entries}) == len({entry.organizer_tag for entry in entries}) == 100


def test_a_uid_holds_128_random_bits_under_our_domain() -> None:
    local, _, domain = new_entry(domain="mfa.example", now=NOW).uid.partition("@")
    assert (len(bytes.fromhex(local)), domain) == (16, "mfa.example")


def test_a_stamp_has_whole_seconds_as_calendars_write_it() -> None:
    assert new_entry(domain="mfa.example", now=NOW).stamp.microsecond == 0
