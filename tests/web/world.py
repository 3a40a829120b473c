"""A world in which everybody has something of their own: whoever comes to a door must see no more than that."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from secrets import token_urlsafe

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from models.accounts import LoginSession
from models.database import db
from models.delegations import Delegate, Delegation
from models.demonstration import Demonstration
from models.feeds import FeedSubscription
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import OfficeHolder, Person
from models.places import ClosedDay
from scheduler.accounts import Moment, make_sign_in_link
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import book, found
from scheduler.deadlines import add_deadline
from scheduler.importing.day_deeds import File, keep_days
from scheduler.importing.days import About
from scheduler.importing.deeds import keep_sheet
from scheduler.importing.sheets import read_sheet
from scheduler.places import add_city
from scheduler.queries.calendars import calendar_named
from scheduler.rules.tokens import reply_token, sign_in_token, token_hash
from tests.databases import Database
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.papers import make_pdf
from tests.scheduler.letters import let_go, the_draft
from vocabulary.actor import OPERATOR, Actor
from vocabulary.closed_days import ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import Invited, StationCard, Upload
from vocabulary.states import ActorKind, AnswerSource, DelegateRole, Duty, EnclosureKind, MailState, PartStat
from vocabulary.text import Bilingual

ANONYMOUS = "anonymous"
OWN_FOCAL, OTHER_FOCAL = "focal point of this agency", "focal point of another"
OWN_HEAD, OTHER_HEAD = "head of this post", "head of another"
DESK, ADMINISTRATOR = "desk officer", "administrator"
DISABLED = "disabled"
READERS = (ANONYMOUS, OWN_FOCAL, OTHER_FOCAL, OWN_HEAD, OTHER_HEAD, DESK, ADMINISTRATOR, DISABLED)

OWN_MEETING, OWN_WORD = "Meeting of the prosecutors", "A word from the prosecutors"
OWN_FILE, OTHER_FILE = "File-of-the-prosecutors", "File-of-the-police"
OTHER_MEETING, OTHER_WORD = "Meeting of the police", "A word from the police"
OWN_DELEGATE, OTHER_DELEGATE = "Delegate Only-Vienna", "Delegate Only-New-York"

SECRETS: Mapping[str, tuple[str, ...]] = {
    OWN_MEETING: (OWN_FOCAL, DESK, ADMINISTRATOR),
    OWN_WORD: (OWN_FOCAL, DESK, ADMINISTRATOR),
    OWN_FILE: (OWN_FOCAL, DESK, ADMINISTRATOR),
    OTHER_MEETING: (OTHER_FOCAL, DESK, ADMINISTRATOR),
    OTHER_FILE: (OTHER_FOCAL, DESK, ADMINISTRATOR),
    OTHER_WORD: (OTHER_FOCAL, DESK, ADMINISTRATOR),
    OWN_DELEGATE: (OWN_HEAD, DESK, ADMINISTRATOR),
    OTHER_DELEGATE: (OTHER_HEAD, DESK, ADMINISTRATOR),
}
"""What may be read by whom, wherever it stands; a door that is opened by a token says what the token reveals."""


REGISTRATION = DeadlineCard(Bilingual("Registration"), date(2022, 5, 27), time(18), "America/New_York")

NO_BUSINESS = {"login_session"}
"""Tables in which something may be written though nothing was done."""

Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class World:
    """The letter with a meeting of each of two agencies, a delegate in each of two cities, and all their tokens."""

    app: Flask
    store: Database
    committee_key: str
    sessions: Mapping[str, int]
    people: People
    consultations: Mapping[str, int]
    papers: Mapping[str, int]
    digests: Mapping[str, str]
    invitations: Mapping[str, int]
    delegates: Mapping[str, int]
    posts: Mapping[str, int]
    holders: Mapping[str, int]
    mails: Mapping[str, int]
    reply_tokens: Mapping[str, str]
    feed_tokens: Mapping[str, str]
    feeds: Mapping[str, int]
    sign_in_token: str
    draft_id: int
    kept_sheet: int
    agency: int
    calendar: int
    closed_day: int
    bare_city: int
    deadline: int
    kept_days: int
    login_tokens: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, Rows] | None = None

    def browser(self, reader: str) -> FlaskClient:
        """This reader's browser."""
        client = self.app.test_client()
        token = self.login_tokens.get(reader)
        if token is not None:
            with client.session_transaction() as cookie:
                cookie["sign_in"] = token
        client.set_cookie("samai-language", "en")
        return client

    def restore(self, name: str = "kept") -> None:
        """Undo whatever the last reader did, or what was done since the world was kept under a name."""
        db.session.rollback()
        self.store.restore(name)

    def keep(self, name: str) -> None:
        """Remember the world as it is, under a name."""
        db.session.rollback()
        self.store.keep(name)

    def rows(self) -> Rows:
        """Every row of every table of the ministry's, but for when somebody was last seen."""
        with db.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
                for table in db.metadata.sorted_tables
                if table.name not in NO_BUSINESS
            }

    def rows_now(self) -> Rows:
        """The same, read anew only where any transaction of this PostgreSQL has taken a number to write since."""
        with db.engine.connect() as connection:
            number = str(connection.scalar(text("SELECT pg_snapshot_xmax(pg_current_snapshot())")))
        if self.known is None or self.known[0] != number:
            self.known = number, self.rows()
        return self.known[1]

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing is written meanwhile."""
        with self.watch() as state:
            before = state()
            yield
            assert state() == before, "something was written"

    @contextmanager
    def watch(self) -> Iterator[Callable[[], object]]:
        """Ask again and again whether anything was written: SQLite counts what other connections commit."""
        if self.store.kind == "postgresql":
            yield self.rows_now
            return
        with closing(sqlite3.connect(self.store.instance / "samai.db")) as watching:
            yield lambda: watching.execute("PRAGMA data_version").fetchone()


def make_world(app: Flask, store: Database, *, letter: Letter, people: People) -> World:
    """Two meetings that have been released and answered, a third in draft, and everybody's login.

    The day is the letter's own, so that its meetings are still to come.
    """
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    consultations = {
        "own": held_with("oag", (OWN_MEETING, OWN_FILE), letter=letter),
        "other": held_with("rtp", (OTHER_MEETING, OTHER_FILE), letter=letter),
    }
    for consultation_id in consultations.values():
        let_go(consultation_id)
    papers = {side: found(number).papers[0] for side, number in consultations.items()}
    draft = book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["nsc"],)), hand=HAND)
    by_person = {people.focal["oag"]: "own", people.focal["rtp"]: "other"}
    released = select(Invitation).where(Invitation.person_id.in_(by_person))
    invitations = {by_person[one.person_id or 0]: one.id for one in db.session.scalars(released)}
    answer(invitations["own"], OWN_WORD)
    answer(invitations["other"], OTHER_WORD)
    delegates = {
        "own": name_delegate(letter.session_ids["2"], OWN_DELEGATE, agency_id=letter.agency_ids["mfa"]),
        "other": name_delegate(letter.session_ids["1"], OTHER_DELEGATE, agency_id=letter.agency_ids["mfa"]),
    }
    feed_tokens = {"own": token_urlsafe(32), "other": token_urlsafe(32)}
    nairobi = add_city(StationCard(Bilingual("Nairobi", "Nairobi"), "Africa/Nairobi"), by=OPERATOR, now=NOW)
    feeds = {side: subscribe(person_id, feed_tokens[side]) for person_id, side in by_person.items()}
    world = World(
        app=app,
        store=store,
        committee_key=letter.committee_key,
        sessions={
            "new_york": letter.session_ids["1"],
            "vienna": letter.session_ids["2"],
            "undated": letter.session_ids["3"],
        },
        people=people,
        consultations=consultations | {"draft": draft},
        papers={side: paper.id for side, paper in papers.items()},
        digests={side: paper.digest for side, paper in papers.items()},
        invitations=invitations | {"guest": 1 + (db.session.scalar(select(func.max(Invitation.id))) or 0)},
        delegates=delegates,
        posts={"vienna": letter.post_ids["pr-vienna"]},
        holders={"vienna": holder_of(letter.post_ids["pr-vienna"])},
        mails={side: mail_of(number) for side, number in invitations.items()},
        reply_tokens={
            side: reply_token(key(app), invitation_id=number, generation=1) for side, number in invitations.items()
        },
        feed_tokens=feed_tokens,
        feeds=feeds,
        sign_in_token=sign_in_token(key(app), link_id=link_for("sira@oag.example")),
        draft_id=the_draft(draft).id,
        kept_sheet=keep_sheet_of(people.desk),
        agency=letter.agency_ids["oag"],
        calendar=calendar_named("thai-government", actor=OPERATOR),
        closed_day=db.session.scalars(select(ClosedDay.id).where(ClosedDay.day == date(2022, 2, 16))).one(),
        bare_city=nairobi,
        deadline=add_deadline(letter.session_ids["2"], REGISTRATION, by=OPERATOR, now=NOW),
        kept_days=keep_days_of(people.desk),
        login_tokens=logins(people),
    )
    db.session.commit()
    store.keep()
    return world


def key(app: Flask) -> bytes:
    """The installation's key."""
    return str(app.config["SECRET_KEY"]).encode()


