"""Naming delegates: who may stand on a roster, once, in what role, for which agency."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.committees import CabinetApproval
from models.database import db
from models.delegations import Delegate
from models.people import Person
from scheduler.agencies import add_agency, make_focal_point
from scheduler.delegations import change_role, name_delegate, withdraw_delegate
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import OPERATOR
from vocabulary.plan import AgencyCard, Nomination, PersonCard
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual

NEWCOMER = PersonCard(Bilingual("Ms Nicha Tuayang", "นางสาวณิชา ตัวอย่าง"))


def name(session_id: int, nomination: Nomination) -> int:
    return name_delegate(session_id, nomination, by=OPERATOR, now=NOW)


def outsider() -> int:
    card = AgencyCard(Bilingual("Anti-Money Laundering Office", "สำนักงาน ปปง."), Bilingual("AMLO", "ปปง."))
    return add_agency(card, by=OPERATOR, now=NOW)


def test_somebody_on_file_is_named_for_the_agency(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.REPRESENTATIVE, person_id=people.focal["oag"])
    number = name(letter.session_ids["1"], nomination)
    delegate = db.session.get_one(Delegate, number)
    assert (delegate.person_id, delegate.agency.key) == (people.focal["oag"], "oag")
    assert delegate.delegation.session_id == letter.session_ids["1"]


def test_a_new_name_is_put_on_file_with_the_agency(letter: Letter) -> None:
    number = name(letter.session_ids["1"], Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER, card=NEWCOMER))
    person = db.session.get_one(Delegate, number).person
    assert (person.name.en, person.agency_id, person.email) == ("Ms Nicha Tuayang", letter.agency_ids["moj"], None)


def test_the_head_is_derived_and_never_named(letter: Letter, people: People) -> None:
    head = Nomination(letter.agency_ids["oag"], DelegateRole.HEAD, person_id=people.focal["oag"])
    with pytest.raises(Refusal, match="The rule says who leads"):
        name(letter.session_ids["1"], head)
    number = name(letter.session_ids["1"], replace(head, role=DelegateRole.ADVISER))
    with pytest.raises(Refusal, match="The rule says who leads"):
        change_role(number, DelegateRole.HEAD, by=OPERATOR, now=NOW)


def test_nobody_stands_on_a_roster_twice(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.REPRESENTATIVE, person_id=people.focal["oag"])
    name(letter.session_ids["1"], nomination)
    with pytest.raises(Refusal, match="Mr Sira Tuayang is on this roster already"):
        name(letter.session_ids["1"], replace(nomination, role=DelegateRole.ADVISER))


def test_whoever_leads_is_not_named_beside(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["mfa"], DelegateRole.REPRESENTATIVE, person_id=people.head_vienna)
    with pytest.raises(Refusal, match="leads this delegation"):
        name(letter.session_ids["2"], nomination)


def test_the_same_form_sent_twice_adds_nobody_twice(letter: Letter) -> None:
    nomination = Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER, card=NEWCOMER)
    name(letter.session_ids["1"], nomination)
    with pytest.raises(Refusal, match="is on file already"):
        name(letter.session_ids["1"], nomination)
    assert len(db.session.scalars(select(Person).where(Person.name_en == "Ms Nicha Tuayang")).all()) == 1


def test_an_agency_outside_the_list_needs_a_reason_and_an_approver(letter: Letter) -> None:
    agency_id = outsider()
    nomination = Nomination(agency_id, DelegateRole.ADVISER, card=NEWCOMER)
    with pytest.raises(Invalid) as refused:
        name(letter.session_ids["2"], nomination)
    assert [problem.field for problem in refused.value.problems] == ["reason", "approver"]
    with pytest.raises(Invalid, match="who approved"):
        name(letter.session_ids["2"], replace(nomination, reason="Article 40 concerns it"))
    with_both = replace(nomination, reason="Article 40 concerns it", approver="Director-General")
    delegate = db.session.get_one(Delegate, name(letter.session_ids["2"], with_both))
    assert (delegate.open_reason, delegate.open_approver) == ("Article 40 concerns it", "Director-General")


def test_a_reason_or_an_approver_that_is_too_long_is_said_and_not_cut(letter: Letter) -> None:
    nomination = Nomination(outsider(), DelegateRole.ADVISER, card=NEWCOMER, reason="x" * 501, approver="y" * 502)
    with pytest.raises(Invalid) as refused:
        name(letter.session_ids["1"], nomination)
    assert [(problem.field, str(problem)) for problem in refused.value.problems] == [
        ("reason", "Shorten this to 500 characters; it has 501."),
        ("approver", "Shorten this to 500 characters; it has 502."),
    ]


def test_an_approval_without_an_open_category_takes_nobody_from_outside(letter: Letter) -> None:
    agency_id = outsider()
    approval = db.session.scalars(select(CabinetApproval)).one()
    approval.open_category_en = approval.open_category_th = ""
    db.session.commit()
    nomination = Nomination(
        agency_id, DelegateRole.ADVISER, card=NEWCOMER, reason="Needed", approver="Director-General"
    )
    with pytest.raises(Refusal, match="leaves no room for others"):
        name(letter.session_ids["2"], nomination)


def test_an_agency_names_its_own_people(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER, person_id=people.focal["oag"])
    with pytest.raises(Refusal, match="belongs to another agency"):
        name(letter.session_ids["1"], nomination)
    make_focal_point(letter.agency_ids["moj"], people.focal["oag"], by=OPERATOR, now=NOW)
    assert name(letter.session_ids["1"], nomination)


def test_somebody_must_be_chosen_or_entered(letter: Letter) -> None:
    with pytest.raises(Refusal, match="Choose somebody from the list, or enter a name"):
        name(letter.session_ids["1"], Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER))


@pytest.mark.parametrize(
    "nomination", [Nomination(999, DelegateRole.ADVISER), Nomination(1, DelegateRole.ADVISER, 999)]
)
def test_agencies_and_people_that_are_not_there_are_refused(letter: Letter, nomination: Nomination) -> None:
    with pytest.raises(NotFound):
        name(letter.session_ids["1"], nomination)


def test_a_role_changes(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.REPRESENTATIVE, person_id=people.focal["oag"])
    number = name(letter.session_ids["1"], nomination)
    change_role(number, DelegateRole.ALTERNATE, by=OPERATOR, now=NOW)
    assert db.session.get_one(Delegate, number).role is DelegateRole.ALTERNATE


def test_whoever_is_withdrawn_stays_on_file(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.REPRESENTATIVE, person_id=people.focal["oag"])
    number = name(letter.session_ids["1"], nomination)
    withdraw_delegate(number, by=OPERATOR, now=NOW)
    assert db.session.get(Delegate, number) is None
    assert db.session.get(Person, people.focal["oag"]) is not None
    with pytest.raises(NotFound, match="not on the roster any more"):
        withdraw_delegate(number, by=OPERATOR, now=NOW)


def test_each_deed_leaves_one_row_about_the_session(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.REPRESENTATIVE, person_id=people.focal["oag"])
    number = name(letter.session_ids["1"], nomination)
    change_role(number, DelegateRole.ALTERNATE, by=OPERATOR, now=NOW)
    withdraw_delegate(number, by=OPERATOR, now=NOW)
    rows = db.session.scalars(
        select(AuditRow).where(AuditRow.subject_kind == "session").order_by(AuditRow.number)
    ).all()
    assert [row.deed for row in rows] == ["name delegate", "change role", "withdraw delegate"]
    assert {row.subject_id for row in rows} == {letter.session_ids["1"]}
    told_of = [value.person_id for row in rows for value in row.values if value.kind == "delegate"]
    assert told_of == [people.focal["oag"]] * 3
