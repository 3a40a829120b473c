"""Mail fetched from a real mailbox and from a maildir: taken in once, and put away only when it is durable."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from jobs.inbox import Inbox, inbox_of
from mail.inbound.maildir import Maildir
from mail.inbound.sources import Source
from models.database import db
from models.inbound import ReceivedContent, ReceivedMail
from scheduler.consultations import book
from tests.mailboxes import Server, imap_server
from tests.mails import Reply, message, plain
from tests.making import DESK, HAND, NOW, make_ministry, make_plan
from tests.scheduler.giving import answers
from tests.scheduler.letters import entry_of, let_go
from vocabulary.settings import Settings

LATER = NOW + timedelta(hours=2)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with imap_server() as one:
        yield one


@pytest.fixture
def maildir(tmp_path: Path) -> Maildir:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return Maildir(tmp_path, 1024 * 1024)


@pytest.fixture
def reply(app: Flask) -> Reply:
    """An answer to an invitation that has left."""
    ministry = make_ministry()
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(number)
    return Reply(entry_of(number).uid, DESK.tagged(entry_of(number).organizer_tag))


def inbox(*sources: Source, stopped: bool = False) -> Inbox:
    return Inbox(sources, DESK, clock=lambda: LATER, is_stopped=lambda: stopped, largest=1024 * 1024, days=90)


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(ReceivedMail)) or 0


def test_answers_come_in_from_a_mailbox_and_a_maildir(server: Server, maildir: Maildir, reply: Reply) -> None:
    server.deliver(plain(reply), message("Good morning", reply=Reply(message_id="<w@x.example>")))
    (maildir.folder / "new" / "1.a").write_bytes(plain(Reply(reply.uid, reply.organizer, "focal2@agency.example")))
    assert inbox(server.mailbox, maildir, stopped=True).look() == 0
    assert inbox(server.mailbox, maildir).look() == 3
    assert len(answers()) == 2
    assert server.names() == []
    assert [path.name for path in (maildir.folder / "cur").iterdir()] == ["1.a:2,S"]
    assert inbox(server.mailbox, maildir).look() == 0


def test_a_death_before_the_message_is_put_away_has_no_second_effect(maildir: Maildir, reply: Reply) -> None:
    raw = plain(reply)
    for name in ("1.a", "2.b"):  # the second is what the next look finds after such a death
        (maildir.folder / "new" / name).write_bytes(raw)
        assert inbox(maildir).look() == 1
    assert (len(answers()), rows()) == (1, 1)


def test_two_workers_on_one_mailbox_do_no_harm(app: Flask, server: Server, reply: Reply) -> None:
    mails = [message(f"Number {number}", reply=Reply(message_id=f"<{number}@x.example>")) for number in range(20)]
    server.deliver(plain(reply), *mails)
    db.session.remove()

    def work(_number: int) -> None:
        with app.app_context():
            inbox(server.mailbox).look()
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    inbox(server.mailbox).look()
    assert (len(answers()), rows()) == (1, 21)
    assert server.names() == []


def test_a_place_that_is_away_keeps_no_other_waiting(
    maildir: Maildir, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    (maildir.folder / "new" / "1.a").write_bytes(plain(reply))
    with caplog.at_level(logging.WARNING):
        assert inbox(Maildir(maildir.folder / "none", 10), maildir).look() == 1
    assert "could not be fetched" in caplog.text


def test_messages_are_erased_by_the_same_look(maildir: Maildir, reply: Reply) -> None:
    (maildir.folder / "new" / "1.a").write_bytes(plain(reply))
    inbox(maildir).look()
    late = Inbox((), DESK, clock=lambda: LATER + timedelta(days=91), is_stopped=lambda: False, largest=1, days=90)
    assert late.look() == 0
    assert db.session.scalar(select(func.count()).select_from(ReceivedContent)) == 0


def test_the_settings_name_the_places(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, testing=True, maildir=tmp_path)
    one = inbox_of(settings, clock=lambda: LATER, is_stopped=lambda: False)
    assert one.sources == (Maildir(tmp_path, 1024 * 1024),)
    assert (one.days, one.largest) == (90, 1024 * 1024)
