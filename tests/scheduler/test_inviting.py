"""Backups beside the primary focal point, and the copy that an agency's mailbox gets: each once, like everybody's."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Agency, FocalPoint
from scheduler.agencies import end_focal_point, make_primary, set_mailbox
from scheduler.answers import record_answer
from scheduler.consultations import book, cancel, invite, move, reinstate, withdraw
from scheduler.letters import Writer, mails_in, wire_of
from scheduler.previews import letter_of_mail
from scheduler.queries.consultations import consultation_sheet
from scheduler.queries.meetings import meeting_by_link
from scheduler.releases import recall
from scheduler.retries import retry
from tests.making import DESK, HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.giving import given, invitation_of
from tests.scheduler.letters import MOVED, let_go, letters, queries_of, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import LetterKind, MailState, Participation

SARABAN = "saraban@agency.example"
WRITER = Writer("https://samai.mfa.example", DESK, b"key")


@pytest.fixture
def backed(ministry: Ministry) -> Ministry:
    """The first agency has a backup and a mailbox as well."""
    agency = db.session.get_one(Agency, ministry.agency_ids[0])
    db.session.add(FocalPoint(agency=agency, person=make_person("backup"), is_primary=False))
    db.session.commit()
    set_mailbox(agency.id, SARABAN, by=OPERATOR, now=NOW)
    return ministry


def booked_for(ministry: Ministry) -> int:
    return book(ministry.session_id, make_plan(), invited=Invited(ministry.agency_ids[:1]), hand=HAND)


def copy_of() -> Invitation:
    return db.session.scalars(select(Invitation).where(Invitation.person_id.is_(None))).one()


def copies(kind: LetterKind | None = None) -> list[OutgoingMail]:
    """What the mailbox was sent, the earliest first."""
    found = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.person_id.is_(None), OutgoingMail.state == MailState.SENT)
        .order_by(OutgoingMail.id)
    )
    return [mail for mail in found if kind is None or mail.body.kind is kind]


def kinds() -> list[str]:
    return [mail.body.kind.value for mail in copies()]


def test_a_backup_is_invited_as_optional_and_the_mailbox_gets_a_copy(backed: Ministry) -> None:
    number = booked_for(backed)
    assert letters(number) == [
        ("focal1@agency.example", LetterKind.INVITATION, 0),
        ("backup@agency.example", LetterKind.INVITATION, 0),
        (SARABAN, LetterKind.INVITATION, 0),
    ]
    parts = {mail.address: mail.participation for mail in the_draft(number).mails}
    assert parts["focal1@agency.example"] is Participation.REQUIRED
    assert parts["backup@agency.example"] is Participation.OPTIONAL


def test_the_copy_names_who_is_asked_and_holds_nothing_that_a_calendar_reads(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    (mail,) = copies()
    assert mail.name == "สารบรรณกลาง หน่วยงานที่ 1"
    assert mail.copied == "นางสาวfocal1 ตัวอย่าง\nนางสาวbackup ตัวอย่าง"
    message = message_from_bytes(wire_of(mail, WRITER).content, policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    shown = letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER)
    assert (shown.is_copy, shown.calendar, shown.link) == (True, "", "")
    for words in ("กต 1002/15", "นางสาวfocal1 ตัวอย่าง, นางสาวbackup ตัวอย่าง"):
        assert words in shown.text
        assert words in shown.html
    assert "/r/" not in shown.text
    assert "/r/" not in shown.html


def test_the_backups_letter_says_that_one_answer_is_enough(backed: Ministry) -> None:
    let_go(booked_for(backed))
    texts = {
        mail.address: letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER).text
        for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.person_id.is_not(None)))
    }
    assert "ผู้ประสานงานสำรอง" in texts["backup@agency.example"]
    assert "ผู้ประสานงานสำรอง" not in texts["focal1@agency.example"]


def test_the_mailbox_follows_every_change_exactly_once(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(number, starts=MOVED + timedelta(days=1), ends=MOVED + timedelta(days=1, hours=1), hand=HAND)
    let_go(number, minutes=1)
    cancel(number, reason="The hall is taken", hand=HAND)
    let_go(number, minutes=2)
    assert letters(number) == []
    reinstate(number, hand=HAND)
    let_go(number, minutes=3)
    assert kinds() == ["invitation", "update", "cancellation", "invitation"]
    texts = [letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER).text for mail in copies()]
    assert "โปรดตอบอีกครั้ง" not in texts[1]


def test_a_change_taken_back_is_no_copy_either(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    plan = make_plan()
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(number, starts=plan.starts, ends=plan.ends, hand=HAND)
    assert letters(number) == []


def test_an_agency_that_is_asked_no_more_is_told_in_its_mailbox_too(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    for address in ("focal1", "backup"):
        letters_to = select(OutgoingMail.person_id).where(OutgoingMail.address.startswith(address))
        person = db.session.scalars(letters_to).first()
        withdraw(invitation_of(person or 0).id, hand=HAND)
    assert letters(number)[-1] == (SARABAN, LetterKind.CANCELLATION, 1)
    let_go(number, minutes=1)
    text = letter_of_mail(copies()[-1].id, actor=OPERATOR, writer=WRITER).text
    assert "หน่วยงานของท่าน" in text
    invite(number, Invited(backed.agency_ids[:1]), hand=HAND)
    let_go(number, minutes=2)
    assert kinds() == ["invitation", "cancellation", "invitation"]


def test_as_long_as_somebody_of_the_agency_is_asked_the_mailbox_keeps_its_copy(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    withdraw(invitation_of(backed.person_ids[0]).id, hand=HAND)
    assert [address for address, _, _ in letters(number)] == ["focal1@agency.example"]


def test_a_mailbox_that_came_later_begins_with_the_next_letters(ministry: Ministry, released: int) -> None:
    set_mailbox(ministry.agency_ids[0], SARABAN, by=OPERATOR, now=NOW)
    assert letters(released) == []
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert (SARABAN, LetterKind.INVITATION, 1) in letters(released)


def test_a_mailbox_that_is_gone_is_told_nothing_and_goes_on_where_it_was_when_it_is_back(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    set_mailbox(backed.agency_ids[0], "", by=OPERATOR, now=NOW)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert SARABAN not in [address for address, _, _ in letters(number)]
    let_go(number, minutes=1)
    set_mailbox(backed.agency_ids[0], "new@agency.example", by=OPERATOR, now=NOW)
    cancel(number, reason="", hand=HAND)
    assert ("new@agency.example", LetterKind.CANCELLATION, 2) in letters(number)


def test_a_release_called_back_is_called_back_for_the_mailbox_too(backed: Ministry) -> None:
    number = booked_for(backed)
    batch = the_draft(number)
    from scheduler.releases import release

    release(batch.id, by=OPERATOR, now=NOW, due_at=NOW)
    released = db.session.scalars(select(OutgoingMail.batch_id).where(OutgoingMail.state == MailState.QUEUED)).first()
    recall(released or 0, by=OPERATOR, now=NOW)
    assert copy_of().told_revision is None
    assert len(letters(number)) == 3


def test_nobody_answers_for_a_mailbox_and_no_link_leads_anywhere_for_it(backed: Ministry) -> None:
    let_go(booked_for(backed))
    number = copy_of().id
    with pytest.raises(NotFound):
        record_answer(number, given(), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        meeting_by_link((number, 1))
    with pytest.raises(NotFound):
        withdraw(number, hand=HAND)


def test_a_copy_is_no_invited_person_and_stands_by_itself(backed: Ministry) -> None:
    number = booked_for(backed)
    let_go(number)
    sheet = consultation_sheet(number, actor=OPERATOR, wall=NOW)
    assert len(sheet.invited) == 2
    assert sheet.tally.total == 1
    (line,) = sheet.copies
    assert (line.address, line.failed) == (SARABAN, False)
    assert line.delivery is not None


def test_a_copy_that_was_refused_goes_again_to_the_mailbox_of_today(backed: Ministry) -> None:
    let_go(booked_for(backed))
    (mail,) = copies()
    mail.state = MailState.REFUSED
    db.session.commit()
    set_mailbox(backed.agency_ids[0], "new@agency.example", by=OPERATOR, now=NOW)
    again = db.session.get_one(OutgoingMail, retry(mail.id, by=OPERATOR, now=NOW, wall=NOW))
    assert (again.address, again.copied, again.is_copy) == ("new@agency.example", mail.copied, True)
    again.state = MailState.REFUSED
    db.session.commit()
    set_mailbox(backed.agency_ids[0], "", by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="has no e-mail address"):
        retry(again.id, by=OPERATOR, now=NOW, wall=NOW)


def test_an_agency_without_focal_points_is_told_that_it_has_none(ministry: Ministry) -> None:
    agency_id = ministry.agency_ids[0]
    set_mailbox(agency_id, SARABAN, by=OPERATOR, now=NOW)
    end_focal_point(agency_id, ministry.person_ids[0], by=OPERATOR, now=NOW)
    number = booked_for(ministry)
    assert [address for address, _, _ in letters(number)] == [SARABAN]
    text = letter_of_mail(the_draft(number).mails[0].id, actor=OPERATOR, writer=WRITER).text
    assert "ยังไม่มีผู้ประสานงาน" in text


def test_who_is_invited_already_keeps_the_part_that_was_told_and_who_comes_back_has_that_of_today(
    backed: Ministry,
) -> None:
    number = booked_for(backed)
    let_go(number)
    backup = db.session.scalars(select(FocalPoint).where(FocalPoint.is_primary.is_(False))).one().person_id
    make_primary(backed.agency_ids[0], backup, by=OPERATOR, now=NOW)
    invite(number, Invited(backed.agency_ids[:1]), hand=HAND)
    assert (letters(number), invitation_of(backup).participation) == ([], Participation.OPTIONAL)
    withdraw(invitation_of(backup).id, hand=HAND)
    invite(number, Invited(backed.agency_ids[:1]), hand=HAND)
    assert invitation_of(backup).participation is Participation.REQUIRED


def test_mailboxes_cost_no_query_each(ministry: Ministry) -> None:
    def moved_by(hours: int) -> int:
        starts = MOVED + timedelta(hours=hours)
        return queries_of(lambda: move(number, starts=starts, ends=starts + timedelta(hours=1), hand=HAND))

    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    set_mailbox(ministry.agency_ids[0], SARABAN, by=OPERATOR, now=NOW)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    one = moved_by(2)
    for agency_id in ministry.agency_ids[1:]:
        set_mailbox(agency_id, SARABAN, by=OPERATOR, now=NOW)
    moved_by(3)
    assert moved_by(4) == one


def test_letters_of_one_mould_are_those_written_one_by_one(backed: Ministry) -> None:
    number = booked_for(backed)
    ids = [mail.id for mail in the_draft(number).mails]
    from scheduler.letters import Press

    press = Press(WRITER)
    together = [press.casting(mail).wire().content for mail in mails_in(ids)]
    assert together == [wire_of(mail, WRITER).content for mail in mails_in(ids)]


def test_somebody_who_is_not_on_file_is_not_passed_over_in_silence(ministry: Ministry) -> None:
    with pytest.raises(NotFound, match="not on file any more") as refused:
        book(ministry.session_id, make_plan(), invited=Invited(ministry.agency_ids, (999,)), hand=HAND)
    assert refused.value.field == "people"


def test_a_mailbox_whose_agency_was_taken_out_hears_of_it_once_and_of_no_later_change(ministry: Ministry) -> None:
    set_mailbox(ministry.agency_ids[0], SARABAN, by=OPERATOR, now=NOW)
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(number)
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    let_go(number, minutes=5)
    gone = copy_of().withdrawn_at
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert gone is not None
    assert copy_of().withdrawn_at == gone
    assert SARABAN not in [address for address, _, _ in letters(number)]
