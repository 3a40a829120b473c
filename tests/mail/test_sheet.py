"""A meeting in finished words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mail.sheet import Clock, home_city, sheet, when
from tests.mail.samples import FACTS, MOVED
from vocabulary.invite import OfficialLetter
from vocabulary.states import Language
from vocabulary.text import Bilingual


def test_the_day_has_both_eras_and_the_hours_have_their_city() -> None:
    time = when(FACTS, Language.ENGLISH)
    assert (time.day, time.hours, time.city) == ("Tuesday 11 January 2022 (B.E. 2565)", "14:00–15:30", "Bangkok")
    assert (time.short_day, time.hour) == ("Tue 11 Jan 2022", "14:00")


def test_the_other_cities_stand_beneath_with_their_own_hours() -> None:
    assert when(FACTS, Language.ENGLISH).others == (
        Clock("Vienna", "08:00–09:30", ""),
        Clock("New York", "02:00–03:30", ""),
    )


def test_another_citys_other_day_is_said() -> None:
    assert when(MOVED, Language.ENGLISH).others[1] == Clock("New York", "21:00–22:30", "Tue 11 Jan 2022")


def test_a_meeting_of_whole_days_has_no_hours() -> None:
    facts = replace(FACTS, starts=None, ends=None, first_day=date(2022, 2, 28), last_day=date(2022, 3, 11))
    time = when(facts, Language.ENGLISH)
    assert time.day == "Monday 28 February 2022 (B.E. 2565) – Friday 11 March 2022 (B.E. 2565)"
    assert (time.short_day, time.hours, time.hour, time.others) == ("28 Feb – 11 Mar 2022", "", "", ())


def test_one_whole_day_is_said_once() -> None:
    facts = replace(FACTS, starts=None, ends=None, first_day=date(2022, 2, 28), last_day=date(2022, 2, 28))
    assert when(facts, Language.THAI).day == "วันจันทร์ที่ 28 กุมภาพันธ์ พ.ศ. 2565 (ค.ศ. 2022)"


def test_a_meeting_without_a_time_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without a time"):
        when(replace(FACTS, starts=None), Language.THAI)


def test_a_home_that_is_not_in_the_list_is_named_after_its_zone() -> None:
    assert home_city(replace(FACTS, tzid="Africa/Nairobi")).name.en == "Nairobi"


def test_break_marks_and_control_characters_never_reach_a_letter() -> None:
    page = sheet(replace(FACTS, place="Room\x00\r\n 3", agenda="1.\x07 A\r2. B"), Language.THAI)
    assert (page.title, page.place, page.agenda) == ("หารือเตรียมการ ครั้งที่ 2", "Room 3", ("1. A", "2. B"))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "meet.mfa.example", "https://a b", 'https://a"b', "ftp://a"])
def test_only_a_web_address_may_be_followed(link: str) -> None:
    page = sheet(replace(FACTS, link=link), Language.ENGLISH)
    assert (page.link, page.link_target) == (link, "")


def test_a_web_address_is_followed() -> None:
    assert sheet(FACTS, Language.ENGLISH).link_target == "https://meet.mfa.example/ahc-2"


def test_what_is_not_known_is_empty() -> None:
    facts = replace(FACTS, letter=None, agenda="", invited=(), reply_by=None, convener=Bilingual("", ""))
    page = sheet(facts, Language.ENGLISH)
    assert (page.letter_number, page.letter_day, page.agenda, page.invited, page.reply_by) == ("", "", (), (), None)
    assert page.convener == "กรมองค์การระหว่างประเทศ"


def test_a_letter_may_have_a_number_before_it_has_a_day() -> None:
    page = sheet(replace(FACTS, letter=OfficialLetter("กต 1002/5", None)), Language.ENGLISH)
    assert (page.letter_number, page.letter_day) == ("กต 1002/5", "")


def test_the_hour_to_reply_by_is_the_one_at_home() -> None:
    reply_by = sheet(replace(FACTS, reply_by=datetime(2022, 1, 10, 9, 30, tzinfo=UTC)), Language.THAI).reply_by
    assert reply_by is not None
    assert (reply_by.short_day, reply_by.hour, reply_by.city) == ("จ. 10 ม.ค. 2565", "16:30", "กรุงเทพฯ")
