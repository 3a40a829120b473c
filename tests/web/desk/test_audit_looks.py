"""How an entry of the audit reads: by names, in words, with as much as there is room for."""

import re
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.invitations import Invitation
from models.people import Person
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import withdraw
from scheduler.deed import deed
from scheduler.erasure import erase_from_audit
from scheduler.people import edit_person
from scheduler.queries.audit import audit_head
from scheduler.queries.people import card_of
from tests.fixtures import NOW, People
from tests.making import HAND
from tests.web.desk.auditing import renamed, shown, trail, words
from vocabulary.actor import OPERATOR, Actor
from vocabulary.states import ActorKind, AnswerSource, PartStat


def test_references_are_names_and_rows_that_came_and_went_are_called_by_them(
    officer: FlaskClient, consultation: int, people: People
) -> None:
    invitation = db.session.scalars(select(Invitation).where(Invitation.person_id == people.focal["rtp"])).one()
    withdraw(invitation.id, hand=HAND)
    told = words(shown(officer, deed="withdraw invitation"))
    assert "Invitation (changed): Preparatory consultation · Pol. Col. Warut Tuayang" in told
    assert "Invited agency (taken out): Royal Thai Police" in told


def test_what_was_erased_says_so_and_the_deed_stays(officer: FlaskClient, consultation: int, people: People) -> None:
    person_id = people.focal["rtp"]
    renamed(person_id, "Mr Somebody Else", by=Actor(ActorKind.PERSON, "Pol. Col. Warut", person_id=person_id))
    with deed("hold mail", by=OPERATOR, now=NOW) as record:
        record.about("person", person_id, why="Somebody Else asked")
    assert "Mr Somebody Else" in trail(shown(officer, deed="edit person"))
    erase_from_audit(person_id, by=OPERATOR, now=NOW)
    told = words(trail_page := shown(officer, deed="edit person"))
    assert f"erased no. {person_id}" in told
    assert "Person (changed) erased" in told
    assert "Pol. Col. Warut" not in trail(trail_page)
    assert "erased" in words(shown(officer, deed="hold mail"))
    assert "Erased what the audit says of a person" in words(shown(officer, deed="erase from audit"))


def test_somebody_who_is_on_file_under_another_name_acted_under_that_of_the_day(
    officer: FlaskClient, people: People
) -> None:
    renamed(people.focal["oag"], "Mr Sira Once", by=Actor(ActorKind.PERSON, "Mr Sira Tuayang", people.focal["oag"]))
    told = words(trail(shown(officer, deed="edit person")))
    assert "Changed what is on file of a person: Mr Sira Once Mr Sira Tuayang Person (changed)" in told


def test_an_answer_by_link_says_that_it_came_by_one(officer: FlaskClient, consultation: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    holder = Actor(ActorKind.LINK, "Mr Sira Tuayang", invitation_id=invitation.id)
    answer = GivenAnswer(PartStat.ACCEPTED, "Two of us", AnswerSource.LINK, "Mr Sira Tuayang", NOW)
    record_answer(invitation.id, answer, by=holder, now=NOW)
    told = words(shown(officer, deed="record answer"))
    assert "Mr Sira Tuayang (by the link in a letter)" in told
    assert "Answer: after: Accepted" in told
    assert "How it came: after: by link" in told


def test_a_long_entry_is_folded_cut_and_whole_on_its_own_page(officer: FlaskClient, people: People) -> None:
    page = shown(officer, deed="load committee")
    assert '<details class="more"><summary>' in page
    more = re.search(r"(\d+) lines more", page)
    assert more is not None
    assert int(more[1]) > 100
    number = db.session.scalars(select(AuditRow.number).where(AuditRow.deed == "load committee")).one()
    whole = officer.get(f"/audit/{number}").text
    assert "lines more" not in whole
    assert "added closure list thai-government" in whole
    assert "United Nations Headquarters" in whole
    head = db.session.get_one(AuditRow, number)
    assert head.digest in whole
    assert head.previous in whole
    assert officer.get("/audit/99999").status_code == 404


def test_a_long_text_is_cut_in_the_list_alone(officer: FlaskClient, people: People) -> None:
    person = db.session.get_one(Person, people.focal["oag"])
    edit_person(person.id, replace(card_of(person), phone="0" * 200), by=OPERATOR, now=NOW)
    assert "0" * 161 not in shown(officer, deed="edit person")
    assert "0" * 160 + "…" in shown(officer, deed="edit person")
    assert "0" * 200 in officer.get(f"/audit/{audit_head().rows}").text


def test_a_row_that_names_nothing_we_know_is_still_shown(officer: FlaskClient, people: People) -> None:
    with deed("an old deed", by=Actor(ActorKind.JOB, "sender"), now=NOW) as record:
        record.about("consultation", 999, gone="<b>x</b>", when="2022-01-04T02:00:00+00:00", odd="T+", list_=["a", "b"])
    told = words(shown(officer))
    assert "an old deed: no. 999 (on file no more) The service by itself" in told
    assert "gone: &lt;b&gt;x&lt;/b&gt; · list_: 2 · odd: T+ · when: 4 Jan 2022 09:00" in told
