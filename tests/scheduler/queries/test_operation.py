"""What an operator's monitoring asks of the database."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.database import db
from models.installation import Installation, WorkerBeat
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from scheduler.consultations import book
from scheduler.queries.operation import Figures, figures
from tests.making import HAND, NOW, Ministry, make_plan
from tests.models.refusing import write
from tests.scheduler.queries.asking import questions
from vocabulary.states import AnswerSource, MailState, PartStat

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def told() -> Figures:
    return figures(now=NOW, wall=WALL)


def put(*letters: dict[str, object]) -> None:
    """Bring the letters of the released meeting into these states."""
    mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    for mail, values in zip(mails, letters, strict=False):
        for name, value in values.items():
            setattr(mail, name, value)
    db.session.commit()


def test_a_new_installation_has_nothing_to_tell(app: Flask) -> None:
    new = told()
    assert new.letters == dict.fromkeys(MailState, 0)
    assert (new.oldest_unsent, new.failed_in_a_day, new.drafts, new.answers_in_an_hour) == (None, 0, 0, 0)
    assert (new.beats, new.last_backup, new.is_held) == ((), None, False)
    assert new.database_bytes > 0


def test_letters_are_counted_where_they_stand(ministry: Ministry, released: int) -> None:
    put({"state": MailState.BOUNCED})
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    counted = told()
    assert (counted.letters[MailState.BOUNCED], counted.letters[MailState.DRAFT]) == (1, 3)
    assert sum(counted.letters.values()) == db.session.scalar(select(func.count()).select_from(OutgoingMail))
    assert counted.drafts == 1


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING])
def test_a_letter_that_is_put_off_again_and_again_keeps_its_age(released: int, state: MailState) -> None:
    put(
        {"state": state, "dated": WALL - 90 * MINUTE, "due_at": WALL + 30 * MINUTE},
        {"state": MailState.QUEUED, "dated": None, "due_at": WALL - 5 * MINUTE},
        {"state": MailState.SENT, "dated": WALL - 900 * MINUTE},
    )
    assert told().oldest_unsent == WALL - 90 * MINUTE


def test_a_letter_that_is_not_due_yet_waits_for_nothing(released: int) -> None:
    later: dict[str, object] = {"state": MailState.QUEUED, "dated": None, "due_at": WALL + MINUTE}
    put(later, later, later)
    assert told().oldest_unsent is None


def test_what_failed_within_a_day_is_counted(released: int) -> None:
    put(
        {"state": MailState.REFUSED, "due_at": WALL - 60 * MINUTE},
        {"state": MailState.BOUNCED, "due_at": WALL - 23 * 60 * MINUTE},
        {"state": MailState.REFUSED, "due_at": WALL - 25 * 60 * MINUTE},
    )
    assert told().failed_in_a_day == 2


def test_answers_of_the_last_hour_are_counted_by_the_deeds_time(released: int) -> None:
    invitation = db.session.scalars(select(Invitation)).first()
    assert invitation is not None
    for minutes in (1, 59, 61):
        at = NOW - minutes * MINUTE
        write(
            Answer(
                invitation_id=invitation.id,
                partstat=PartStat.ACCEPTED,
                source=AnswerSource.PHONE,
                said_by="Somebody",
                said_at=at,
                recorded_by="The desk",
                recorded_at=at,
                sequence=0,
            )
        )
    assert told().answers_in_an_hour == 2


def test_workers_backups_and_a_hold_are_told(app: Flask) -> None:
    write(
        WorkerBeat(name="one", started_at=WALL, beat_at=WALL),
        Installation(id=1, mail_held_at=WALL, mail_held_why="restored", last_backup_at=WALL - MINUTE),
    )
    working = told()
    assert [beat.name for beat in working.beats] == ["one"]
    assert (working.last_backup, working.is_held) == (WALL - MINUTE, True)


def test_any_number_of_letters_and_workers_takes_the_same_questions(ministry: Ministry, released: int) -> None:
    few = questions(told)
    for number in range(3):
        book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
        write(WorkerBeat(name=str(number), started_at=WALL, beat_at=WALL))
    assert questions(told) == few
    assert few <= len(fields(Figures)) + 1, "one a figure, and one more"
