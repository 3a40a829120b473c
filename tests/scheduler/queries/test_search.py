"""Finding what is on file, however it is typed."""

from datetime import timedelta

import pytest

from models.database import db
from models.people import Person
from scheduler.consultations import book
from scheduler.deed import deed
from scheduler.queries.search import PER_GROUP, PER_PAGE, Results, Wanted, search
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Invited
from vocabulary.refusals import Refusal
from vocabulary.states import ActorKind, SearchKind

FOCAL = Actor(ActorKind.PERSON, "Somebody", person_id=3, agency_ids=frozenset({2}))


def found(query: str, kind: SearchKind | None = None) -> dict[SearchKind, list[str]]:
    return names(search(Wanted(query, kind), actor=OPERATOR))


def names(results: Results) -> dict[SearchKind, list[str]]:
    return {group.kind: [hit.title.en for hit in group.hits] for group in results.groups}


@pytest.mark.parametrize("query", ["กต 1002/4", "กต ๑๐๐๒/๔", "MFA 1002/4", "mfa  ๑๐๐๒/๔", "A/RES/74/247"])
def test_the_letter_is_found_by_its_number_in_either_digits(letter: Letter, query: str) -> None:
    assert found(query)[SearchKind.COMMITTEE] == ["Ad Hoc Committee"]


@pytest.mark.parametrize("query", ["กานดา", "านดา", "KANDA", "kanda@nsc", "nsc.example", "กลุ่มงาน"])
def test_somebody_is_found_by_a_part_of_a_word(letter: Letter, query: str) -> None:
    assert "Mrs Kanda Tuayang" in found(query)[SearchKind.PERSON]


def test_two_letters_are_enough_and_break_marks_are_not_there(letter: Letter) -> None:
    assert "Office of the Attorney General" in found("อส")[SearchKind.AGENCY] or found("สำนักงานอัยการสูงสุด")
    assert "Office of the Attorney General" in found("สำนักงานอัยการ")[SearchKind.AGENCY]


def test_all_words_must_be_found_in_any_order(letter: Letter) -> None:
    assert found("tuayang kanda")[SearchKind.PERSON] == ["Mrs Kanda Tuayang"]
    assert found("kanda nowhere") == {}
    assert found("ka 'nda\" OR *") == {}


@pytest.mark.parametrize("query", ['"', '""" OR', "100%", "a_b", "%_", "NEAR(a b)", "-kanda x", "folded:kanda"])
def test_no_sign_means_anything_but_itself(letter: Letter, query: str) -> None:
    if len(query) < 2:
        with pytest.raises(Refusal, match="two letters"):
            found(query)
    else:
        assert found(query) == {}


def test_a_meeting_and_its_letters_are_found_with_the_recipient_marked(letter: Letter, people: People) -> None:
    number = book(
        letter.session_ids["2"],
        make_plan(),
        invited=Invited((letter.agency_ids["nsc"], letter.agency_ids["oag"])),
        hand=HAND,
    )
    let_go(number)
    groups = {group.kind: group for group in search(Wanted("kanda@nsc.example"), actor=OPERATOR).groups}
    (hit,) = groups[SearchKind.LETTER].hits
    assert [[piece.text for piece in one.line if piece.marked] for one in hit.letters] == [["kanda@nsc.example"]]
    assert found("กต ๑๐๐๒/๑๕")[SearchKind.CONSULTATION] == ["Preparatory consultation"]
    (meeting,) = search(Wanted("Vithes samosorn", SearchKind.CONSULTATION), actor=OPERATOR).groups[0].hits
    assert [piece.text for piece in meeting.lines[0]] == ["Vithes", " ", "Samosorn", " Hall"]


def test_only_the_desk_finds_anything(letter: Letter, people: People) -> None:
    assert search(Wanted("kanda"), actor=FOCAL).total == 0


def test_what_begins_with_the_word_comes_first(letter: Letter) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add(Person(name_en="Zora Kanda", name_th=""))
        db.session.add(Person(name_en="Kanda First", name_th=""))
        db.session.add(Person(name_en="Alpha Kanda", name_th=""))
    assert found("kanda")[SearchKind.PERSON][:2] == ["Kanda First", "Alpha Kanda"]


def test_the_best_of_each_kind_are_shown_and_all_can_be_paged_through(letter: Letter) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add_all(Person(name_en=f"Ms Pagable {number}", name_th="") for number in range(PER_PAGE + 7))
    (group,) = search(Wanted("pagable"), actor=OPERATOR).groups
    assert (group.total, len(group.hits)) == (PER_PAGE + 7, PER_GROUP)
    pages = [search(Wanted("pagable", SearchKind.PERSON, page), actor=OPERATOR).groups for page in (1, 2, 3)]
    assert [len(groups[0].hits) if groups else 0 for groups in pages] == [PER_PAGE, 7, 0]


def test_three_hits_take_no_more_queries_than_one(letter: Letter) -> None:
    for day in range(3):
        let_go(
            book(
                letter.session_ids["2"],
                make_plan(NOW + timedelta(days=7 + day)),
                invited=Invited((letter.agency_ids["nsc"], letter.agency_ids["oag"])[: day + 1]),
                hand=HAND,
            )
        )
    one = questions(lambda: names(search(Wanted("sira@oag"), actor=OPERATOR)))
    assert questions(lambda: names(search(Wanted("tuayang"), actor=OPERATOR))) == one == 2
