"""Facts that come back as they went in."""

from datetime import UTC, date, datetime

from scheduler.rules.frozen_facts import frozen, thawed
from vocabulary.invite import City, Enclosure, MeetingFacts, OfficialLetter
from vocabulary.states import EnclosureKind, Modality
from vocabulary.text import Bilingual

NOW = datetime(2022, 1, 4, 2, 0, 0, 123456, tzinfo=UTC)


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
        enclosures=(Enclosure(EnclosureKind.SIGNED_LETTER, "หนังสือ.pdf", 1200, "ab" * 32),),
    )
    assert thawed(frozen(facts)) == facts


def test_facts_frozen_before_there_were_enclosures_are_thawed_without_any() -> None:
    old = frozen(MeetingFacts("u", Bilingual("x"), "Asia/Bangkok", (), "Desk", "samai+1@mfa.example", NOW, NOW))
    del old["enclosures"]
    assert thawed(old).enclosures == ()
