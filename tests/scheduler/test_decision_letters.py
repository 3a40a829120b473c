"""What is read beforehand is what is drafted."""

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from scheduler.agencies import set_mailbox
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import book, found
from scheduler.decision_letters import AT_ONCE, DraftLetter, Page, letters_of, some_letters
from scheduler.decisions import decide, preview
from scheduler.drafts import draft_of
from scheduler.letters import Writer
from scheduler.meeting_days import set_meeting_days
from scheduler.previews import ShownLetter, letters_of_batch
from scheduler.sessions import found as found_session
from tests.fixtures import Letter, People
from tests.making import DESK, HAND, NOW, make_plan
from tests.scheduler.delegations import drafts_of_session, invited
from tests.scheduler.letters import let_go
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Message, Place, Verb
from vocabulary.plan import DayPlan, Invited
from vocabulary.states import AnswerSource, Language, LetterKind, PartStat

BASE = "https://samai.mfa.example"
READER = Writer(BASE, DESK)


@pytest.fixture
def consultation(letter: Letter) -> int:
    """Three agencies, one with a mailbox, one whose answer stands."""
    set_mailbox(letter.agency_ids["oag"], "saraban@oag.example", by=OPERATOR, now=NOW)
    invited = Invited(agency_ids=tuple(letter.agency_ids[key] for key in ("oag", "mdes", "nsc")))
    number = book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND)
    let_go(number)
    first = db.session.scalars(select(Invitation.id).where(Invitation.person_id.is_not(None))).first()
    assert first is not None
    record_answer(first, GivenAnswer(PartStat.ACCEPTED, "", AnswerSource.PHONE, "Sira", NOW), by=OPERATOR, now=NOW)
    return number


def drafted(number: int) -> tuple[ShownLetter, ...]:
    batch = draft_of(found(number).entry_id)
    assert batch is not None
    return letters_of_batch(batch.id, actor=OPERATOR, writer=READER)


def words(letters: Iterable[DraftLetter | ShownLetter]) -> set[tuple[str, str]]:
    return {(one.subject, one.text) for one in letters}


@pytest.mark.parametrize("verb", [Verb.POSTPONE, Verb.CANCEL, Verb.RELOCATE])
def test_every_wording_that_is_drafted_was_readable_before(letter: Letter, consultation: int, verb: Verb) -> None:
    opens, closes = (date(2022, 2, 28), date(2022, 3, 11)) if verb is Verb.POSTPONE else (None, None)
    city = found_session(letter.session_ids["2"]).duty_station_id if verb is Verb.RELOCATE else None
    decision = Decision((Change(letter.session_ids["1"], verb, opens, closes, city),), reason="So decided")
    shown = preview(decision, hand=HAND)
    before = letters_of(shown, desk=DESK, base_url=BASE)
    decide(shown.decision, hand=HAND, seen=shown.seen)
    after = drafted(consultation)
    assert words(before) <= words(after)
    assert sorted(name for one in before for name in one.names) == sorted(one.name for one in after)
    assert {one.kind for one in before} == {one.kind for one in after}
    assert [one.is_copy for one in before].count(True) == 1
    assert before[0].title.en == "Preparatory consultation"


@pytest.mark.usefixtures("consultation")
def test_many_letters_are_read_some_at_a_time(letter: Letter) -> None:
    everybody = Invited(agency_ids=tuple(letter.agency_ids.values()))
    for _ in range(2):
        let_go(book(letter.session_ids["1"], make_plan(), invited=everybody, hand=HAND))
    shown = preview(Decision((Change(letter.session_ids["1"], Verb.CANCEL),)), hand=HAND)
    every = letters_of(shown, desk=DESK, base_url=BASE)
    assert AT_ONCE < len(every) < 2 * AT_ONCE
    sheaf = some_letters(shown, first=1, desk=DESK, base_url=BASE)
    assert (sheaf.letters, sheaf.first, sheaf.last, sheaf.count) == (every[:AT_ONCE], 1, AT_ONCE, len(every))
    assert sheaf.following == range(AT_ONCE + 1, len(every) + 1)
    rest = some_letters(shown, first=AT_ONCE + 1, desk=DESK, base_url=BASE)
    assert (rest.letters, rest.last, list(rest.following)) == (every[AT_ONCE:], len(every), [])
    for strange in (0, -1, len(every) + 1):
        assert some_letters(shown, first=strange, desk=DESK, base_url=BASE) == sheaf


def test_whoever_is_told_nothing_gets_no_letter(letter: Letter, consultation: int) -> None:
    shown = preview(Decision((Change(letter.session_ids["1"], Verb.POSTPONE),)), hand=HAND)
    assert letters_of(shown, desk=DESK, base_url=BASE) == ()
    nothing = Message(Place("consultation", consultation), 1, "Sira", "sira@oag.example", Language.THAI, None)
    with pytest.raises(ValueError, match="no letter"):
        Page(shown, {}, DESK, BASE).kind(nothing)


def test_the_letters_of_an_invited_delegation_are_readable_before(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    shown = preview(Decision((Change(number, Verb.CANCEL),), reason="So decided"), hand=HAND)
    letters = letters_of(shown, desk=DESK, base_url=BASE)
    assert {one.kind for one in letters} == {LetterKind.CANCELLATION}
    assert sum(len(one.names) for one in letters) == 5
    assert {one.about for one in letters} == {Place("session", number)}


@pytest.mark.parametrize("verb", [Verb.RESCHEDULE, Verb.RELOCATE])
def test_hours_rooms_and_the_day_to_answer_by_are_readable_before(letter: Letter, people: People, verb: Verb) -> None:
    number = invited(letter, people)
    first, second = DayPlan(date(2022, 5, 31), "09:00-12:00", "Room M2"), DayPlan(date(2022, 6, 1), "", "")
    set_meeting_days(number, [first, second], by=OPERATOR, now=NOW)
    opens, closes = (date(2022, 5, 31), date(2022, 6, 10)) if verb is Verb.RESCHEDULE else (None, None)
    city = found_session(letter.session_ids["1"]).duty_station_id if verb is Verb.RELOCATE else None
    shown = preview(Decision((Change(number, verb, opens, closes, city),), reason="So decided"), hand=HAND)
    before = letters_of(shown, desk=DESK, base_url=BASE)
    decide(shown.decision, hand=HAND, seen=shown.seen)
    after = [
        one for batch in drafts_of_session(number) for one in letters_of_batch(batch.id, actor=OPERATOR, writer=READER)
    ]
    assert words(before) <= words(after)
    assert {one.kind for one in before} == {one.kind for one in after}
    assert any("Room M2" in one.text for one in before) is (verb is Verb.RESCHEDULE)
