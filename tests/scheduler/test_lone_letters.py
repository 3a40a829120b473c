"""An envelope beside all batches: what its reader was told last, with the answer that stands, to nobody else."""

import pytest

from models.outbox import MailBody
from scheduler.lone_letters import lone_letter
from tests.making import NOW, Ministry
from tests.scheduler.giving import invitation_of, say
from vocabulary.states import LetterKind, Method, PartStat


@pytest.mark.usefixtures("released")
def test_the_envelope_tells_the_state_told_last_with_the_answer_that_stands(ministry: Ministry) -> None:
    invitation = invitation_of(ministry.person_ids[0])
    body = MailBody(kind=LetterKind.INVITATION, revision=invitation.told_revision)
    letter = lone_letter(invitation, body, now=NOW)
    assert (letter.batch_id, letter.partstat) == (None, PartStat.NEEDS_ACTION)
    assert (letter.previous_revision, letter.previous_method) == (invitation.told_revision, Method.REQUEST)
    say(ministry.person_ids[0])
    other = lone_letter(invitation, body, now=NOW)
    assert other.partstat is PartStat.ACCEPTED
    assert other.thread == letter.thread != ""
    assert other.message_id != letter.message_id
    assert other.message_id.endswith(f"@{invitation.entry.uid.rpartition('@')[2]}>")
