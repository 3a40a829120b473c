"""Whom and what somebody means who looks through the audit."""

import pytest

from models.database import db
from models.people import Person, Post
from scheduler.deed import deed
from scheduler.queries.audit_matches import MOST, matches
from scheduler.queries.audit_matters import About
from scheduler.search_rebuild import rebuild_search
from tests.fixtures import Letter, People
from tests.making import NOW
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.states import Matter


@pytest.fixture
def known(letter: Letter, people: People) -> People:
    """The letter's people, all to be found."""
    rebuild_search(by=OPERATOR, now=NOW)
    return people


def meant(text: str, matter: Matter | None = Matter.PERSON) -> list[About]:
    return [match.about for match in matches(text, matter, field="what", actor=OPERATOR)]


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", ["sira", "SIRA@oag", "ศิระ", "Tuayang Sira"])
def test_somebody_is_meant_by_any_part_of_a_name_or_address(known: People, typed: str) -> None:
    assert meant(typed) == [About(Matter.PERSON, known.focal["oag"])]


@pytest.mark.parametrize("typed", ["12", "#12", "๑๒", "#12 Mr Whoever"])
def test_a_number_is_meant_whether_or_not_somebody_has_it(known: People, typed: str) -> None:
    assert meant(typed) == [About(Matter.PERSON, 12)]
    assert matches("#999999", Matter.PERSON, field="what", actor=OPERATOR)[0].title.en == ""


def test_a_name_that_begins_with_digits_is_no_number(known: People, letter: Letter) -> None:
    assert meant("74/247", None) == [About(Matter.COMMITTEE, letter.committee_id)]


def test_without_a_kind_things_of_every_kind_are_meant(known: People, letter: Letter) -> None:
    assert {one.matter for one in meant("justice", None)} == {Matter.PERSON, Matter.AGENCY}
    assert About(Matter.SESSION, letter.session_ids["2"]) in meant("session", Matter.SESSION)


def test_posts_and_cities_are_meant_by_their_names(known: People, letter: Letter) -> None:
    posts = {row.id: row.title_en for row in db.session.query(Post)}
    found = meant("vienna", Matter.POST)
    assert [posts[one.number or 0] for one in found] == [title for title in posts.values() if "Vienna" in title]
    assert len(meant("vienna", Matter.PLACE)) == 1


@pytest.mark.parametrize(
    ("typed", "matter", "sentence"),
    [
        ("nobody-at-all", Matter.PERSON, "Nothing on file is called that"),
        ("nowhere", Matter.POST, "Nothing on file is called that"),
        ("x", Matter.PERSON, "Type at least two letters"),
        ("12", None, "of which kind"),
        ("backup", Matter.SERVICE, "Write the number"),
        ("invitation", Matter.LETTER, "Write the number"),
        ("5", Matter.SERVICE, "Nothing on file is called that"),
    ],
)
def test_what_nobody_can_mean_is_refused_on_its_field(
    known: People, typed: str, matter: Matter | None, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        meant(typed, matter)
    assert refused.value.field == "what"


@pytest.mark.parametrize("count", [MOST + 1, 60])
def test_a_name_that_too_many_have_is_to_be_written_out(known: People, count: int) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add_all(Person(name_en=f"Ms Manifold {number:03}", name_th="") for number in range(count))
    with pytest.raises(Refusal, match="Write more of the name"):
        meant("manifold")
