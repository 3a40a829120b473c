"""What the word that somebody else comes must hold."""

import pytest

from scheduler.rules.substitutes import FIELDS, checked_substitute, sight_of_substitute
from vocabulary.plan import PersonCard
from vocabulary.refusals import Invalid
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual

CARD = PersonCard(Bilingual(" Ms Mali "), Bilingual("Officer"), "mali@agency.example", agency_id=3)


def test_words_are_clean_and_the_agency_is_the_one_that_was_invited() -> None:
    plan = checked_substitute(SubstitutePlan(CARD, " By train\x07 ", 2))
    assert (plan.card.name.en, plan.card.agency_id, plan.note, plan.version) == ("Ms Mali", None, "By train", 2)


def test_every_problem_is_said_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        checked_substitute(SubstitutePlan(PersonCard(Bilingual("")), "x" * 2001))
    assert [one.field for one in caught.value.problems] == ["name_th", "email", "note"]


def test_a_form_shows_every_field_whether_there_is_a_word_or_none() -> None:
    assert sight_of_substitute(None) == dict.fromkeys(FIELDS, "")
    assert sight_of_substitute(SubstitutePlan(CARD, "Note"))["note"] == "Note"
