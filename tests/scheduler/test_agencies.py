"""Agencies of the open category, and the people through whom an agency is invited."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models.database import db
from models.people import Agency
from scheduler.agencies import add_agency, end_focal_point, found_agency, make_focal_point, make_primary, set_mailbox
from scheduler.consultations import book
from scheduler.people import add_person
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import letters
from vocabulary.actor import OPERATOR
from vocabulary.plan import AgencyCard, Invited, PersonCard
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale
from vocabulary.states import Language
from vocabulary.text import Bilingual

AMLO = AgencyCard(Bilingual("Anti-Money Laundering Office", "สำนักงานป้องกันและปราบปรามการฟอกเงิน"), Bilingual("AMLO"))


def primary(agency_id: int) -> list[int]:
    points = found_agency(agency_id).focal_points
    return [point.person_id for point in points if point.is_primary and point.ended_on is None]


def test_an_agency_gets_a_short_name_of_its_own(letter: Letter) -> None:
    cards = (AMLO, AgencyCard(Bilingual("Another Office"), Bilingual("AMLO")), AgencyCard(Bilingual("", "สำนักงาน ก")))
    keys = [db.session.get_one(Agency, add_agency(card, by=OPERATOR, now=NOW)).key for card in cards]
    assert keys == ["amlo", "amlo-2", "agency"]


def test_an_agency_is_on_file_once_and_has_a_name(letter: Letter) -> None:
    add_agency(AMLO, by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="Anti-Money Laundering Office is on file already"):
        add_agency(AMLO, by=OPERATOR, now=NOW)
    with pytest.raises(Invalid, match="Enter the name"):
        add_agency(AgencyCard(Bilingual("")), by=OPERATOR, now=NOW)


def test_an_agency_is_invited_through_its_new_focal_point(letter: Letter, people: People) -> None:
    oag = letter.agency_ids["oag"]
    end_focal_point(oag, people.focal["oag"], by=OPERATOR, now=NOW)
    make_focal_point(oag, people.focal["rtp"], by=OPERATOR, now=NOW)
    consultation = book(letter.session_ids["2"], make_plan(), invited=Invited(agency_ids=(oag,)), hand=HAND)
    assert [address for address, _, _ in letters(consultation)] == ["warut@rtp.example"]


def test_the_first_focal_point_is_the_primary_one_until_it_ends(letter: Letter, people: People) -> None:
    oag = letter.agency_ids["oag"]
    make_focal_point(oag, people.focal["rtp"], by=OPERATOR, now=NOW)
    assert primary(oag) == [people.focal["oag"]]
    end_focal_point(oag, people.focal["oag"], by=OPERATOR, now=NOW)
    assert primary(oag) == [people.focal["rtp"]]


def test_a_focal_point_may_come_back(letter: Letter, people: People) -> None:
    oag, sira = letter.agency_ids["oag"], people.focal["oag"]
    end_focal_point(oag, sira, by=OPERATOR, now=NOW)
    assert [point.ended_on for point in found_agency(oag).focal_points] == [date(2022, 1, 4)]
    make_focal_point(oag, sira, by=OPERATOR, now=NOW)
    assert primary(oag) == [sira]


def test_nobody_is_made_or_ended_twice(letter: Letter, people: People) -> None:
    oag, sira = letter.agency_ids["oag"], people.focal["oag"]
    with pytest.raises(Stale, match="is a focal point of this agency already"):
        make_focal_point(oag, sira, by=OPERATOR, now=NOW)
    end_focal_point(oag, sira, by=OPERATOR, now=NOW)
    with pytest.raises(Stale, match="not a focal point of this agency any more"):
        end_focal_point(oag, sira, by=OPERATOR, now=NOW)


def test_an_agency_is_not_invited_through_somebody_without_an_address(letter: Letter) -> None:
    number = add_person(PersonCard(Bilingual("Mr Krit Tuayang")), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="Mr Krit Tuayang has no e-mail address"):
        make_focal_point(letter.agency_ids["oag"], number, by=OPERATOR, now=NOW)


def test_an_agency_that_is_not_there_is_refused(letter: Letter, people: People) -> None:
    with pytest.raises(NotFound):
        make_focal_point(999, people.focal["oag"], by=OPERATOR, now=NOW)


def test_a_backup_becomes_primary_and_the_one_before_a_backup(letter: Letter, people: People) -> None:
    oag, warut = letter.agency_ids["oag"], people.focal["rtp"]
    make_focal_point(oag, warut, by=OPERATOR, now=NOW)
    make_primary(oag, warut, by=OPERATOR, now=NOW)
    assert primary(oag) == [warut]
    with pytest.raises(Stale, match="is the primary focal point already"):
        make_primary(oag, warut, by=OPERATOR, now=NOW)
    end_focal_point(oag, warut, by=OPERATOR, now=NOW)
    assert primary(oag) == [people.focal["oag"]]
    with pytest.raises(Stale, match="not a focal point of this agency any more"):
        make_primary(oag, warut, by=OPERATOR, now=NOW)


def test_the_table_itself_knows_one_primary_focal_point(letter: Letter, people: People) -> None:
    make_focal_point(letter.agency_ids["oag"], people.focal["rtp"], by=OPERATOR, now=NOW)
    for point in found_agency(letter.agency_ids["oag"]).focal_points:
        point.is_primary = True
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_mailbox_is_set_changed_and_taken_away(letter: Letter) -> None:
    oag = letter.agency_ids["oag"]
    for address, kept in ((" Saraban@OAG.example", "saraban@oag.example"), ("box@oag.example", "box@oag.example")):
        set_mailbox(oag, address, by=OPERATOR, now=NOW)
        mailbox = found_agency(oag).mailbox
        assert mailbox is not None
        assert (mailbox.address, mailbox.language) == (kept, Language.THAI)
    with pytest.raises(Refusal, match="Write one e-mail address"):
        set_mailbox(oag, "nobody", by=OPERATOR, now=NOW)
    set_mailbox(oag, "", by=OPERATOR, now=NOW)
    assert found_agency(oag).mailbox is None


def test_a_mailbox_that_somebody_else_has_changed_is_shown_before_it_is_changed_again(letter: Letter) -> None:
    oag = letter.agency_ids["oag"]
    set_mailbox(oag, "saraban@oag.example", by=OPERATOR, now=NOW)
    with pytest.raises(Overtaken) as overtaken:
        set_mailbox(oag, "other@oag.example", by=OPERATOR, now=NOW, seen={"mailbox": ""})
    assert overtaken.value.present == {"mailbox": "saraban@oag.example"}
    assert overtaken.value.mine == {"mailbox": "other@oag.example"}
    set_mailbox(oag, "Saraban@oag.example", by=OPERATOR, now=NOW, seen={"mailbox": ""})
