"""What everybody invited knows of the present time, out of letters, answers and fetched calendars."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.feeds import FeedSubscription
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.answers import record_answer
from scheduler.consultations import book, cancel, found, move, withdraw
from scheduler.decisions import decide, preview
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.preparations import preparations
from scheduler.queries.sessions import session_page_for
from scheduler.queries.who_knows import History, WhoSheet, calls_before, who_sheet
from scheduler.queries.who_traces import States
from scheduler.releases import release
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.who_knows import Knowledge, Sign
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.delegations import invited, let_session_go
from tests.scheduler.giving import given, invitation_of, say
from tests.scheduler.letters import MOVED, let_go, the_draft
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.decisions import Change, Decision, Place, Verb
from vocabulary.refusals import NotFound
from vocabulary.states import Classification, MailState

HOUR = timedelta(hours=1)
DAY_BEFORE = MOVED - timedelta(days=1)


def sheet(number: int, now: datetime = NOW) -> WhoSheet:
    return who_sheet(Place(CONSULTATION, number), actor=OPERATOR, now=now)


def verdicts(number: int) -> dict[str, tuple[Knowledge, Sign]]:
    return {line.name.en[3:9]: (line.finding.knowledge, line.finding.sign) for line in sheet(number).lines}


def moved(number: int, *, releases: bool = True) -> None:
    """Move it, and let the updates leave without saying whether they arrived."""
    move(number, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    if releases:
        release(the_draft(number).id, by=OPERATOR, now=NOW + HOUR, due_at=NOW)


def last_letter(person_id: int, state: MailState, words: str = "") -> None:
    mail = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.person_id == person_id).order_by(OutgoingMail.id.desc())
    ).first()
    assert mail is not None
    mail.state, mail.attempts, mail.reply_text = state, 1, words
    db.session.commit()


def fetched(person_id: int, at: datetime) -> None:
    db.session.add(FeedSubscription(person_id=person_id, token_hash=str(person_id), created_at=NOW, last_read_at=at))
    db.session.commit()


def test_before_the_release_nobody_is_told(booked: int) -> None:
    assert set(verdicts(booked).values()) == {(Knowledge.UNTOLD, Sign.NOTHING_LEFT)}


def test_whoever_answered_knows_and_the_others_were_told(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0])
    found_ = sheet(released)
    assert {line.name.en[3:9]: line.finding.knowledge for line in found_.lines} == {
        "Focal2": Knowledge.TOLD,
        "Focal3": Knowledge.TOLD,
        "Focal1": Knowledge.KNOWS,
    }
    assert found_.counts[Knowledge.TOLD] == 2
    assert found_.lines[-1].answer is not None


def test_after_a_move_each_knows_what_arrived(ministry: Ministry, released: int) -> None:
    first, second, third = ministry.person_ids
    say(first)
    moved(released, releases=False)
    assert set(verdicts(released).values()) == {(Knowledge.EARLIER, Sign.NOT_RELEASED)}
    release(the_draft(released).id, by=OPERATOR, now=NOW + HOUR, due_at=NOW)
    assert set(verdicts(released).values()) == {(Knowledge.EARLIER, Sign.ON_ITS_WAY)}
    last_letter(first, MailState.SENT)
    last_letter(second, MailState.BOUNCED, "no such user")
    last_letter(third, MailState.REFUSED)
    fetched(third, NOW + 2 * HOUR)
    fetched(second, NOW + HOUR / 2)
    assert verdicts(released) == {
        "Focal1": (Knowledge.TOLD, Sign.ANSWERED_EARLIER),
        "Focal2": (Knowledge.UNREACHABLE, Sign.REFUSED),
        "Focal3": (Knowledge.KNOWS, Sign.FETCHED),
    }
    line = sheet(released).lines[0]
    assert line.letter is not None
    assert (line.letter.words, line.letter.told.starts, line.finding.holds_earlier) == ("no such user", MOVED, True)
    answered = sheet(released).lines[1].answer
    assert answered is not None
    assert not answered.counts
    assert answered.asked is not None
    assert answered.asked.starts == make_plan().starts


def test_whom_to_call_is_said_in_the_days_before(ministry: Ministry, released: int) -> None:
    first, second, third = ministry.person_ids
    moved(released)
    for person_id, state in ((first, MailState.SENT), (second, MailState.BOUNCED), (third, MailState.SENT)):
        last_letter(person_id, state)
    record_answer(invitation_of(third).id, given(said_at=NOW + 2 * HOUR), by=OPERATOR, now=NOW + 2 * HOUR)

    def calls(now: datetime) -> list[list[str]]:
        coming = preparations(Consultation.id == released)
        return [[line.name.en[3:9] for line in each.calls] for each in calls_before(coming, now=now)]

    assert calls(NOW) == [], "it is more than a week ahead"
    assert calls(MOVED - timedelta(days=6)) == [["Focal2"]]
    assert calls(DAY_BEFORE) == [["Focal2", "Focal1"]]
    assert calls(MOVED) == []
    assert [line.person_id for line in sheet(released, DAY_BEFORE).first_calls] == [second, first]


def test_whoever_is_withdrawn_is_there_until_the_letter_has_arrived(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert verdicts(released)["Focal1"] == (Knowledge.EARLIER, Sign.NOT_RELEASED)
    release(the_draft(released).id, by=OPERATOR, now=NOW, due_at=NOW)
    last_letter(ministry.person_ids[0], MailState.REFUSED)
    assert verdicts(released)["Focal1"] == (Knowledge.UNREACHABLE, Sign.REFUSED)
    last_letter(ministry.person_ids[0], MailState.SENT)
    assert "Focal1" not in verdicts(released)


def test_of_a_cancelled_meeting_nobody_is_called(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0])
    cancel(released, reason="Postponed", hand=HAND)
    let_go(released, minutes=5)
    assert set(verdicts(released).values()) == {(Knowledge.TOLD, Sign.SENT), (Knowledge.TOLD, Sign.ANSWERED_EARLIER)}
    assert sheet(released, DAY_BEFORE).calls == ()


def test_of_a_classified_meeting_only_answers_tell(ministry: Ministry, released: int) -> None:
    found(released).classification = Classification.SECRET
    db.session.commit()
    say(ministry.person_ids[0])
    kept = sheet(released)
    assert kept.occasion.is_classified
    assert {line.letter for line in kept.lines} == {None}
    assert verdicts(released) == {
        "Focal1": (Knowledge.KNOWS, Sign.ANSWERED),
        "Focal2": (Knowledge.UNTOLD, Sign.BY_HAND),
        "Focal3": (Knowledge.UNTOLD, Sign.BY_HAND),
    }


def test_only_the_desk_reads_it(released: int) -> None:
    with pytest.raises(NotFound):
        who_sheet(Place(CONSULTATION, released), actor=ANONYMOUS, now=NOW)


@pytest.mark.parametrize("agencies", [1, 3])
def test_it_takes_as_many_questions_for_one_person_as_for_three(app: object, agencies: int) -> None:
    ministry = make_ministry(agencies)
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(number)
    for person_id in ministry.person_ids:
        say(person_id)
        fetched(person_id, NOW)
    assert questions(lambda: sheet(number)) == 8


def test_a_phone_is_shown_with_the_person(ministry: Ministry, released: int) -> None:
    person = db.session.get(Person, ministry.person_ids[0])
    assert person is not None
    person.phone = "02 142 0000"
    db.session.commit()
    assert sheet(released).lines[0].phone == "02 142 0000"


def of_session(number: int, now: datetime = NOW) -> WhoSheet:
    return who_sheet(Place(SESSION, number), actor=OPERATOR, now=now)


def known_in(found_: WhoSheet) -> dict[str, Knowledge]:
    return {line.address: line.finding.knowledge for line in found_.lines}


def test_of_a_session_each_of_the_delegation_knows_the_days_or_not(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    say(people.focal["oag"])
    assert Counter(known_in(of_session(number)).values()) == {Knowledge.TOLD: 4, Knowledge.KNOWS: 1}
    shown = preview(
        Decision((Change(number, Verb.RESCHEDULE, opens=date(2022, 6, 6), closes=date(2022, 6, 17)),)), hand=HAND
    )
    decide(shown.decision, hand=HAND, seen=shown.seen)
    assert set(known_in(of_session(number)).values()) == {Knowledge.EARLIER}
    let_session_go(number)
    last_letter(people.focal["rtp"], MailState.BOUNCED, "no such user")
    found_ = of_session(number)
    assert (found_.lines[0].person_id, found_.lines[0].finding.holds_earlier) == (people.focal["rtp"], True)
    answered = next(line for line in found_.lines if line.person_id == people.focal["oag"])
    assert answered.answer is not None
    assert answered.answer.asked is not None
    assert (answered.answer.asked.first_day, answered.answer.counts) == (date(2022, 5, 30), False)
    assert questions(lambda: of_session(number)) == 9


def test_before_a_session_the_silent_are_called_each_by_himself(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    say(people.focal["oag"])
    last_letter(people.focal["rtp"], MailState.BOUNCED)
    opens = datetime(2022, 5, 29, 22, 0, tzinfo=UTC)

    def calls(before: timedelta) -> list[int]:
        page = session_page_for(number, actor=OPERATOR)
        found_ = calls_before(page.consultations, [page.line], now=opens - before)
        return [len(each.calls) for each in found_]

    assert calls(timedelta(days=30)) == []
    assert calls(timedelta(days=20)) == [1], "the one whom no letter reaches"
    assert calls(timedelta(days=5)) == [4], "all but the one who answered, since each travels by himself"
    assert calls(timedelta(0)) == []


def test_of_days_that_are_off_those_are_called_whom_that_did_not_reach(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    shown = preview(Decision((Change(number, Verb.POSTPONE),)), hand=HAND)
    decide(shown.decision, hand=HAND, seen=shown.seen)
    let_session_go(number)
    last_letter(people.focal["rtp"], MailState.BOUNCED)
    found_ = of_session(number, datetime(2022, 5, 28, tzinfo=UTC))
    assert [line.person_id for line in found_.calls] == [people.focal["rtp"]]
    page = session_page_for(number, actor=OPERATOR)
    assert calls_before(page.consultations, [page.line], now=NOW) == ()


def test_a_letter_that_tells_of_no_state_is_a_fault_of_ours() -> None:
    history = History({}, {1: [SimpleNamespace(id=7, sequence=3)]}, {}, States({}), {}, frozenset())
    with pytest.raises(ValueError, match="letter 7 tells of no state"):
        history.letter(SimpleNamespace(id=1, entry_id=2))
