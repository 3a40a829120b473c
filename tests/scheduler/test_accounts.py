"""Who may come in: links, passwords, and keeping somebody out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from models.accounts import LoginSession, SignInLink
from models.audit import AuditRow
from models.database import db
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.accounts import (
    LONGEST_PASSWORD,
    Moment,
    NewPassword,
    disable_person,
    enable_person,
    live_link,
    mail_sign_in_link,
    make_sign_in_link,
    set_password,
)
from scheduler.deed import writing
from scheduler.login_sessions import Limits, live_session, open_session
from scheduler.queries.actors import as_actor
from scheduler.rules.throttle import PER_ACCOUNT, Knocking
from scheduler.throttle import Knock, TooSoon
from tests.auditing import details
from tests.making import DESK, make_person
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.states import Duty, Language, LetterKind, MailState

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
AT = Moment(NOW, WALL)
HERE = "192.0.2.1"


@pytest.fixture
def anan(app: Flask) -> int:
    """The number of somebody who may sign in."""
    return add("anan")


def add(handle: str, *, duty: Duty = Duty.NONE, active: bool = True) -> int:
    person = make_person(handle, duty=duty, language=Language.ENGLISH)
    person.active = active
    db.session.add(person)
    db.session.commit()
    return person.id


def later(**passed: float) -> Moment:
    return Moment(NOW, WALL + timedelta(**passed))


def ask(handle: str = "anan", *, at: Moment = AT, visitor: str = HERE) -> None:
    mail_sign_in_link(Knock(f"{handle}@agency.example", visitor), desk=DESK, at=at)


def mails() -> list[OutgoingMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_a_link_is_promised_as_a_letter_that_is_due_at_once(anan: int) -> None:
    ask()
    (mail,) = mails()
    assert (mail.body.kind, mail.state, mail.due_at, mail.created_at) == (
        LetterKind.SIGN_IN,
        MailState.QUEUED,
        WALL,
        NOW,
    )
    assert (mail.address, mail.name, mail.language) == ("anan@agency.example", "Ms Anan Tuayang", Language.ENGLISH)
    assert mail.message_id.endswith("@mfa.example>")
    assert mail.sign_in_link is not None
    assert mail.sign_in_link.expires_at == WALL + timedelta(minutes=15)
    assert (mail.sign_in_link.person_id, mail.sign_in_link.reusable) == (anan, False)


@pytest.mark.parametrize("handle", ["nobody", "disabled", "nobody@somewhere"])
def test_an_address_that_is_nobodys_is_answered_alike_and_gets_no_letter(anan: int, handle: str) -> None:
    add("disabled", active=False)
    ask(handle)
    assert mails() == []
    assert db.session.scalars(select(SignInLink)).all() == []
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.deed, row.subject_kind, details(row)) == ("ask for sign-in link", "", {})


def statements(handle: str) -> list[str]:
    """What the database is told while somebody asks for a link, but for how the letter ends."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(" ".join(statement.split()[:3]))

    event.listen(db.engine, "before_cursor_execute", note)
    ask(handle)
    event.remove(db.engine, "before_cursor_execute", note)
    return [one for one in seen if "SAVEPOINT" not in one]


def test_an_unknown_address_costs_the_database_the_same_work(anan: int) -> None:
    known, unknown = statements("anan"), statements("nobody")
    assert [one for one in known if one.startswith("INSERT")] == [one for one in unknown if one.startswith("INSERT")]
    assert abs(len(known) - len(unknown)) <= 1


def test_where_there_is_nobody_at_all_the_answer_is_still_the_same(app: Flask) -> None:
    ask("nobody")
    assert mails() == []


def test_asking_twice_within_a_minute_sends_one_letter(anan: int) -> None:
    ask()
    ask(at=later(seconds=59), visitor="192.0.2.2")
    assert len(mails()) == 1
    ask(at=later(seconds=60))
    assert len(mails()) == 2


def test_asking_too_often_is_refused_for_any_address_alike(anan: int) -> None:
    for handle in ("anan", "nobody"):
        for _ in range(PER_ACCOUNT[Knocking.LINK].free):
            ask(handle)
        with pytest.raises(TooSoon) as refusal:
            ask(handle)
        assert refusal.value.field == "link_address"


