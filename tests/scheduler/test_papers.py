"""PDF files that letters enclose: kept once, frozen with what was released, gone where nobody needs them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditRow
from models.consultations import Paper
from models.database import db
from models.outbox import MailBatch, OutgoingMail
from models.papers import PaperContent, PaperInRevision
from scheduler.consultations import book, cancel, change, found, invite, move, withdraw
from scheduler.papers import WAITING, take_in
from scheduler.plans import plan_of
from scheduler.releases import recall
from scheduler.rules.frozen_facts import thawed
from tests.auditing import content, row, told
from tests.making import HAND, NOW, Ministry, make_plan
from tests.papers import make_pdf
from tests.scheduler.letters import MOVED, let_go, letters, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited, PaperLimits, Upload
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import BatchState, EnclosureKind, LetterKind, MailState, Trace

LIMITS = PaperLimits()
LETTER, AGENDA = make_pdf("Letter"), make_pdf("Agenda")


def upload(content: bytes = LETTER, name: str = "หนังสือเชิญ.pdf", *, signed: bool = True) -> Upload:
    return Upload(EnclosureKind.SIGNED_LETTER if signed else EnclosureKind.ENCLOSURE, name, content)


def taken(*uploads: Upload, minutes: int = 0) -> tuple[int, ...]:
    return take_in(uploads or [upload()], limits=LIMITS, by=OPERATOR, now=NOW + timedelta(minutes=minutes))


def change_papers(consultation_id: int, *papers: int) -> None:
    consultation = found(consultation_id)
    plan = replace(plan_of(consultation), papers=papers)
    change(consultation_id, plan, hand=HAND)


def carrying(consultation_id: int) -> list[tuple[LetterKind, bool]]:
    """The letters of the draft: which kind, and whether each carries its enclosures."""
    return [(mail.body.kind, mail.encloses) for mail in the_draft(consultation_id).mails]


def kept() -> int:
    """How many files' bytes are kept."""
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(PaperContent)).one()


@pytest.fixture
def enclosing(ministry: Ministry) -> int:
    """A consultation whose invitations, let go and delivered, carried the signed letter."""
    plan = replace(make_plan(), papers=taken())
    consultation_id = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    return consultation_id


def test_a_file_is_kept_under_a_safe_name_and_its_digest(ministry: Ministry) -> None:
    [number] = taken(upload(name="C:\\letters\\หนังสือ\u202eเชิญ.PDF"))
    paper = db.session.get_one(Paper, number)
    assert (paper.name, paper.size, paper.consultation_id) == ("หนังสือเชิญ.pdf", len(LETTER), None)
    ((_, said),) = told(row(), "paper")
    assert said["digest"] == [None, paper.digest]


def test_the_same_bytes_are_kept_once(ministry: Ministry) -> None:
    taken(upload(), upload(name="copy.pdf", signed=False))
    taken(upload(name="again.pdf"))
    assert kept() == 1


def test_nothing_taken_in_writes_nothing(ministry: Ministry) -> None:
    assert take_in([], limits=LIMITS, by=OPERATOR, now=NOW) == ()
    assert db.session.scalar(select(AuditRow.number)) is None


def test_every_unfit_file_is_told_at_once_and_none_is_kept(ministry: Ministry) -> None:
    small = PaperLimits(each=600)
    uploads = [upload(b"MZ"), upload(make_pdf(extra=[b"x" * 600]), "big.pdf", signed=False), upload(AGENDA)]
    with pytest.raises(Invalid) as caught:
        take_in(uploads, limits=small, by=OPERATOR, now=NOW)
    assert [problem.field for problem in caught.value.problems] == ["signed_letter", "enclosures"]
    assert kept() == 0


def test_every_invitation_carries_the_files(enclosing: int) -> None:
    mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).all()
    assert [mail.encloses for mail in mails] == [True, True, True]
    assert mails[0].body.revision is not None
    assert [one.name for one in thawed(mails[0].body.revision.facts).enclosures] == ["หนังสือเชิญ.pdf"]


def test_the_signed_letter_stands_first_and_the_same_bytes_stand_once(ministry: Ministry) -> None:
    papers = taken(upload(AGENDA, "agenda.pdf", signed=False), upload(), upload(LETTER, "copy.pdf", signed=False))
    plan = replace(make_plan(), papers=papers)
    number = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    assert [(paper.name, paper.position) for paper in found(number).papers] == [("หนังสือเชิญ.pdf", 0), ("agenda.pdf", 1)]


