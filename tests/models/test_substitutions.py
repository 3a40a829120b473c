"""Somebody who comes instead: named in both languages, one open word an invitation."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Invitation
from models.substitutions import Substitution
from tests.making import NOW, make_person
from vocabulary.states import AnswerSource
from vocabulary.substitutions import SubstitutionState
from vocabulary.text import Bilingual


def word(invitation: Invitation, state: SubstitutionState = SubstitutionState.OPEN) -> Substitution:
    return Substitution(
        invitation=invitation,
        name_en="Ms Mali",
        name_th="",
        position_en="Legal Officer",
        position_th="",
        email="mali@agency.example",
        source=AnswerSource.LINK,
        sequence=0,
        state=state,
        asked_at=NOW,
        decided_at=None if state is SubstitutionState.OPEN else NOW,
    )


def test_an_invitation_has_one_open_word_and_any_number_of_decided_ones(app: Flask) -> None:
    entry = CalendarEntry(uid="u@x.example", organizer_tag="t", stamp=NOW)
    invitation = Invitation(entry=entry, person=make_person("focal"))
    db.session.add_all(word(invitation, state) for state in SubstitutionState)
    db.session.commit()
    row = word(invitation)
    assert (row.name, row.position) == (Bilingual("Ms Mali"), Bilingual("Legal Officer"))
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.commit()
