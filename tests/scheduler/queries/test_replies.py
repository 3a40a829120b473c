"""The reply matrix: parties by meetings, the totals, and the number of questions it takes."""

from datetime import timedelta

import pytest

from models.committees import ApprovedAgency, Committee
from models.consultations import Consultation
from models.database import db
from models.people import FocalPoint
from scheduler.consultations import book, cancel, mark_held, withdraw
from scheduler.entries import new_entry
from scheduler.queries.replies import Matrix, reply_matrix
from scheduler.queries.reply_cells import Cell
from scheduler.rules.replies import ReplyState
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, PartStat


def matrix(*, past: bool = False) -> Matrix:
    return reply_matrix("demo", actor=OPERATOR, now=NOW, past=past)


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
