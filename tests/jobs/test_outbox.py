"""Sending what was promised: claimed once, sent byte for byte, marked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from jobs.claims import claims_of
from jobs.outbox import CLAIM, MOST_CRASHES, Door, Parcel, Sender, unwatched
from jobs.waits import FIRST_WAIT, PATIENCE
from mail.wire import Outcome, Receipt, Wire
from models.database import db
from models.installation import Installation
from models.outbox import OutgoingMail
from models.papers import PaperContent
from scheduler.consultations import book, change, found, move
from scheduler.drafts import draft_of
from scheduler.letters import Press, Writer, mails_in
from scheduler.papers import take_in
from scheduler.plans import plan_of
from scheduler.releases import release
from tests.databases import locked_by_another
from tests.making import DESK, HAND, NOW, Ministry, make_ministry, make_plan
from tests.papers import make_pdf
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited, PaperLimits, Upload
from vocabulary.states import Classification, EnclosureKind, Language, MailState

pytestmark = pytest.mark.both_databases

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMITS = PaperLimits()
SENT = Receipt(Outcome.SENT, 250, "ok")


@dataclass
class Post:
    """A way out that keeps what it is given and answers as it is told, after whatever `first` does."""

    receipts: list[Receipt] = field(default_factory=list)
    taken: list[Wire] = field(default_factory=list)
    offered: list[Wire] = field(default_factory=list)
    first: Callable[[], object] = unwatched

    @contextmanager
    def open(self) -> Iterator[Door]:
        yield self

    def offer(self, wire: Wire) -> None:
        self.offered.append(wire)

    def deliver(self, wire: Wire) -> Receipt:
        assert self.offered[-1] is wire
        self.first()
        self.taken.append(wire)
        return self.receipts.pop(0) if self.receipts else SENT


class Clock:
    """A wall clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.wall = WALL

    def __call__(self) -> datetime:
        return self.wall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    return make_ministry()


@pytest.fixture
def booked(ministry: Ministry) -> int:
    consultation_id = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    return consultation_id


@pytest.fixture
def sender(post: Post, clock: Clock) -> Sender:
    return make_sender(post, clock)


def make_sender(post: Post, clock: Clock, name: str = "one") -> Sender:
    return Sender(
        name=name,
        lease=timedelta(minutes=15),
        writer=Writer("https://samai.example", DESK, b"k" * 32),
        open=post.open,
        clock=clock,
    )


def begin(sender: Sender, number: int) -> bool:
    """Count an attempt and be cut off before its letter leaves."""
    parcel, until = parcel_of(sender, number), sender.clock() + sender.lease
    with claims_of(sender.name) as claims, claims.rows.begin():
        return claims.begin(number, digest=parcel.digest, until=until)


def parcel_of(sender: Sender, number: int) -> Parcel:
    [letter] = sender.prepared([number])
    return letter.parcel()


def let_go(consultation_id: int, due_at: datetime = WALL) -> None:
    batch = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    release(batch.id, by=OPERATOR, now=NOW, due_at=due_at)


def states() -> list[MailState]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))


def first() -> OutgoingMail:
    db.session.expire_all()
    return db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.due_at.is_not(None)).order_by(OutgoingMail.id)
    ).all()[0]


def sent_or_not() -> set[MailState]:
    return set(states()) - {MailState.DROPPED}


def test_every_due_letter_leaves_once_and_is_marked(booked: int, sender: Sender, post: Post) -> None:
    assert sender.send_due() == 3
    assert sender.send_due() == 0
    assert [wire.recipient for wire in post.taken] == [f"focal{n}@agency.example" for n in (1, 2, 3)]
    assert sent_or_not() == {MailState.SENT}
    mail = first()
    assert (mail.reply_code, mail.reply_text, mail.attempts, mail.claimed_by) == (250, "ok", 1, None)


def test_nothing_leaves_before_it_is_due(ministry: Ministry, sender: Sender, clock: Clock) -> None:
    consultation_id = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(consultation_id, due_at=WALL + timedelta(minutes=2))
    assert sender.send_due() == 0
    clock.wall += timedelta(minutes=2)
    assert sender.send_due() == 3


def test_a_draft_never_leaves(ministry: Ministry, sender: Sender) -> None:
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert sender.send_due() == 0


def test_nothing_leaves_while_mail_is_held_and_everything_afterwards(booked: int, sender: Sender, post: Post) -> None:
    held = Installation(id=1, mail_held_at=WALL, mail_held_why="restored")
    db.session.add(held)
    db.session.commit()
    assert sender.send_due() == 0
    assert (post.taken, sent_or_not()) == ([], {MailState.QUEUED})
    held.mail_held_at = None
    db.session.commit()
    assert sender.send_due() == 3