def test_a_new_file_is_told_without_asking_anybody_again(enclosing: int) -> None:
    old = plan_of(found(enclosing)).papers
    change_papers(enclosing, *old, *taken(upload(AGENDA, "agenda.pdf", signed=False)))
    assert {(kind, sequence) for _, kind, sequence in letters(enclosing)} == {(LetterKind.UPDATE, 0)}
    assert carrying(enclosing) == [(LetterKind.UPDATE, True)] * 3


def test_a_file_taken_away_is_told_by_a_letter_that_carries_none(enclosing: int) -> None:
    change_papers(enclosing)
    assert carrying(enclosing) == [(LetterKind.UPDATE, False)] * 3


def test_a_move_does_not_send_the_same_file_again_but_to_whom_it_never_reached(enclosing: int) -> None:
    refused = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).all()[1]
    refused.state = MailState.REFUSED
    db.session.commit()
    move(enclosing, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert [encloses for _, encloses in carrying(enclosing)] == [False, True, False]


def test_somebody_invited_later_gets_the_files_too(enclosing: int, ministry: Ministry) -> None:
    withdraw_all(enclosing)
    invite(enclosing, Invited(agency_ids=ministry.agency_ids[:1]), hand=HAND)
    assert carrying(enclosing)[0] == (LetterKind.INVITATION, True)


def withdraw_all(consultation_id: int) -> None:
    mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).all()
    for mail in mails:
        assert mail.invitation_id is not None
        withdraw(mail.invitation_id, hand=HAND)
    let_go(consultation_id)


def test_a_cancellation_carries_no_file(enclosing: int) -> None:
    cancel(enclosing, reason="", hand=HAND)
    assert carrying(enclosing) == [(LetterKind.CANCELLATION, False)] * 3


def test_a_file_removed_before_anything_left_is_gone(ministry: Ministry) -> None:
    plan = replace(make_plan(), papers=taken())
    number = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    change_papers(number)
    assert kept() == 0
    assert db.session.scalar(select(PaperInRevision.id)) is None


def test_a_file_that_left_stays_with_its_letter_when_it_is_replaced(enclosing: int) -> None:
    change_papers(enclosing, *taken(upload(AGENDA, "new.pdf")))
    let_go(enclosing)
    assert kept() == 2
    assert [paper.name for paper in found(enclosing).papers] == ["new.pdf"]


def test_letters_called_back_take_their_files_with_them(ministry: Ministry) -> None:
    plan = replace(make_plan(), papers=taken())
    number = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    let_go(number)
    batch = db.session.scalars(select(MailBatch).where(MailBatch.state == BatchState.RELEASED)).one()
    for mail in batch.mails:
        mail.state, mail.attempts = MailState.QUEUED, 0
    db.session.commit()
    recall(batch.id, by=OPERATOR, now=NOW)
    change_papers(number)
    assert kept() == 0


def test_a_file_that_no_form_came_back_for_is_forgotten_after_a_day(ministry: Ministry) -> None:
    taken()
    taken(upload(AGENDA), minutes=10)
    assert kept() == 2
    taken(upload(make_pdf("Third")), minutes=int(WAITING / timedelta(minutes=1)) + 5)
    assert kept() == 2


def test_a_file_that_is_another_consultations_or_gone_is_refused(enclosing: int, ministry: Ministry) -> None:
    for number in (*plan_of(found(enclosing)).papers, 999):
        plan = replace(make_plan(), papers=(number,))
        with pytest.raises(Refusal, match="Choose it again") as caught:
            book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
        assert caught.value.field == "enclosures"


def test_more_than_a_message_takes_is_refused_before_anything_is_booked(ministry: Ministry) -> None:
    hand = replace(HAND, limits=PaperLimits(together=100))
    with pytest.raises(Refusal, match="All files together"):
        book(ministry.session_id, replace(make_plan(), papers=taken()), invited=ministry.everybody, hand=hand)


def test_the_audit_row_of_a_change_names_the_files(enclosing: int) -> None:
    change_papers(enclosing, *taken(upload(AGENDA, "new.pdf")))
    files = [(value.what, content(value)) for value in row("change consultation").values if value.kind == "paper"]
    assert [(what, said["consultation_id"]) for what, said in files] == [
        (Trace.REMOVED, [enclosing, None]),
        (Trace.CHANGED, [None, enclosing]),
    ]
