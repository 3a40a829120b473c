"""A post's page: who holds it, who takes it up, whose last day is known."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.people import OfficeHolder
from tests.fixtures import Letter, People
from tests.web.posting import send


def holder_id(letter: Letter) -> int:
    held = select(OfficeHolder.id).where(OfficeHolder.post_id == letter.post_ids["pr-vienna"])
    return db.session.scalars(held.order_by(OfficeHolder.id)).first() or 0


def test_a_post_passes_from_one_to_the_next(officer: FlaskClient, letter: Letter, people: People) -> None:
    url = f"/posts/{letter.post_ids['pr-vienna']}"
    term = {"person": str(people.focal["oag"]), "since": "1 พ.ค. 2565", "until": "", "capacity": "substantive"}
    refused = send(officer, url, term)
    assert refused.status_code == 422
    assert "holds this post from 1 October 2020" in refused.text
    last = f"until_{holder_id(letter)}"
    assert send(officer, f"{url}/holders/{holder_id(letter)}", {last: "30/4/2565"}).status_code == 303
    assert send(officer, url, term).status_code == 303
    page = officer.get(url).text
    assert "1 Oct 2020 – 30 Apr 2022" in page
    assert "from 1 May 2022" in page
    assert "Mr Sira Tuayang" in officer.get(f"/sessions/{letter.session_ids['2']}").text


def test_a_last_day_that_cannot_be_read_is_asked_about_in_its_own_row(officer: FlaskClient, letter: Letter) -> None:
    url = f"/posts/{letter.post_ids['pr-vienna']}/holders/{holder_id(letter)}"
    field = f"until_{holder_id(letter)}"
    answer = send(officer, url, {field: "soon"})
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert 'value="soon"' in answer.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": ""}, "Choose who takes up the post."),
        ({"since": ""}, "Enter the first day in the post."),
        ({"since": "1 May 65"}, "65"),
        ({"until": "2022-04-01", "capacity": "acting"}, "The last day must be the first day or a later one."),
    ],
)
def test_a_wrong_term_is_refused_and_kept(
    officer: FlaskClient, letter: Letter, people: People, fields: dict[str, str], sentence: str
) -> None:
    term = {"person": str(people.focal["oag"]), "since": "2022-05-01", "capacity": "acting", "document": "Command 5"}
    answer = send(officer, f"/posts/{letter.post_ids['pr-vienna']}", {**term, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Command 5"' in answer.text


def test_a_post_that_is_not_there_is_not_found(officer: FlaskClient) -> None:
    assert officer.get("/posts/999").status_code == 404
