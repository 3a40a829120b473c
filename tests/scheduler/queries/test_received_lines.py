"""What a mail asks for, read beside the meeting and the invitation that it is about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.consultations import Consultation
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from scheduler.queries.occasions import Occasion, Part
from scheduler.queries.received_lines import is_ahead, is_behind, is_told, plea_of, reply_of
from scheduler.rules.double_bookings import SESSION
from tests.making import NOW
from vocabulary.decisions import Place
from vocabulary.inbound import Came, Verdict
from vocabulary.states import Classification, ConsultationStatus, MailState, Method
from vocabulary.text import Bilingual

DAYS = Occasion(
    Place(SESSION, 1), Bilingual("Session 2"), Bilingual("AHC"), "Asia/Bangkok", True, False, (Part(7, 2, None),)
)


def meeting(**more: Any) -> Consultation:
    told = {"status": ConsultationStatus.PLANNED, "classification": Classification.UNCLASSIFIED, **more}
    return Consultation(**told)


def invitation(**more: Any) -> Invitation:
    return Invitation(**{"told_method": Method.REQUEST, **more})


def mail(came: Came = Came.COUNTER, **more: Any) -> ReceivedMail:
    return ReceivedMail(**{"came": came, "verdict": Verdict.WAITING, "entry_id": 7, **more})


def test_only_a_planned_meeting_that_has_not_begun_can_still_change() -> None:
    assert is_ahead(meeting(), NOW), "without an hour it is still to come"
    assert is_ahead(meeting(starts=NOW + timedelta(minutes=1)), NOW)
    assert not is_ahead(meeting(starts=NOW), NOW)
    assert not is_ahead(meeting(status=ConsultationStatus.CANCELLED), NOW)
    assert not is_ahead(None, NOW), "days of a session are not ours to move"


def test_whoever_was_asked_by_calendar_and_stands_can_be_written_to() -> None:
    assert is_told(invitation(), meeting())
    assert is_told(invitation(), None), "to days of a session"
    assert not is_told(invitation(), meeting(classification=Classification.SECRET)), "a secret"
    assert not is_told(invitation(withdrawn_at=NOW), meeting())
    assert not is_told(invitation(told_method=None), meeting())
    assert not is_told(None, meeting())


@pytest.mark.parametrize(("sequence", "behind"), [(1, True), (2, False), (None, False)])
def test_a_mail_is_behind_where_time_or_place_changed_after_it(sequence: int | None, behind: bool) -> None:
    assert is_behind(mail(sequence=sequence), DAYS) is behind
    assert not is_behind(mail(sequence=sequence), None)


def test_a_time_proposed_for_days_of_a_session_is_a_counter_and_moves_nothing() -> None:
    plea = plea_of((mail(), None, invitation()), DAYS, now=NOW)
    assert (plea.is_counter, plea.is_planned, plea.is_session_to_come) == (True, False, True)
    over = plea_of((mail(), None, invitation()), replace(DAYS, is_open=False), now=NOW)
    assert (over.is_counter, over.is_to_come) == (True, False)


def test_a_time_proposed_by_somebody_who_holds_no_invitation_is_no_counter() -> None:
    assert not plea_of((mail(), None, None), DAYS, now=NOW).is_counter
    assert not plea_of((mail(), None, invitation(withdrawn_at=NOW)), DAYS, now=NOW).is_counter


@pytest.mark.parametrize(
    ("state", "attempts", "untouched"),
    [(MailState.QUEUED, 0, True), (MailState.QUEUED, 1, False), (MailState.SENT, 0, False)],
)
def test_our_letter_can_be_called_back_until_a_sender_touches_it(
    state: MailState, attempts: int, untouched: bool
) -> None:
    assert reply_of(OutgoingMail(id=1, state=state, attempts=attempts)).is_untouched is untouched
