"""An agency's work passed on: what is asked, what the desk decides, and what follows in the meetings to come."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.database import db
from models.hand_overs import HandOver
from models.invitations import Invitation
from models.people import Person
from scheduler.agencies import end_focal_point, found_agency, make_focal_point, make_primary
from scheduler.answers import NOT_SENT, record_answer
from scheduler.consultations import book, cancel, change, found, invite, withdraw
from scheduler.hand_overs import ask_hand_over, confirm_hand_over, refuse_hand_over, take_hand_over_back
from scheduler.people import add_person
from scheduler.plans import plan_of
from scheduler.queries.hand_overs import hand_overs_at, letters_waiting, place_by_invitation, place_of, places_of
from scheduler.queries.invited import everybody_invited
from scheduler.queries.meetings import my_meetings
from scheduler.rules.replies import ReplyState, agency_replies
from tests.auditing import details, row
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.giving import given, invitation_of, say
from tests.scheduler.letters import let_go, letters
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.plan import HandOverPlan, Invited, PersonCard
from vocabulary.refusals import Forbidden, NotFound, Overtaken, Refusal, Stale, Withheld
from vocabulary.states import (
    ActorKind,
    AnswerSource,
    Classification,
    HandOverState,
    Language,
    LetterKind,
    Participation,
    PartStat,
)
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)
MALI = PersonCard(
    Bilingual("Ms Mali Tuayang", "นางสาวมะลิ ตัวอย่าง"),
    Bilingual("Legal Officer"),
    "Mali@Agency.example",
    "02 142 0000",
    Language.ENGLISH,
)
PLAN = HandOverPlan(MALI, TODAY, "I move on.")


def signed_in(person_id: int) -> Actor:
    return Actor(ActorKind.PERSON, "Somebody", person_id=person_id)


def holder(person_id: int) -> Actor:
    return Actor(ActorKind.LINK, "Somebody", invitation_id=invitation_of(person_id).id)


def ask(ministry: Ministry, plan: HandOverPlan = PLAN, *, number: int = 0) -> tuple[int, int]:
    """The first focal point hands over, signed in; agency and person by their numbers."""
    whose = ministry.agency_ids[number], ministry.person_ids[number]
    ask_hand_over(*whose, plan=plan, by=signed_in(whose[1]), now=NOW)
    return whose


def rows() -> list[tuple[str, HandOverState]]:
    return [(one.email, one.state) for one in db.session.scalars(select(HandOver).order_by(HandOver.id))]


def mali() -> Person:
    return db.session.scalars(select(Person).where(Person.email == "mali@agency.example")).one()


def speakers(agency_id: int) -> list[tuple[int, bool]]:
    points = found_agency(agency_id).focal_points
    return [(point.person_id, point.is_primary) for point in points if point.ended_on is None]


def test_what_is_asked_changes_nothing_and_waits(ministry: Ministry, released: int) -> None:
    whose = ask(ministry)
    assert rows() == [("mali@agency.example", HandOverState.OPEN)]
    assert speakers(whose[0]) == [(whose[1], True)]
    assert letters(released) == []
    assert db.session.scalar(select(Person).where(Person.email == "mali@agency.example")) is None
    place = place_of(*whose)
    assert place is not None
    assert place.waiting is not None
    assert (place.waiting.name.en, place.is_open, place.waiting.plan.note) == ("Ms Mali Tuayang", True, "I move on.")


@pytest.mark.both_databases
def test_once_confirmed_the_successor_is_the_focal_point_and_invited_instead(ministry: Ministry, released: int) -> None:
    agency, leaver = ask(ministry)
    confirm_hand_over(agency, leaver, hand=HAND)
    assert speakers(agency) == [(mali().id, True)]
    assert [(point.person_id, point.ended_on) for point in found_agency(agency).focal_points] == [
        (leaver, TODAY),
        (mali().id, None),
    ]
    assert (mali().agency_id, mali().language, mali().phone) == (agency, Language.ENGLISH, "02 142 0000")
    assert letters(released) == [
        ("mali@agency.example", LetterKind.INVITATION, 0),
        ("focal1@agency.example", LetterKind.CANCELLATION, 1),
    ]
    assert rows() == [("mali@agency.example", HandOverState.CONFIRMED)]
    assert details(row()) == {"moved": 1}
    assert [(one.consultation_id, one.count) for one in letters_waiting(agency)] == [(released, 2)]
    assert letters_waiting(ministry.agency_ids[1]) == ()
    assert agency in {each.agency_id for each in found(released).agencies}


def test_the_old_link_dies_and_the_old_answer_does_not_stand_for_the_successor(
    ministry: Ministry, released: int
) -> None:
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    old, generation = invitation_of(ministry.person_ids[0]), invitation_of(ministry.person_ids[0]).generation
    agency, leaver = ask(ministry)
    confirm_hand_over(agency, leaver, hand=HAND)
    assert (old.generation, old.withdrawn_at) == (generation + 1, NOW)
    new = invitation_of(mali().id)
    with pytest.raises(Stale, match=NOT_SENT):
        record_answer(new.id, given(), by=OPERATOR, now=NOW)
    let_go(released)
    people = everybody_invited([found(released).entry_id])[found(released).entry_id]
    ours = [one for one in people if one.agency_id == agency and not one.withdrawn]
    assert [one.person_id for one in ours] == [mali().id]
    assert [reply.state for reply in agency_replies(ours)] == [ReplyState.NO_REPLY]
    [meeting] = my_meetings(actor=signed_in(mali().id))
    assert (meeting.standing, meeting.beside) == (None, None)
    say(mali().id, PartStat.DECLINED)


def test_primary_stays_primary_and_a_backup_a_backup(ministry: Ministry) -> None:
    agency, first, second = ministry.agency_ids[0], *ministry.person_ids[:2]
    make_focal_point(agency, second, by=OPERATOR, now=NOW)
    ask_hand_over(agency, second, plan=PLAN, by=signed_in(second), now=NOW)
    confirm_hand_over(agency, second, hand=HAND)
    assert speakers(agency) == [(first, True), (mali().id, False)]
    other = replace(PLAN, card=replace(MALI, name=Bilingual("Mr Other Tuayang"), email="other@agency.example"))
    ask_hand_over(agency, first, plan=other, by=signed_in(first), now=NOW)
    confirm_hand_over(agency, first, hand=HAND)
    assert [is_primary for _, is_primary in speakers(agency)] == [False, True]


def test_a_backup_on_file_takes_over_and_keeps_the_invitation_that_was_told(ministry: Ministry, released: int) -> None:
    agency, first = ministry.agency_ids[0], ministry.person_ids[0]
    on_file = PersonCard(Bilingual("Ms M. Tuayang"), email="mali@agency.example", agency_id=agency)
    backup = add_person(on_file, by=OPERATOR, now=NOW)
    make_focal_point(agency, backup, by=OPERATOR, now=NOW)
    invite(released, Invited(agency_ids=(agency,)), hand=HAND)
    let_go(released, minutes=1)
    say(backup, PartStat.TENTATIVE)
    ask(ministry)
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    assert sheet.known is not None
    assert (sheet.known.person_id, sheet.namesake) == (backup, None)
    confirm_hand_over(agency, first, hand=HAND)
    assert speakers(agency) == [(backup, True)]
    assert (mali().name_en, mali().phone) == ("Ms M. Tuayang", ""), "what is on file stays"
    held = invitation_of(backup)
    assert (held.participation, held.answers[-1].partstat) == (Participation.OPTIONAL, PartStat.TENTATIVE)
    assert letters(released) == [("focal1@agency.example", LetterKind.CANCELLATION, 1)]


def test_whoever_was_withdrawn_before_comes_back_for_this_agency(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[1]).id, hand=HAND)
    agency, leaver = ask(ministry, replace(PLAN, card=replace(MALI, email="focal2@agency.example")))
    confirm_hand_over(agency, leaver, hand=HAND)
    back = invitation_of(ministry.person_ids[1])
    assert (back.agency_id, back.withdrawn_at, back.participation) == (agency, None, Participation.REQUIRED)


def test_whoever_speaks_for_another_agency_at_a_meeting_takes_nothing_over_there(
    ministry: Ministry, released: int
) -> None:
    db.session.get_one(Person, ministry.person_ids[1]).agency_id = ministry.agency_ids[1]
    db.session.commit()
    agency, leaver = ask(ministry, replace(PLAN, card=replace(MALI, email="focal2@agency.example")))
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    assert [(move.consultation_id, move.stays) for move in sheet.moves] == [(released, True)]
    assert sheet.known_agency == Bilingual("Agency 2", "หน่วยงาน|ที่ 2")
    confirm_hand_over(agency, leaver, hand=HAND)
    assert letters(released) == []
    assert invitation_of(leaver).withdrawn_at is None
    assert invitation_of(ministry.person_ids[1]).agency_id == ministry.agency_ids[1]
    assert details(row()) == {"moved": 0}


def test_from_a_day_to_come_on_only_later_meetings_move(ministry: Ministry, released: int) -> None:
    late = book(
        ministry.session_id, make_plan(datetime(2022, 2, 1, 7, tzinfo=UTC)), invited=ministry.everybody, hand=HAND
    )
    since = date(2022, 1, 20)
    agency, leaver = ask(ministry, replace(PLAN, since=since))
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    assert [move.consultation_id for move in sheet.moves] == [late]
    confirm_hand_over(agency, leaver, hand=HAND)
    assert letters(released) == []
    assert ("mali@agency.example", LetterKind.INVITATION, 0) in letters(late)
    assert "focal1@agency.example" not in {address for address, _, _ in letters(late)}, "nothing was ever announced"
    assert {point.ended_on for point in found_agency(agency).focal_points} == {since, None}
    place = place_of(agency, leaver)
    assert place is not None
    assert place.last is not None
    assert (place.is_open, place.waiting, place.last.state) == (False, None, HandOverState.CONFIRMED)


def test_meetings_that_are_cancelled_begun_or_withdrawn_from_stay(ministry: Ministry, released: int) -> None:
    cancelled = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(cancelled)
    cancel(cancelled, reason="", hand=HAND)
    left = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    gone = select(Invitation).where(
        Invitation.person_id == ministry.person_ids[0], Invitation.entry_id == found(left).entry_id
    )
    withdraw(db.session.scalars(gone).one().id, hand=HAND)
    agency, _ = ask(ministry)
    for later, moves in ((NOW, [released]), (NOW + timedelta(days=7, hours=5, minutes=30), [])):
        [sheet] = hand_overs_at(agency, actor=OPERATOR, now=later)
        assert [move.consultation_id for move in sheet.moves] == moves


def test_of_a_classified_meeting_no_letter_tells(ministry: Ministry, released: int) -> None:
    plan = replace(plan_of(found(released)), classification=Classification.SECRET, aware=True)
    change(released, plan, hand=HAND)
    agency, leaver = ask(ministry)
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    assert [move.is_classified for move in sheet.moves] == [True]
    confirm_hand_over(agency, leaver, hand=HAND)
    assert letters(released) == []
    assert letters_waiting(agency) == ()
    assert invitation_of(mali().id).withdrawn_at is None


def test_the_link_of_an_invitation_is_enough_for_its_own_focal_point_alone(ministry: Ministry, released: int) -> None:
    agency, leaver = ministry.agency_ids[0], ministry.person_ids[0]
    ask_hand_over(agency, leaver, plan=PLAN, by=holder(leaver), now=NOW)
    assert len(rows()) == 1
    take_hand_over_back(agency, leaver, by=holder(leaver), now=NOW)
    strangers = [
        holder(ministry.person_ids[1]),
        signed_in(ministry.person_ids[1]),
        OPERATOR,
        ANONYMOUS,
        Actor(ActorKind.LINK, "Nobody"),
    ]
    for by in strangers:
        with pytest.raises(Forbidden, match="Only a focal point"):
            ask_hand_over(agency, leaver, plan=PLAN, by=by, now=NOW)
        with pytest.raises(Forbidden, match="Only a focal point"):
            take_hand_over_back(agency, leaver, by=by, now=NOW)
    withdraw(invitation_of(leaver).id, hand=HAND)
    with pytest.raises(Forbidden):
        ask_hand_over(agency, leaver, plan=PLAN, by=holder(leaver), now=NOW)
    assert [state for _, state in rows()] == [HandOverState.TAKEN_BACK]


def test_a_link_to_a_classified_meeting_hands_nothing_over(ministry: Ministry, released: int) -> None:
    by = holder(ministry.person_ids[0])
    change(released, replace(plan_of(found(released)), classification=Classification.SECRET, aware=True), hand=HAND)
    with pytest.raises(Withheld):
        ask_hand_over(ministry.agency_ids[0], ministry.person_ids[0], plan=PLAN, by=by, now=NOW)


def test_whoever_is_no_focal_point_hands_nothing_over(ministry: Ministry, released: int) -> None:
    agency, leaver = ministry.agency_ids[0], ministry.person_ids[0]
    with pytest.raises(Forbidden):
        ask_hand_over(ministry.agency_ids[1], leaver, plan=PLAN, by=signed_in(leaver), now=NOW)
    with pytest.raises(Forbidden):
        ask_hand_over(999, leaver, plan=PLAN, by=signed_in(leaver), now=NOW)
    by_link = place_by_invitation(invitation_of(leaver).id)
    assert by_link is not None
    assert (by_link.agency_id, by_link.is_open, by_link.last) == (agency, True, None)
    assert place_by_invitation(999) is None
    withdraw(invitation_of(ministry.person_ids[2]).id, hand=HAND)
    assert place_by_invitation(invitation_of(ministry.person_ids[2]).id) is None
    end_focal_point(agency, leaver, by=OPERATOR, now=NOW)
    assert place_by_invitation(invitation_of(leaver).id) is None
    assert places_of(leaver) == ()
    with pytest.raises(Forbidden):
        ask_hand_over(agency, leaver, plan=PLAN, by=holder(leaver), now=NOW)


def test_another_word_takes_the_open_one_back_and_the_same_adds_nothing(ministry: Ministry) -> None:
    whose = ask(ministry)
    ask(ministry)
    assert (len(rows()), details(row())) == (1, {"repeated": True})
    ask(ministry, replace(PLAN, card=replace(MALI, email="other@agency.example")))
    assert rows() == [
        ("mali@agency.example", HandOverState.TAKEN_BACK),
        ("other@agency.example", HandOverState.OPEN),
    ]
    take_hand_over_back(*whose, by=signed_in(whose[1]), now=NOW)
    place = place_of(*whose)
    assert place is not None
    assert (place.last, place.sight["email"]) == (None, "")
    with pytest.raises(Stale, match="not open any more"):
        take_hand_over_back(*whose, by=signed_in(whose[1]), now=NOW)


def test_what_was_not_seen_is_not_overwritten_and_not_confirmed(ministry: Ministry) -> None:
    agency, leaver = ask(ministry)
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    other = replace(PLAN, card=replace(MALI, email="other@agency.example"))
    with pytest.raises(Overtaken):
        ask_hand_over(agency, leaver, plan=other, by=signed_in(leaver), now=NOW, seen={"email": ""})
    ask_hand_over(agency, leaver, plan=other, by=signed_in(leaver), now=NOW, seen=sheet.sight)
    with pytest.raises(Overtaken) as refused:
        confirm_hand_over(agency, leaver, hand=HAND, seen=sheet.sight)
    assert refused.value.present["email"] == "other@agency.example"
    with pytest.raises(Overtaken):
        refuse_hand_over(agency, leaver, reason="No.", by=OPERATOR, now=NOW, seen=sheet.sight)
    [now_open] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    confirm_hand_over(agency, leaver, hand=HAND, seen=now_open.sight)
    with pytest.raises(Stale, match="not open any more"):
        confirm_hand_over(agency, leaver, hand=HAND, seen=now_open.sight)


def test_a_refusal_tells_why_and_leaves_everything(ministry: Ministry, released: int) -> None:
    agency, leaver = ask(ministry)
    with pytest.raises(Refusal, match="Write the reason"):
        refuse_hand_over(agency, leaver, reason=" ", by=OPERATOR, now=NOW)
    refuse_hand_over(agency, leaver, reason="Your minister names another.", by=OPERATOR, now=NOW)
    assert speakers(agency) == [(leaver, True)]
    [place] = places_of(leaver)
    assert place.last is not None
    assert (place.last.state, place.last.reason) == (HandOverState.REFUSED, "Your minister names another.")
    assert (place.waiting, hand_overs_at(agency, actor=OPERATOR, now=NOW)) == (None, ())
    ask(ministry)
    assert [state for _, state in rows()] == [HandOverState.REFUSED, HandOverState.OPEN]


@pytest.mark.parametrize(
    ("card", "field"),
    [
        (replace(MALI, email="FOCAL1@agency.example"), "email"),
        (replace(MALI, email="mali@agency.example\nbcc: x@evil.example"), "email"),
        (replace(MALI, email="mali"), "email"),
        (replace(MALI, name=Bilingual("Ms Focal1 Tuayang")), "name_en"),
        (replace(MALI, name=Bilingual("Ms Mali Tuayang", "นางสาวfocal1 ตัวอย่าง")), "name_th"),
    ],
)
def test_oneself_and_what_is_no_address_are_refused(ministry: Ministry, card: PersonCard, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(ministry, replace(PLAN, card=card))
    assert refused.value.field == field
    assert rows() == []


def test_a_focal_point_that_ends_meanwhile_hands_nothing_over(ministry: Ministry) -> None:
    agency, leaver = ask(ministry)
    end_focal_point(agency, leaver, by=OPERATOR, now=NOW)
    assert [state for _, state in rows()] == [HandOverState.TAKEN_BACK]
    with pytest.raises(Stale, match="not open any more"):
        confirm_hand_over(agency, leaver, hand=HAND)


def test_a_word_of_nobody_who_speaks_any_more_is_not_confirmed(ministry: Ministry) -> None:
    agency, leaver = ask(ministry)
    found_agency(agency).focal_points[0].ended_on = TODAY
    found_agency(agency).focal_points[0].is_primary = False
    db.session.commit()
    assert hand_overs_at(agency, actor=OPERATOR, now=NOW) == ()
    with pytest.raises(Stale, match="not a focal point"):
        confirm_hand_over(agency, leaver, hand=HAND)
    assert [state for _, state in rows()] == [HandOverState.OPEN], "nothing was done"


def test_a_namesake_without_an_address_gets_it_and_one_with_another_is_asked_about(ministry: Ministry) -> None:
    agency, leaver = ministry.agency_ids[0], ministry.person_ids[0]
    number = add_person(PersonCard(MALI.name, agency_id=agency), by=OPERATOR, now=NOW)
    ask(ministry)
    [sheet] = hand_overs_at(agency, actor=OPERATOR, now=NOW)
    assert sheet.known is None
    assert sheet.namesake is not None
    assert sheet.namesake.person_id == number
    confirm_hand_over(agency, leaver, hand=HAND)
    assert (mali().id, mali().phone) == (number, "02 142 0000")
    ask_hand_over(
        agency,
        number,
        plan=replace(PLAN, card=replace(MALI, name=Bilingual("Ms Focal1 Tuayang"), email="new@agency.example")),
        by=signed_in(number),
        now=NOW,
    )
    db.session.get_one(Person, leaver).agency_id = agency
    db.session.commit()
    with pytest.raises(Refusal, match=r"on file already with another address, focal1@agency\.example"):
        confirm_hand_over(agency, number, hand=HAND)


def test_somebody_of_no_agency_becomes_one_of_this(ministry: Ministry) -> None:
    number = add_person(replace(MALI, name=Bilingual("Somebody Else")), by=OPERATOR, now=NOW)
    agency, leaver = ask(ministry)
    confirm_hand_over(agency, leaver, hand=HAND)
    assert (mali().id, mali().agency_id, mali().name_en) == (number, agency, "Somebody Else")


def test_the_table_itself_knows_one_open_word_of_a_focal_point(ministry: Ministry) -> None:
    agency, leaver = ask(ministry)
    db.session.add(HandOver(agency_id=agency, person_id=leaver, email="x@agency.example", since=TODAY, asked_at=NOW))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_to_others_than_the_desk_a_hand_over_does_not_exist(ministry: Ministry) -> None:
    agency, leaver = ask(ministry)
    with pytest.raises(NotFound):
        hand_overs_at(agency, actor=signed_in(leaver), now=NOW)


def test_the_successor_answers_by_the_new_letter(ministry: Ministry, released: int) -> None:
    agency, leaver = ask(ministry)
    confirm_hand_over(agency, leaver, hand=HAND)
    let_go(released)
    new = invitation_of(mali().id)
    by = Actor(ActorKind.LINK, "Ms Mali", invitation_id=new.id)
    record_answer(new.id, given(source=AnswerSource.LINK), by=by, now=NOW)
    assert [answer.partstat for answer in new.answers] == [PartStat.ACCEPTED]


def test_a_primary_one_by_now_hands_over_as_primary(ministry: Ministry) -> None:
    agency, first, second = ministry.agency_ids[0], *ministry.person_ids[:2]
    ask(ministry)
    make_focal_point(agency, second, by=OPERATOR, now=NOW)
    make_primary(agency, second, by=OPERATOR, now=NOW)
    confirm_hand_over(agency, first, hand=HAND)
    assert speakers(agency) == [(second, True), (mali().id, False)]
