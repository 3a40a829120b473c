"""People from a file, all or none."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from models.committees import ApprovedAgency
from models.database import db
from models.delegations import Delegate
from models.people import Agency, FocalPoint, OfficeHolder, Person
from scheduler.loading.deeds import load_committee
from scheduler.loading.people import load_people
from tests.conftest import ROOT
from tests.fixtures import Letter, People
from tests.scheduler.loading.small import source
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Invalid
from vocabulary.states import Duty, Language

NOW = datetime(2023, 1, 9, 8, 0, tzinfo=UTC)

PEOPLE = """\
committee = "moss"

[[person]]
address = "Desk@mea.example"
name.en = "Ms Desk Example"
duty = "desk officer"
agency = "mea"

[[person]]
address = "focal@garden.example"
name.en = "Mr Focal Example"
language = "en"
agency = "garden"
focal_point = true

[[holder]]
post = "pr-nairobi"
person = "desk@mea.example"
since = 2020-01-01
until = 2024-12-31

[[delegate]]
session = "1"
person = "focal@garden.example"
agency = "garden"
role = "adviser"
"""


@pytest.fixture
def moss(app: Flask) -> None:
    load_committee(source(), by=OPERATOR, now=NOW)


def load(text: str = PEOPLE) -> int:
    return load_people(text, name="people.toml", by=OPERATOR, now=NOW)


def refused(before: str, after: str) -> list[str]:
    assert PEOPLE.count(before) == 1
    with pytest.raises(Invalid) as wrong:
        load(PEOPLE.replace(before, after))
    assert db.session.scalars(select(Person)).all() == []
    return [str(problem).removeprefix("people.toml, ") for problem in wrong.value.problems]


def test_people_come_with_what_they_do(moss: None) -> None:
    assert load() == 2
    desk, focal = db.session.scalars(select(Person).order_by(Person.id)).all()
    assert (desk.email, desk.duty, desk.language) == ("desk@mea.example", Duty.DESK_OFFICER, Language.THAI)
    assert focal.language is Language.ENGLISH
    assert db.session.scalars(select(FocalPoint)).one().person is focal
    holder = db.session.scalars(select(OfficeHolder)).one()
    assert (holder.person, holder.until) == (desk, date(2024, 12, 31))
    assert db.session.scalars(select(Delegate)).one().person is focal


def test_loading_people_again_changes_nothing(moss: None) -> None:
    load()
    assert load() == 2
    for table, count in ((Person, 2), (FocalPoint, 1), (OfficeHolder, 1), (Delegate, 1)):
        assert len(db.session.scalars(select(table)).all()) == count


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('"focal@garden.example"\nname', '"no address"\nname', "line 10, person 2, address: "),
        ('"focal@garden.example"\nname', '"desk@mea.example"\nname', 'there is already another person "desk@mea.exam'),
        ('agency = "mea"', 'agency = "x"', 'line 7, person 1, agency: no agency has the key "x"'),
        ('agency = "garden"\nfocal', "focal", "line 13, person 2, focal_point: a focal point speaks for an agency"),
        ('post = "pr-nairobi"', 'post = "x"', 'line 17, holder 1, post: no post has the key "x"'),
        ('person = "desk@mea.example"', 'person = "x@y.example"', "line 18, holder 1, person: nobody in this file has"),
        ("until = 2024-12-31", "until = 2019-12-31", "line 20, holder 1, until: 2019-12-31 lies before 2020-01-01"),
        ('session = "1"', 'session = "9"', 'line 23, delegate 1, session: "moss" has no session "9"'),
        ('agency = "garden"\nrole', 'agency = "x"\nrole', 'line 25, delegate 1, agency: no agency has the key "x"'),
        ('role = "adviser"', 'role = "head"', "line 26, delegate 1, role: the head follows from the rule"),
        ('role = "adviser"', 'role = "guest"', "line 26, delegate 1, role: must be 'head', 'deputy head'"),
    ],
)
def test_a_wrong_list_of_people_names_line_field_and_reason(moss: None, before: str, after: str, sentence: str) -> None:
    assert any(sentence in problem for problem in refused(before, after))


def test_somebody_introduced_is_somebody_of_the_file(moss: None) -> None:
    with pytest.raises(Invalid, match="introduction 1, address: nobody in this file"):
        load(PEOPLE + '\n[[introduction]]\nrole.en = "Head"\naddress = "x@y.example"\n')


def test_the_demonstration_asks_six_agencies_through_one_focal_point_each(letter: Letter) -> None:
    points = db.session.scalars(select(FocalPoint)).all()
    agencies = [point.agency.key for point in points]
    assert sorted(agencies) == ["mdes", "mfa", "moj", "ncsa", "nsc", "oag", "rtp"]
    assert len(db.session.scalars(select(ApprovedAgency)).all()) == 7


def test_the_demonstrations_people_are_invented_and_unreachable() -> None:
    text = (ROOT / "committees" / "demonstration.toml").read_text("utf-8")
    addresses = [line.split('"')[1] for line in text.splitlines() if line.startswith("address")]
    assert addresses
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_the_demonstrations_heads_hold_their_posts_through_the_whole_process(letter: Letter) -> None:
    for holder in db.session.scalars(select(OfficeHolder)):
        assert holder.since < date(2021, 1, 1)
        assert holder.until is None or holder.until > date(2024, 12, 31)


def test_a_backup_and_a_mailbox_are_loaded_once_and_the_desks_choice_stays(letter: Letter, people: People) -> None:
    file = FILE_HEAD + person("new@moj.example", backup=True) + MAILBOX
    for _ in range(2):
        load_people(file, name="more.toml", by=OPERATOR, now=NOW)
        moj = db.session.get_one(Agency, letter.agency_ids["moj"])
        assert [(point.person.email, point.is_primary) for point in moj.focal_points] == [
            ("pimlada@moj.example", True),
            ("new@moj.example", False),
        ]
        assert moj.mailbox is not None
        assert (moj.mailbox.address, moj.mailbox.language) == ("saraban@moj.example", Language.ENGLISH)


def person(address: str, *, backup: bool = False, focal_point: bool = True) -> str:
    flags = f"focal_point = {str(focal_point).lower()}\nbackup = {str(backup).lower()}"
    return f'[[person]]\naddress = "{address}"\nname.en = "Ms {address}"\nagency = "moj"\n{flags}\n'


FILE_HEAD = 'committee = "ahc"\n'
MAILBOX = '[[mailbox]]\nagency = "moj"\naddress = "saraban@moj.example"\nlanguage = "en"\n'


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (person("a@moj.example", backup=True, focal_point=False), "a backup is a focal point too"),
        (person("a@moj.example") + person("b@moj.example"), 'already another primary focal point of "moj"'),
        (person("a@moj.example") + MAILBOX + MAILBOX, 'already another mailbox of "moj"'),
        (person("a@moj.example") + MAILBOX.replace('"moj"', '"xyz"'), 'no agency has the key "xyz"'),
        (person("a@moj.example") + MAILBOX.replace("saraban@moj.example", "saraban"), "Write one e-mail address"),
    ],
)
def test_wrong_backups_and_mailboxes_are_refused(letter: Letter, tables: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        load_people(FILE_HEAD + tables, name="more.toml", by=OPERATOR, now=NOW)
