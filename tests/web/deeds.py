"""A form that is carried out for every door that takes one: whoever adds such a door gives it a line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.database import db
from models.demonstration import Demonstration
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import FocalPoint
from models.reminders import Reminder
from models.substitutions import Substitution
from scheduler.rules.inbound_proposals import kept_calendar
from tests.fixtures import NOW
from tests.papers import make_pdf
from tests.web.page_forms import PageForm, form_to
from tests.web.world import ADMINISTRATOR, ANONYMOUS, DESK, OWN_FOCAL, World
from vocabulary.inbound import Attendee, CalendarMessage, Came, Verdict
from vocabulary.reminders import ReminderKind, ReminderState
from vocabulary.states import AnswerSource, MailState
from web.access import KEYED

SHARED = "5" * 40
NEW_LIST = "/calendars/4"
"""The list that is started for a city without one."""


@dataclass(frozen=True)
class Deed:
    """One form that does something: where, what is typed, by whom, on which page it stands and what must be so before.

    Address and fields may name parts of the world in braces; hidden fields are the page's own. A refusal of some
    `notes` who knocked, and a page `forgets` what was typed as a password.
    """

    url: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    reader: str = DESK
    page: str = ""
    after: tuple[str, ...] = ()
    prepare: Callable[[World], None] | None = None
    has_cookie: bool = False
    notes: bool = False
    forgets: tuple[str, ...] = ()

    def address(self, world: World) -> str:
        """Where it is sent."""
        return self.url.format(**vars(world))

    def made(self, world: World) -> dict[str, Any]:
        """Everything that is sent, with the token and the key that the page gave."""
        parts, form = vars(world), self.form(world)
        typed = {name.format(**parts): filled(value, parts) for name, value in self.fields.items()}
        return {**form.fields.to_dict(flat=False), **typed}

    def form(self, world: World) -> PageForm:
        """Its form as its page shows it."""
        return form_to(self.browser(world).get(self.page.format(**vars(world))).text, self.address(world))

    @property
    def needs_preparing(self) -> bool:
        """Whether anything must be so before."""
        return bool(self.after) or self.prepare is not None

    def prepared(self, world: World) -> None:
        """Bring the world to where this can be done."""
        for name in self.after:
            answer = DEEDS[name].sent(world, DEEDS[name].made(world))
            assert answer.status_code < 400, (name, answer.text)
        if self.prepare is not None:
            self.prepare(world)

    def sent(self, world: World, made: Mapping[str, Any]) -> TestResponse:
        """Send it from this reader's browser."""
        return self.browser(world).post(self.address(world), data={name: upload(one) for name, one in made.items()})

    def browser(self, world: World) -> FlaskClient:
        """One of this reader's tabs: all share the cookie, and so the token of their forms."""
        client = world.browser(self.reader)
        if self.reader != ANONYMOUS or self.has_cookie:
            with client.session_transaction() as cookie:
                cookie["csrf_token"] = SHARED
        return client


def upload(value: Any) -> Any:
    """A field as it is; a file with a name that its bytes deserve."""
    if not isinstance(value, bytes):
        return value
    return BytesIO(value), "new.pdf" if value.startswith(b"%PDF") else "people.csv"


def filled(value: Any, parts: Mapping[str, Any]) -> Any:
    """A field with the numbers of the world in it; a file as it is."""
    if isinstance(value, bytes):
        return value
    return [filled(one, parts) for one in value] if isinstance(value, list) else value.format(**parts)


def when_it_has_begun(_world: World) -> None:
    """The demonstration's clock eight days on."""
    clock = db.session.query(Demonstration).one()
    clock.latest = clock.opened_at + timedelta(days=8)
    db.session.commit()


def while_it_waits(_world: World) -> None:
    """Letters that were let go, in the pause before they leave."""
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.due_at = datetime.now(UTC) + timedelta(hours=1)
    db.session.commit()


def when_it_was_refused(world: World) -> None:
    """The prosecutors' letter, refused by their server."""
    mail = db.session.get_one(OutgoingMail, world.mails["own"])
    mail.state = MailState.REFUSED
    db.session.commit()


