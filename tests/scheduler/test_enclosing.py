"""Files put with a consultation's letters and taken away, by themselves."""

import pytest

from scheduler.consultations import found
from scheduler.enclosing import NOT_ENCLOSED, enclose, take_out
from tests.making import HAND
from tests.papers import make_pdf
from tests.scheduler.letters import letters
from vocabulary.plan import Upload
from vocabulary.refusals import NotFound
from vocabulary.states import EnclosureKind, LetterKind

LETTER = Upload(EnclosureKind.SIGNED_LETTER, "letter.pdf", make_pdf("Letter"))
AGENDA = Upload(EnclosureKind.ENCLOSURE, "agenda.pdf", make_pdf("Agenda"))


def names(consultation_id: int) -> list[str]:
    return [paper.name for paper in found(consultation_id).papers]


def test_a_file_comes_beside_those_before_and_each_is_taken_away_alone(released: int) -> None:
    enclose(released, [AGENDA], hand=HAND)
    enclose(released, [LETTER], hand=HAND)
    assert names(released) == ["letter.pdf", "agenda.pdf"]
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 0)}, "no new question"
    gone = found(released).papers[0].id
    take_out(released, gone, hand=HAND)
    assert names(released) == ["agenda.pdf"]
    with pytest.raises(NotFound, match=NOT_ENCLOSED[:20]):
        take_out(released, gone, hand=HAND)


def test_a_new_signed_letter_takes_the_place_of_the_one_before(booked: int) -> None:
    enclose(booked, [LETTER], hand=HAND)
    again = Upload(EnclosureKind.SIGNED_LETTER, "corrected.pdf", make_pdf("Corrected"))
    enclose(booked, [again], hand=HAND)
    assert names(booked) == ["corrected.pdf"]
