"""Planning sessions: what a change keeps, tells and refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.calendar_entries import CalendarEntry
from models.database import db
from models.places import DutyStation, Venue
from models.sessions import OverridingHead
from scheduler.consultations import book
from scheduler.queries.sessions import session_page_for
from scheduler.queries.sights import session_plan, session_sight
from scheduler.rules.heads import HeadStatus
from scheduler.sessions import decide_head, found, plan_session, undo_head_decision
from tests.auditing import told
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import let_go, letters
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, HeadDecision, SessionPlan
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale
from vocabulary.states import LetterKind, SessionStatus, Trace

OPENS, CLOSES = date(2022, 2, 28), date(2022, 3, 11)
FEBRUARY = Days(OPENS, CLOSES)


def station(key: str) -> int:
    return db.session.scalars(select(DutyStation.id).where(DutyStation.key == key)).one()


def venue(key: str) -> int:
    return db.session.scalars(select(Venue.id).where(Venue.key == key)).one()


def change(session_id: int, **values: object) -> None:
    committee_session = found(session_id)
    plan = replace(session_plan(committee_session), **values)  # type: ignore[arg-type] # the fields of a plan by name
    plan_session(session_id, plan, hand=HAND)


def entry_of(session_id: int) -> CalendarEntry:
    return found(session_id).blocks[0].entry


def test_a_session_that_moves_keeps_the_plan_it_had(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    change(session_id, blocks=(FEBRUARY,), document="A/76/L.33/Rev.1")
    page = session_page_for(session_id, actor=OPERATOR)
    assert (page.line.opens, page.line.closes) == (OPENS, CLOSES)
    [former] = page.history
    assert (former.plan.opens, former.plan.closes) == (date(2022, 1, 17), date(2022, 1, 28))
    assert (former.document, former.ended_by, former.ended_at) == ("A/76/L.33/Rev.1", OPERATOR.label, NOW)


def test_a_session_that_moves_is_the_same_to_calendars_and_newer(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    before = entry_of(session_id)
    uid, sequence, stamp = before.uid, before.sequence, before.stamp
    change(session_id, blocks=(FEBRUARY,))
    after = entry_of(session_id)
    assert (after.uid, after.sequence, after.material_sequence) == (uid, sequence + 1, sequence + 1)
    assert after.stamp > stamp


def test_an_editorial_change_is_no_news_to_calendars(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    sequence = entry_of(session_id).sequence
    change(session_id, status=SessionStatus.POSTPONED)
    assert entry_of(session_id).sequence == sequence


def test_a_session_may_lose_its_days_and_stays_a_session(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    change(session_id, blocks=(), status=SessionStatus.POSTPONED)
    page = session_page_for(session_id, actor=OPERATOR)
    assert (page.line.opens, page.line.status) == (None, SessionStatus.POSTPONED)
    assert page.line.head.status is HeadStatus.UNDATED
    assert len(page.history) == 1


def test_an_undated_session_gets_days_and_an_identity_in_calendars(letter: Letter) -> None:
    session_id = letter.session_ids["3"]
    change(session_id, blocks=(Days(date(2022, 8, 29), date(2022, 9, 9), venue_id=venue("unhq-new-york")),))
    assert entry_of(session_id).uid.endswith("@mfa.example")


def test_changing_the_city_of_an_undated_session_changes_the_post_that_leads(letter: Letter) -> None:
    session_id = letter.session_ids["3"]
    change(session_id, duty_station_id=station("vienna"))
    head = session_page_for(session_id, actor=OPERATOR).line.head
    assert (head.status, head.post_id) == (HeadStatus.UNDATED, letter.post_ids["pr-vienna"])


def test_moving_a_session_to_another_city_changes_the_head(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    days = Days(date(2022, 5, 30), date(2022, 6, 10), venue_id=venue("unhq-new-york"))
    change(session_id, duty_station_id=station("new-york"), blocks=(days,))
    assert session_page_for(session_id, actor=OPERATOR).line.head.person_id == people.head_new_york


def test_saving_without_a_change_keeps_no_plan(letter: Letter) -> None:
    change(letter.session_ids["1"])
    assert session_page_for(letter.session_ids["1"], actor=OPERATOR).history == ()


def test_of_two_officers_the_second_is_told_to_look_again(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    seen = session_sight(found(session_id))
    change(session_id, blocks=(FEBRUARY,))
    with pytest.raises(Overtaken, match="Somebody else changed this") as overtaken:
        plan_session(session_id, SessionPlan(), hand=HAND, seen=seen)
    refusal = overtaken.value
    assert (refusal.seen["opens"], refusal.present["opens"]) == ("2022-01-17", OPENS.isoformat())
    assert refusal.mine is not None
    assert refusal.mine["opens"] == ""
    assert (refusal.changed_by, refusal.changed_at) == (None, NOW)


def test_a_wrong_plan_changes_nothing(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    with pytest.raises(Invalid):
        change(session_id, blocks=(Days(date(2022, 1, 17), date(2022, 1, 1)),))
    db.session.rollback()
    assert found(session_id).closes == date(2022, 1, 28)


def test_a_building_must_stand_in_the_city(letter: Letter) -> None:
    with pytest.raises(Refusal, match="not in the city chosen"):
        change(letter.session_ids["1"], blocks=(replace(FEBRUARY, venue_id=venue("vic-vienna")),))


def test_a_session_may_lose_its_city_while_it_has_no_days(letter: Letter) -> None:
    session_id = letter.session_ids["3"]
    change(session_id, duty_station_id=None)
    assert session_page_for(session_id, actor=OPERATOR).line.head.status is HeadStatus.NO_CITY


def test_a_session_may_have_days_and_no_building(letter: Letter) -> None:
    change(letter.session_ids["1"], blocks=(Days(date(2022, 1, 17), date(2022, 1, 28)),))
    assert found(letter.session_ids["1"]).blocks[0].venue is None
    assert entry_of(letter.session_ids["1"]).sequence == 1


def test_a_session_or_a_city_that_is_not_there_is_refused(letter: Letter) -> None:
    with pytest.raises(NotFound):
        plan_session(999, SessionPlan(), hand=HAND)
    with pytest.raises(NotFound):
        change(letter.session_ids["3"], duty_station_id=999)


def test_planning_writes_one_audit_row_with_the_days_before_and_after(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    change(session_id, blocks=(FEBRUARY,))
    row = db.session.scalars(select(AuditRow).where(AuditRow.deed == "plan session")).one()
    assert (row.subject_kind, row.subject_id) == ("session", session_id)
    assert [(what, said["opens"]) for what, said in told(row, "block")] == [
        (Trace.CHANGED, ["2022-01-17", "2022-02-28"])
    ]


def test_whoever_was_invited_to_prepare_is_told_the_new_city(ministry: Ministry) -> None:
    consultation = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(consultation)
    change(ministry.session_id, duty_station_id=station("bangkok"))
    assert {(kind, sequence) for _, kind, sequence in letters(consultation)} == {(LetterKind.UPDATE, 0)}


def test_a_consultation_that_has_begun_is_left_alone(ministry: Ministry) -> None:
    consultation = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(consultation)
    committee_session = found(ministry.session_id)
    plan = replace(session_plan(committee_session), duty_station_id=station("bangkok"))
    later = replace(HAND, now=NOW + timedelta(days=30))
    plan_session(ministry.session_id, plan, hand=later)
    assert letters(consultation) == []


def test_somebody_else_leads_by_a_decision(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    decide_head(session_id, HeadDecision(people.focal["mdes"], "Cabinet decided so", "No. 7"), by=OPERATOR, now=NOW)
    page = session_page_for(session_id, actor=OPERATOR)
    assert (page.line.head.status, page.line.head.person_id) == (HeadStatus.OVERRIDDEN, people.focal["mdes"])
    [vienna] = page.led
    assert vienna.decision is not None
    assert (vienna.decision.decided_on, vienna.decision.is_anywhere) == (date(2022, 1, 4), True)


def test_a_second_decision_takes_the_place_of_the_first(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    for agency in ("mdes", "oag"):
        decide_head(session_id, HeadDecision(people.focal[agency], "So decided", ""), by=OPERATOR, now=NOW)
    assert db.session.scalars(select(OverridingHead.person_id)).all() == [people.focal["oag"]]


def test_each_city_has_its_own_decision_and_its_own_undoing(letter: Letter, people: People) -> None:
    session_id, vienna, new_york = letter.session_ids["2"], station("vienna"), station("new-york")
    present = session_plan(found(session_id))
    another = Days(date(2022, 6, 13), date(2022, 6, 14), duty_station_id=new_york)
    change(session_id, blocks=(*present.blocks, another))
    for city, person in ((vienna, people.focal["mdes"]), (new_york, people.focal["oag"])):
        decide_head(session_id, HeadDecision(person, "So decided", city_id=city), by=OPERATOR, now=NOW)
    runs = session_page_for(session_id, actor=OPERATOR).line.runs
    assert [run.heads[0].person_id for run in runs] == [people.focal["mdes"], people.focal["oag"]]
    undo_head_decision(session_id, vienna, by=OPERATOR, now=NOW)
    led = session_page_for(session_id, actor=OPERATOR).led
    assert [one.heads[0].person_id for one in led] == [people.head_vienna, people.focal["oag"]]
    assert [one.decision is None for one in led] == [True, False]


def test_co_heads_stand_in_their_order_and_change_places(letter: Letter, people: People) -> None:
    session_id, first, second = letter.session_ids["2"], people.focal["mdes"], people.focal["oag"]
    for one, other in ((first, second), (second, first)):
        decision = HeadDecision(one, "So decided", co_heads=(other,), city_id=station("vienna"))
        decide_head(session_id, decision, by=OPERATOR, now=NOW)
        heads = session_page_for(session_id, actor=OPERATOR).line.heads
        assert [(head.person_id, head.place) for head in heads] == [(one, 1), (other, 2)]
    with pytest.raises(Refusal, match="named above already"):
        decide_head(session_id, HeadDecision(first, "So decided", co_heads=(first,)), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        decide_head(session_id, HeadDecision(first, "So decided", co_heads=(999,)), by=OPERATOR, now=NOW)


def test_nobody_is_decided_for_a_city_where_the_session_does_not_meet(letter: Letter, people: People) -> None:
    decision = HeadDecision(people.focal["mdes"], "So decided", city_id=station("new-york"))
    for key in ("2", "4"):
        with pytest.raises(Refusal, match="does not meet in this city"):
            decide_head(letter.session_ids[key], decision, by=OPERATOR, now=NOW)


def test_a_decision_taken_back_lets_the_rule_speak(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    decide_head(session_id, HeadDecision(people.focal["mdes"], "So decided", ""), by=OPERATOR, now=NOW)
    undo_head_decision(session_id, by=OPERATOR, now=NOW)
    assert session_page_for(session_id, actor=OPERATOR).line.head.person_id == people.head_vienna
    with pytest.raises(Stale):
        undo_head_decision(session_id, by=OPERATOR, now=NOW)


def test_a_decision_needs_a_reason_and_a_person(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    with pytest.raises(Refusal, match="Say who decided this"):
        decide_head(session_id, HeadDecision(people.focal["mdes"], " ", ""), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        decide_head(session_id, HeadDecision(999, "So decided", ""), by=OPERATOR, now=NOW)


RUNS = (Days(date(2022, 2, 2), date(2022, 2, 3)), Days(date(2022, 2, 6), date(2022, 2, 13)))


def leading(session_id: int) -> list[list[str]]:
    line = session_page_for(session_id, actor=OPERATOR).line
    return [[str(head.name) for head in run.heads] for run in line.runs]


def test_two_runs_in_one_city_have_two_lists_of_heads(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["1"]
    change(session_id, blocks=RUNS)
    by_rule = "H.E. Mrs Naruemon Tuayang"
    second = HeadDecision(people.focal["oag"], "Minister", co_heads=(people.focal["moj"],), opens=RUNS[1].opens)
    decide_head(session_id, second, by=OPERATOR, now=NOW)
    assert leading(session_id) == [[by_rule], ["Mr Sira Tuayang", "Ms Pimlada Tuayang"]]
    led = session_page_for(session_id, actor=OPERATOR).led
    assert [(one.opens, one.is_shown) for one in led] == [(None, False), (RUNS[0].opens, True), (RUNS[1].opens, True)]
    decide_head(session_id, HeadDecision(people.focal["rtp"], "Cabinet"), by=OPERATOR, now=NOW)
    assert leading(session_id) == [["Pol. Col. Warut Tuayang"], ["Mr Sira Tuayang", "Ms Pimlada Tuayang"]]
    undo_head_decision(session_id, opens=RUNS[1].opens, by=OPERATOR, now=NOW)
    assert leading(session_id) == [["Pol. Col. Warut Tuayang"]] * 2
    with pytest.raises(Refusal, match="No run of the session’s days begins then"):
        decide_head(session_id, replace(second, opens=OPENS), by=OPERATOR, now=NOW)


def test_a_decision_for_days_that_move_rests_and_comes_back_with_them(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["1"]
    change(session_id, blocks=RUNS)
    only = HeadDecision(people.focal["oag"], "Minister", opens=RUNS[0].opens)
    decide_head(session_id, only, by=OPERATOR, now=NOW)
    change(session_id, blocks=RUNS[1:])
    assert leading(session_id) == [["H.E. Mrs Naruemon Tuayang"]]
    change(session_id, blocks=RUNS)
    assert leading(session_id)[0] == ["Mr Sira Tuayang"]


def test_a_decision_whose_reason_alone_is_corrected_keeps_its_head(letter: Letter, people: People) -> None:
    session_id = letter.session_ids["2"]
    for reason in ("So decided", "So decided by Cabinet"):
        decide_head(session_id, HeadDecision(people.focal["mdes"], reason), by=OPERATOR, now=NOW)
    page = session_page_for(session_id, actor=OPERATOR)
    assert (page.line.head.person_id, page.line.head.reason) == (people.focal["mdes"], "So decided by Cabinet")
