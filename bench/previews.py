"""Looking at a decision before it is made: six sessions moved at once, with everybody whom their meetings reach."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from bench.timing import Contest, Line, Watch
from bench.world import NOW, World, counting, released
from models.committees import Committee, HeadRule
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import OfficeHolder, Post
from models.places import ClosedDay, ClosedYear, ClosureList, DutyStation
from models.sessions import CommitteeSession
from scheduler.consultations import book, found
from scheduler.decision_letters import letters_of
from scheduler.decisions import Preview, preview
from scheduler.drafts import draft_of
from scheduler.session_list import add_session
from tests.making import DESK, HAND, make_person, make_plan
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Days, Invited, NewSession, SessionCard, SessionPlan
from vocabulary.states import MailState, SessionStatus

FIRST = date(2023, 1, 9)
EVERY = timedelta(days=28)
LENGTH = timedelta(days=4)
DELAY = timedelta(days=7)
SLOPE = 10
NOT_WORSE = 11.0
"""How many times as long ten times as much may take."""


def measured(the_world: World) -> Iterator[Line]:
    """A preview beside loading the same rows, and beside one of ten times as much."""
    few, per_session = the_world.size.moved, the_world.size.prepared
    ordinals = count(100)
    lay_down_rules()
    sessions = [prepared(the_world, next(ordinals), meetings=per_session) for _ in range(few)]
    yield from beside_loading(the_world, sessions)
    alone = looked_at(sessions, rounds=the_world.size.rounds)
    sessions += [prepared(the_world, next(ordinals), meetings=per_session) for _ in range(few * (SLOPE - 1))]
    many = looked_at(sessions, rounds=the_world.size.rounds)
    verdict = "ok" if many <= alone * NOT_WORSE else "SHORT"
    note = f"goal <= {NOT_WORSE:g}x the time for {SLOPE}x the sessions"
    yield Line(f"preview {len(sessions)} beside {few} sessions", many, alone, note=note, verdict=verdict)


def lay_down_rules() -> None:
    """A post that leads in Vienna, and a list of the holidays: heads and office days follow from rules."""
    committee, vienna = db.session.scalars(select(Committee)).one(), station()
    offices = ClosureList(key="offices", name_en="Office holidays", name_th="วันหยุดราชการ", source="invented")
    for year in range(FIRST.year - 1, FIRST.year + 8):
        offices.days.append(ClosedDay(day=date(year, 1, 3), name_en="New Year", name_th="ปีใหม่"))
        offices.years.append(ClosedYear(year=year, source="invented"))
    committee.home.closure_list = offices
    post = Post(key="head", title_en="Head of Mission", title_th="หัวหน้าคณะทูต", duty_station=vienna)
    post.holders.append(OfficeHolder(person=make_person("head"), since=date(2020, 1, 1), document="a letter"))
    committee.approval.head_rules.append(HeadRule(duty_station=vienna, post=post))
    db.session.add(post)
    db.session.commit()


def station() -> DutyStation:
    """Where every session of the world meets."""
    return db.session.scalars(select(DutyStation).where(DutyStation.key == "vienna")).one()


def prepared(the_world: World, ordinal: int, *, meetings: int) -> int:
    """A session with days of its own and meetings that prepare for it, everybody invited and told; its number."""
    opens = FIRST + EVERY * (ordinal - 100)
    plan = SessionPlan(station().id, (Days(opens, opens + LENGTH),), SessionStatus.CONFIRMED, document="L.4")
    session_id = add_session(NewSession("demo", SessionCard(ordinal=ordinal), plan), hand=HAND)
    first = datetime(opens.year, opens.month, opens.day, 2, tzinfo=UTC) - timedelta(days=20)
    guests = Invited(agency_ids=the_world.guests.agency_ids[:5])
    for number in range(meetings):
        plan_of_meeting = make_plan(first + timedelta(days=number // 3, hours=number % 3 * 2))
        batch = draft_of(found(book(session_id, plan_of_meeting, invited=guests, hand=HAND)).entry_id)
        if batch is None:
            raise ValueError("a booking without letters")
        released(batch.id)
        delivered = {"state": MailState.SENT, "attempts": 1, "sent_at": NOW}
        db.session.execute(update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED).values(delivered))
        db.session.commit()
    return session_id


def moved(session_ids: list[int]) -> Decision:
    """All of them a week later, with every meeting that prepares for them."""
    rows = db.session.scalars(select(CommitteeSession).where(CommitteeSession.id.in_(session_ids)))
    days = {row.id: (row.blocks[0].opens + DELAY, row.blocks[-1].closes + DELAY) for row in rows}
    return Decision(
        tuple(Change(number, Verb.RESCHEDULE, opens=days[number][0], closes=days[number][1]) for number in session_ids),
        document="A/77/L.1",
        reason="So decided",
    )


def shown(decision: Decision) -> Preview:
    """What an officer looks at, every letter included."""
    found_now = preview(decision, hand=HAND)
    letters_of(found_now, desk=DESK, base_url="https://samai.example")
    return found_now


def beside_loading(the_world: World, session_ids: list[int]) -> Iterator[Line]:
    """The whole preview beside reading the rows that it is about, as the models give them."""
    decision = moved(session_ids)

    def ours(watch: Watch) -> None:
        db.session.remove()
        with watch.running():
            shown(decision)

    def loading(watch: Watch) -> None:
        db.session.remove()
        with watch.running():
            loaded(session_ids)

    taken = Contest(the_world.size.rounds, variants={"ours": ours, "loading": loading}).run()
    with counting("before_cursor_execute") as seen:
        found_now = shown(decision)
    consequences = found_now.consequences
    note = f"{len(seen)} queries, {len(consequences.proposals)} meetings follow, {len(consequences.letters)} letters"
    yield Line(f"preview {len(session_ids)} sessions", taken["ours"], taken["loading"], note=note)


def loaded(session_ids: list[int]) -> int:
    """The sessions, their meetings and everybody invited with what each was told; how many invitations."""
    list(db.session.scalars(select(CommitteeSession).options(selectinload(CommitteeSession.blocks))).unique())
    meetings = select(Consultation).where(Consultation.session_id.in_(session_ids))
    entries = [row.entry_id for row in db.session.scalars(meetings.options(selectinload(Consultation.agencies)))]
    invitations = (
        select(Invitation)
        .where(Invitation.entry_id.in_(entries))
        .options(joinedload(Invitation.person), selectinload(Invitation.told_revision))
    )
    return len(list(db.session.scalars(invitations)))


def looked_at(session_ids: list[int], *, rounds: int) -> float:
    """How long the preview takes, in seconds."""
    decision = moved(session_ids)

    def ours(watch: Watch) -> None:
        db.session.remove()
        with watch.running():
            shown(decision)

    return Contest(rounds, variants={"ours": ours}).run()["ours"]
