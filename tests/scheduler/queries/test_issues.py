"""What was issued of a meeting: versions in order, and what each changed."""

from datetime import timedelta

from mail.changes import Change
from models.database import db
from scheduler.consultations import cancel, change, found, invite, move, withdraw
from scheduler.plans import plan_of
from scheduler.queries.issues import Issue, issues_of
from scheduler.releases import release
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import MOVED, let_go, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.states import LetterKind


def issues(number: int) -> tuple[Issue, ...]:
    return issues_of(found(number).entry_id)


def test_nothing_is_issued_before_a_release(booked: int) -> None:
    assert issues(booked) == ()


def test_the_first_release_is_version_one_and_changes_nothing(released: int) -> None:
    [first] = issues(released)
    assert (first.number, first.at, first.by, first.is_new) == (1, NOW, OPERATOR.label, True)
    assert (dict(first.letters), first.changed) == ({LetterKind.INVITATION: 3}, ())


def test_a_move_is_a_new_version_that_names_the_time(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released, minutes=5)
    latest, _ = issues(released)
    assert (latest.number, latest.changed, dict(latest.letters)) == (2, (Change.TIME,), {LetterKind.UPDATE: 3})


def test_several_changes_are_named_in_the_order_letters_tell_them(released: int) -> None:
    consultation = found(released)
    plan = make_plan(plan_of(consultation).starts + timedelta(hours=1), place="Another hall")
    change(released, plan, hand=HAND)
    let_go(released, minutes=5)
    assert issues(released)[0].changed == (Change.TIME, Change.PLACE)


def test_inviting_somebody_more_issues_the_same_version_again(ministry: Ministry, released: int) -> None:
    expert = make_person("expert")
    db.session.add(expert)
    db.session.commit()
    invite(released, Invited(person_ids=(expert.id,)), hand=HAND)
    let_go(released, minutes=5)
    again, _ = issues(released)
    assert (again.number, again.is_new, dict(again.letters)) == (1, False, {LetterKind.INVITATION: 1})


def test_taking_somebody_off_tells_nothing_of_the_meeting(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    let_go(released, minutes=5)
    latest = issues(released)[0]
    assert (latest.number, latest.is_new, latest.cancelled) == (1, False, False)
    assert dict(latest.letters) == {LetterKind.CANCELLATION: 1}


def test_a_cancellation_is_a_version_too(released: int) -> None:
    cancel(released, reason="", hand=HAND)
    let_go(released, minutes=5)
    latest = issues(released)[0]
    assert (latest.number, latest.is_new, latest.cancelled) == (2, True, True)


def test_letters_that_gave_way_before_they_left_were_never_issued(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(booked, minutes=5)
    [only] = issues(booked)
    assert (only.number, dict(only.letters)) == (1, {LetterKind.INVITATION: 3})
