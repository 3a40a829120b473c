"""The overview as the desk reads it."""

import pytest
from flask.testing import FlaskClient

from models.database import db
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.agencies import end_focal_point
from scheduler.consultations import book
from scheduler.queries.preparations import Preparation
from scheduler.rules.waiting import WaitingKind
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.states import ConsultationStatus, SessionStatus
from vocabulary.text import Bilingual
from web.desk.overview import ACTS, consultation_state


def test_the_overview_says_what_waits_and_where_to_act(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get("/committees/ahc").text
    assert "Session 1 lacks names from 7 of 7 agencies" in page
    assert f'href="/sessions/{letter.session_ids["1"]}/delegation"' in page
    assert f'href="/consultations/new?session={letter.session_ids["2"]}"' in page
    assert "13 days to Session 1" in page


def test_the_overview_is_thai_for_thai_readers(officer: FlaskClient) -> None:
    page = officer.get("/committees/ahc?lang=th").text
    assert "สมัยที่ 1 ยังขาดรายชื่อ 7 จาก 7 หน่วยงาน" in page
    assert "วันอังคารที่ 4 มกราคม พ.ศ. 2565 (ค.ศ. 2022)" in page


def test_every_session_has_its_head_and_the_reason(officer: FlaskClient) -> None:
    page = officer.get("/committees/ahc").text
    assert "H.E. Mrs Naruemon Tuayang" in page
    assert page.count("By city: letter, item 10.1.") == 4


def test_the_approval_is_said_to_be_requested_only(officer: FlaskClient) -> None:
    page = officer.get("/committees/ahc").text
    assert "Standing approval requested; Cabinet’s decision is not on record" in page
    assert "Consult the agencies before each session" in page


def test_the_next_consultation_stands_in_every_city(officer: FlaskClient, letter: Letter) -> None:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    let_go(book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND))
    page = officer.get("/committees/ahc").text
    assert "Answered: 0 of 1" in page
    for hour in ("14:00", "02:00", "08:00"):
        assert f'<b class="num">{hour}</b>' in page


def test_a_session_without_a_city_stands_in_a_lane_of_its_own(officer: FlaskClient, letter: Letter) -> None:
    db.session.get_one(CommitteeSession, letter.session_ids["6"]).duty_station = None
    db.session.commit()
    page = officer.get("/committees/ahc").text
    assert '<text class="lane-label"' in page
    assert page.count("City not known") >= 2


def test_a_city_without_a_rule_sends_the_officer_to_the_decision(officer: FlaskClient, letter: Letter) -> None:
    ha_noi = DutyStation(key="ha-noi", city_en="Ha Noi", city_th="กรุงฮานอย", tzid="Asia/Ho_Chi_Minh", position=9)
    db.session.get_one(CommitteeSession, letter.session_ids["3"]).duty_station = ha_noi
    db.session.commit()
    page = officer.get("/committees/ahc").text
    assert "Session 3 has no head of delegation" in page
    assert f'href="/sessions/{letter.session_ids["3"]}/head"' in page


def test_a_cancelled_session_and_an_agency_without_a_focal_point(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    db.session.get_one(CommitteeSession, letter.session_ids["1"]).status = SessionStatus.CANCELLED
    db.session.commit()
    end_focal_point(letter.agency_ids["oag"], people.focal["oag"], by=OPERATOR, now=NOW)
    page = officer.get("/committees/ahc").text
    assert '<g class="cancelled city-1">' in page
    assert "Office of the Attorney General has no focal point" in page
    assert f'href="/people#agency-{letter.agency_ids["oag"]}"' in page


def test_a_committee_that_is_not_loaded_is_not_found(officer: FlaskClient) -> None:
    assert officer.get("/committees/none").status_code == 404


@pytest.mark.parametrize("kind", WaitingKind)
def test_every_waiting_thing_has_one_place_to_act(kind: WaitingKind) -> None:
    assert ACTS[kind].button


@pytest.mark.parametrize(
    ("status", "invited", "state"),
    [
        (ConsultationStatus.PLANNED, 0, "drafted"),
        (ConsultationStatus.PLANNED, 2, "confirmed"),
        (ConsultationStatus.HELD, 0, "held"),
        (ConsultationStatus.CANCELLED, 2, "cancelled"),
    ],
)
def test_a_consultation_nobody_was_told_of_is_only_drafted(
    status: ConsultationStatus, invited: int, state: str
) -> None:
    one = Preparation(
        consultation_id=1,
        session_id=None,
        title=Bilingual("Consultation"),
        day=make_plan().day,
        starts=None,
        ends=None,
        tzid="Asia/Bangkok",
        status=status,
        invited=invited,
        answered=0,
        drafted=0,
    )
    assert consultation_state(one) == state
