"""The delegation's page: naming, changing and withdrawing without a script."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.delegations import Delegate
from tests.fixtures import Letter, People
from tests.web.posting import send
from vocabulary.states import DelegateRole


def url(letter: Letter, key: str = "1") -> str:
    return f"/sessions/{letter.session_ids[key]}/delegation"


def naming(letter: Letter, agency: str, **fields: str) -> dict[str, str]:
    return {"agency": str(letter.agency_ids[agency]), "role": "representative", **fields}


def names_in(page: str) -> list[str]:
    """The names on the roster, in their order."""
    return re.findall(r'<th scope="row">([^<]+)<', page.split('id="agencies"', maxsplit=1)[0])


def delegate(letter: Letter, key: str, name: str) -> Delegate:
    session_id = letter.session_ids[key]
    found = [one for one in db.session.scalars(select(Delegate)) if one.delegation.session_id == session_id]
    return next(one for one in found if one.person.name.en == name)


def test_the_roster_begins_with_the_derived_head(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(url(letter, "2")).text
    assert names_in(page) == [
        "H.E. Mr Phuwadol Tuayang",
        "Ms Rawisara Tuayang",
        "Mr Theerach Tuayang",
        "Mr Sira Tuayang",
        "Pol. Col. Warut Tuayang",
    ]
    assert "4 agencies have named nobody yet: NSC, NCSA, MOJ, MDES" in page


def test_an_agency_is_chosen_first_and_then_offers_its_people(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(url(letter), query_string={"agency": letter.agency_ids["moj"]}).text
    assert "Name somebody for: Ministry of Justice" in page
    assert "Ms Pimlada Tuayang" in page
    assert "Mr Potchara Tuayang" not in page
    assert officer.get(url(letter), query_string={"agency": 999}).status_code == 404


def test_somebody_on_file_is_put_on_the_roster(officer: FlaskClient, letter: Letter, people: People) -> None:
    answer = send(officer, url(letter), naming(letter, "moj", person=str(people.focal["moj"])))
    assert answer.status_code == 303
    assert names_in(officer.get(url(letter)).text) == ["H.E. Mrs Naruemon Tuayang", "Ms Pimlada Tuayang"]
    page = officer.get(url(letter), query_string={"agency": letter.agency_ids["moj"]}).text
    assert f'value="{people.focal["moj"]}"' not in page, "whoever is on the roster is not offered again"


def test_somebody_new_is_put_on_file_and_on_the_roster(officer: FlaskClient, letter: Letter) -> None:
    fields = naming(letter, "moj", person="new", name_th="นางสาวณิชา ตัวอย่าง", name_en="Ms Nicha Tuayang", role="adviser")
    assert send(officer, url(letter), fields).status_code == 303
    assert "Ms Nicha Tuayang" in names_in(officer.get(url(letter)).text)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": ""}, "Choose somebody from the list, or enter a name."),
        ({"person": "new"}, "Enter the name in Thai, in English or in both."),
        ({"person": "new", "name_en": "Ms Nicha Tuayang", "email": "nicha"}, "Write one e-mail address"),
        ({"person": "new", "name_en": "Ms Nicha Tuayang", "role": ""}, "Choose a role."),
        ({"person": "new", "name_en": "Ms Nicha Tuayang", "role": "head"}, "The rule says who leads."),
        ({"person": "new", "name_en": "Ms Nicha Tuayang", "role": "king"}, "Choose one of these."),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(
    officer: FlaskClient, letter: Letter, fields: dict[str, str], sentence: str
) -> None:
    answer = send(officer, url(letter), naming(letter, "moj", **fields))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{fields.get("name_en", "")}"' in answer.text
    assert names_in(officer.get(url(letter)).text) == ["H.E. Mrs Naruemon Tuayang"]


def test_an_agency_outside_the_list_is_added_and_asked_for_its_reason(officer: FlaskClient, letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    added = send(officer, "/agencies/new", {"name_en": "Another Office", "session": str(session_id)})
    assert added.status_code == 303
    assert added.location.startswith(f"/sessions/{session_id}/delegation?agency=")
    page = officer.get(added.location).text
    assert "This agency is not on the approval’s list" in page
    agency = re.search(r"agency=(\d+)", added.location)
    assert agency is not None
    fields = {"agency": agency[1], "role": "adviser", "person": "new", "name_en": "Ms Nicha Tuayang"}
    refused = send(officer, url(letter), fields)
    assert (refused.status_code, "Say why it is needed." in refused.text) == (422, True)
    saved = send(officer, url(letter), {**fields, "reason": "Article 40", "approver": "Director-General"})
    assert saved.status_code == 303
    assert "Outside the list: Article 40 (approved by Director-General)" in officer.get(url(letter)).text


def test_a_role_changes_and_a_name_is_withdrawn(officer: FlaskClient, letter: Letter) -> None:
    row = delegate(letter, "2", "Mr Sira Tuayang").id
    assert send(officer, f"{url(letter, '2')}/{row}/role", {"role": "alternate"}).status_code == 303
    db.session.rollback()
    assert delegate(letter, "2", "Mr Sira Tuayang").role is DelegateRole.ALTERNATE
    assert send(officer, f"{url(letter, '2')}/{row}/role", {"role": ""}).status_code == 422
    assert send(officer, f"{url(letter, '2')}/{row}/withdraw").status_code == 303
    assert "Mr Sira Tuayang" not in names_in(officer.get(url(letter, "2")).text)
    assert send(officer, f"{url(letter, '2')}/{row}/withdraw").status_code == 404


def test_more_than_five_of_a_role_are_warned_of(officer: FlaskClient, letter: Letter) -> None:
    for number in range(6):
        fields = naming(letter, "moj", person="new", name_en=f"Ms Nicha {number} Tuayang")
        assert send(officer, url(letter), fields).status_code == 303
    assert "More than five of one role: Representative." in officer.get(url(letter)).text