def test_the_operator_makes_links_for_those_alone_who_may_sign_in(anan: int) -> None:
    add("disabled", active=False)
    link_id = make_sign_in_link("anan@agency.example", minutes=60, reusable=True, by=OPERATOR, at=AT)
    link = live_link(link_id, wall=WALL)
    assert (link.person_id, link.reusable, link.expires_at) == (anan, True, WALL + timedelta(hours=1))
    for handle in ("disabled", "nobody"):
        with pytest.raises(NotFound, match=f"{handle}@agency.example"):
            make_sign_in_link(f"{handle}@agency.example", minutes=60, reusable=True, by=OPERATOR, at=AT)


def signed_in(person_id: int, *, wall: datetime = WALL) -> str:
    with writing():
        return open_session(db.session.get_one(Person, person_id), instead_of=None, wall=wall)


def is_live(token: str) -> bool:
    db.session.rollback()
    limits = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
    return live_session(token, limits, wall=WALL) is not None


def actor(person_id: int) -> Actor:
    return as_actor(db.session.get_one(Person, person_id))


def change(person_id: int, token: str, *, typed: str = "a long new password", at: Moment = AT) -> str:
    return set_password(NewPassword(typed, lambda text: f"hash of {text}"), token=token, by=actor(person_id), at=at)


def test_a_new_password_ends_every_other_sign_in_and_gives_this_one_a_new_token(anan: int) -> None:
    here, elsewhere, others = signed_in(anan), signed_in(anan), signed_in(add("somebody-else"))
    new = change(anan, here)
    assert [is_live(token) for token in (here, elsewhere, others, new)] == [False, False, True, True]
    assert db.session.get_one(Person, anan).password == "hash of a long new password"


def test_a_new_password_closes_links_that_were_mailed(anan: int) -> None:
    link_id = make_sign_in_link("anan@agency.example", minutes=60, reusable=True, by=OPERATOR, at=AT)
    change(anan, signed_in(anan))
    with pytest.raises(NotFound):
        live_link(link_id, wall=WALL)


@pytest.mark.parametrize("typed", ["", "eleven char", "x" * (LONGEST_PASSWORD + 1)])
def test_a_password_has_12_to_200_characters(anan: int, typed: str) -> None:
    with pytest.raises(Refusal, match="characters or") as refusal:
        change(anan, signed_in(anan), typed=typed)
    assert refusal.value.field == "password"
    assert db.session.get_one(Person, anan).password == ""


def test_a_sign_in_of_a_quarter_of_an_hour_ago_is_too_old_for_a_new_password(anan: int) -> None:
    token = signed_in(anan)
    with pytest.raises(Refusal, match="Sign out and in again"):
        change(anan, token, at=later(minutes=15))
    assert change(anan, token, at=later(minutes=14))


def test_nobody_sets_the_password_of_somebody_else(anan: int) -> None:
    other = add("other")
    for token in (signed_in(other), "", "strange"):
        with pytest.raises(Forbidden):
            change(anan, token)


def test_the_audit_of_a_password_holds_neither_it_nor_its_hash(anan: int) -> None:
    change(anan, signed_in(anan))
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.deed, row.subject_id, details(row)) == ("set password", anan, {})


def test_disabling_ends_every_sign_in_at_once_and_enabling_brings_none_back(anan: int) -> None:
    token, administrator = signed_in(anan), add("admin", duty=Duty.ADMINISTRATOR)
    disable_person(anan, by=actor(administrator), at=AT)
    assert not is_live(token)
    enable_person(anan, by=actor(administrator), at=AT)
    assert db.session.get_one(Person, anan).active
    assert not is_live(token)
    assert db.session.scalars(select(LoginSession.ended_at)).one() == WALL
    assert list(db.session.scalars(select(AuditRow.deed))) == ["disable person", "enable person"]


@pytest.mark.parametrize("duty", [Duty.NONE, Duty.DESK_OFFICER])
def test_only_an_administrator_decides_who_may_sign_in(anan: int, duty: Duty) -> None:
    other = actor(add("other", duty=duty))
    for by in (other, ANONYMOUS):
        for deed in (disable_person, enable_person):
            with pytest.raises(Forbidden):
                deed(anan, by=by, at=AT)


def test_an_administrator_cannot_lock_himself_out(app: Flask) -> None:
    administrator = add("admin", duty=Duty.ADMINISTRATOR)
    with pytest.raises(Refusal, match="another administrator"):
        disable_person(administrator, by=actor(administrator), at=AT)


def test_somebody_who_does_not_exist_cannot_be_disabled(app: Flask) -> None:
    with pytest.raises(NotFound):
        disable_person(999, by=OPERATOR, at=AT)
