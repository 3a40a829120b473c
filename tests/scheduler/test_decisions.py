"""Deciding about sessions: done as it was shown, told once, and undone as a whole."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.issued_rosters import IssuedRoster
from models.outbox import MailBatch
from models.seat_plans import SeatPlan
from scheduler.agencies import set_mailbox
from scheduler.consultations import book, cancel, found, invite, move
from scheduler.decision_releases import recall_decision, release_decision
from scheduler.decisions import decide, found_decision, preview, undo
from scheduler.drafts import draft_of
from scheduler.issued_rosters import issue_roster
from scheduler.queries.seats import beginning, desk_seats
from scheduler.queries.sessions import session_page_for
from scheduler.rules.decision_further import WITH_DAYS
from scheduler.rules.told_decisions import thawed_told
from scheduler.seats import seat
from scheduler.sessions import found as found_session
from scheduler.sessions import plan_session
from tests.auditing import told
from tests.databases import Database
from tests.fixtures import Letter, letter_in_database, people_in_database
from tests.making import HAND, NOW, make_plan
from tests.scheduler.deciding import differences, dump, sequences
from tests.scheduler.delegations import invited, let_session_go, session_letters
from tests.scheduler.letters import MOVED, let_go, letters
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, ConsequenceKind, Consequences, Decision, Verb
from vocabulary.issued import Wish
from vocabulary.plan import Days, Invited
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.seats import SeatWish
from vocabulary.states import (
    BatchState,
    Classification,
    ConsultationStatus,
    Language,
    LetterKind,
    SessionStatus,
    Trace,
)

LATER = {"opens": date(2022, 2, 28), "closes": date(2022, 3, 11)}
SARABAN = "saraban@oag.example"


def booked(letter: Letter, key: str = "1", *agencies: str) -> int:
    chosen = tuple(letter.agency_ids[agency] for agency in agencies or ("oag", "mdes"))
    return book(letter.session_ids[key], make_plan(), invited=Invited(agency_ids=chosen), hand=HAND)


def change(letter: Letter, verb: Verb, key: str = "1", /, **values: object) -> Change:
    return replace(Change(letter.session_ids[key], verb), **values)  # type: ignore[arg-type] # its fields by name


def made(*changes: Change, **values: object) -> int:
    decision = replace(Decision(changes), **values)  # type: ignore[arg-type] # its fields by name
    shown = preview(decision, hand=HAND)
    return decide(shown.decision, hand=HAND, seen=shown.seen)


def batches(decision_id: int) -> list[int]:
    entries = found_decision(decision_id).entries
    return list(
        db.session.scalars(
            select(MailBatch.id).where(MailBatch.entry_id.in_(entries), MailBatch.state == BatchState.DRAFT)
        )
    )


def test_a_session_is_postponed_and_its_consultation_follows(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    made(
        change(letter, Verb.POSTPONE, **LATER), document="A/76/L.33/Rev.1", dated=date(2022, 1, 3), reason="So decided"
    )
    page = session_page_for(letter.session_ids["1"], actor=OPERATOR)
    assert (page.line.opens, page.line.closes) == (date(2022, 2, 28), date(2022, 3, 11))
    assert (page.history[0].plan.opens, page.history[0].document) == (date(2022, 1, 17), "A/76/L.33/Rev.1")
    consultation = found(number)
    assert consultation.day == date(2022, 2, 22)
    assert consultation.starts is not None
    assert letters(number) == [
        ("sira@oag.example", LetterKind.UPDATE, 1),
        ("potchara@mdes.example", LetterKind.UPDATE, 1),
    ]


def test_the_decision_is_kept_with_all_that_its_maker_was_shown(letter: Letter) -> None:
    booked(letter)
    row = found_decision(made(change(letter, Verb.POSTPONE, **LATER), document="A/76/L.33/Rev.1", reason="So decided"))
    assert (row.document, row.reason, row.decided_by, row.decided_at) == (
        "A/76/L.33/Rev.1",
        "So decided",
        OPERATOR.label,
        NOW,
    )
    told_then = thawed_told(row.told)
    assert [one.name.en for one in told_then.changes] == ["Session 1"]
    assert told_then.proposals[0].hour.en == "Tue 22 Feb 2022 14:00"
    assert found_session(letter.session_ids["1"]).revisions[-1].decision is row


def test_what_has_moved_since_it_was_shown_is_refused_and_nothing_is_done(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    shown = preview(Decision((change(letter, Verb.POSTPONE, **LATER),)), hand=HAND)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    before = dump()
    with pytest.raises(Stale, match="Look at what this does now"):
        decide(shown.decision, hand=HAND, seen=shown.seen)
    assert differences(before, dump()) == []
    assert made(change(letter, Verb.POSTPONE, **LATER)) > 0


def test_what_cannot_be_decided_changes_nothing(letter: Letter) -> None:
    before = dump()
    with pytest.raises(Invalid):
        decide(Decision((change(letter, Verb.RESTORE),)), hand=HAND)
    assert differences(before, dump()) == []


def test_only_those_that_are_ticked_follow(letter: Letter) -> None:
    first, second = booked(letter), booked(letter)
    for number in (first, second):
        let_go(number)
    made(change(letter, Verb.POSTPONE, **LATER), following=frozenset({second}))
    assert (letters(first), len(letters(second))) == ([], 2)
    assert found(first).day == date(2022, 1, 11)


def test_with_a_session_its_consultations_are_cancelled(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    made(change(letter, Verb.CANCEL), reason="The committee met earlier")
    assert found(number).status is ConsultationStatus.CANCELLED
    assert found(number).cancel_reason == "The committee met earlier"
    assert {kind for _, kind, _ in letters(number)} == {LetterKind.CANCELLATION}


def test_venues_are_swapped_as_one_decision(letter: Letter) -> None:
    numbers = [booked(letter, "1"), booked(letter, "2")]
    for number in numbers:
        let_go(number)
    cities = [found_session(letter.session_ids[key]).duty_station_id for key in ("1", "2")]
    decision = made(
        change(letter, Verb.RELOCATE, "1", city_id=cities[1]), change(letter, Verb.RELOCATE, "2", city_id=cities[0])
    )
    assert [found_session(letter.session_ids[key]).duty_station_id for key in ("1", "2")] == cities[::-1]
    assert [len(letters(number)) for number in numbers] == [2, 2]
    assert len(batches(decision)) == 2


def test_postponed_without_a_date_it_keeps_its_identity(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    uid, sequence = found_session(session_id).blocks[0].entry.uid, found_session(session_id).blocks[0].entry.sequence
    made(change(letter, Verb.POSTPONE))
    assert found_session(session_id).status is SessionStatus.POSTPONED
    assert found_session(session_id).blocks == []
    made(change(letter, Verb.RESCHEDULE, **LATER))
    entry = found_session(session_id).blocks[0].entry
    assert entry.uid == uid
    assert entry.sequence > sequence


def test_a_session_reconvenes_in_another_city(letter: Letter) -> None:
    session_id = letter.session_ids["1"]
    vienna = found_session(letter.session_ids["2"]).duty_station_id
    late = replace(HAND, now=NOW + timedelta(days=20))
    decide(Decision((change(letter, Verb.SUSPEND),)), hand=late)
    made(change(letter, Verb.RECONVENE, city_id=vienna, **LATER))
    assert [block.duty_station_id == vienna for block in found_session(session_id).blocks] == [False, True]


def test_undone_it_has_never_been(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    before, numbers = dump(), sequences()
    decision = made(change(letter, Verb.POSTPONE, **LATER), change(letter, Verb.CANCEL, "2"))
    undo(decision, hand=HAND)
    assert differences(before, dump()) == []
    after = sequences()
    assert all(after[uid] >= numbers[uid] for uid in numbers)
    row = found_decision(decision)
    assert (row.undone_at, row.undone_by, row.undo) == (NOW, OPERATOR.label, {})


def test_undone_a_mailbox_that_would_have_begun_is_forgotten(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    set_mailbox(letter.agency_ids["oag"], SARABAN, by=OPERATOR, now=NOW)
    before = dump()
    decision = made(change(letter, Verb.POSTPONE, **LATER))
    assert SARABAN in [address for address, _, _ in letters(number)]
    undo(decision, hand=HAND)
    assert differences(before, dump()) == []


def test_undone_the_answers_to_a_classified_meeting_count_again(letter: Letter) -> None:
    number = booked(letter)
    row = found(number)
    row.classification = Classification.SECRET
    db.session.commit()
    counted = found(number).entry.material_sequence
    decision = made(change(letter, Verb.POSTPONE, **LATER))
    assert found(number).entry.material_sequence > counted
    undo(decision, hand=HAND)
    assert found(number).entry.material_sequence == counted


def test_it_is_undone_once(letter: Letter) -> None:
    decision = made(change(letter, Verb.POSTPONE))
    undo(decision, hand=HAND)
    with pytest.raises(Stale, match="undone already"):
        undo(decision, hand=HAND)
    with pytest.raises(NotFound):
        undo(999, hand=HAND)


def test_once_letters_are_released_it_is_not_undone_until_they_are_called_back(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    before = dump()
    decision = made(change(letter, Verb.POSTPONE, **LATER))
    release_decision(decision, batches(decision), by=OPERATOR, now=NOW, due_at=NOW)
    with pytest.raises(Stale, match="Decide again instead"):
        undo(decision, hand=HAND)
    recall_decision(decision, by=OPERATOR, now=NOW)
    undo(decision, hand=HAND)
    assert differences(before, dump()) == []


def test_what_was_changed_again_since_is_not_undone(letter: Letter) -> None:
    number = booked(letter)
    first = made(change(letter, Verb.POSTPONE, **LATER))
    second = made(change(letter, Verb.EXTEND, closes=date(2022, 3, 12)))
    with pytest.raises(Stale, match="changed again since"):
        undo(first, hand=HAND)
    undo(second, hand=HAND)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    with pytest.raises(Stale, match="changed again since"):
        undo(first, hand=HAND)


def test_a_session_planned_anew_since_is_not_undone(letter: Letter) -> None:
    decision = made(change(letter, Verb.POSTPONE))
    session_id = letter.session_ids["1"]
    page = session_page_for(session_id, actor=OPERATOR)
    plan_session(session_id, replace(page.plan, stage=None), hand=HAND)
    with pytest.raises(Stale, match="changed again since"):
        undo(decision, hand=HAND)


def test_a_meeting_that_was_changed_by_itself_since_is_not_undone(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    decision = made(change(letter, Verb.POSTPONE, **LATER))
    invite(number, Invited(agency_ids=(letter.agency_ids["nsc"],)), hand=HAND)
    with pytest.raises(Stale, match="changed again since"):
        undo(decision, hand=HAND)
    cancel(number, reason="", hand=HAND)
    with pytest.raises(Stale, match="changed again since"):
        undo(decision, hand=HAND)
    assert {kind for _, kind, _ in letters(number)} == {LetterKind.CANCELLATION}


def test_a_meeting_left_alone_may_change_and_the_decision_is_undone(letter: Letter) -> None:
    number = booked(letter)
    decision = made(change(letter, Verb.CANCEL), following=frozenset())
    cancel(number, reason="", hand=HAND)
    undo(decision, hand=HAND)
    assert found(number).status is ConsultationStatus.CANCELLED


def test_two_decisions_before_a_release_are_one_letter(letter: Letter) -> None:
    number = booked(letter)
    let_go(number)
    made(change(letter, Verb.POSTPONE, **LATER))
    made(change(letter, Verb.RESCHEDULE, opens=date(2022, 3, 7), closes=date(2022, 3, 18)))
    assert [sequence for _, _, sequence in letters(number)] == [1, 1]
    batch = draft_of(found(number).entry_id)
    assert batch is not None
    assert len({mail.invitation_id for mail in batch.mails}) == len(batch.mails) == 2


def test_the_audit_tells_what_was_decided_and_undone(letter: Letter) -> None:
    decision = made(change(letter, Verb.POSTPONE, **LATER), document="A/76/L.33/Rev.1")
    undo(decision, hand=HAND)
    rows = db.session.scalars(
        select(AuditRow).where(AuditRow.deed.like("%decide about sessions%") | AuditRow.deed.like("undo decision%"))
    ).all()
    assert [row.deed for row in rows] == ["decide about sessions", "undo decision about sessions"]
    assert [said["opens"] for what, said in told(rows[0], "block") if what is Trace.CHANGED] == [
        ["2022-01-17", "2022-02-28"]
    ]


DAYS = st.dates(date(2022, 1, 10), date(2022, 12, 1))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(Verb),
        st.sampled_from("123456"),
        DAYS,
        st.integers(1, 14),
        st.sampled_from((None, 1, 2, 3)),
        st.sampled_from(("undo", "release", "leave")),
    ),
    min_size=1,
    max_size=5,
)
Step = tuple[Verb, str, date, int, int | None, str]


AT_ONCE: list[Step] = [(Verb.RESCHEDULE, "2", date(2022, 12, 1), 11, 3, "undo")]


@example(steps=AT_ONCE)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_decided_happens_as_shown_and_is_undone_without_a_trace(
    letter: Letter, database: Database, steps: list[Step]
) -> None:
    try_all(steps, database=database)


ONE_OF_EACH: list[Step] = [
    (Verb.RELOCATE, "2", date(2022, 5, 30), 11, 2, "undo"),
    (Verb.POSTPONE, "1", date(2022, 3, 7), 5, None, "release"),
    (Verb.CANCEL, "2", date(2022, 5, 30), 11, None, "leave"),
]


@example(steps=ONE_OF_EACH)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_same_holds_where_postgresql_keeps_the_rows(letter: Letter, database: Database, steps: list[Step]) -> None:
    try_all(steps, database=database)


def try_all(steps: list[Step], *, database: Database) -> None:
    db.session.rollback()
    db.engine.dispose()
    database.become("letter")
    fresh = letter_in_database()
    for number in [booked(fresh, key) for key in ("1", "2", "1")]:
        let_go(number)
    for key in ("1", "2"):
        invited(fresh, people_in_database(), key, "nsc")
        issue_anew(fresh, key)
    for step in steps:
        one_step(fresh, step)


def one_step(letter: Letter, step: Step) -> None:
    verb, key, opens, length, city_id, then = step
    in_force, holding, free = rosters_in_force(), plans_that_hold(), free_seats(letter.session_ids[key])
    dates: dict[str, object] = (
        {} if verb in (Verb.CANCEL, Verb.RELOCATE) else {"opens": opens, "closes": opens + timedelta(days=length)}
    )
    further = (Days(opens + timedelta(days=length + 7), opens + timedelta(days=length + 9), city_id),)
    dates |= {"further": further} if dates and length % 2 and verb in WITH_DAYS else {}
    decision = Decision((change(letter, verb, key, city_id=city_id, **dates),))
    before, numbers = dump() if then == "undo" else {}, sequences()
    try:
        shown = preview(decision, hand=HAND)
    except Invalid:
        return
    done = decide(shown.decision, hand=HAND, seen=shown.seen)
    expected = sorted(
        (one.about.kind, one.about.number, one.address, one.kind.value, one.sequence)
        for one in shown.consequences.letters
        if one.kind is not None
    )
    assert sorted(drafted(shown.consequences)) == expected
    assert len({(one.meeting, one.address) for one in shown.consequences.letters}) == len(expected)
    assert in_force - rosters_in_force() == numbered(shown.consequences, ConsequenceKind.ROSTER)
    assert holding - plans_that_hold() == numbered(shown.consequences, ConsequenceKind.SEATS)
    assert free_seats(letter.session_ids[key]) - free == freed(shown.consequences)
    rise(numbers)
    if then == "undo":
        undo(done, hand=HAND)
        assert differences(before, dump()) == []
    elif then == "release":
        for consultation_id in shown.consequences.redrafted:
            if letters(consultation_id):
                let_go(consultation_id)
        for session_id in shown.consequences.invited:
            if session_letters(session_id):
                let_session_go(session_id)
        issue_anew(letter, key)
    rise(numbers)


def rosters_in_force() -> set[tuple[int, object]]:
    rows = db.session.execute(
        select(IssuedRoster.session_id, IssuedRoster.number).where(IssuedRoster.superseded_at.is_(None))
    )
    return {(session_id, number) for session_id, number in rows}


def plans_that_hold() -> set[tuple[int, object]]:
    rows = db.session.execute(select(SeatPlan.session_id, SeatPlan.number).where(SeatPlan.lapsed_at.is_(None)))
    return {(session_id, number) for session_id, number in rows}


def free_seats(session_id: int) -> set[tuple[object, str]]:
    """Plans that hold with those who have a seat by them and have left."""
    page = desk_seats(session_id, actor=OPERATOR)
    return {(plan.number, str(one.name)) for plan in page.holding for one in page.left(plan, NOW.date())}


def freed(consequences: Consequences) -> set[tuple[object, str]]:
    """The same as a preview names them."""
    told = [one.what.values for one in consequences.consequences if "plan" in one.what.values]
    return {(one["plan"], str(name)) for one in told if isinstance(one["names"], tuple) for name in one["names"]}


def numbered(consequences: Consequences, kind: ConsequenceKind) -> set[tuple[int, object]]:
    """The issued rosters or the plans of seats that a preview names."""
    told = [one for one in consequences.consequences if one.kind is kind and "number" in one.what.values]
    return {(one.place.number, one.what.values["number"]) for one in told}


def issue_anew(letter: Letter, key: str) -> None:
    """Where it may be issued and seated: for the plan as it stands by now."""
    number = letter.session_ids[key]
    with suppress(Refusal):
        issue_roster(number, Wish(Language.THAI), by=OPERATOR, now=NOW)
    begun = beginning(desk_seats(number, actor=OPERATOR))
    if begun is not None:
        everybody = tuple(begun.seats)
        wish = SeatWish(begun.opens, begun.closes, 1, 9, everybody[:1], everybody[1:])
        with suppress(Refusal):
            seat(number, wish, by=OPERATOR, now=NOW)


def drafted(consequences: Consequences) -> Iterator[tuple[str, int, str, str, int]]:
    for number in consequences.redrafted:
        yield from (("consultation", number, who, kind.value, sequence) for who, kind, sequence in letters(number))
    for number in consequences.invited:
        yield from (("session", number, who, kind.value, sequence) for who, kind, sequence in session_letters(number))


def rise(before: dict[str, tuple[int, object]]) -> None:
    after = sequences()
    assert all(after[uid][0] >= before[uid][0] for uid in before if uid in after)
