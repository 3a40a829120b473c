"""Reminders: how many a second, beside one scheduled job each, and what a look costs that finds none due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bench.plain.reminders import plain_reminders, run_all
from bench.timing import Contest, Goal, Line, Watch
from bench.world import World, booked, released
from jobs.reminders import Reminding
from models.committees import Committee
from models.database import Base, db
from models.outbox import MailBody, OutgoingMail
from models.places import ClosedYear, ClosureList
from models.reminders import Reminder
from scheduler.deed import writing
from scheduler.queries.due_reminders import next_due
from scheduler.reminders import claim
from vocabulary.reminders import ReminderKind, ReminderLimits, ReminderState
from vocabulary.states import LetterKind, MailState

ROWS = Base.metadata.tables[Reminder.__tablename__]
FREE = ReminderLimits(10**9, 10**9, 10**9)
NUMBER = 3_000
"""A meeting far enough ahead that every step of its ladder is."""

DUE = datetime(2030, 1, 14, 3, 0, tzinfo=UTC)
"""A Monday morning in Bangkok."""


def measured(the_world: World) -> Iterator[Line]:
    """All lines."""
    count = planned(the_world)
    eye = Reminding(lambda: DUE, FREE, domain="mfa.example")
    eye.looked_at = DUE

    def ours(watch: Watch) -> None:
        due_again()
        with watch.running():
            eye.look()

    def plain(watch: Watch) -> None:
        with plain_reminders(the_world.app, due_again()) as clock, watch.running():
            run_all(clock, count)

    taken = Contest(max(1, the_world.size.rounds - 2), variants={"ours": ours, "plain": plain}).run()
    each = f"{taken['ours'] / count * 1e6:.0f} us each, until its letter is promised"
    yield Line(f"remind {count}: a job each", taken["ours"], taken["plain"], Goal(least=50), each)
    yield firing(the_world)
    yield looking(the_world)


def firing(the_world: World) -> Line:
    """Only what a job that does nothing does: due rows claimed and marked, a commit for each five hundred."""
    many = max(2, the_world.size.many // 5)
    numbers = copies(many, due_at=DUE, step=10_000)
    entry_id = db.session.scalars(select(ROWS.c.entry_id).limit(1)).one()

    def ours(watch: Watch) -> None:
        db.session.execute(update(ROWS).where(ROWS.c.step >= 10_000).values(state=ReminderState.PLANNED))
        db.session.execute(update(ROWS).where(ROWS.c.step < 10_000).values(state=ReminderState.HELD))
        db.session.commit()
        with watch.running():
            while claimed(entry_id):
                pass

    def idle(watch: Watch) -> None:
        with plain_reminders(the_world.app, numbers, does_nothing=True) as clock, watch.running():
            run_all(clock, many)

    taken = Contest(max(1, the_world.size.rounds - 2), variants={"ours": ours, "idle": idle}).run()
    each = f"{taken['ours'] / many * 1e6:.1f} us each; jobs that do nothing"
    line = Line(f"claim {many:,} due rows", taken["ours"], taken["idle"], Goal(least=50), each)
    db.session.execute(delete(ROWS).where(ROWS.c.step >= 10_000))
    db.session.commit()
    return line


def claimed(entry_id: int) -> int:
    """Claim as many as are claimed at once, in a commit of its own; how many they were."""
    with writing():
        return len(claim(entry_id, now=DUE))


def copies(count: int, *, due_at: datetime, step: int) -> list[int]:
    """So many more planned rows of the meeting."""
    row = dict(db.session.execute(select(ROWS).limit(1)).mappings().one())
    del row["id"]
    like = {"state": ReminderState.PLANNED, "due_at": due_at, "kind": ReminderKind.ANSWER, "mail_id": None}
    db.session.execute(insert(ROWS), [row | like | {"step": step + number} for number in range(count)])
    db.session.commit()
    return list(db.session.scalars(select(ROWS.c.id).where(ROWS.c.step >= step)))


def planned(the_world: World) -> int:
    """A meeting of which everybody is to be reminded; how many that is."""
    committee = db.session.get_one(Committee, the_world.ministry.committee_id)
    years = [ClosedYear(year=year, source="Cabinet", added_by="") for year in (2029, 2030)]
    committee.home.closure_list = ClosureList(key="thai", name_en="Thai offices", name_th="Thai", years=years)
    db.session.commit()
    released(booked(the_world, NUMBER, invited=the_world.guests))
    db.session.execute(update(OutgoingMail).values(state=MailState.SENT))
    db.session.commit()
    return len(due_again())


def due_again() -> list[int]:
    """Take back what was promised, and let one reminder a person be due."""
    db.session.rollback()
    db.session.execute(update(ROWS).values(state=ReminderState.HELD, mail_id=None, done_at=None))
    kind = select(MailBody.id).where(MailBody.kind == LetterKind.REMINDER)
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.body_id.in_(kind)))
    first = select(ROWS.c.id).where(ROWS.c.step == 10)
    due = {"state": ReminderState.PLANNED, "due_at": DUE - timedelta(minutes=1)}
    numbers = db.session.execute(update(ROWS).where(ROWS.c.id.in_(first)).values(**due).returning(ROWS.c.id)).scalars()
    found = list(numbers)
    db.session.commit()
    return found


def looking(the_world: World) -> Line:
    """A look over many that are planned, none of them due."""
    many = 10 * the_world.size.many
    copies(many, due_at=DUE + timedelta(days=30), step=1_000)

    def ours(watch: Watch) -> None:
        db.session.connection()
        with watch.running():
            for _ in range(100):
                next_due()
        db.session.rollback()

    taken = Contest(the_world.size.rounds, variants={"ours": ours}).run()
    return Line(f"look over {many:,} planned", taken["ours"] / 100, None, note="one look at an index")
