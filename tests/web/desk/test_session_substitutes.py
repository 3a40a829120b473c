"""A delegate's substitute, decided on the session's page."""

from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.substitutions import Substitution
from scheduler.substitutions import name_substitute
from tests.fixtures import Letter, People
from tests.making import NOW
from tests.scheduler.delegations import invited
from tests.scheduler.giving import invitation_of
from tests.scheduler.test_session_substitutes import MALI
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import Actor
from vocabulary.states import ActorKind
from vocabulary.substitutions import SubstitutePlan


def test_the_substitute_is_decided_on_the_sessions_page(officer: FlaskClient, letter: Letter, people: People) -> None:
    session = invited(letter, people)
    number = invitation_of(people.focal["oag"]).id
    holder = Actor(ActorKind.LINK, "Somebody", invitation_id=number)
    name_substitute(number, SubstitutePlan(MALI, "", 0), by=holder, now=NOW)
    word = db.session.scalars(select(Substitution.id)).one()
    page = f"/sessions/{session}"
    assert "Substitute to decide: Ms Mali Tuayang" in officer.get(page).text
    assert f"/sessions/{session}" in officer.get(f"/committees/{letter.committee_key}").text
    refusing = f"{page}/substitutes/{word}/refuse"
    refused = send(officer, refusing, form_to(officer.get(page).text, refusing).fields.to_dict())
    assert (refused.status_code, "Write the reason" in refused.text) == (422, True)
    url = f"{page}/substitutes/{word}/approve"
    approved = send(officer, url, form_to(officer.get(page).text, url).fields.to_dict())
    assert approved.headers["Location"] == f"{page}/letters"
    assert "mali@oag.example" in officer.get(f"{page}/letters").text
