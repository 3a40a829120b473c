"""Letters to an invited delegation: whoever is concerned by a deed hears of it once, and nobody else."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy

from sqlalchemy import select

from models.database import db
from models.delegations import Delegate
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from models.places import DutyStation
from scheduler.decisions import decide, preview, undo
from scheduler.delegations import name_delegate, withdraw_delegate
from scheduler.letters import Writer, wire_of
from scheduler.meeting_days import set_meeting_days
from scheduler.people import edit_person
from scheduler.posts import appoint, end_term, found_post
from scheduler.queries.people import card_of
from scheduler.queries.sights import session_plan
from scheduler.rules.frozen_facts import thawed
from scheduler.session_inviting import invite_delegation
from scheduler.session_letters import told_of
from scheduler.session_list import correct_session
from scheduler.sessions import decide_head, found, plan_session, undo_head_decision
from tests.fixtures import Letter, People
from tests.making import DESK, HAND
from tests.scheduler.delegations import drafts_of_session, invited, let_session_go, named, session_letters
from tests.scheduler.letters import queries_of
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.invite import Firmness
from vocabulary.plan import DayPlan, Days, HeadDecision, Nomination, SessionCard, Term
from vocabulary.states import Capacity, DelegateRole, LetterKind, Participation, SessionKind, SessionStatus
from vocabulary.text import Bilingual

INVITATION, UPDATE, CANCELLATION = LetterKind.INVITATION, LetterKind.UPDATE, LetterKind.CANCELLATION
OAG, MOJ = "sira@oag.example", "pimlada@moj.example"
VIENNA, NEW_YORK = "phuwadol@pm-vienna.example", "naruemon@pm-newyork.example"
DELEGATES = ("rawisara@pm-vienna.example", "theerach@mfa.example", OAG, "warut@rtp.example")


def city(key: str) -> int:
    return db.session.scalars(select(DutyStation.id).where(DutyStation.key == key)).one()


def decided(*changes: Change) -> int:
    shown = preview(Decision(changes), hand=HAND)
    return decide(shown.decision, hand=HAND, seen=shown.seen)


def mails(session_id: int) -> dict[str, OutgoingMail]:
    return {mail.address: mail for batch in drafts_of_session(session_id) for mail in batch.mails}


def test_the_head_is_asked_as_the_chair_and_the_delegates_as_members(letter: Letter, people: People) -> None:
    number = letter.session_ids["2"]
    named(letter, people, "2", "moj")
    assert session_letters(number) == [], "nobody was invited yet"
    invite_delegation(number, hand=HAND)
    asked = {mail.address: (mail.body.kind, mail.participation) for mail in mails(number).values()}
    assert asked == {
        VIENNA: (INVITATION, Participation.CHAIR),
        **dict.fromkeys((*DELEGATES, MOJ), (INVITATION, Participation.REQUIRED)),
    }
    revision = mails(number)[OAG].body.revision
    assert revision is not None
    facts = thawed(revision.facts)
    assert (facts.first_day, facts.last_day, facts.convener.en) == (
        date(2022, 5, 30),
        date(2022, 6, 10),
        "Ministry of Foreign Affairs",
    )
    assert facts.firmness is Firmness.FIRM
    assert len(facts.related) == 1, "the other session that has days"
    assert facts.uid not in facts.related


def test_a_change_of_the_venue_changes_the_head_under_one_number(letter: Letter, people: People) -> None:
    """B10 of the cases: the old head hears that it is off, the new one is asked, the delegates answer anew."""
    number = invited(letter, people)
    decided(Change(number, Verb.RELOCATE, city_id=city("new-york")))
    heard = session_letters(number)
    assert sorted(one[:2] for one in heard) == sorted(
        [
            (VIENNA, CANCELLATION),
            (NEW_YORK, INVITATION),
            *((one, UPDATE) for one in DELEGATES),
        ]
    )
    assert len({sequence for _, _, sequence in heard}) == 1
    assert mails(number)[NEW_YORK].participation is Participation.CHAIR
    assert not mails(number)[VIENNA].body.whole


def test_a_change_taken_back_before_its_release_is_told_to_nobody(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    there = decided(Change(number, Verb.RELOCATE, city_id=city("new-york")))
    undo(there, hand=HAND)
    assert session_letters(number) == []
    for opens in (date(2022, 6, 6), date(2022, 5, 30)):
        decided(Change(number, Verb.RESCHEDULE, opens=opens, closes=opens + timedelta(days=11)))
    assert session_letters(number) == []


def test_postponed_is_a_cancellation_that_says_so_and_the_new_days_come_under_the_same_name(
    letter: Letter, people: People
) -> None:
    number = invited(letter, people)
    uid = found(number).blocks[0].entry.uid
    decided(Change(number, Verb.POSTPONE))
    assert {kind for _, kind, _ in session_letters(number)} == {CANCELLATION}
    mail = mails(number)[OAG]
    assert mail.body.whole
    assert mail.body.revision is not None
    assert thawed(mail.body.revision.facts).firmness is Firmness.POSTPONED
    cancelled = mail.body.revision.sequence
    let_session_go(number)
    decided(Change(number, Verb.RESCHEDULE, opens=date(2022, 9, 5), closes=date(2022, 9, 16)))
    assert {kind for _, kind, _ in session_letters(number)} == {INVITATION}
    assert all(sequence > cancelled for _, _, sequence in session_letters(number))
    again = mails(number)[OAG].body.revision
    assert again is not None
    assert thawed(again.facts).uid == uid
    assert len(session_letters(number)) == 5


def test_only_whoever_joins_or_leaves_the_delegation_hears_of_it(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    [joined] = named(letter, people, "2", "moj")
    assert [one[:2] for one in session_letters(number)] == [(MOJ, INVITATION)]
    let_session_go(number)
    withdraw_delegate(joined, by=HAND.by, now=HAND.now)
    assert [one[:2] for one in session_letters(number)] == [(MOJ, CANCELLATION)]
    generation = db.session.scalars(select(Invitation.generation).where(Invitation.person_id == people.focal["moj"]))
    assert generation.one() == 2, "the old link opens nothing any more"
    named(letter, people, "2", "moj")
    assert session_letters(number) == []


def test_a_delegate_whom_a_decision_lets_lead_is_told_so_and_keeps_the_answer(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    decide_head(number, HeadDecision(people.focal["oag"], "So decided"), by=HAND.by, now=HAND.now)
    assert sorted(one[:2] for one in session_letters(number)) == sorted([(VIENNA, CANCELLATION), (OAG, UPDATE)])
    assert mails(number)[OAG].participation is Participation.CHAIR
    let_session_go(number)
    undo_head_decision(number, by=HAND.by, now=HAND.now)
    assert sorted(one[:2] for one in session_letters(number)) == sorted([(VIENNA, INVITATION), (OAG, UPDATE)])
    assert mails(number)[OAG].participation is Participation.REQUIRED


def test_a_new_holder_of_the_post_is_asked_in_place_of_the_old(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    vienna = letter.post_ids["pr-vienna"]
    holder = next(one for one in found_post(vienna).holders if one.person_id == people.head_vienna)
    end_term(holder.id, date(2022, 4, 30), by=HAND.by, now=HAND.now)
    assert [one[:2] for one in session_letters(number)] == [(VIENNA, CANCELLATION)]
    term = Term(date(2022, 5, 1), None, Capacity.SUBSTANTIVE, "MFA 1")
    appoint(vienna, people.focal["moj"], term=term, by=HAND.by, now=HAND.now)
    assert sorted(one[:2] for one in session_letters(number)) == sorted([(VIENNA, CANCELLATION), (MOJ, INVITATION)])


def test_an_address_that_comes_later_brings_the_invitation(letter: Letter, people: People) -> None:
    person = db.session.get_one(Person, people.focal["moj"])
    card = card_of(person)
    edit_person(person.id, replace(card, email=""), by=HAND.by, now=HAND.now)
    number = invited(letter, people, "2", "moj")
    assert MOJ not in {one.email for one in db.session.scalars(select(Person).join(Invitation))}
    edit_person(person.id, card, by=HAND.by, now=HAND.now)
    assert [one[:2] for one in session_letters(number)] == [(MOJ, INVITATION)]


def test_days_that_are_given_up_are_taken_off_the_calendars(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    plan = session_plan(found(number))
    first, second = Days(date(2022, 5, 30), date(2022, 6, 3)), Days(date(2022, 6, 7), date(2022, 6, 10))
    plan_session(number, replace(plan, blocks=(first, second)), hand=HAND)
    assert sorted(kind.value for _, kind, _ in session_letters(number)) == ["invitation"] * 5 + ["update"] * 5
    let_session_go(number)
    plan_session(number, replace(plan, blocks=(first,)), hand=HAND)
    assert {kind for _, kind, _ in session_letters(number)} == {CANCELLATION}
    revision = mails(number)[OAG].body.revision
    assert revision is not None
    assert thawed(revision.facts).firmness is Firmness.GIVEN_UP


def test_another_title_is_an_update_that_asks_for_no_new_answer(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    before = {mail.body.revision.sequence for mail in db.session.scalars(select(OutgoingMail)) if mail.body.revision}
    correct_session(number, SessionCard(SessionKind.REGULAR, 7, Bilingual("")), hand=HAND)
    assert {one[1:] for one in session_letters(number)} == {(UPDATE, min(before))}


def test_what_is_over_or_held_is_told_to_nobody(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    plan = replace(session_plan(found(number)), status=SessionStatus.HELD)
    late = replace(HAND, now=HAND.now.replace(year=2023))
    plan_session(number, plan, hand=late)
    [_] = named(letter, people, "2", "moj")
    assert session_letters(number) == []


def test_the_number_of_queries_does_not_depend_on_the_delegation(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    plan = session_plan(found(number))
    one = replace(plan, status=SessionStatus.CONFIRMED)
    few = queries_of(lambda: plan_session(number, one, hand=HAND))
    plan_session(number, plan, hand=HAND)
    named(letter, people, "2", "nsc", "moj", "mdes")
    let_session_go(number)
    assert queries_of(lambda: plan_session(number, one, hand=HAND)) == few


WRITER = Writer("https://samai.example", DESK, b"k" * 32)


def text_to(mail: OutgoingMail) -> str:
    body = message_from_bytes(wire_of(mail, WRITER).content, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_letter_says_the_exact_part_and_the_hours_of_the_days(letter: Letter, people: People) -> None:
    number = letter.session_ids["2"]
    changed = DayPlan(date(2022, 6, 6), "14:00-16:00", "Board Room C")
    set_meeting_days(number, (changed,), by=HAND.by, now=HAND.now)
    invite_delegation(number, hand=HAND)
    to_head, to_member = (text_to(mails(number)[one]) for one in (VIENNA, OAG))
    assert "ท่านเป็นหัวหน้าคณะผู้แทน" in to_head
    assert "ท่านเป็นผู้แทนในคณะผู้แทน" in to_member
    assert "30 พ.ค. – 3 มิ.ย. 2565: 10:00–13:00, 15:00–18:00" in to_member
    assert "จ. 6 มิ.ย. 2565: 14:00–16:00 · Board Room C" in to_member
    assert "โปรดตอบโดยเร็ว อย่างช้าภายในวันศุกร์ที่ 27 พฤษภาคม" in to_member, "the last office day before Monday the 30th"
    let_session_go(number)
    set_meeting_days(number, (replace(changed, room="Plenary"),), by=HAND.by, now=HAND.now)
    edit_person_of(people.focal["oag"])
    assert session_letters(number) == [], "the hours of a day are no news by themselves"
    named(letter, people, "2", "moj")
    (late,) = mails(number).values()
    assert "Plenary" in text_to(late), "whoever is asked later reads what is known by then"


def test_no_letter_names_a_day_to_answer_by_that_has_gone_by_or_that_nobody_knows(letter: Letter) -> None:
    block = found(letter.session_ids["2"]).blocks[0]
    friday = date(2022, 5, 27)
    assert told_of(block, today=friday).answer_day == friday
    assert told_of(block, today=friday + timedelta(days=1)).answer_day is None
    block.committee_session.committee.home.closure_list = None
    assert told_of(block, today=friday).answer_day is None


def test_an_officers_day_to_answer_by_is_named_as_long_as_it_is_of_use(letter: Letter, people: People) -> None:
    number, chosen = letter.session_ids["2"], date(2022, 5, 20)
    invite_delegation(number, hand=HAND, answer_by=chosen)
    assert "โปรดตอบโดยเร็ว อย่างช้าภายในวันศุกร์ที่ 20 พฤษภาคม" in text_to(mails(number)[OAG])
    block = found(number).blocks[0]
    assert told_of(block, today=chosen).answer_day == chosen
    assert told_of(block, today=chosen + timedelta(days=1)).answer_day == date(2022, 5, 27), "the usual one again"
    let_session_go(number)
    invite_delegation(number, hand=HAND, answer_by=date(2022, 5, 18))
    assert session_letters(number) == [], "another day alone is no news"
    named(letter, people, "2", "moj")
    assert "ภายในวันพุธที่ 18 พฤษภาคม" in text_to(mails(number)[MOJ]), "whoever is asked later reads it"


def edit_person_of(person_id: int) -> None:
    """A deed that drafts anew and changes nothing that letters tell."""
    person = db.session.get_one(Person, person_id)
    edit_person(person_id, replace(card_of(person), phone="02 142 0000"), by=HAND.by, now=HAND.now)


def test_another_role_is_told_to_that_one_alone_and_asks_for_no_new_answer(letter: Letter, people: People) -> None:
    number = invited(letter, people, "2", "moj")
    row = db.session.scalars(select(Delegate).where(Delegate.person_id == people.focal["moj"])).one()
    withdraw_delegate(row.id, by=HAND.by, now=HAND.now)
    adviser = Nomination(letter.agency_ids["moj"], DelegateRole.ADVISER, person_id=people.focal["moj"])
    name_delegate(number, adviser, by=HAND.by, now=HAND.now)
    assert session_letters(number) == [(MOJ, UPDATE, 0)]
    said = text_to(mails(number)[MOJ])
    assert "ท่านเป็นที่ปรึกษาในคณะผู้แทน" in said
    let_session_go(number)
    edit_person_of(people.focal["oag"])
    assert session_letters(number) == []


def test_whoever_acts_for_the_post_is_told_that(letter: Letter, people: People) -> None:
    number = letter.session_ids["2"]
    vienna = letter.post_ids["pr-vienna"]
    holder = next(one for one in found_post(vienna).holders if one.person_id == people.head_vienna)
    end_term(holder.id, date(2022, 5, 1), by=HAND.by, now=HAND.now)
    term = Term(date(2022, 5, 2), None, Capacity.ACTING, "Order 5")
    appoint(vienna, people.focal["moj"], term=term, by=HAND.by, now=HAND.now)
    invite_delegation(number, hand=HAND)
    assert "ในฐานะผู้รักษาราชการแทน" in text_to(mails(number)[MOJ])
