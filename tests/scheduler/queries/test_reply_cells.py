"""The cells of the matrix say what the rule says of everybody invited, one by one."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from models.people import FocalPoint, Person
from scheduler.consultations import book
from scheduler.queries.classified import classified_entries
from scheduler.queries.invited import everybody_invited
from scheduler.queries.reply_cells import (
    NO_INSTANT,
    NOT_ASKED,
    Cell,
    Cells,
    Days,
    Place,
    Shown,
    asked_to,
    cells_of,
    people_of,
)
from scheduler.rules.replies import Reply, ReplyState, agency_replies, parties
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.letters import MOVED, let_go
from vocabulary.days import local_day
from vocabulary.plan import Invited
from vocabulary.states import AnswerSource, Classification, MailState, PartStat

ZONES = ("Asia/Bangkok", "America/New_York", "Asia/Kathmandu")
GIVEN = (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)
LEFT = (MailState.SENT, MailState.SENT, MailState.QUEUED, MailState.SENDING, MailState.REFUSED, MailState.BOUNCED)


def meetings() -> list[int]:
    return list(db.session.scalars(select(CalendarEntry.id).order_by(CalendarEntry.id)))


def cells() -> Cells:
    entries = meetings()
    hidden = classified_entries()
    places = {
        entry_id: Place(number, ZONES[number % len(ZONES)], by_hand=entry_id in hidden)
        for number, entry_id in enumerate(entries)
    }
    names = {person.id: person.name for person in db.session.scalars(select(Person))}
    return cells_of(asked_to(entries), places, names=names)


def shown() -> dict[int, list[Cell]]:
    found = cells()
    return {party: [found.palette[number] for number in line] for party, line in found.lines.items()}


def by_the_rule() -> dict[int, list[Cell]]:
    """The same by the rule, from everything that is known of everybody."""
    entries = meetings()
    expected: dict[int, list[Cell]] = {}
    for place, people in enumerate(everybody_invited(entries).values()):
        for (kind, number), several in parties(one for one in people if not one.withdrawn).items():
            line = expected.setdefault(number if kind == "agency" else -number, [NOT_ASKED] * len(entries))
            replies = agency_replies(several)
            line[place] = tuple(a_cells(each, ZONES[place % len(ZONES)], several=len(replies) > 1) for each in replies)
    return expected


def a_cells(reply: Reply, tzid: str, *, several: bool) -> Shown:
    day = None if reply.at is None else local_day(reply.at, tzid)
    return Shown(reply.state, day, reply.source, reply.name if several else None)


def anything(ministry: Ministry, random: Random) -> None:
    """Three meetings of three agencies, one with three people, and of an expert; letters and answers as they come."""
    expert = make_person("expert")
    seconds = [make_person(f"second{number}") for number in range(2)]
    backups = [FocalPoint(agency_id=ministry.agency_ids[0], person=each, is_primary=False) for each in seconds]
    db.session.add_all([expert, *backups])
    db.session.commit()
    for number in range(3):
        agencies = tuple(random.sample(ministry.agency_ids, 3 - number // 2))
        everybody = Invited(agencies, (expert.id,) * (number % 2))
        booked = book(ministry.session_id, make_plan(MOVED + timedelta(days=number)), invited=everybody, hand=HAND)
        if random.random() < 0.8:
            let_go(booked)
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)):
        mail.state = random.choice(LEFT)
        mail.sent_at = None if mail.state is MailState.QUEUED else NOW + timedelta(hours=random.randrange(200))
    for invitation in db.session.scalars(select(Invitation)):
        for _ in range(random.randrange(3)):
            db.session.add(answer(invitation, random))
        if random.random() < 0.1:
            invitation.withdrawn_at = NOW
    for entry in db.session.scalars(select(CalendarEntry)):
        entry.sequence = entry.material_sequence = random.randrange(2)
    meeting = random.choice(db.session.scalars(select(Consultation)).all())
    meeting.classification = random.choice(list(Classification))
    db.session.commit()


def answer(invitation: Invitation, random: Random) -> Answer:
    return Answer(
        invitation=invitation,
        partstat=random.choice(GIVEN),
        source=random.choice(list(AnswerSource)),
        said_at=NOW + timedelta(minutes=random.choice([0, 15, 900, 915, random.randrange(20_000)])),
        recorded_at=NOW,
        sequence=random.randrange(2),
    )


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", range(8))
def test_cells_say_what_the_rule_says(ministry: Ministry, seed: int) -> None:
    anything(ministry, Random(seed))
    assert shown() == by_the_rule()


def test_a_cell_that_is_there_many_times_is_one(ministry: Ministry, released: int) -> None:
    found = cells()
    assert found.palette == (NOT_ASKED, (Shown(ReplyState.NO_REPLY),))
    assert [list(line) for line in found.lines.values()] == [[1], [1], [1]]


def test_people_stand_in_the_order_of_their_invitations(ministry: Ministry) -> None:
    first, second = (make_person(f"backup{number}") for number in range(2))
    db.session.add_all([second, first])
    db.session.flush()
    for each in (first, second):
        db.session.add(FocalPoint(agency_id=ministry.agency_ids[0], person_id=each.id, is_primary=False))
        db.session.commit()
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    people = people_of(asked_to(meetings()))
    assert people[ministry.agency_ids[0]] == [ministry.person_ids[0], first.id, second.id]
    assert people[ministry.agency_ids[1]] == [ministry.person_ids[1]]


def test_of_no_meeting_there_are_no_cells() -> None:
    assert cells_of([], {}, names={}) == Cells((NOT_ASKED,), {})
    assert people_of([]) == {}


@pytest.mark.parametrize(
    ("tzid", "instant", "day"),
    [
        ("Asia/Bangkok", "2022-01-04 16:59:59.999999", date(2022, 1, 4)),
        ("Asia/Bangkok", "2022-01-04 17:00:00.000000", date(2022, 1, 5)),
        ("America/New_York", "2022-01-04 04:59:59.999999", date(2022, 1, 3)),
        ("America/New_York", "2022-01-04 05:00:00.000000", date(2022, 1, 4)),
        ("Asia/Kathmandu", "2022-01-04 18:14:59.000000", date(2022, 1, 4)),
        ("Asia/Kathmandu", "2022-01-04 18:15:00.000000", date(2022, 1, 5)),
        ("UTC", "2022-01-04 23:59:59.999999", date(2022, 1, 4)),
        ("Africa/Cairo", "2014-05-15 21:59:59.000000", date(2014, 5, 15)),
        ("Africa/Cairo", "2014-05-15 22:00:00.000000", date(2014, 5, 16)),
    ],
)
def test_an_instant_falls_on_the_day_of_its_zone(tzid: str, instant: str, day: date) -> None:
    assert Days(tzid).of(instant) == day


def test_no_instant_falls_on_no_day() -> None:
    assert Days("UTC").of(NO_INSTANT) is None
