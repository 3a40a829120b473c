"""A meeting's facts, as letters and calendars are rendered from them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.database import db
from scheduler.consultations import found
from scheduler.facts import facts_of, names_in
from scheduler.rules.frozen_facts import frozen, thawed
from tests.making import DESK
from vocabulary.invite import OfficialLetter
from vocabulary.text import Bilingual


def test_facts_say_who_asks_whom_to_what_and_why(booked: int) -> None:
    facts = facts_of(found(booked), DESK)
    assert facts.convener.en == "Ministry of Foreign Affairs"
    assert facts.purpose == Bilingual("Session 2 · Vienna", "สมัยที่ 2 · กรุงเวียนนา")
    assert [agency.en for agency in facts.invited] == ["Agency 1", "Agency 2", "Agency 3"]
    assert facts.letter == OfficialLetter("กต 1002/15", date(2022, 1, 4))


def test_every_clock_is_there_the_capitals_first(booked: int) -> None:
    assert [city.tzid for city in facts_of(found(booked), DESK).cities] == ["Asia/Bangkok", "Europe/Vienna"]


def test_no_break_mark_reaches_a_letter_or_a_calendar(booked: int) -> None:
    assert "|" not in repr(facts_of(found(booked), DESK))


def test_the_names_are_kept_by_their_words_for_looks_alone(booked: int) -> None:
    facts = facts_of(found(booked), DESK)
    assert ("กระทรวง", "การต่างประเทศ") in facts.names
    assert ("หน่วยงาน", "ที่ 1") in facts.names
    older = replace(facts, names=())
    assert older == facts, "a letter that was drafted without them is owed to nobody anew"
    assert thawed({key: value for key, value in frozen(facts).items() if key != "names"}).names == ()
    assert thawed(frozen(facts)).names == facts.names


def test_a_meeting_that_prepares_for_no_session_has_names_too(booked: int) -> None:
    consultation = found(booked)
    consultation.committee_session = None
    assert ("กระทรวง", "การต่างประเทศ") in facts_of(consultation, DESK).names
    db.session.rollback()


def test_answers_are_asked_for_by_the_end_of_a_day_in_the_capital(booked: int) -> None:
    consultation = found(booked)
    consultation.reply_by = date(2022, 1, 10)
    reply_by = facts_of(consultation, DESK).reply_by
    assert reply_by is not None
    assert datetime(2022, 1, 10, 2, 0, tzinfo=UTC) < reply_by < datetime(2022, 1, 10, 17, 0, tzinfo=UTC)


def test_a_consultation_without_an_hour_has_no_facts_to_mail(booked: int) -> None:
    consultation = found(booked)
    consultation.starts = consultation.ends = None
    with pytest.raises(ValueError, match="without an hour"):
        facts_of(consultation, DESK)
    db.session.rollback()


def test_a_letter_that_has_no_number_is_not_cited(booked: int) -> None:
    consultation = found(booked)
    consultation.letter_number = ""
    assert facts_of(consultation, DESK).letter is None


def test_the_names_of_a_letter_are_those_of_its_session_and_of_its_city(booked: int) -> None:
    consultation = found(booked)
    assert consultation.committee_session is not None
    consultation.committee_session.title_th = "สมัย|พิเศษ"
    session = consultation.committee_session
    assert session.duty_station is not None
    city = session.duty_station.name
    assert {session.title, city} <= set(names_in(consultation))
    session.duty_station = None
    assert (session.title in names_in(consultation), city in names_in(consultation)) == (True, False)
    consultation.committee_session = None
    assert session.title not in names_in(consultation)
    db.session.rollback()