def test_a_sender_gives_a_sign_of_life_before_each_letter(booked: int, post: Post, clock: Clock) -> None:
    beats: list[datetime] = []
    replace(make_sender(post, clock), beat=lambda: beats.append(clock())).send_due()
    assert len(beats) == 4


def test_a_letter_put_off_is_repeated_byte_for_byte(booked: int, sender: Sender, post: Post, clock: Clock) -> None:
    post.receipts = [Receipt(Outcome.LATER, 450, "greylisted")]
    sender.send_due()
    assert first().state is MailState.QUEUED
    clock.wall += timedelta(hours=2)
    assert sender.send_due() == 1
    assert post.taken[0] == post.taken[-1]
    assert (first().state, first().attempts) == (MailState.SENT, 2)


def test_a_letter_put_off_waits_before_it_is_tried_again(booked: int, sender: Sender, post: Post, clock: Clock) -> None:
    post.receipts = [Receipt(Outcome.LATER, None, "no route to host")] * 3
    sender.send_due()
    assert sender.send_due() == 0
    clock.wall += FIRST_WAIT * 2
    assert sender.send_due() == 3


def test_a_refused_address_stays_visible_and_stops_nobody_else(booked: int, sender: Sender, post: Post) -> None:
    post.receipts = [Receipt(Outcome.REFUSED, 550, "5.1.1 no such user")]
    sender.send_due()
    assert (first().state, first().reply_text) == (MailState.REFUSED, "5.1.1 no such user")
    assert sorted(state.value for state in states() if state is not MailState.DROPPED) == ["refused", "sent", "sent"]


def test_a_letter_put_off_for_days_is_given_up_where_an_officer_sees_it(
    booked: int, sender: Sender, post: Post, clock: Clock
) -> None:
    post.receipts = [Receipt(Outcome.LATER, 451, "try later")] * 6
    sender.send_due()
    clock.wall += PATIENCE + timedelta(hours=1)
    sender.send_due()
    assert first().state is MailState.REFUSED


def test_a_dead_senders_letters_are_sent_when_its_lease_runs_out(booked: int, post: Post, clock: Clock) -> None:
    make_sender(post, clock, "dead").claim()
    heir = make_sender(post, clock, "heir")
    assert heir.send_due() == 0
    clock.wall += timedelta(minutes=16)
    assert heir.send_due() == 3
    assert sent_or_not() == {MailState.SENT}


def test_a_sender_that_overslept_its_lease_changes_nothing(booked: int, post: Post, clock: Clock) -> None:
    sleeper, heir = make_sender(post, clock, "sleeper"), make_sender(post, clock, "heir")
    number = sleeper.claim()[0]
    clock.wall += timedelta(minutes=16)
    heir.claim()
    parcel = parcel_of(sleeper, number)
    with claims_of(sleeper.name) as claims, claims.rows.begin():
        sleeper.mark(parcel, Receipt(Outcome.REFUSED, 550, "late"), claims=claims)
    assert first().state is MailState.SENDING
    assert first().claimed_by == "heir"


def test_two_senders_never_claim_the_same_letter(booked: int, post: Post, clock: Clock) -> None:
    one, two = make_sender(post, clock, "one").claim(), make_sender(post, clock, "two").claim()
    assert len(one) == 3
    assert list(two) == []


def test_a_letter_that_keeps_killing_its_sender_is_set_aside(booked: int, post: Post, clock: Clock) -> None:
    for _ in range(MOST_CRASHES):
        victim = make_sender(post, clock, "victim")
        assert begin(victim, victim.claim()[0])
        clock.wall += timedelta(minutes=16)
    make_sender(post, clock, "survivor").send_due()
    assert first().state is MailState.REFUSED
    assert "again and again" in first().reply_text
    assert len(post.taken) == 2


def test_a_retry_that_would_say_something_else_is_not_sent(
    booked: int, sender: Sender, post: Post, clock: Clock
) -> None:
    post.receipts = [Receipt(Outcome.LATER, 450, "greylisted")] * 3
    sender.send_due()
    first().name = "Somebody Else"
    db.session.commit()
    clock.wall += timedelta(hours=2)
    sender.send_due()
    assert first().state is MailState.REFUSED
    assert "differ" in first().reply_text


def test_a_letter_that_cannot_be_written_is_set_aside_and_the_next_one_goes(
    booked: int, sender: Sender, post: Post
) -> None:
    first().address = "not an address"
    db.session.commit()
    sender.send_due()
    assert first().state is MailState.REFUSED
    assert len(post.taken) == 2


