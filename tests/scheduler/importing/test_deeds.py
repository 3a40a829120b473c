"""Taking a spreadsheet in: all or nothing, as it was shown, and without a letter."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.database import db
from models.imports import KeptSheet
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Agency, FocalPoint, Person
from scheduler.consultations import book
from scheduler.importing.deeds import KEEPS, Decision, brought_sheet, import_kept, import_sheet, keep_sheet, plan_for
from scheduler.importing.sheets import read_sheet
from scheduler.importing.templates import template_csv, template_xlsx
from scheduler.people import add_person
from tests.auditing import details
from tests.auditing import row as audit_row
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.importing.files import NICHA, csv_of
from tests.scheduler.importing.test_plans import PIMLADA, row
from tests.scheduler.letters import let_go
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Invited, PersonCard
from vocabulary.refusals import Forbidden, Invalid, NotFound, Refusal, Stale
from vocabulary.states import ActorKind, Duty, Language, MailState
from vocabulary.text import Bilingual

SARABAN = ["moj", "", "", "", "", "", "", "saraban@moj.example"]


@pytest.fixture
def officer(people: People) -> Actor:
    return Actor(ActorKind.PERSON, "Officer", person_id=people.desk, duty=Duty.DESK_OFFICER)


def kept(officer: Actor, *rows: list[str]) -> int:
    return keep_sheet(read_sheet(csv_of(*rows), name="people.csv"), name="people.csv", by=officer, wall=NOW)


def decide(number: int, officer: Actor, *, shown: str | None = None) -> None:
    digest = brought_sheet(number, by=officer, wall=NOW).plan.digest if shown is None else shown
    import_kept(Decision(number, digest, NOW), by=officer, now=NOW)


def points(agency_id: int) -> list[tuple[str, bool]]:
    found = db.session.execute(
        select(Person.email, FocalPoint.is_primary)
        .join(FocalPoint, FocalPoint.person_id == Person.id)
        .where(FocalPoint.agency_id == agency_id, FocalPoint.ended_on.is_(None))
        .order_by(FocalPoint.id)
    )
    return [(address or "", primary) for address, primary in found]


def test_all_rows_are_taken_in_by_one_deed_and_no_letter_is_written(letter: Letter, officer: Actor) -> None:
    decide(kept(officer, row(NICHA, part="primary"), row(PIMLADA, phone="02 555 0199"), SARABAN), officer)
    assert points(letter.agency_ids["moj"]) == [("pimlada@moj.example", False), ("nicha@moj.example", True)]
    nicha = db.session.scalars(select(Person).where(Person.email == "nicha@moj.example")).one()
    assert (nicha.phone, nicha.language, nicha.agency_id) == (
        "+66 2 555 0100",
        Language.ENGLISH,
        letter.agency_ids["moj"],
    )
    agency = db.session.get_one(Agency, letter.agency_ids["moj"])
    assert agency.mailbox is not None
    assert (agency.mailbox.address, agency.mailbox.language) == ("saraban@moj.example", Language.THAI)
    assert db.session.scalar(select(func.count(OutgoingMail.id))) == 0
    assert details(audit_row("import people")) == {
        "file": "people.csv",
        "rows": 3,
        "new": 1,
        "changed": 1,
        "primary": 1,
        "steps back": 1,
        "mailbox": 1,
    }
    assert db.session.scalar(select(KeptSheet)) is None


def test_one_wrong_row_keeps_all_out(letter: Letter, officer: Actor) -> None:
    number = kept(officer, NICHA, row(NICHA, email="x"))
    with pytest.raises(Invalid, match="Row 3, E-mail"):
        decide(number, officer)
    assert db.session.scalar(select(Person).where(Person.email == "nicha@moj.example")) is None
    assert brought_sheet(number, by=officer, wall=NOW).name == "people.csv"


def test_what_has_changed_since_the_look_is_looked_at_again(letter: Letter, officer: Actor) -> None:
    number = kept(officer, NICHA)
    shown = brought_sheet(number, by=officer, wall=NOW).plan.digest
    card = PersonCard(Bilingual("Ms Nicha Tuayang"), email="nicha@moj.example", agency_id=letter.agency_ids["moj"])
    add_person(card, by=OPERATOR, now=NOW)
    with pytest.raises(Stale, match="Look at this new preview"):
        decide(number, officer, shown=shown)
    decide(number, officer)
    assert points(letter.agency_ids["moj"])[1] == ("nicha@moj.example", False)


def test_a_file_is_its_officers_alone_and_goes_after_a_day(letter: Letter, officer: Actor, people: People) -> None:
    number = kept(officer, NICHA)
    other = Actor(ActorKind.PERSON, "Other", person_id=people.administrator, duty=Duty.ADMINISTRATOR)
    for reader, wall in ((other, NOW), (OPERATOR, NOW), (officer, NOW + KEEPS)):
        with pytest.raises(NotFound):
            brought_sheet(number, by=reader, wall=wall)
    demoted = Actor(ActorKind.PERSON, "Officer", person_id=people.desk)
    with pytest.raises(NotFound):
        brought_sheet(number, by=demoted, wall=NOW)
    sheet = read_sheet(csv_of(NICHA), name="f")
    second = keep_sheet(sheet, name="f", by=officer, wall=NOW + KEEPS + timedelta(hours=1))
    assert list(db.session.scalars(select(KeptSheet.id))) == [second]
    with pytest.raises(ValueError, match="operator"):
        keep_sheet(sheet, name="f", by=OPERATOR, wall=NOW)


def test_what_says_nothing_new_is_nothing_to_import(letter: Letter) -> None:
    with pytest.raises(Refusal, match="there is nothing to import"):
        import_sheet(read_sheet(csv_of(PIMLADA), name="f"), name="f", by=OPERATOR, now=NOW)


def test_a_moved_address_kills_the_links_of_the_old_one_and_drafts_for_both(letter: Letter, people: People) -> None:
    let_go(book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["moj"],)), hand=HAND))
    moved = read_sheet(csv_of(row(PIMLADA, email="new@moj.example")), name="f")
    import_sheet(moved, name="f", by=OPERATOR, now=NOW)
    assert db.session.scalars(select(Invitation.generation)).one() == 2
    drafts = select(OutgoingMail.address).where(OutgoingMail.state == MailState.DRAFT).order_by(OutgoingMail.id)
    assert list(db.session.scalars(drafts)) == ["pimlada@moj.example", "new@moj.example"], "to be released, or not"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("make", [template_xlsx, template_csv])
def test_the_list_of_today_brought_back_changes_nothing(letter: Letter, language: Language, make: object) -> None:
    import_sheet(read_sheet(csv_of(NICHA, SARABAN), name="f"), name="f", by=OPERATOR, now=NOW)
    db.session.scalars(select(Person).where(Person.email == "nicha@moj.example")).one().phone = "+66 2 555 0100"
    db.session.commit()
    content = make(language, filled=True, by=OPERATOR)  # type: ignore[operator]
    plan = plan_for(read_sheet(content, name="f"), by=OPERATOR)
    assert (plan.problems, plan.changing, len(plan.lines)) == ((), (), 8)


@pytest.mark.parametrize("make", [template_xlsx, template_csv])
def test_an_empty_template_has_headings_alone_and_is_the_desks(letter: Letter, people: People, make: object) -> None:
    with pytest.raises(Refusal, match="holds no row"):
        read_sheet(make(Language.THAI, filled=False, by=OPERATOR), name="f")  # type: ignore[operator]
    with pytest.raises(Forbidden):
        make(Language.THAI, filled=True, by=Actor(ActorKind.PERSON, "Other", person_id=people.focal["moj"]))  # type: ignore[operator]
