"""What can be found is what stands in the rows, whatever was done: one hook keeps it, and it can be made anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.committees import Committee, Obligation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Agency, Person
from models.places import DutyStation, Venue
from models.search import SearchEntry
from models.sessions import Block, CommitteeSession
from scheduler.cabinet import record_resolution
from scheduler.consultations import book, cancel, invite, move, reinstate, withdraw
from scheduler.decisions import decide, undo
from scheduler.deed import deed, rehearsing
from scheduler.entries import new_entry
from scheduler.meeting_days import set_meeting_days
from scheduler.obligations import close_obligation
from scheduler.people import add_person, edit_person
from scheduler.releases import recall, release
from scheduler.search_index import refresh
from scheduler.search_rebuild import is_blank, rebuild_search
from tests.fixtures import Letter
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED, let_go, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import CabinetDecision, DayPlan, Evidence, Invited, Owed, PersonCard, ResolutionPlan
from vocabulary.refusals import Refusal
from vocabulary.states import ObligationDue, SearchKind
from vocabulary.text import Bilingual

Entries = dict[tuple[SearchKind, int], tuple[str, ...]]


def entries() -> Entries:
    """What can be found now."""
    db.session.rollback()
    return {
        (one.kind, one.subject_id): (one.title_en, one.title_th, one.detail_en, one.detail_th, one.words, one.folded)
        for one in db.session.scalars(select(SearchEntry).execution_options(populate_existing=True))
    }


def entry(kind: SearchKind, number: int) -> SearchEntry:
    wanted = select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.subject_id == number)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def test_the_letter_can_be_found_as_soon_as_it_is_loaded(letter: Letter) -> None:
    kinds = {kind for kind, _ in entries()}
    assert kinds == {
        SearchKind.COMMITTEE,
        SearchKind.SESSION,
        SearchKind.AGENCY,
        SearchKind.PERSON,
        SearchKind.CONSULTATION,
    }
    kept = entries()
    assert rebuild_search(by=OPERATOR, now=NOW) == len(kept)
    assert entries() == kept


def test_a_released_letter_is_found_by_its_recipients_and_no_draft_is(ministry: Ministry, booked: int) -> None:
    assert not any(kind is SearchKind.LETTER for kind, _ in entries())
    batch_id = the_draft(booked).id
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    found = [number for kind, number in entries() if kind is SearchKind.LETTER]
    words = entry(SearchKind.LETTER, found[0]).words
    assert "focal1@agency.example" in words
    assert "กต 1002/15" in words
    edit_person(ministry.person_ids[0], card("new@agency.example"), by=OPERATOR, now=NOW)
    assert "new@agency.example" in entry(SearchKind.LETTER, found[0]).words
    recall(found[0], by=OPERATOR, now=NOW)
    assert not any(kind is SearchKind.LETTER for kind, _ in entries())


def card(address: str) -> PersonCard:
    return PersonCard(Bilingual("Ms Focal1 Tuayang", "นางสาวfocal1 ตัวอย่าง"), email=address)


def test_that_a_letter_was_sent_writes_no_words(ministry: Ministry, booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    mail = db.session.scalars(select(OutgoingMail).limit(1)).one()
    mail.attempts = 1
    db.session.flush()
    assert not db.session.info.get("samai_search_noted")
    db.session.rollback()


def test_a_city_by_another_name_is_in_every_session(ministry: Ministry) -> None:
    with deed("rename city", by=OPERATOR, now=NOW):
        station = db.session.scalars(select(DutyStation).where(DutyStation.key == "vienna")).one()
        station.city_en = "Wien"
        db.session.add(Venue(key="vic", name_en="International Centre", name_th="", duty_station=station))
    assert "Wien" in entry(SearchKind.SESSION, ministry.session_id).title_en


def test_a_committee_is_found_by_what_it_owes(ministry: Ministry) -> None:
    committee = db.session.get_one(Committee, ministry.committee_id)
    assert committee.obligations == []
    with deed("promise", by=OPERATOR, now=NOW):
        db.session.add(
            Obligation(
                committee_id=ministry.committee_id,
                position=1,
                text_en="Submit the framework",
                owner_id=ministry.agency_ids[0],
                due=ObligationDue.NEGOTIATION,
            )
        )
    assert "Submit the framework" in entry(SearchKind.COMMITTEE, ministry.committee_id).words


def test_what_was_only_rehearsed_or_undone_cannot_be_found(ministry: Ministry) -> None:
    kept = entries()
    with rehearsing():
        add_person(PersonCard(Bilingual("Mr Nobody")), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal):
        rename_and_refuse(ministry.person_ids[0])
    edit_person(ministry.person_ids[1], card("other@agency.example"), by=OPERATOR, now=NOW)
    changed = {key for key, words in entries().items() if kept.get(key) != words}
    assert changed == {(SearchKind.PERSON, ministry.person_ids[1])}


def rename_and_refuse(person_id: int) -> None:
    with deed("rename", by=OPERATOR, now=NOW):
        db.session.get_one(Person, person_id).name_en = "Another"
        db.session.flush()
        raise Refusal("No.")


def test_what_is_gone_is_found_no_more_and_nothing_is_written_twice(ministry: Ministry) -> None:
    with deed("add agency", by=OPERATOR, now=NOW):
        lonely = Agency(key="lonely", name_en="Lonely Office", name_th="")
        db.session.add(lonely)
    assert (SearchKind.AGENCY, lonely.id) in entries()
    with deed("remove agency", by=OPERATOR, now=NOW):
        db.session.delete(db.session.get_one(Agency, lonely.id))
    assert (SearchKind.AGENCY, lonely.id) not in entries()
    assert refresh(SearchKind.AGENCY, None) == 0
    db.session.rollback()


def test_tables_without_any_words_are_known_by_it(ministry: Ministry) -> None:
    assert not is_blank()
    db.session.rollback()
    with deed("forget", by=OPERATOR, now=NOW):
        db.session.execute(SearchEntry.__table__.delete())  # type: ignore[attr-defined]
    assert is_blank()


class Story:
    """A desk at work; every act may be refused, as it may be in life."""

    def __init__(self, ministry: Ministry) -> None:
        self.ministry = ministry
        self.number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)

    def acts(self) -> list[Callable[[], object]]:
        return [
            partial(let_go, self.number),
            partial(move, self.number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND),
            partial(cancel, self.number, reason="The hall is taken", hand=HAND),
            partial(reinstate, self.number, hand=HAND),
            self.withdraw_first,
            partial(invite, self.number, Invited(self.ministry.agency_ids[:1]), hand=HAND),
            self.date_session,
            self.readdress,
            self.rename_committee,
            self.add_somebody,
            self.call_back,
        ]

    def withdraw_first(self) -> None:
        first = select(Invitation.id).where(Invitation.person_id == self.ministry.person_ids[0])
        withdraw(db.session.scalars(first).one(), hand=HAND)

    def date_session(self) -> None:
        with deed("plan session", by=OPERATOR, now=NOW):
            found = db.session.get_one(CommitteeSession, self.ministry.session_id)
            found.blocks = [
                Block(opens=date(2022, 5, 30), closes=date(2022, 6, 10), entry=new_entry(domain="mfa.example", now=NOW))
            ]

    def readdress(self) -> None:
        person = db.session.get_one(Person, self.ministry.person_ids[0])
        new = replace(card(f"x{person.generation}@agency.example"), phone="+66 2 555 0100")
        edit_person(person.id, new, by=OPERATOR, now=NOW)

    def rename_committee(self) -> None:
        with deed("rename committee", by=OPERATOR, now=NOW):
            db.session.get_one(Committee, self.ministry.committee_id).short_name_en += "x"

    def add_somebody(self) -> None:
        count = len(entries())
        add_person(PersonCard(Bilingual(f"Mr New {count}")), by=OPERATOR, now=NOW)

    def call_back(self) -> None:
        batch = db.session.scalars(select(OutgoingMail.batch_id).order_by(OutgoingMail.id.desc()).limit(1)).one()
        recall(batch or 0, by=OPERATOR, now=NOW)


def test_what_is_kept_is_what_would_be_made_anew_whatever_the_desk_does(ministry: Ministry) -> None:
    story = Story(ministry)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(0, len(story.acts()) - 1), max_size=5))
    def any_story(numbers: list[int]) -> None:
        for number in numbers:
            try:
                story.acts()[number]()
            except (Refusal, AssertionError):
                db.session.rollback()
        kept = entries()
        rebuild_search(by=OPERATOR, now=NOW)
        assert entries() == kept

    any_story()


def test_rooms_documents_and_evidence_can_be_found(letter: Letter) -> None:
    number, committee = letter.session_ids["2"], letter.committee_id
    set_meeting_days(number, [DayPlan(date(2022, 5, 30), "10:00-13:00", "ห้อง M3")], by=OPERATOR, now=NOW)
    change = Change(number, Verb.EXTEND, closes=date(2022, 6, 13))
    made = decide(Decision((change,), "A/76/L.33", reason="สมัชชาขยายเวลา"), hand=HAND)
    resolved = ResolutionPlan(CabinetDecision(NOW.date(), "ที่ นร 0505/7"), is_whole=True)
    record_resolution(number, resolved, by=OPERATOR, now=NOW)
    duty = db.session.scalars(select(Obligation.id).where(Obligation.due != ObligationDue.EACH_SESSION)).first()
    assert duty is not None
    close_obligation(Owed(duty), Evidence(NOW.date(), "Framework CR 9/2565"), by=OPERATOR, now=NOW)
    words = entry(SearchKind.SESSION, number).words
    for text in ("ห้อง M3", "A/76/L.33", "สมัชชาขยายเวลา", "ที่ นร 0505/7"):
        assert text in words
    assert "Framework CR 9/2565" in entry(SearchKind.COMMITTEE, committee).words
    undo(made, hand=HAND)
    assert "A/76/L.33" not in entry(SearchKind.SESSION, number).words
    kept = entries()
    rebuild_search(by=OPERATOR, now=NOW)
    assert entries() == kept