def test_an_update_waits_for_the_letter_before_it(booked: int, sender: Sender, post: Post, clock: Clock) -> None:
    post.receipts = [Receipt(Outcome.LATER, 450, "greylisted")]
    sender.send_due()
    starts = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)
    move(booked, starts=starts, ends=starts + timedelta(hours=1), hand=HAND)
    let_go(booked)
    assert sender.send_due() == 2
    clock.wall += timedelta(hours=2)
    sender.send_due()
    to_the_first = [wire.content for wire in post.taken if wire.recipient == "focal1@agency.example"]
    assert len(to_the_first) == 3
    assert to_the_first[0] == to_the_first[1]
    assert sent_or_not() == {MailState.SENT}


def test_more_letters_than_one_claim_takes_all_leave(app: Flask, sender: Sender, post: Post) -> None:
    ministry = make_ministry(CLAIM + 5)
    let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    assert sender.send_due() == CLAIM + 5
    assert len({wire.message_id for wire in post.taken}) == CLAIM + 5


def test_one_letter_more_is_one_commit_more(app: Flask, sender: Sender, post: Post) -> None:
    commits: list[int] = []
    event.listen(db.engine, "commit", lambda _connection: commits.append(len(post.taken)))
    ministry = make_ministry(7)
    for people in (3, 7):
        invited = Invited(agency_ids=ministry.agency_ids[:people])
        let_go(book(ministry.session_id, make_plan(), invited=invited, hand=HAND))
        before = len(commits)
        assert sender.send_due() == people
        # one to claim, one to make ready, one after the last letter, one to see that nothing else is due
        assert len(commits) - before == people + 4


def test_a_letter_is_marked_before_the_next_one_leaves(booked: int, post: Post, clock: Clock) -> None:
    class Dies(Post):
        def deliver(self, wire: Wire) -> Receipt:
            if len(self.taken) == 2:
                raise KeyboardInterrupt
            return super().deliver(wire)

    dying = Dies()
    with pytest.raises(KeyboardInterrupt):
        make_sender(dying, clock, "dying").send_due()
    assert states().count(MailState.SENT) == 2
    clock.wall += timedelta(minutes=16)
    assert make_sender(post, clock, "heir").send_due() == 1
    assert {wire.recipient for wire in dying.taken} & {wire.recipient for wire in post.taken} == set()


def test_the_readers_of_one_language_share_all_that_is_the_same(app: Flask, sender: Sender) -> None:
    ministry = make_ministry(12)
    let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    press = Press(sender.writer)
    wires = [press.casting(mail).wire() for mail in mails_in(sender.claim())]
    assert len(press.kept) == len(Language)
    assert len({wire.content for wire in wires}) == 12


class Locked(Post):
    """A way out during whose first exchange somebody else takes the database, and keeps it until `free` is called."""

    def __init__(self) -> None:
        super().__init__()
        self.holds = ExitStack()

    def deliver(self, wire: Wire) -> Receipt:
        if not self.taken:
            self.holds.enter_context(locked_by_another())
        return super().deliver(wire)

    def free(self) -> None:
        self.holds.close()


def test_a_receipt_that_could_not_be_written_down_is_kept_and_its_letter_not_sent_again(
    booked: int, clock: Clock
) -> None:
    post = Locked()
    sender = make_sender(post, clock)
    for _ in range(2):
        with pytest.raises(OperationalError):
            sender.send_due()
    assert len(post.taken) == 1
    post.free()
    assert sender.send_due() == 2, "what was claimed before waits for no lease"
    assert len({wire.message_id for wire in post.taken}) == len(post.taken) == 3
    assert sent_or_not() == {MailState.SENT}
    assert first().attempts == 1


def test_a_receipt_that_was_written_down_by_nobody_is_the_next_senders_after_the_lease(
    booked: int, clock: Clock
) -> None:
    post, heir = Locked(), Post()
    with pytest.raises(OperationalError):
        make_sender(post, clock, "dying").send_due()
    post.free()
    clock.wall += timedelta(minutes=16)
    assert make_sender(heir, clock, "heir").send_due() == 3
    assert heir.taken[0] == post.taken[0]


def test_a_receipt_that_cannot_be_written_at_all_holds_up_nobody(booked: int, sender: Sender, post: Post) -> None:
    post.receipts = [Receipt(Outcome.SENT, 10**30, "a code that no column holds")]
    with pytest.raises((DBAPIError, OverflowError)):
        sender.send_due()
    assert sender.send_due() == 3
    assert sent_or_not() == {MailState.SENT}


@pytest.fixture
def enclosing(ministry: Ministry) -> int:
    """A consultation whose three invitations carry a PDF, let go."""
    [paper] = take_in([Upload(EnclosureKind.SIGNED_LETTER, "a.pdf", make_pdf())], limits=LIMITS, by=OPERATOR, now=NOW)
    plan = replace(make_plan(), papers=(paper,))
    consultation_id = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    return consultation_id


