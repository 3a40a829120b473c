"""Letters to delegations that wait for the desk."""

from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from scheduler.queries.overview import overview_for
from scheduler.queries.session_waiting import letters_to_delegations
from scheduler.rules.waiting import WaitingKind
from scheduler.session_inviting import invite_delegation
from tests.fixtures import Letter
from tests.making import HAND
from tests.scheduler.delegations import let_session_go
from vocabulary.actor import OPERATOR
from vocabulary.states import MailState


def test_drafts_and_letters_that_did_not_arrive_wait_on_the_overview(letter: Letter) -> None:
    number = letter.session_ids["2"]
    assert letters_to_delegations([number]).drafted == {}
    invite_delegation(number, hand=HAND)
    assert letters_to_delegations([number]).drafted == {number: 5}
    assert kinds(letter) == {WaitingKind.SESSION_DRAFTS}
    let_session_go(number)
    assert kinds(letter) == set()
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first()
    assert mail is not None
    mail.state = MailState.BOUNCED
    db.session.commit()
    assert [one[:2] for one in letters_to_delegations([number]).undelivered] == [(mail.id, number)]
    assert kinds(letter) == {WaitingKind.UNDELIVERED}


def kinds(letter: Letter) -> set[WaitingKind]:
    overview = overview_for(letter.committee_key, actor=OPERATOR, now=HAND.now)
    wanted = {WaitingKind.SESSION_DRAFTS, WaitingKind.UNDELIVERED}
    return {one.kind for one in overview.waiting} & wanted
