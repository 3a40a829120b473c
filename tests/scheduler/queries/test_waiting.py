"""What waits for the officer, from the rows of one committee."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from models.committees import CabinetApproval
from models.database import db
from models.outbox import OutgoingMail
from models.people import OfficeHolder
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.agencies import end_focal_point
from scheduler.consultations import book, cancel, move
from scheduler.deadlines import add_deadline
from scheduler.hand_overs import ask_hand_over, refuse_hand_over
from scheduler.queries.overview import overview_for
from scheduler.rules.waiting import Waiting, WaitingKind
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import MOVED, let_go
from vocabulary.actor import OPERATOR, Actor
from vocabulary.days import bilingual_day
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import HandOverPlan, Invited, PersonCard
from vocabulary.states import ActorKind, ApprovalStatus, MailState
from vocabulary.text import Bilingual

K = WaitingKind


def waiting(days: int = 0) -> list[Waiting]:
    return list(overview_for("ahc", actor=OPERATOR, now=NOW + timedelta(days=days)).waiting)


def kinds(days: int = 0) -> list[WaitingKind]:
    return [one.kind for one in waiting(days)]


def consultation(letter: Letter) -> int:
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["rtp"]))
    return book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)


def test_on_the_letters_own_day_names_a_consultation_and_a_decision_wait(letter: Letter) -> None:
    assert kinds() == [K.NO_NAMES, K.NO_CONSULTATION, K.NO_DECISION]
    names, consult, _ = waiting()
    assert (names.subject_id, names.values["missing"], names.values["total"]) == (letter.session_ids["1"], 7, 7)
    assert consult.subject_id == letter.session_ids["2"]


def test_a_draft_waits_for_its_release(letter: Letter) -> None:
    number = consultation(letter)
    drafts = next(one for one in waiting() if one.kind is K.DRAFTS)
    assert (drafts.subject_id, drafts.values["count"]) == (number, 2)
    assert K.NO_CONSULTATION not in kinds()


def test_invited_people_wait_until_they_answer_or_the_meeting_begins(letter: Letter) -> None:
    number = consultation(letter)
    let_go(number)
    silent = next(one for one in waiting() if one.kind is K.UNANSWERED)
    assert (silent.subject_id, silent.values["missing"]) == (number, 2)
    assert K.UNANSWERED not in kinds(days=30)


def test_a_cancelled_consultation_prepares_nothing(letter: Letter) -> None:
    cancel(consultation(letter), reason="", hand=HAND)
    assert K.NO_CONSULTATION in kinds()


@pytest.mark.both_databases
def test_a_letter_that_came_back_waits_until_a_later_one_arrives(letter: Letter) -> None:
    number = consultation(letter)
    let_go(number)
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first()
    assert mail is not None
    mail.state = MailState.BOUNCED
    db.session.commit()
    bounced = next(one for one in waiting() if one.kind is K.UNDELIVERED)
    assert (bounced.subject_id, str(bounced.values["name"])) == (mail.id, "Mr Sira Tuayang")
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert K.UNDELIVERED in kinds()
    let_go(number)
    assert K.UNDELIVERED not in kinds()


def test_a_city_without_a_rule_asks_for_a_decision(letter: Letter) -> None:
    ha_noi = DutyStation(key="ha-noi", city_en="Ha Noi", city_th="กรุงฮานอย", tzid="Asia/Ho_Chi_Minh", position=9)
    db.session.get_one(CommitteeSession, letter.session_ids["3"]).duty_station = ha_noi
    db.session.commit()
    found = next(one for one in waiting() if one.kind is K.NO_HEAD)
    assert (found.subject_id, str(found.values["city"])) == (letter.session_ids["3"], "Ha Noi")


def test_a_post_that_is_vacant_on_the_first_day_waits(letter: Letter, people: People) -> None:
    holder = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.head_vienna)).one()
    holder.until = date(2022, 5, 29)
    db.session.commit()
    found = next(one for one in waiting() if one.kind is K.VACANT)
    assert (found.subject_id, str(found.values["session"])) == (letter.post_ids["pr-vienna"], "Session 2")
    assert K.VACANT not in kinds(days=200), "nobody needs a head for a session that is over"


def test_a_post_that_passes_on_while_the_session_meets_waits(letter: Letter, people: People) -> None:
    holder = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.head_vienna)).one()
    holder.until = date(2022, 6, 1)
    db.session.commit()
    found = next(one for one in waiting() if one.kind is K.PASSES_ON)
    assert (found.subject_id, str(found.values["successor"])) == (letter.session_ids["2"], "nobody on file")
    after = OfficeHolder(post_id=letter.post_ids["pr-vienna"], person_id=people.head_new_york, since=date(2022, 6, 2))
    db.session.add(after)
    db.session.commit()
    found = next(one for one in waiting() if one.kind is K.PASSES_ON)
    assert str(found.values["successor"]) == "H.E. Mrs Naruemon Tuayang"
    assert found.values["day"] == bilingual_day(date(2022, 6, 2))


def test_an_agency_without_a_focal_point_waits_but_not_the_coordinator(letter: Letter, people: People) -> None:
    for agency, person in (("oag", people.focal["oag"]), ("mfa", people.desk)):
        end_focal_point(letter.agency_ids[agency], person, by=OPERATOR, now=NOW)
    found = [one.subject_id for one in waiting() if one.kind is K.NO_FOCAL_POINT]
    assert found == [letter.agency_ids["oag"]]


def test_a_hand_over_waits_until_the_desk_has_decided(letter: Letter, people: People) -> None:
    oag, sira = letter.agency_ids["oag"], people.focal["oag"]
    by = Actor(ActorKind.PERSON, "Sira", person_id=sira)
    plan = HandOverPlan(PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@oag.example"), date(2022, 1, 10))
    ask_hand_over(oag, sira, plan=plan, by=by, now=NOW)
    one = next(one for one in waiting() if one.kind is K.HAND_OVER)
    assert (one.subject_id, str(one.values["successor"])) == (oag, "Ms Mali Tuayang")
    assert one.message % one.values == "Office of the Attorney General hands over to Ms Mali Tuayang"
    assert "from 10 January 2022" in one.detail % one.values
    refuse_hand_over(oag, sira, reason="Not yet.", by=OPERATOR, now=NOW)
    assert K.HAND_OVER not in kinds()


def test_a_decision_on_record_waits_no_more(letter: Letter) -> None:
    approval = db.session.scalars(select(CabinetApproval)).one()
    approval.status, approval.decided_on, approval.decision = ApprovalStatus.APPROVED, date(2022, 1, 11), "Decision"
    db.session.commit()
    assert K.NO_DECISION not in kinds()


def test_a_deadline_waits_from_three_weeks_before_the_offices_last_hour_until_it_has_passed(letter: Letter) -> None:
    card = DeadlineCard(Bilingual("Registration"), date(2022, 1, 14), time(18), "America/New_York")
    number = add_deadline(letter.session_ids["1"], card, by=OPERATOR, now=NOW)
    (due,) = [one for one in waiting() if one.kind is K.DEADLINE]
    assert (due.subject_id, str(due.values["day"]), due.values["clock"]) == (number, "14 January 2022", "16:30")
    assert (str(due.values["their_day"]), str(due.values["city"])) == ("14 January 2022", "New York")
    assert K.DEADLINE not in kinds(days=12)
    assert K.DEADLINE not in kinds(days=-20)
