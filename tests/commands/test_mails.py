"""Letters at the terminal."""

import json

import pytest
from sqlalchemy import select, update

from models.database import db
from models.outbox import OutgoingMail
from tests.commands.conftest import Terminal
from vocabulary.states import MailState

pytestmark = pytest.mark.usefixtures("in_january", "people")


@pytest.fixture
def booked(terminal: Terminal) -> str:
    """The number of a consultation whose six invitations wait for their release."""
    when = ("--day", "2022-01-11", "--time", "14:00", "--place", "Vithes Samosorn Hall", "--usual")
    assert terminal("consultation", "book", "2", *when).exit_code == 0
    return "2"


@pytest.fixture
def sent(terminal: Terminal, booked: str) -> list[int]:
    """The numbers of its letters, released."""
    assert terminal("mail", "send", booked, "--yes").exit_code == 0
    return [int(str(row["letter"])) for row in letters(terminal)]


def letters(terminal: Terminal, *words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(terminal("mail", "list", "--json", *words).stdout)
    return rows


def let(numbers: list[int], state: MailState) -> None:
    """Let letters stand as a sender would leave them."""
    db.session.rollback()
    db.session.execute(
        update(OutgoingMail).where(OutgoingMail.id.in_(numbers)).values(state=state, reply_code=550, reply_text="no")
    )
    db.session.commit()


def test_the_officer_sees_who_gets_what_before_the_letters_go(terminal: Terminal, booked: str) -> None:
    result = terminal("mail", "send", booked, typed="y\n")
    assert result.exit_code == 0
    assert "sira@oag.example" in result.stdout
    assert "Release 6 letters?" in result.stderr
    assert "6 letters released" in result.stderr
    assert {row["state"] for row in letters(terminal)} == {"queued"}


def test_a_no_and_a_dry_run_release_nothing(terminal: Terminal, booked: str) -> None:
    assert "Nothing was released." in terminal("mail", "send", booked, typed="n\n").stderr
    assert "6 letters would go." in terminal("mail", "send", booked, "--dry-run").stderr
    assert letters(terminal) == []
    assert terminal("mail", "send", booked, "--yes").exit_code == 0


def test_released_letters_are_not_released_again(terminal: Terminal, sent: list[int]) -> None:
    result = terminal("mail", "send", "2", "--yes")
    assert (result.exit_code, result.stderr) == (1, "No letter of this consultation waits to be released.\n")


def test_letters_are_listed_by_their_state(terminal: Terminal, sent: list[int]) -> None:
    let(sent[:2], MailState.REFUSED)
    refused = letters(terminal, "--state", "refused")
    assert [row["letter"] for row in refused] == sent[:2]
    assert refused[0]["server"] == "550 no"
    assert len(letters(terminal, "--state", "queued")) == 4
    assert len(letters(terminal, "--before", str(sent[0]))) == 5


def test_a_letter_is_shown_as_its_reader_sees_it_with_its_link_hidden(terminal: Terminal, sent: list[int]) -> None:
    result = terminal("mail", "show", str(sent[-1]))
    assert "sira@oag.example" in result.stdout
    assert "/r/hidden" in result.stdout
    row = json.loads(terminal("mail", "show", str(sent[-1]), "--json").stdout)
    assert "/r/hidden" in row["text"]
    assert row["kind"] == "invitation"


def test_a_refused_letter_is_queued_again(terminal: Terminal, sent: list[int]) -> None:
    let(sent[:1], MailState.REFUSED)
    result = terminal("mail", "retry", str(sent[0]))
    assert (result.exit_code, result.stdout) == (0, f"{sent[0]} is queued as {sent[0]}\n")
    assert letters(terminal, "--state", "refused") == []


def test_every_failed_letter_is_queued_again_at_once(terminal: Terminal, sent: list[int]) -> None:
    let(sent[:2], MailState.REFUSED)
    let(sent[2:3], MailState.BOUNCED)
    assert terminal("mail", "retry", "--failed", "--dry-run").stdout.count("would be queued") == 3
    assert len(letters(terminal, "--state", "refused")) == 2
    assert terminal("mail", "retry", "--failed").exit_code == 0
    assert len(letters(terminal, "--state", "queued")) == 6


def test_a_retry_that_fails_for_some_ends_with_three(terminal: Terminal, sent: list[int]) -> None:
    let(sent[:1], MailState.REFUSED)
    result = terminal("mail", "retry", str(sent[0]), str(sent[1]))
    assert result.exit_code == 3
    assert "was not refused" in result.stderr
    db.session.rollback()
    assert db.session.scalars(select(OutgoingMail.state).where(OutgoingMail.id == sent[0])).one() is MailState.QUEUED


def test_a_retry_that_fails_for_all_ends_with_its_reason(terminal: Terminal, sent: list[int]) -> None:
    assert terminal("mail", "retry", str(sent[0]), str(sent[1])).exit_code == 1
    assert terminal("mail", "retry", "999").exit_code == 4
    assert terminal("mail", "retry", "--failed").exit_code == 1


def test_a_retry_of_nothing_is_a_wrong_call(terminal: Terminal) -> None:
    assert terminal("mail", "retry").exit_code == 2


@pytest.mark.parametrize("words", [("show", "99"), ("send", "99")])
def test_what_is_not_there_ends_with_four(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal("mail", *words).exit_code == 4


def test_a_long_list_names_its_next_page(terminal: Terminal, sent: list[int]) -> None:
    assert "There are older letters" not in terminal("mail", "list").stderr
    db.session.rollback()
    one = db.session.get_one(OutgoingMail, sent[0])
    for number in range(101):
        db.session.add(
            OutgoingMail(
                body=one.body,
                batch=one.batch,
                person=one.person,
                address=one.address,
                name=one.name,
                language=one.language,
                message_id=f"<{number}@mfa.example>",
                state=MailState.SENT,
                created_at=one.created_at,
            )
        )
    db.session.commit()
    assert "There are older letters: flask mail list --before" in terminal("mail", "list").stderr
