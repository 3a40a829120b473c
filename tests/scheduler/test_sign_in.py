"""Coming in and going out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.accounts import LoginSession, SignInAttempt, SignInLink
from models.audit import AuditRow
from models.database import db
from models.people import Person
from scheduler.accounts import Moment, disable_person, mail_sign_in_link, make_sign_in_link
from scheduler.login_sessions import Limits, live_session
from scheduler.rules.throttle import PER_ACCOUNT, PER_VISITOR, Knocking
from scheduler.sign_in import Arrival, Password, sign_in_by_link, sign_in_by_password, sign_out
from scheduler.throttle import Knock, TooSoon
from tests.auditing import actor_name, details
from tests.making import DESK, make_person
from vocabulary.actor import OPERATOR, Actor
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import ActorKind

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AT = Moment(datetime(2022, 1, 4, 2, 0, tzinfo=UTC), WALL)
LIMITS = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
HERE = "192.0.2.1"
RIGHT = "correct horse battery"


@dataclass
class Lock:
    """Compares passwords with what is stored, as plain text, and remembers every comparison."""

    compared: list[str] = field(default_factory=list)

    def matches(self, typed: str, stored: str) -> bool:
        self.compared.append(stored)
        return typed == stored and bool(stored)


@pytest.fixture
def lock(app: Flask) -> Lock:
    """A lock, and Anan, who has a password for it."""
    person = make_person("anan")
    person.password = RIGHT
    db.session.add_all([person, make_person("no-password"), make_person("disabled")])
    db.session.flush()
    disabled = db.session.scalars(select(Person).where(Person.email.startswith("disabled"))).one()
    disabled.active, disabled.password = False, RIGHT
    db.session.commit()
    return Lock()


def arrival(handle: str = "anan", *, token: str | None = None, at: Moment = AT) -> Arrival:
    return Arrival(Knock(f"{handle}@agency.example", HERE), at, token)


def sign_in(lock: Lock, *, typed: str = RIGHT, by: Arrival | None = None) -> str:
    return sign_in_by_password(Password(typed, lock.matches), by or arrival())


def who(token: str) -> str | None:
    db.session.rollback()
    found = live_session(token, LIMITS, wall=WALL)
    return None if found is None else found.person.email


def audit() -> list[tuple[str, str, int | None]]:
    rows = db.session.scalars(select(AuditRow).order_by(AuditRow.number))
    return [(row.deed, row.subject_kind, row.subject_id) for row in rows]


def test_the_right_password_signs_in_and_the_audit_says_who(lock: Lock) -> None:
    assert who(sign_in(lock)) == "anan@agency.example"
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.deed, actor_name(row), details(row)) == ("sign in", "Ms Anan Tuayang", {"by": "password"})


@pytest.mark.parametrize(
    ("handle", "typed"),
    [
        ("anan", "wrong"),
        ("anan", ""),
        ("nobody", RIGHT),
        ("no-password", ""),
        ("no-password", "x"),
        ("disabled", RIGHT),
    ],
)
def test_whatever_is_wrong_the_refusal_the_work_and_the_audit_are_the_same(lock: Lock, handle: str, typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sign_in(lock, typed=typed, by=arrival(handle))
    assert refusal.value.message.startswith("This address and password do not belong together.")
    assert len(lock.compared) == 1
    assert [deed for deed, _, _ in audit()] == ["refuse sign-in"]
    assert db.session.scalars(select(LoginSession)).all() == []


def test_a_failure_is_told_of_the_person_whose_address_it_was_and_holds_nothing_typed(lock: Lock) -> None:
    with pytest.raises(Refusal):
        sign_in(lock, typed="my other password")
    row = db.session.scalars(select(AuditRow)).one()
    person = db.session.scalars(select(Person).where(Person.email == "anan@agency.example")).one()
    assert (row.subject_kind, row.subject_id, details(row)) == ("person", person.id, {})


def test_the_address_may_be_typed_in_any_case(lock: Lock) -> None:
    assert who(sign_in(lock, by=arrival("ANAN"))) == "anan@agency.example"


def test_a_thousand_guesses_reach_the_comparison_twenty_times_at_most(lock: Lock) -> None:
    for number in range(1000):
        at = Moment(AT.now, WALL + timedelta(seconds=0.6 * number))
        with pytest.raises(Refusal):
            sign_in(lock, typed=f"guess {number}", by=arrival(f"guess{number % 7}", at=at))
    assert len(lock.compared) <= 20


def test_a_refused_guess_is_not_compared_even_if_it_is_right(lock: Lock) -> None:
    for _ in range(PER_ACCOUNT[Knocking.PASSWORD].free):
        with pytest.raises(Refusal):
            sign_in(lock, typed="wrong")
    lock.compared.clear()
    with pytest.raises(TooSoon):
        sign_in(lock)
    assert lock.compared == []


def test_after_the_wait_the_right_password_signs_in_and_clears_the_failures(lock: Lock) -> None:
    for _ in range(PER_ACCOUNT[Knocking.PASSWORD].free):
        with pytest.raises(Refusal):
            sign_in(lock, typed="wrong")
    later = Moment(AT.now, WALL + timedelta(seconds=10))
    assert sign_in(lock, by=arrival(at=later))
    assert sign_in(lock, by=arrival(at=later))


def test_signing_in_often_slows_nobody_down(lock: Lock) -> None:
    for _ in range(PER_VISITOR[Knocking.PASSWORD].free + 5):
        sign_in(lock)
    assert db.session.scalars(select(SignInAttempt)).all() == []


def test_a_new_sign_in_ends_the_one_that_the_browser_had(lock: Lock) -> None:
    first = sign_in(lock)
    second = sign_in(lock, by=arrival(token=first))
    assert second != first
    assert (who(first), who(second)) == (None, "anan@agency.example")


def test_somebody_disabled_while_the_password_is_compared_does_not_come_in(lock: Lock) -> None:
    person_id = db.session.scalars(select(Person.id).where(Person.email == "anan@agency.example")).one()

    def slow(typed: str, stored: str) -> bool:
        disable_person(person_id, by=OPERATOR, at=AT)
        return typed == stored

    with pytest.raises(Refusal):
        sign_in_by_password(Password(RIGHT, slow), arrival())
    assert db.session.scalars(select(LoginSession)).all() == []


def link_for(handle: str = "anan", *, reusable: bool = False) -> int:
    return make_sign_in_link(f"{handle}@agency.example", minutes=15, reusable=reusable, by=OPERATOR, at=AT)


def by_link(link_id: int | None, *, after: timedelta = timedelta()) -> str:
    return sign_in_by_link(link_id, token=None, at=Moment(AT.now, WALL + after))


def test_a_link_signs_in_once(lock: Lock) -> None:
    link_id = link_for()
    assert who(by_link(link_id)) == "anan@agency.example"
    with pytest.raises(NotFound, match="used up"):
        by_link(link_id)


def test_a_reusable_link_signs_in_again_and_again_until_its_end(lock: Lock) -> None:
    link_id = link_for(reusable=True)
    assert by_link(link_id) != by_link(link_id)
    with pytest.raises(NotFound):
        by_link(link_id, after=timedelta(minutes=15))


def test_a_link_is_too_old_after_its_minutes(lock: Lock) -> None:
    link_id = link_for()
    with pytest.raises(NotFound, match="too old"):
        by_link(link_id, after=timedelta(minutes=15))


@pytest.mark.parametrize("link_id", [None, 0, 999])
def test_a_link_that_was_never_made_is_refused_like_an_old_one(lock: Lock, link_id: int | None) -> None:
    with pytest.raises(NotFound, match="used up or too old"):
        by_link(link_id)


def test_a_link_of_somebody_disabled_opens_nothing_nor_after_enabling(lock: Lock) -> None:
    link_id = link_for(reusable=True)
    person_id = db.session.get_one(SignInLink, link_id).person_id
    disable_person(person_id, by=OPERATOR, at=AT)
    with pytest.raises(NotFound):
        by_link(link_id)
    db.session.get_one(Person, person_id).active = True
    db.session.commit()
    with pytest.raises(NotFound):
        by_link(link_id)


def test_the_audit_of_a_link_names_the_person_and_no_token(lock: Lock) -> None:
    link_id = link_for()
    by_link(link_id)
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc())).first()
    assert row is not None
    assert (row.deed, actor_name(row), details(row)) == ("sign in", "Ms Anan Tuayang", {"by": "link", "link": link_id})


def test_signing_out_ends_that_sign_in_and_no_other(lock: Lock) -> None:
    here, elsewhere = sign_in(lock), sign_in(lock)
    sign_out(here, by=Actor(ActorKind.PERSON, "Anan", person_id=1), at=AT)
    assert (who(here), who(elsewhere)) == (None, "anan@agency.example")
    assert audit()[-1] == ("sign out", "person", 1)


def test_a_mailed_link_signs_in(lock: Lock) -> None:
    mail_sign_in_link(arrival().knock, desk=DESK, at=AT)
    assert who(by_link(db.session.scalars(select(func.max(SignInLink.id))).one())) == "anan@agency.example"
