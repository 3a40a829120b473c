"""The booking form filled in, and a consultation booked or released through the pages."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.outbox import MailBatch
from tests.fixtures import Letter
from tests.scheduler.letters import let_go
from tests.web.posting import send
from vocabulary.states import BatchState

SIX = ("oag", "rtp", "nsc", "ncsa", "moj", "mdes")


def fields(letter: Letter, *agencies: str, **changed: Any) -> dict[str, Any]:
    """The form for session 2 on 11 January at 14:00, with six agencies unless others are named."""
    return {
        "session": str(letter.session_ids["2"]),
        "title_th": "การหารือเตรียมการ",
        "title_en": "Preparatory consultation",
        "day": "11 Jan 2022",
        "clock": "14:00",
        "minutes": "90",
        "modality": "in person",
        "place": "Vithes Samosorn Hall",
        "agencies": [str(letter.agency_ids[key]) for key in agencies or SIX],
        **changed,
    }


def booked(officer: FlaskClient, letter: Letter, *agencies: str, **changed: Any) -> int:
    """Book by the form; the number of the consultation."""
    answer = send(officer, "/consultations/new", fields(letter, *agencies, **changed))
    found = re.fullmatch(r"/consultations/(\d+)/release", answer.location or "")
    assert found is not None, answer.text
    return int(found[1])


def released(officer: FlaskClient, letter: Letter, *agencies: str, **changed: Any) -> int:
    """The same with its invitations delivered."""
    number = booked(officer, letter, *agencies, **changed)
    let_go(number)
    db.session.rollback()
    return number


def draft_id(number: int) -> int:
    """The number of the draft batch of a consultation."""
    entry_id = select(Consultation.entry_id).where(Consultation.id == number).scalar_subquery()
    draft = select(MailBatch.id).where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.DRAFT)
    found = db.session.scalars(draft).one()
    db.session.rollback()
    return found


def values(page: str) -> dict[str, str]:
    """What stands in the input fields of a page."""
    return dict(re.findall(r'<input id="f-(\w+)"[^>]*? value="([^"]*)"', page))


def ticked(page: str) -> list[str]:
    """The boxes that are ticked, as name=value."""
    return [f"{name}={value}" for name, value in re.findall(r'name="(\w+)" value="([^"]+)"[^>]* checked', page)]
