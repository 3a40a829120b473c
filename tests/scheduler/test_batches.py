"""Several drafts let go together: all of them as they were shown, or none."""

from collections.abc import Iterator

import pytest

from models.database import db
from models.outbox import MailBatch, OutgoingMail
from scheduler.batches import batches_of, let_all_go
from scheduler.session_inviting import invite_delegation
from scheduler.session_letters import entries_of
from scheduler.session_releases import release_session
from tests.fixtures import Letter
from tests.making import HAND
from tests.scheduler.delegations import drafts_of_session
from vocabulary.refusals import Stale
from vocabulary.states import BatchState, MailState


@pytest.fixture
def drafts(letter: Letter) -> Iterator[list[MailBatch]]:
    invite_delegation(letter.session_ids["2"], hand=HAND)
    yield drafts_of_session(letter.session_ids["2"])
    db.session.rollback()


def test_they_go_together(drafts: list[MailBatch]) -> None:
    assert let_all_go(drafts, by=HAND.by, now=HAND.now, due_at=HAND.now) == (5, True)


def test_none_goes_where_an_address_has_become_another(letter: Letter, drafts: list[MailBatch]) -> None:
    number = letter.session_ids["2"]
    mail = db.session.query(OutgoingMail).filter(OutgoingMail.state == MailState.DRAFT).first()
    assert mail is not None
    mail.address = "another@agency.example"
    db.session.commit()
    with pytest.raises(Stale, match="new preview"):
        release_session(number, [one.id for one in drafts], by=HAND.by, now=HAND.now, due_at=HAND.now)
    assert len(batches_of(entries_of(number), BatchState.DRAFT)) == 1