def with_a_backup(world: World) -> None:
    """The police's colonel as a backup of the prosecutors."""
    db.session.add(FocalPoint(agency_id=world.agency, person_id=world.people.focal["rtp"], is_primary=False))
    db.session.commit()


def with_reminders(
    world: World, *, state: ReminderState = ReminderState.PLANNED, count: int = 1, days: int = 1
) -> None:
    """Reminders of the prosecutors' meeting in so many days."""
    invitation = db.session.get_one(Invitation, world.invitations["own"])
    at = db.session.query(Demonstration).one().latest + timedelta(days=days)
    db.session.query(Reminder).delete()
    for number in range(count):
        db.session.add(
            Reminder(
                id=4711 + number,
                entry_id=invitation.entry_id,
                invitation_id=invitation.id,
                kind=ReminderKind.ANSWER,
                step=60 + number,
                sequence=invitation.entry.material_sequence,
                planned_for=at,
                due_at=at,
                until=at + timedelta(days=30),
                state=state,
                held_by="",
            )
        )
    db.session.commit()


def with_a_reminder(world: World) -> None:
    """One that leaves tomorrow."""
    with_reminders(world)


def with_a_held_reminder(world: World) -> None:
    """One that was held back."""
    with_reminders(world, state=ReminderState.HELD)


def with_an_old_reminder(world: World) -> None:
    """Many that are overdue by a month."""
    with_reminders(world, count=60, days=-30)


def with_a_stand_in(world: World) -> None:
    """A delegate's word that somebody else comes to the session."""
    row = db.session.get_one(Invitation, world.invitations["guest"] + 1)  # after the head, who sends nobody
    somebody = {"name_en": "Ms Mali Tuayang", "email": "mali@oag.example"}
    word = Substitution(
        invitation_id=row.id, source=AnswerSource.LINK, sequence=row.entry.material_sequence, asked_at=NOW, **somebody
    )
    db.session.add(word)
    db.session.commit()


OWN, DRAFT = "/consultations/{consultations[own]}", "/consultations/{consultations[draft]}"
SESSION, UNDATED = "/sessions/{sessions[vienna]}", "/sessions/{sessions[undated]}"
PERSON, SIRA = "/people/{people.head_new_york}", "/people/{people.focal[oag]}"
POST = "/posts/{posts[vienna]}"
PROMISE = "/obligations/1"
DEADLINE = "/deadlines/{deadline}"
CLOSED_DAY = "/calendars/days/{closed_day}"
OAG = "/agencies/{agency}"
APPROVAL = "/committees/{committee_key}/approval"


def with_mail(came: Came, **proposed: Any) -> Callable[[World], None]:
    """A mail of the prosecutors' focal point that waits for an officer."""

    def prepare(world: World) -> None:
        invitation = db.session.get_one(Invitation, world.invitations["own"])
        row = ReceivedMail(
            received_at=NOW,
            digest="0" * 64,
            size=3,
            came=came,
            verdict=Verdict.WAITING,
            sender_address=proposed.get("joins", {}).get("address", "sira@oag.example"),
            subject="About the meeting",
            words="We come.",
            entry_id=invitation.entry_id,
            invitation_id=None if "joins" in proposed else invitation.id,
            sequence=None if came is Came.MESSAGE else 0,
            proposed=proposed or None,
        )
        db.session.add(row)
        db.session.commit()

    return prepare


def done(name: str, world: World) -> None:
    """Another of these forms, carried out with what it needs."""
    DEEDS[name].prepared(world)
    answer = DEEDS[name].sent(world, DEEDS[name].made(world))
    assert answer.status_code < 400, (name, answer.text)


DECISION = {"decided_on": "4 Jan 2022", "document": "CR 7/2565"}
HANDED = f"{OAG}/hand-overs/{{people.focal[oag]}}"
SUCCESSOR = {"name_en": "Ms Mali Tuayang", "name_th": "Ms Mali", "email": "mali@oag.example", "since": "10 Jan 2022"}
STAND_IN = {"name_en": "Ms Mali Tuayang", "name_th": "Ms Mali", "email": "mali@oag.example"}
PLAN = {
    "title_en": "Another meeting",
    "day": "12 Jan 2022",
    "clock": "14:00",
    "minutes": "90",
    "modality": "in person",
    "place": "Vithes Samosorn Hall",
}