def held_with(agency: str, words: tuple[str, str], *, letter: Letter) -> int:
    """A consultation to which one agency alone is invited, by its title and by the name and content of its file."""
    title, file = words
    upload = Upload(EnclosureKind.SIGNED_LETTER, f"{file}.pdf", make_pdf(file))
    plan = replace(make_plan(), title=Bilingual(title, title), uploads=(upload,))
    return book(letter.session_ids["2"], plan, invited=Invited((letter.agency_ids[agency],)), hand=HAND)


def answer(invitation_id: int, words: str) -> None:
    """An answer by phone, with a word to the desk."""
    given = GivenAnswer(PartStat.ACCEPTED, words, AnswerSource.PHONE, "Somebody", NOW)
    record_answer(invitation_id, given, by=OPERATOR, now=NOW)


def name_delegate(session_id: int, name: str, *, agency_id: int) -> int:
    """Somebody who is on the roster of one session alone."""
    delegation = db.session.scalar(select(Delegation).where(Delegation.session_id == session_id))
    person = Person(name_en=name, name_th=name, agency_id=agency_id)
    delegation = delegation or Delegation(session_id=session_id)
    delegate = Delegate(delegation=delegation, person=person, agency_id=agency_id, role=DelegateRole.ADVISER)
    db.session.add(delegate)
    db.session.commit()
    return delegate.id


