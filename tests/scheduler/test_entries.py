"""Identities for life, and facts that come back as they went in."""

from datetime import UTC, date, datetime

from scheduler.entries import frozen, new_entry, thawed
from vocabulary.invite import City, MeetingFacts, OfficialLetter
from vocabulary.states import Modality
from vocabulary.text import Bilingual

NOW = datetime(2022, 1, 4, 2, 0, 0, 123456, tzinfo=UTC)


def test_no_two_meetings_share_a_uid_or_an_address() -> None:
    entries = [new_entry(domain="mfa.example", now=NOW) for _ in range(100)]
    assert len({entry.uid for entry in entries}) == len({entry.organizer_tag for entry in entries}) == 100


def test_a_uid_holds_128_random_bits_under_our_domain() -> None:
    local, _, domain = new_entry(domain="mfa.example", now=NOW).uid.partition("@")
    assert (len(bytes.fromhex(local)), domain) == (16, "mfa.example")


def test_a_stamp_has_whole_seconds_as_calendars_write_it() -> None:
    assert new_entry(domain="mfa.example", now=NOW).stamp.microsecond == 0


def test_facts_come_back_as_they_went_in() -> None:
    facts = MeetingFacts(
        uid="u",
        title=Bilingual("Consultation", "การหารือ"),
        tzid="Asia/Bangkok",
        cities=(City(Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok"),),
        organizer_name="Desk",
        organizer_address="samai+1@mfa.example",
        starts=NOW,
        ends=NOW.replace(hour=4),
        modality=Modality.HYBRID,
        letter=OfficialLetter("กต 1002/15", date(2022, 1, 4)),
        invited=(Bilingual("Police", "ตำรวจ"),),
        reply_by=NOW,
    )
    assert thawed(frozen(facts)) == facts
