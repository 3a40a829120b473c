"""The reply matrix: parties by meetings, the totals, and the number of questions it takes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.committees import ApprovedAgency, Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import FocalPoint
from scheduler.consultations import book, cancel, mark_held, withdraw
from scheduler.entries import new_entry
from scheduler.queries.replies import PAGE, Matrix, reply_matrix
from scheduler.queries.reply_cells import Cell
from scheduler.rules.replies import ReplyState
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, ConsultationStatus, PartStat


def matrix(*, past: bool = False, page: int = 1) -> Matrix:
    return reply_matrix("demo", actor=OPERATOR, now=NOW, past=past, page=page)


def cells(number: int) -> list[Cell]:
    found = matrix()
    return [found.palette[cell] for cell in found.rows[number].numbers]


def states() -> list[list[ReplyState]]:
    return [[reply.state for cell in cells(number) for reply in cell] for number in range(len(matrix().rows))]


def test_every_agency_has_a_row_with_whom_was_asked(ministry: Ministry, released: int) -> None:
    rows = matrix().rows
    assert [row.name.en for row in rows] == ["Agency 1", "Agency 2", "Agency 3"]
    assert [name.en for name in rows[0].people] == ["Ms Focal1 Tuayang"]


@pytest.mark.both_databases
def test_rows_follow_the_mandate_then_other_agencies_then_single_people(ministry: Ministry) -> None:
    committee = db.session.get_one(Committee, ministry.committee_id)
    expert = make_person("expert")
    db.session.add(expert)
    committee.approval.composition.append(ApprovedAgency(agency_id=ministry.agency_ids[2], position=1))
    db.session.commit()
    book(ministry.session_id, make_plan(), invited=Invited(ministry.agency_ids, (expert.id,)), hand=HAND)
    assert [row.name.en for row in matrix().rows] == ["Agency 3", "Agency 1", "Agency 2", "Ms Expert Tuayang"]


def test_a_cell_tells_the_answer_and_the_column_counts(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    say(ministry.person_ids[1], PartStat.DECLINED)
    assert states() == [[ReplyState.ACCEPTED], [ReplyState.DECLINED], [ReplyState.NO_REPLY]]
    counts = matrix().columns[0].tally
    assert (counts.accepted, counts.declined, counts.waiting, counts.total) == (1, 1, 1, 3)


def test_whoever_was_not_asked_to_a_meeting_has_a_cell_that_says_so(ministry: Ministry, released: int) -> None:
    book(ministry.session_id, make_plan(MOVED), invited=Invited(ministry.agency_ids[:1]), hand=HAND)
    assert states()[1] == [ReplyState.NO_REPLY, ReplyState.NOT_INVITED]
    assert states()[0] == [ReplyState.NO_REPLY, ReplyState.DRAFT]
    assert matrix().columns[1].tally.total == 1


def test_focal_points_who_differ_show_both_answers_and_both_names(ministry: Ministry) -> None:
    second = FocalPoint(agency_id=ministry.agency_ids[0], person=make_person("second"), is_primary=False)
    db.session.add(second)
    db.session.commit()
    let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    say(second.person_id, PartStat.DECLINED, at=NOW + timedelta(minutes=1))
    cell = cells(0)[0]
    assert [(reply.state, str(reply.name)) for reply in cell] == [
        (ReplyState.DECLINED, "Ms Second Tuayang"),
        (ReplyState.ACCEPTED, "Ms Focal1 Tuayang"),
    ]
    assert matrix().columns[0].tally.declined == 1


def test_whoever_was_withdrawn_is_not_asked_any_more(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert [row.name.en for row in matrix().rows] == ["Agency 2", "Agency 3"]


def test_cancelled_meetings_have_no_column_and_held_ones_stand_behind(ministry: Ministry, released: int) -> None:
    gone = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    cancel(gone, reason="", hand=HAND)
    assert [column.consultation_id for column in matrix().columns] == [released]
    assert matrix(past=True).columns == ()
    mark_held(released, by=OPERATOR, now=NOW + timedelta(days=8))
    assert matrix().columns == ()
    assert [column.consultation_id for column in matrix(past=True).columns] == [released]


def test_a_meeting_to_which_nobody_was_asked_here_has_no_column(ministry: Ministry, booked: int) -> None:
    row = db.session.get_one(Consultation, booked)
    other = Consultation(
        committee_id=row.committee_id,
        convener_id=row.convener_id,
        day=row.day,
        tzid=row.tzid,
        entry=new_entry(domain="mfa.example", now=NOW),
    )
    db.session.add(other)
    db.session.commit()
    assert len(matrix().columns) == 1


def test_a_page_has_so_many_meetings_those_nearest_to_today_on_the_first(ministry: Ministry, released: int) -> None:
    first = db.session.get_one(Consultation, released)
    for number in range(PAGE + 1):
        copy_of(first, day=first.day + timedelta(days=number + 1), held=number < 1)
    ahead = [column.day for page in (1, 2) for column in matrix(page=page).columns]
    assert (len(matrix().columns), len(matrix(page=2).columns), matrix().total) == (PAGE, 1, PAGE + 1)
    assert ahead == sorted(ahead)
    assert (matrix().has_more, matrix(page=2).has_more) == (True, False)
    assert matrix(page=3).columns == ()


def test_of_past_meetings_the_latest_come_first(ministry: Ministry, released: int) -> None:
    first = db.session.get_one(Consultation, released)
    for number in range(PAGE + 1):
        copy_of(first, day=first.day + timedelta(days=number + 1), held=True)
    near, far = matrix(past=True), matrix(past=True, page=2)
    assert (len(near.columns), len(far.columns), far.has_more) == (PAGE, 1, False)
    assert far.columns[0].day < near.columns[0].day < near.columns[-1].day
    assert matrix(past=True, page=3).columns == ()


def copy_of(row: Consultation, *, day: date, held: bool) -> None:
    """Another meeting, to which nobody but the first of the invited is asked."""
    entry = new_entry(domain="mfa.example", now=NOW)
    invited = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invited is not None
    db.session.add(Invitation(entry=entry, person_id=invited.person_id, agency_id=invited.agency_id))
    db.session.add(
        Consultation(
            committee_id=row.committee_id,
            convener_id=row.convener_id,
            title_en="Copy",
            day=day,
            tzid=row.tzid,
            entry=entry,
            status=ConsultationStatus.HELD if held else ConsultationStatus.PLANNED,
        )
    )
    db.session.commit()


def test_nobody_but_the_desk_sees_the_matrix(ministry: Ministry, released: int) -> None:
    for actor in (ANONYMOUS, Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])):
        with pytest.raises(NotFound):
            reply_matrix("demo", actor=actor, now=NOW, past=False)
    with pytest.raises(NotFound):
        reply_matrix("nothing", actor=OPERATOR, now=NOW, past=False)


def test_twenty_four_meetings_take_as_many_questions_as_one(ministry: Ministry, released: int) -> None:
    once = questions(matrix)
    for number in range(23):
        starts = MOVED + timedelta(days=number)
        let_go(book(ministry.session_id, make_plan(starts), invited=ministry.everybody, hand=HAND))
    assert len(matrix().columns) == 24
    assert questions(matrix) == once
