"""A roster is issued once as it stands, stays as it was, and is superseded by whatever changes what it says."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.issued_rosters import IssuedRoster
from models.people import OfficeHolder
from scheduler.cabinet import record_approval
from scheduler.decisions import decide, preview, undo
from scheduler.delegations import change_role, name_delegate, withdraw_delegate
from scheduler.issued_rosters import issue_roster
from scheduler.posts import appoint, end_term
from scheduler.queries.home import home
from scheduler.queries.issued_rosters import issued_page, shelf_of, to_issue
from scheduler.queries.overview import overview_for
from scheduler.queries.rosters import roster_for
from scheduler.rules.waiting import WaitingKind
from scheduler.sessions import decide_head, undo_head_decision
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.issued import Wish
from vocabulary.plan import CabinetDecision, HeadDecision, Nomination, Term
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import Capacity, DelegateRole, Language

THAI, ENGLISH = Wish(Language.THAI), Wish(Language.ENGLISH)


def issued(letter: Letter, key: str = "2", wish: Wish = THAI) -> int:
    return issue_roster(letter.session_ids[key], wish, by=OPERATOR, now=NOW)


def standing(letter: Letter, key: str = "2") -> list[tuple[int, list[str]]]:
    """By number: the reasons why it is superseded; none where it is in force."""
    shelf = shelf_of(letter.session_ids[key])
    return [(one.number, [str(why) for why in one.why]) for one in shelf.issued]


def delegate_id(letter: Letter, role: DelegateRole) -> int:
    lines = roster_for(letter.session_ids["2"], actor=OPERATOR).lines
    return next(line.delegate_id for line in lines if line.role is role and line.delegate_id is not None)


def holder(letter: Letter) -> OfficeHolder:
    return db.session.scalars(select(OfficeHolder).where(OfficeHolder.post_id == letter.post_ids["pr-vienna"])).one()


def test_it_is_numbered_dated_and_says_all_that_stood_there(letter: Letter) -> None:
    assert [issued(letter), issued(letter, wish=ENGLISH)] == [1, 2]
    page = issued_page(letter.session_ids["2"], 1, actor=OPERATOR)
    assert (page.mark.issued_on, page.mark.language, page.mark.is_in_force) == (NOW.date(), Language.THAI, True)
    assert [line.role.value for line in page.sheet.lines] == [
        "head",
        "deputy head",
        "representative",
        "representative",
        "adviser",
    ]
    assert page.sheet.heads[0].en == (
        "H.E. Mr Phuwadol Tuayang: Vienna, so the Ambassador and Permanent Representative of Thailand to the"
        " United Nations in Vienna: letter, item 10.1"
    )
    assert str(page.sheet.verdict) == "Within what the letter asks; Cabinet’s decision not recorded"
    [row] = db.session.scalars(select(AuditRow).where(AuditRow.deed == "issue roster").limit(1))
    assert (row.subject_kind, row.subject_id) == ("session", letter.session_ids["2"])


def test_the_same_is_not_issued_twice_and_a_new_verdict_is(letter: Letter) -> None:
    issued(letter)
    with pytest.raises(Refusal, match=r"Roster no\. 1 says all this already"):
        issued(letter)
    record_approval("ahc", CabinetDecision(NOW.date(), "CR 1/2565"), by=OPERATOR, now=NOW)
    assert standing(letter) == [(1, [])], "a verdict alone supersedes nothing"
    issued(letter)
    assert standing(letter) == [(2, []), (1, ["Issued anew as no. 2, with the verdict as it is by now"])]


def test_only_what_was_shown_is_issued(letter: Letter) -> None:
    shown = to_issue(letter.session_ids["2"], actor=OPERATOR).seen
    change_role(delegate_id(letter, DelegateRole.ADVISER), DelegateRole.SECRETARY, by=OPERATOR, now=NOW)
    with pytest.raises(Stale, match="has changed since you looked"):
        issue_roster(letter.session_ids["2"], THAI, by=OPERATOR, now=NOW, seen=shown)


def test_it_is_refused_while_nobody_is_known_to_lead(letter: Letter, people: People) -> None:
    with pytest.raises(Refusal, match="Session 3 has no days yet"):
        issued(letter, "3")
    end_term(holder(letter).id, date(2022, 5, 1), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match=r"vacant on the opening day: .*Vienna. Record who takes it up or acts in it"):
        issued(letter)
    term = Term(date(2022, 5, 2), capacity=Capacity.CHARGE, document="Note 5/2565")
    appoint(letter.post_ids["pr-vienna"], people.focal["oag"], term=term, by=OPERATOR, now=NOW)
    issued(letter)
    [head] = issued_page(letter.session_ids["2"], 1, actor=OPERATOR).sheet.heads
    assert head.en.endswith("(chargé d’affaires a.i., Note 5/2565)")


def test_it_is_refused_where_the_session_is_off_or_nobody_leads(letter: Letter) -> None:
    moved(letter, Change(letter.session_ids["2"], Verb.RELOCATE, city_id=home().stations[0].id))
    with pytest.raises(Refusal, match="Nobody leads Session 2 yet"):
        issued(letter)
    moved(letter, Change(letter.session_ids["2"], Verb.CANCEL))
    with pytest.raises(Refusal, match="Session 2 does not meet for the time being"):
        issued(letter)


def test_outside_the_mandate_it_needs_a_reason(letter: Letter, people: People) -> None:
    led(letter, people.focal["oag"])
    with pytest.raises(Refusal, match="outside the mandate: Mr Sira Tuayang leads by a decision") as refused:
        issued(letter)
    assert refused.value.field == "despite"
    with pytest.raises(Refusal):
        issued(letter, wish=Wish(Language.THAI, "x" * 501))
    issued(letter, wish=Wish(Language.THAI, " The Minister’s word "))
    page = issued_page(letter.session_ids["2"], 1, actor=OPERATOR)
    assert (page.despite, len(page.sheet.reasons)) == ("The Minister’s word", 1)
    assert page.sheet.heads[0].en == "Mr Sira Tuayang: By decision: Minister’s decision (Note 7/2565)"


def led(letter: Letter, person_id: int) -> None:
    decision = HeadDecision(person_id, "Minister’s decision", "Note 7/2565")
    decide_head(letter.session_ids["2"], decision, by=OPERATOR, now=NOW)


def moved(letter: Letter, *changes: Change) -> int:
    return decide(Decision(changes, document="A/76/L.33"), hand=HAND)


def later(letter: Letter) -> Change:
    return Change(letter.session_ids["2"], Verb.POSTPONE, opens=date(2022, 7, 4), closes=date(2022, 7, 15))


def change_of_role(letter: Letter, people: People) -> None:
    change_role(delegate_id(letter, DelegateRole.ADVISER), DelegateRole.SECRETARY, by=OPERATOR, now=NOW)


def change_of_people(letter: Letter, people: People) -> None:
    withdraw_delegate(delegate_id(letter, DelegateRole.ADVISER), by=OPERATOR, now=NOW)


def newcomer(letter: Letter, people: People) -> None:
    nomination = Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER, person_id=people.focal["moj"])
    name_delegate(letter.session_ids["2"], nomination, by=OPERATOR, now=NOW)


def change_of_head(letter: Letter, people: People) -> None:
    led(letter, people.focal["moj"])


def change_of_holder(letter: Letter, people: People) -> None:
    end_term(holder(letter).id, date(2022, 5, 1), by=OPERATOR, now=NOW)


def change_of_days(letter: Letter, people: People) -> None:
    moved(letter, later(letter))


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (change_of_role, "Pol. Col. Warut Tuayang: Secretary, until now Adviser"),
        (change_of_people, "No longer on the roster: Pol. Col. Warut Tuayang, Adviser"),
        (newcomer, "New on the roster: Ms Pimlada Tuayang, Adviser"),
        (change_of_head, "No longer on the roster: H.E. Mr Phuwadol Tuayang, Head of delegation"),
        (change_of_holder, "No longer on the roster: H.E. Mr Phuwadol Tuayang, Head of delegation"),
        (change_of_days, "Days and place: 4–15 Jul 2022"),
    ],
)
def test_whatever_changes_what_it_says_supersedes_it(
    letter: Letter, people: People, deed: Callable[[Letter, People], None], why: str
) -> None:
    issued(letter)
    issued(letter, "1")
    before = issued_page(letter.session_ids["2"], 1, actor=OPERATOR).sheet
    deed(letter, people)
    [(number, [reason, *_])] = standing(letter)
    assert (number, reason[: len(why)]) == (1, why)
    assert standing(letter, "1") == [(1, [])], "that of another session stands"
    page = issued_page(letter.session_ids["2"], 1, actor=OPERATOR)
    assert page.sheet == before, "and says for ever what it said"
    last = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).one()
    assert page.mark.row == last.number, "and leads to the deed"


def test_the_next_one_is_issued_and_says_what_differs(letter: Letter, people: People) -> None:
    issued(letter)
    change_of_role(letter, people)
    overview = overview_for("ahc", actor=OPERATOR, now=NOW)
    assert [one.subject_id for one in overview.waiting if one.kind is WaitingKind.ROSTER] == [letter.session_ids["2"]]
    issued(letter)
    withdraw_delegate(delegate_id(letter, DelegateRole.SECRETARY), by=OPERATOR, now=NOW)
    issued(letter)
    page = issued_page(letter.session_ids["2"], 3, actor=OPERATOR)
    assert page.against is not None
    assert (page.against.number, [str(one) for one in page.differences]) == (
        2,
        ["No longer on the roster: Pol. Col. Warut Tuayang, Secretary"],
    )
    other = issued_page(letter.session_ids["2"], 3, actor=OPERATOR, against=1)
    assert [str(one) for one in other.differences] == ["No longer on the roster: Pol. Col. Warut Tuayang, Adviser"]
    overview = overview_for("ahc", actor=OPERATOR, now=NOW)
    assert [one for one in overview.waiting if one.kind is WaitingKind.ROSTER] == []
    assert overview.shelves[letter.session_ids["2"]].in_force[0].number == 3


def test_a_decision_says_it_before_and_its_undoing_puts_it_in_force_again(letter: Letter) -> None:
    issued(letter)
    decision = Decision((later(letter),))
    lines = [str(one.what.both) for one in preview(decision, hand=HAND).consequences.consequences]
    assert "Roster no. 1 of Session 2, issued on 4 January 2022, is superseded" in lines
    number = decide(decision, hand=HAND)
    assert db.session.scalars(select(IssuedRoster.decision_id)).one() == number
    undo(number, hand=HAND)
    assert standing(letter) == [(1, [])]


def test_one_of_a_session_that_is_over_stays_in_force(letter: Letter, people: People) -> None:
    issued(letter)
    later = NOW.replace(month=8)
    change_role(delegate_id(letter, DelegateRole.ADVISER), DelegateRole.SECRETARY, by=OPERATOR, now=later)
    assert standing(letter) == [(1, [])]


def test_a_decision_taken_back_by_hand_leaves_it_superseded(letter: Letter, people: People) -> None:
    issued(letter)
    led(letter, people.focal["moj"])
    undo_head_decision(letter.session_ids["2"], None, by=OPERATOR, now=NOW)
    [(number, why)] = standing(letter)
    assert (number, bool(why)) == (1, True), "whoever holds it in hand has been told that it holds no more"


def test_both_languages_of_a_session_are_superseded_together(letter: Letter) -> None:
    issued(letter)
    issued(letter, wish=ENGLISH)
    change_role(delegate_id(letter, DelegateRole.ADVISER), DelegateRole.SECRETARY, by=OPERATOR, now=NOW)
    second, first = standing(letter)
    assert (second[0], first[0], second[1]) == (2, 1, first[1])
    assert first[1]