RELOCATED = "/decisions/preview?session={sessions[vienna]}&verb-{sessions[vienna]}=relocate&city-{sessions[vienna]}=1"
"""The session in Vienna moved to Bangkok: everybody who is asked to prepare for it is told."""

PEOPLE_FILE = b"agency,name,e-mail\nmoj,Ms Brought,brought@moj.example\n"

DAYS_FILE = b"day,name\n1 Jan 2027,New Year\n"

DEEDS: dict[str, Deed] = {
    "answers.answer": Deed(
        "/r/{reply_tokens[own]}", {"answer": "DECLINED"}, reader=ANONYMOUS, page="/r/{reply_tokens[own]}"
    ),
    "answers.hand_over_now": Deed(
        "/r/{reply_tokens[own]}/hand-over", SUCCESSOR, reader=ANONYMOUS, page="/r/{reply_tokens[own]}/hand-over"
    ),
    "answers.substitute_now": Deed(
        "/r/{reply_tokens[own]}/substitute", STAND_IN, reader=ANONYMOUS, page="/r/{reply_tokens[own]}/substitute"
    ),
    "focal.substitute_now": Deed(
        "/my/meetings/{invitations[own]}/substitute",
        STAND_IN,
        reader=OWN_FOCAL,
        page="/my/meetings/{invitations[own]}/substitute",
    ),
    "focal.hand_over_now": Deed("/my/hand-over/{agency}", SUCCESSOR, reader=OWN_FOCAL, page="/my/hand-over/{agency}"),
    "focal.answer_meeting": Deed(
        "/my/meetings/{invitations[own]}",
        {"answer": "DECLINED"},
        reader=OWN_FOCAL,
        page="/my/meetings/{invitations[own]}",
    ),
    "focal.subscribe": Deed("/my/feed", reader=OWN_FOCAL, page="/my/feed"),
    "focal.unsubscribe": Deed("/my/feed/{feeds[own]}/end", reader=OWN_FOCAL, page="/my/feed"),
    "desk.book_now": Deed(
        "/consultations/new",
        {**PLAN, "session": "{sessions[vienna]}", "people": ["{people.head_vienna}"]},
        page="/consultations/new?session={sessions[vienna]}",
    ),
    "desk.change_now": Deed(f"{OWN}/change", PLAN, page=f"{OWN}/change"),
    "desk.invite_now": Deed(f"{OWN}/invite", {"people": ["{people.head_vienna}"]}, page=f"{OWN}/invite"),
    "desk.cancel_now": Deed(f"{OWN}/cancel", {"reason": "The hall is taken."}, page=f"{OWN}/cancel"),
    "desk.reinstate": Deed(f"{OWN}/reinstate", page=OWN, after=("desk.cancel_now",)),
    "desk.enclose": Deed(f"{OWN}/papers", {"enclosures": make_pdf("New")}, page=OWN),
    "desk.take_out": Deed(f"{OWN}/papers/{{papers[own]}}/remove", page=OWN),
    "desk.held": Deed(f"{OWN}/held", page=OWN, prepare=when_it_has_begun),
    "desk.withdraw": Deed(f"{OWN}/withdraw/{{invitations[own]}}", page=OWN),
    "desk.release_now": Deed(f"{DRAFT}/release", page=f"{DRAFT}/release"),
    "desk.recall": Deed(f"{DRAFT}/recall", page=DRAFT, after=("desk.release_now",), prepare=while_it_waits),
    "desk.record_answer_now": Deed(
        f"{OWN}/answers/{{invitations[own]}}",
        {"answer": "DECLINED", "source": "phone", "comment": "Away"},
        page=f"{OWN}/answers/{{invitations[own]}}",
    ),
    "desk.approve_substitute": Deed(f"{OWN}/substitutes/1/approve", page=OWN, after=("answers.substitute_now",)),
    "desk.refuse_substitute": Deed(
        f"{OWN}/substitutes/1/refuse", {"reason_1": "Only directors."}, page=OWN, after=("answers.substitute_now",)
    ),
    "desk.approve_delegate_substitute": Deed(
        f"{SESSION}/substitutes/1/approve",
        page=SESSION,
        after=("desk.invite_delegation_now", "desk.release_session"),
        prepare=with_a_stand_in,
    ),
    "desk.refuse_delegate_substitute": Deed(
        f"{SESSION}/substitutes/1/refuse",
        {"reason_1": "Only directors."},
        page=SESSION,
        after=("desk.invite_delegation_now", "desk.release_session"),
        prepare=with_a_stand_in,
    ),
    "desk.invite_delegation_now": Deed(f"{SESSION}/invite", {"answer_by": "20 May 2022"}, page=SESSION),
    "desk.release_session": Deed(
        f"{SESSION}/letters", page=f"{SESSION}/letters", after=("desk.invite_delegation_now",)
    ),
    "desk.recall_session": Deed(
        f"{SESSION}/recall",
        page=SESSION,
        after=("desk.invite_delegation_now", "desk.release_session"),
        prepare=while_it_waits,
    ),
    "desk.record_session_answer_now": Deed(
        f"{SESSION}/answers/{{invitations[guest]}}",
        {"answer": "ACCEPTED", "source": "phone", "comment": "Gladly"},
        page=f"{SESSION}/answers/{{invitations[guest]}}",
        after=("desk.invite_delegation_now", "desk.release_session"),
    ),
    "desk.settle_answer": Deed(
        "/received/1/answer", {"answer": "DECLINED"}, page="/received", prepare=with_mail(Came.MESSAGE)
    ),
    "desk.settle_substitute": Deed(
        "/received/1/substitute",
        page="/received",
        prepare=with_mail(Came.REPLY, substitutes=[{"address": "mali@oag.example", "name": "Ms Mali"}]),
    ),
    "desk.settle_invite": Deed(
        "/received/1/invite",
        page="/received",
        prepare=with_mail(Came.REPLY, joins={"address": "mali@oag.example", "name": "Ms Mali", "instead_of": ""}),
    ),
    "desk.settle_move": Deed(
        "/received/1/move",
        page="/received/1",
        prepare=with_mail(Came.COUNTER, starts="2022-01-12T07:00:00+00:00", ends="2022-01-12T08:00:00+00:00"),
    ),
    "desk.decline_proposal": Deed(
        "/received/1/decline",
        {"reason": "The hall is taken."},
        page="/received/1",
        prepare=with_mail(Came.COUNTER, starts="2022-01-12T07:00:00+00:00", ends="2022-01-12T08:00:00+00:00"),
    ),
    "desk.recall_decline": Deed(
        "/received/1/decline/recall", page="/received/1", prepare=lambda world: done("desk.decline_proposal", world)
    ),
    "desk.settle_again": Deed(
        "/received/1/again", page="/invitations/{invitations[own]}/again?mail=1", prepare=with_mail(Came.REFRESH)
    ),
    "desk.settle_address": Deed(
        "/received/1/address",
        {"invitation": "{invitations[own]}"},
        page="/received/1",
        prepare=with_mail(
            Came.REPLY,
            joins={"address": "mali@oag.example", "name": "Ms Mali", "instead_of": ""},
            calendar=kept_calendar(CalendarMessage("REPLY", "none"), Attendee("mali@oag.example", "ACCEPTED")),
        ),
    ),
    "desk.send_again_now": Deed("/invitations/{invitations[own]}/again", page="/invitations/{invitations[own]}/again"),
    "desk.add_other_address": Deed(f"{SIRA}/addresses", {"address": "sira@private.example"}, page=SIRA),
    "desk.remove_other_address": Deed("/people/addresses/1/remove", page=SIRA, after=("desk.add_other_address",)),
    "desk.set_mail_aside": Deed("/received/1/aside", page="/received", prepare=with_mail(Came.MESSAGE)),
    "desk.decide_now": Deed("/decisions", page=RELOCATED),
    "desk.release_decision": Deed("/decisions/1/release", page="/decisions/1", after=("desk.decide_now",)),
    "desk.recall_decision": Deed(
        "/decisions/1/recall",
        page="/decisions/1",
        after=("desk.decide_now", "desk.release_decision"),
        prepare=while_it_waits,
    ),
    "desk.undo_decision": Deed("/decisions/1/undo", page="/decisions/1", after=("desk.decide_now",)),
    "desk.plan_session_now": Deed(
        f"{SESSION}/plan", {"opens": "31 May 2022", "closes": "9 June 2022"}, page=f"{SESSION}/plan"
    ),
    "desk.add_session": Deed(
        "/committees/{committee_key}/sessions/new",
        {
            "kind": "ceremony",
            "title_en": "Signing",
            "opens": "24 May 2022",
            "closes": "31 May 2022",
            "duty_station": "1",
        },
        page="/committees/{committee_key}/sessions/new",
    ),
    "desk.name_session_now": Deed(f"{SESSION}/name", {"title_en": "Second round"}, page=f"{SESSION}/name"),
    "desk.set_session_days": Deed(
        f"{SESSION}/days", {"hours": "15:00-18:00", "room": "Board Room A"}, page=f"{SESSION}/days"
    ),
    "desk.set_building_hours": Deed(
        "/buildings/1/hours", {"hours": "09:30-12:30, 14:30-17:30"}, page="/buildings/1/hours"
    ),
    "desk.close_obligation_now": Deed(
        f"{PROMISE}/close",
        {"document": "Cabinet 3/2022", "met_on": "3 Jan 2022", "remark": "Annex"},
        page=f"{PROMISE}/close?session={{sessions[vienna]}}",
    ),
    "desk.reopen_obligation_now": Deed(
        f"{PROMISE}/reopen",
        {"reason": "It was another one"},
        page=f"{PROMISE}/reopen?session={{sessions[vienna]}}",
        after=("desk.close_obligation_now",),
    ),
    "desk.add_city": Deed(
        "/places/new", {"name_en": "Ha Noi", "name_th": "Ha Noi", "tzid": "Asia/Ho_Chi_Minh"}, page="/places/new"
    ),
    "desk.add_building": Deed(
        "/places/1/buildings/new", {"name_en": "New Hall", "name_th": "New"}, page="/places/1/buildings/new"
    ),
    "desk.add_deadline": Deed(
        f"{SESSION}/deadlines/new",
        {
            "name_en": "Registration",
            "name_th": "Registration",
            "day": "27 May 2022",
            "clock": "18:00",
            "tzid": "America/New_York",
        },
        page=f"{SESSION}/deadlines/new",
    ),
    "desk.correct_deadline": Deed(DEADLINE, {"origin": "Note of 4 Jan"}, page=DEADLINE),
    "desk.remove_deadline": Deed(f"{DEADLINE}/remove", page=DEADLINE),
    "desk.start_calendar": Deed(
        "/places/{bare_city}/calendar/new",
        {"name_en": "Kenyan government offices", "name_th": "Kenya"},
        page="/places/{bare_city}/calendar/new",
    ),
    "desk.add_closed_day": Deed(
        "/calendars/{calendar}/days/new?year=2022",
        {"day": "5 Jan 2022", "name_en": "Special holiday", "name_th": "Special"},
        page="/calendars/{calendar}/days/new?year=2022",
    ),
    "desk.correct_closed_day": Deed(CLOSED_DAY, {"origin": "Announcement of 2564"}, page=CLOSED_DAY),
    "desk.remove_closed_day": Deed(f"{CLOSED_DAY}/remove", page=CLOSED_DAY),
    "desk.confirm_calendar": Deed(
        "/calendars/{calendar}/years/2022/confirm",
        {"source": "Announcement of 2564"},
        page="/calendars/{calendar}?year=2022",
    ),
    "desk.bring_calendar": Deed(
        "/calendars/{calendar}/import",
        {"source": "Announcement of 2569", "file": DAYS_FILE},
        page="/calendars/{calendar}/import",
    ),
    "desk.import_calendar_now": Deed("/calendars/import/{kept_days}", page="/calendars/import/{kept_days}"),
    "desk.decide_head_now": Deed(
        f"{SESSION}/head", {"person": "{people.desk}", "reason": "Minister’s decision"}, page=f"{SESSION}/head"
    ),
    "desk.undo_head": Deed(f"{SESSION}/head/undo", page=SESSION, after=("desk.decide_head_now",)),
    "desk.record_approval": Deed(APPROVAL, DECISION, page=APPROVAL),
    "desk.withdraw_approval": Deed(f"{APPROVAL}/withdraw", page=APPROVAL, after=("desk.record_approval",)),
    "desk.record_resolution": Deed(
        f"{SESSION}/resolutions/new", {**DECISION, "approves": "delegation"}, page=f"{SESSION}/resolutions/new"
    ),
    "desk.correct_resolution": Deed(
        "/resolutions/1",
        {**DECISION, "document": "CR 8/2565"},
        page="/resolutions/1",
        after=("desk.record_resolution",),
    ),
    "desk.withdraw_resolution": Deed(
        "/resolutions/1/withdraw", page="/resolutions/1", after=("desk.record_resolution",)
    ),
    "desk.name_delegate": Deed(
        f"{UNDATED}/delegation",
        {"person": "new", "name_en": "Ms New Tuayang", "name_th": "Ms New"},
        page=f"{UNDATED}/delegation?agency=1",
    ),
    "desk.rename_calendar": Deed(
        "/calendars/{calendar}/list", {"name_en": "Other list", "name_th": "Other"}, page="/calendars/{calendar}/list"
    ),
    "desk.move_calendar": Deed(
        f"{NEW_LIST}/city",
        {"city": "5"},
        page=f"{NEW_LIST}/list",
        after=("desk.start_calendar", "desk.add_city"),
    ),
    "desk.remove_calendar": Deed(f"{NEW_LIST}/remove", page=f"{NEW_LIST}/list", after=("desk.start_calendar",)),
    "desk.issue_roster_now": Deed(
        f"{SESSION}/delegation/issue", {"language": "en"}, page=f"{SESSION}/delegation/issue"
    ),
    "desk.seat_now": Deed(f"{SESSION}/seats", page=f"{SESSION}/seats"),
    "desk.unseat": Deed(f"{SESSION}/seats/1/undo", page=f"{SESSION}/seats", after=("desk.seat_now",)),
    "desk.change_role": Deed(
        f"{SESSION}/delegation/{{delegates[own]}}/role", {"role": "alternate"}, page=f"{SESSION}/delegation"
    ),
    "desk.withdraw_delegate": Deed(f"{SESSION}/delegation/{{delegates[own]}}/withdraw", page=f"{SESSION}/delegation"),
    "desk.add_person": Deed("/people/new", {"name_en": "Ms New Tuayang", "name_th": "Ms New"}, page="/people/new"),
    "desk.edit_person": Deed(PERSON, {"name_en": "H.E. Ms Other Tuayang"}, page=PERSON),
    "desk.disable_person": Deed(f"{PERSON}/disable", reader=ADMINISTRATOR, page=PERSON),
    "desk.enable_person": Deed(f"{PERSON}/enable", reader=ADMINISTRATOR, page=PERSON, after=("desk.disable_person",)),
    "desk.give_duty": Deed(f"{PERSON}/duty", {"duty": "desk officer"}, reader=ADMINISTRATOR, page=PERSON),
    "desk.make_focal_point": Deed(f"{SIRA}/focal-point", page=SIRA, after=("desk.end_focal_point",)),
    "desk.end_focal_point": Deed(f"{SIRA}/focal-point/end", page=SIRA),
    "desk.add_agency": Deed("/agencies/new", {"name_en": "New Agency", "name_th": "New"}, page="/agencies/new"),
    "desk.end_point": Deed(f"{OAG}/end", page=OAG),
    "desk.add_backup": Deed(f"{OAG}/backup", {"person": "{people.focal[oag]}"}, page=OAG, after=("desk.end_point",)),
    "desk.make_primary": Deed(f"{OAG}/primary", page=OAG, prepare=with_a_backup),
    "desk.confirm_hand_over": Deed(f"{HANDED}/confirm", page=OAG, after=("answers.hand_over_now",)),
    "desk.refuse_hand_over": Deed(
        f"{HANDED}/refuse",
        {"reason_{people.focal[oag]}": "The Ministry names another."},
        page=OAG,
        after=("answers.hand_over_now",),
    ),
    "desk.set_mailbox": Deed(f"{OAG}/mailbox", {"mailbox": "saraban@oag.example"}, page=OAG),
    "desk.bring_people": Deed("/people/import", {"file": PEOPLE_FILE}, page="/people/import"),
    "desk.import_now": Deed("/people/import/{kept_sheet}", page="/people/import/{kept_sheet}"),
    "desk.appoint": Deed(
        POST, {"person": "{people.desk}", "since": "1 May 2022", "capacity": "acting", "document": "Order 5"}, page=POST
    ),
    "desk.end_term": Deed(f"{POST}/holders/{{holders[vienna]}}", {"until_{holders[vienna]}": "31/12/2022"}, page=POST),
    "desk.retry_mail": Deed("/mail/{mails[own]}/retry", page="/mail/{mails[own]}", prepare=when_it_was_refused),
    "desk.hold_mail": Deed("/mail/hold", {"why": "The list of addresses is wrong"}, page="/mail"),
    "desk.release_mail": Deed("/mail/let-go", page="/mail", after=("desk.hold_mail",)),
    "desk.hold_reminders": Deed("/reminders/hold", {"reminder": "4711"}, page="/reminders", prepare=with_a_reminder),
    "desk.let_reminders_go": Deed(
        "/reminders/let-go", {"reminder": "4711"}, page="/reminders", prepare=with_a_held_reminder
    ),
    "desk.allow_reminders": Deed("/reminders/allow", page="/reminders", prepare=with_an_old_reminder),
    "desk.pause_reminders": Deed(f"{OWN}/reminders/pause", page=OWN, prepare=with_a_reminder),
    "desk.resume_reminders": Deed(f"{OWN}/reminders/resume", page=OWN, after=("desk.pause_reminders",)),
    "desk.pause_session_reminders": Deed(
        f"{SESSION}/reminders/pause", page=SESSION, after=("desk.invite_delegation_now", "desk.release_session")
    ),
    "desk.resume_session_reminders": Deed(
        f"{SESSION}/reminders/resume",
        page=SESSION,
        after=("desk.invite_delegation_now", "desk.release_session", "desk.pause_session_reminders"),
    ),
    "desk.set_ladder": Deed(
        "/committees/{committee_key}/reminders", {"days_1": "15"}, page="/committees/{committee_key}/reminders"
    ),
}
"""Every door that takes a form with a key."""