def digests() -> list[str | None]:
    db.session.rollback()
    return list(db.session.scalars(select(OutgoingMail.digest).where(OutgoingMail.due_at.is_not(None))))


def test_no_more_than_one_letter_is_ever_held_as_bytes(enclosing: int, sender: Sender) -> None:
    written: list[int] = []
    counting = Post(first=lambda: written.append(len([digest for digest in digests() if digest])))
    sender.send(sender.prepared(sender.claim()), counting)
    assert written == [1, 2, 3], "a letter is written, with its digest, only when it is its turn"


def test_a_file_is_read_once_however_many_letters_carry_it(enclosing: int, sender: Sender, post: Post) -> None:
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    sender.send_due()
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in statements if "paper_content.content" in one]) == 1
    assert all(b"application/pdf" in wire.content for wire in post.taken)
    assert len(post.taken) == 3


def test_a_letter_whose_file_is_not_what_it_was_never_leaves(enclosing: int, sender: Sender, post: Post) -> None:
    db.session.execute(update(PaperContent).values(content=b"%PDF- something else"))
    db.session.commit()
    sender.send_due()
    assert post.taken == []
    assert sent_or_not() == {MailState.REFUSED}
    assert "not kept as it was" in first().reply_text


def test_a_sender_stopped_beyond_its_lease_leaves_to_others_what_they_took_over(
    booked: int, post: Post, clock: Clock
) -> None:
    sleeper, heir = make_sender(post, clock, "sleeper"), make_sender(post, clock, "heir")
    number = sleeper.claim()[0]
    clock.wall += timedelta(minutes=16)
    heir.claim()
    assert not begin(sleeper, number)
    assert begin(heir, number)


def test_a_claim_that_nobody_took_over_is_still_good_after_its_lease(booked: int, post: Post, clock: Clock) -> None:
    slow, other = make_sender(post, clock, "slow"), make_sender(post, clock, "other")
    letters = slow.prepared(slow.claim())
    clock.wall += timedelta(minutes=16)
    claimed: list[Sequence[int]] = []
    post.first = lambda: claimed.append(other.claim())
    slow.send(letters, post)
    assert set(map(len, claimed)) == {0}
    assert len(post.taken) == len(letters)


def test_a_long_batch_renews_its_lease_before_it_runs_out(booked: int, post: Post, clock: Clock) -> None:
    sender, other = make_sender(post, clock, "slow"), make_sender(post, clock, "other")

    def first() -> None:
        clock.wall += timedelta(minutes=10)
        assert other.claim() == []

    post.first = first
    sender.send(sender.prepared(sender.claim()), post)
    assert len(post.taken) > 2


def test_no_letter_of_a_classified_meeting_is_written_even_where_one_waits(
    sender: Sender, post: Post, booked: int
) -> None:
    found(booked).classification = Classification.CONFIDENTIAL
    db.session.commit()
    sender.send_due()
    assert post.taken == []
    assert states()[-3:] == [MailState.REFUSED] * 3
    assert "nothing of a classified meeting leaves" in db.session.scalars(select(OutgoingMail.reply_text)).all()[-1]


def test_a_sender_loses_the_letters_of_a_meeting_that_is_classified_while_it_holds_them(
    sender: Sender, post: Post, booked: int
) -> None:
    letters = sender.prepared(sender.claim())
    assert len(letters) == 3
    change(booked, replace(plan_of(found(booked)), classification=Classification.SECRET), hand=HAND)
    with sender.open() as deliver:
        sender.send(letters, deliver)
    assert post.taken == []
    assert states()[-3:] == [MailState.DROPPED] * 3


def test_a_sender_that_is_asked_to_stop_ends_after_the_letter_in_hand_and_gives_the_rest_back(
    post: Post, sender: Sender, clock: Clock, booked: int
) -> None:
    stopping = replace(sender, is_stopped=lambda: len(post.taken) > 0)
    stopping.send_due()
    wanted = select(OutgoingMail.state, OutgoingMail.claimed_by, OutgoingMail.lease_until)
    states = db.session.execute(wanted.where(OutgoingMail.state != MailState.DROPPED)).all()
    assert len(post.taken) == 1
    assert sorted(state.value for state, _, _ in states) == ["queued"] * (len(states) - 1) + ["sent"]
    assert {(claimed, lease) for _, claimed, lease in states} == {(None, None)}
    db.session.rollback()
    assert make_sender(post, clock, "two").send_due() == len(states) - 1, "whoever comes next need not wait"
    stopping.send_due()
    assert len(post.taken) == len(states)
