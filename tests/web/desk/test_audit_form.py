"""The audit's filter: what is typed means, and what cannot be meant is said."""

import re

import pytest
from flask.testing import FlaskClient

from tests.fixtures import People
from tests.web.desk.auditing import renamed, shown, trail, words


@pytest.mark.parametrize("who", ["sira", "sira@oag.example", "ศิระ"])
def test_a_person_is_found_by_a_part_of_a_name_as_actor_and_as_acted_upon(
    officer: FlaskClient, consultation: int, people: People, who: str
) -> None:
    renamed(people.focal["rtp"], "Mr Other")
    renamed(people.focal["oag"], "Mr Sira Tuayang Again")
    page = shown(officer, who=who)
    assert f'value="#{people.focal["oag"]} Mr Sira Tuayang Again"' in page
    assert "Mr Sira Tuayang Again" in trail(page)
    assert "Mr Other" not in trail(page)
    assert "Booked a consultation" in trail(page)


def test_several_of_a_name_are_all_shown_and_each_can_be_chosen(officer: FlaskClient, consultation: int) -> None:
    page = shown(officer, who="tuayang", **{"from": "1/1/2565"})
    assert "Several are called so. Only:" in page
    link = next(one for one in re.findall(r'href="(/audit\?[^"]*)"[^>]*>Mr Sira', page))
    assert "from=1/1/2565" in link.replace("%2F", "/")
    narrowed = officer.get(link.replace("&amp;", "&")).text
    assert "Several are called so" not in narrowed
    assert "Mr Sira Tuayang" in narrowed
    things = shown(officer, what="justice")
    assert "kind=person&amp;what=%23" in things
    assert "kind=agency&amp;what=%23" in things


def test_the_filter_says_what_it_leaves_and_all_can_be_shown_again(officer: FlaskClient, consultation: int) -> None:
    page = shown(officer, kind="consultation", what=f"#{consultation}", deed="book consultation", quiet="yes")
    told = words(page)
    assert (
        "Shown is only: What was done: Booked a consultation · About which kind of thing: Consultations · About what: "
        f"#{consultation} Preparatory consultation · Leave out signing in and out"
    ) in told
    assert '<a class="noprint" href="/audit">Show everything</a>' in page
    assert "Shown is only" not in words(shown(officer))


def test_a_kind_alone_is_everything_of_that_kind(officer: FlaskClient, consultation: int) -> None:
    told = words(shown(officer, kind="service"))
    assert "Made the search anew" in told
    assert "Booked a consultation" not in trail(shown(officer, kind="service"))


def test_the_days_are_typed_as_everywhere_and_both_count(officer: FlaskClient, consultation: int) -> None:
    assert "Booked a consultation" in trail(shown(officer, **{"from": "4 ม.ค. 2565", "to": "4/1/2565"}))
    page = shown(officer, to="3 Jan 2022")
    assert "No entry is like that." in page
    assert "Monday 3 January 2022 (B.E. 2565)" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "31/2/2022"}, "There is no 31 February 2022"),
        ({"from": "5/1/2022", "to": "4/1/2022"}, "The last day must be the first day or a later one."),
        ({"deed": "dream"}, "Choose one of these."),
        ({"kind": "dream"}, "Choose one of these."),
        ({"who": "nobody-at-all"}, "Nothing on file is called that"),
        ({"what": "5"}, "Choose of which kind this number is."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_shown(
    officer: FlaskClient, people: People, asked: dict[str, str], sentence: str
) -> None:
    page = officer.get("/audit", query_string=asked)
    assert (page.status_code, sentence in page.text) == (422, True)
    assert 'class="trail"' not in page.text
    assert '<details class="more filter noprint" open>' in page.text


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", ""])
def test_a_place_to_go_on_that_is_none_is_the_beginning(officer: FlaskClient, people: People, before: str) -> None:
    page = officer.get("/audit", query_string={"before": before})
    assert (page.status_code, "Loaded a committee from a file" in page.text) == (200, True)
