"""What a head of mission sees: the sessions of the post, their rosters, and nobody else's."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures import Letter, People, SignIn
from tests.web.days import in_the_letters_days


@pytest.fixture
def head(letter: Letter, people: People, sign_in: SignIn) -> FlaskClient:
    """The head of the mission in Vienna, signed in, reading Thai."""
    in_the_letters_days()
    client = sign_in(people.head_vienna)
    client.set_cookie("samai-language", "th")
    return client


def test_my_sessions_are_those_of_my_post_the_undated_too(head: FlaskClient, letter: Letter) -> None:
    page = head.get("/mission").text
    own = [key for key, number in letter.session_ids.items() if f'href="/mission/sessions/{number}"' in page]
    assert own == ["2", "4", "5"]
    assert page.count("ยังไม่กำหนดวัน") == 2


def test_a_roster_shows_the_head_first_and_prints_in_thai_numerals(head: FlaskClient, letter: Letter) -> None:
    page = head.get(f"/mission/sessions/{letter.session_ids['2']}").text
    assert page.index("นายภูวดล ตัวอย่าง") < page.index("นางสาวรวิสรา ตัวอย่าง")
    assert "๓๐ พฤษภาคม - ๑๐ มิถุนายน ๒๕๖๕" in page
    assert "พิมพ์เมื่อ ๔ มกราคม ๒๕๖๕" in page
    assert "@" not in page.split("<main")[1].split("</main>")[0], "addresses are nobody's but the desk's"


def test_a_roster_in_english_has_its_own_numerals(head: FlaskClient, letter: Letter) -> None:
    page = head.get(f"/mission/sessions/{letter.session_ids['2']}?lang=en").text
    assert "Printed 4 January 2022. For official use." in page
    assert "H.E. Mr Phuwadol Tuayang" in page


def test_an_undated_session_has_a_page_without_a_roster(head: FlaskClient, letter: Letter) -> None:
    page = head.get(f"/mission/sessions/{letter.session_ids['4']}?lang=en").text
    assert "Nobody has been named yet." in page


def test_nobody_elses_roster_is_there(head: FlaskClient, letter: Letter, people: People) -> None:
    for key in ("1", "3", "6"):
        answer = head.get(f"/mission/sessions/{letter.session_ids[key]}")
        assert answer.status_code == 404
    assert head.get("/mission/sessions/999").status_code == 404
    assert head.get(f"/sessions/{letter.session_ids['2']}/delegation").status_code == 403
