"""What stands beneath a meeting's title."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ics.description import cancellation, description
from tests.ics.samples import BANGKOK, CONSULTATION, SESSION, VIENNA
from vocabulary.invite import MeetingFacts, OfficialLetter
from vocabulary.states import Language, Modality
from vocabulary.text import Bilingual

BARE = replace(CONSULTATION, place="", link="", agenda="", letter=None, invited=())


def english(facts: MeetingFacts) -> list[str]:
    return description(facts, Language.ENGLISH).splitlines()


def test_it_says_everything_that_a_reader_without_the_letter_needs() -> None:
    assert english(CONSULTATION) == [
        "Ad Hoc Committee",
        "Session 2, Vienna",
        "",
        "Day: Thursday 12 May 2022 (B.E. 2565)",
        "Time: 09:30–12:00 Bangkok",
        "Vienna 04:30–07:00",
        "New York 22:30–01:00 (+1) (Wed 11 May 2022)",
        "Place: ห้องประชุม 2 กระทรวงการต่างประเทศ ถนนศรีอยุธยา",
        "Format: Hybrid",
        "Link: https://meet.mfa.example/ahc?room=2",
        "",
        "Agenda",
        "1. ผลการประชุมสมัยที่ 1",
        "2. ท่าทีไทยสำหรับสมัยที่ 2; ถ้อยแถลง",
        "3. องค์ประกอบคณะผู้แทนไทย",
        "",
        "Reference: letter no. กต 1002/118, dated 29 April 2022.",
        "",
        "Invited",
        "- Office of the Attorney General",
        "- Royal Thai Police",
        "- Office of the National Security Council",
    ]


def test_it_speaks_its_readers_language() -> None:
    thai = description(CONSULTATION, Language.THAI).splitlines()
    assert thai[0] == "คณะกรรมการระหว่างรัฐเฉพาะกิจฯ"
    assert "เวลา: 09:30–12:00 น. กรุงเทพฯ" in thai
    assert "อ้างถึงหนังสือ ที่ กต 1002/118 ลงวันที่ 29 เมษายน 2565" in thai
    assert thai[-3:] == ["- สำนักงานอัยการสูงสุด", "- สำนักงานตำรวจแห่งชาติ", "- สำนักงานสภาความมั่นคงแห่งชาติ"]


def test_what_is_not_known_leaves_no_gap() -> None:
    assert english(replace(BARE, committee=Bilingual(""), purpose=Bilingual(""), cities=(BANGKOK,))) == [
        "Day: Thursday 12 May 2022 (B.E. 2565)",
        "Time: 09:30–12:00 Bangkok",
        "Format: Hybrid",
    ]


@pytest.mark.parametrize(
    ("modality", "said"), [(Modality.IN_PERSON, "In person"), (Modality.ONLINE, "Online"), (Modality.HYBRID, "Hybrid")]
)
def test_it_says_how_people_take_part(modality: Modality, said: str) -> None:
    assert f"Format: {said}" in english(replace(BARE, modality=modality))


def test_a_home_that_is_no_duty_station_is_named_after_its_zone() -> None:
    nairobi = replace(BARE, tzid="Africa/Nairobi", cities=(VIENNA,))
    assert english(nairobi)[4:6] == ["Time: 05:30–08:00 Nairobi", "Vienna 04:30–07:00"]


def test_a_session_says_its_first_and_its_last_day() -> None:
    days = "Day: Monday 28 February 2022 (B.E. 2565) – Friday 11 March 2022 (B.E. 2565)"
    assert english(SESSION)[2:4] == [days, "Place: United Nations Headquarters, New York"]


def test_a_session_of_one_day_says_it_once() -> None:
    one_day = replace(SESSION, last_day=SESSION.first_day)
    assert english(one_day)[2] == "Day: Monday 28 February 2022 (B.E. 2565)"


def test_a_letter_whose_day_is_not_known_is_named_by_its_number() -> None:
    assert "Reference: letter no. กต 1002/4." in english(replace(BARE, letter=OfficialLetter("กต 1002/4", None)))


def test_a_letter_without_a_number_is_not_named() -> None:
    assert english(replace(BARE, letter=OfficialLetter(" ", None))) == english(BARE)


def test_the_hours_are_those_of_the_day_clocks_change() -> None:
    facts = replace(
        BARE,
        starts=datetime(2022, 3, 27, 0, 30, tzinfo=UTC),
        ends=datetime(2022, 3, 27, 1, 30, tzinfo=UTC),
        tzid="Europe/Vienna",
    )
    assert "Time: 01:30–03:30 Vienna" in english(facts)


def test_a_cancellation_tells_why_and_what_but_neither_agenda_nor_link() -> None:
    told = cancellation(CONSULTATION, Language.ENGLISH, whole=True, comment="The session is postponed.\n")
    assert told.splitlines() == [
        "This meeting is cancelled.",
        "The session is postponed.",
        "",
        "Day: Thursday 12 May 2022 (B.E. 2565)",
        "Time: 09:30–12:00 Bangkok",
        "Vienna 04:30–07:00",
        "New York 22:30–01:00 (+1) (Wed 11 May 2022)",
        "Place: ห้องประชุม 2 กระทรวงการต่างประเทศ ถนนศรีอยุธยา",
        "",
        "Reference: letter no. กต 1002/118, dated 29 April 2022.",
    ]


def test_somebody_taken_off_the_list_is_told_that_the_meeting_goes_on() -> None:
    told = cancellation(CONSULTATION, Language.ENGLISH, whole=False, comment="")
    assert told.startswith("This invitation no longer applies to you. The meeting itself goes on.\n\nDay:")