SIGNING: dict[str, Deed] = {
    "account.sign_in_by_password": Deed(
        "/sign-in",
        {"address": "sira@oag.example", "password": "not it, alas"},
        reader=ANONYMOUS,
        page="/sign-in",
        has_cookie=True,
        notes=True,
        forgets=("password",),
    ),
    "account.mail_link": Deed(
        "/sign-in/mail",
        {"link_address": "sira@oag.example"},
        reader=ANONYMOUS,
        page="/sign-in",
        has_cookie=True,
        notes=True,
    ),
    "account.sign_in_by_link": Deed(
        "/sign-in/link/{sign_in_token}",
        reader=ANONYMOUS,
        page="/sign-in/link/{sign_in_token}",
        has_cookie=True,
    ),
    "account.set_password": Deed(
        "/my/password",
        {"password": "another long password"},
        reader=OWN_FOCAL,
        page="/my/password",
        forgets=("password",),
    ),
    "account.sign_out": Deed("/sign-out", reader=OWN_FOCAL, page="/my/password"),
}
"""The doors of signing in and out, whose forms have no receipt."""


def doors(app: Flask, *, keyed: bool) -> set[str]:
    """Every endpoint that takes a form: with a receipt, or those of signing in and out."""
    rules = [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}]
    return {rule.endpoint for rule in rules if getattr(app.view_functions[rule.endpoint], KEYED, True) is keyed}