def holder_of(post_id: int) -> int:
    """The number of the row that says who holds a post."""
    return db.session.scalars(select(OfficeHolder.id).where(OfficeHolder.post_id == post_id)).one()


def subscribe(person_id: int, token: str) -> int:
    """A calendar subscription with a token that the test knows."""
    subscription = FeedSubscription(person_id=person_id, token_hash=token_hash(token), created_at=NOW)
    subscription.last_read_at = NOW + timedelta(minutes=20)  # else the first look of a reader writes that it was one
    db.session.add(subscription)
    db.session.commit()
    return subscription.id


def mail_of(invitation_id: int) -> int:
    """The number of the letter that an invitation went out by."""
    sent = select(OutgoingMail.id).where(
        OutgoingMail.invitation_id == invitation_id, OutgoingMail.state == MailState.SENT
    )
    return db.session.scalars(sent).one()


def link_for(address: str) -> int:
    """A sign-in link that may be used again by every reader."""
    wall = datetime.now(UTC)
    return make_sign_in_link(address, minutes=60, reusable=True, by=OPERATOR, at=Moment(NOW, wall))


def keep_sheet_of(person_id: int) -> int:
    """A spreadsheet that the desk officer has brought and not decided on."""
    sheet = read_sheet(b"agency,name,e-mail\nmoj,Mr New,new@moj.example\n", name="people.csv")
    officer = Actor(ActorKind.PERSON, "Officer", person_id=person_id, duty=Duty.DESK_OFFICER)
    return keep_sheet(sheet, name="people.csv", by=officer, wall=datetime.now(UTC))


def keep_days_of(person_id: int) -> int:
    """A list of closed days that the desk officer has brought and not decided on."""
    sheet = read_sheet(b"day,name\n1 Jan 2027,New Year\n", name="days.csv", columns=DayColumn)
    officer = Actor(ActorKind.PERSON, "Officer", person_id=person_id, duty=Duty.DESK_OFFICER)
    file = File(sheet, "days.csv", About("Announcement of 2569", ClosedDayState.CONFIRMED))
    return keep_days(calendar_named("thai-government", actor=OPERATOR), file, by=officer, wall=datetime.now(UTC))


def logins(people: People) -> dict[str, str]:
    """A live login session for every reader but the anonymous one; the disabled one's row was never ended."""
    who = {
        OWN_FOCAL: people.focal["oag"],
        OTHER_FOCAL: people.focal["rtp"],
        OWN_HEAD: people.head_vienna,
        OTHER_HEAD: people.head_new_york,
        DESK: people.desk,
        ADMINISTRATOR: people.administrator,
        DISABLED: people.disabled,
    }
    tokens, wall = {reader: token_urlsafe(32) for reader in who}, datetime.now(UTC)
    seen = wall + timedelta(minutes=20)  # reading writes when it was last seen, and a slow machine takes long for all
    db.session.add_all(
        LoginSession(token_hash=token_hash(tokens[reader]), person_id=person_id, created_at=wall, seen_at=seen)
        for reader, person_id in who.items()
    )
    return tokens
