"""Who is answered what at which door: every endpoint has its line here, and one without fails the tests.

A door's `answers` say for each reader the status that he or she gets at its sample address. What each reader must
never read is the same at every door: `SECRETS` of tests/web/world.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from scheduler.rules.policy import Permission
from tests.web.posting import send
from tests.web.world import (
    ADMINISTRATOR,
    ANONYMOUS,
    DESK,
    DISABLED,
    OTHER_FOCAL,
    OTHER_HEAD,
    OTHER_MEETING,
    OWN_DELEGATE,
    OWN_FILE,
    OWN_FOCAL,
    OWN_HEAD,
    OWN_MEETING,
    OWN_WORD,
    READERS,
    World,
)

OPEN = (Permission.PUBLIC, Permission.LINK)
LOOK, SEND = 303, 401
"""What somebody who has not signed in gets: the way to sign in for a look, a refusal for a form."""

GROUPS = {"focal": (OWN_FOCAL, OTHER_FOCAL), "head": (OWN_HEAD, OTHER_HEAD), "desk": (DESK, ADMINISTRATOR)}
SINGLE = {
    "nobody": (ANONYMOUS, DISABLED),
    "own_focal": (OWN_FOCAL,),
    "other_focal": (OTHER_FOCAL,),
    "own_head": (OWN_HEAD,),
    "other_head": (OTHER_HEAD,),
    "officer": (DESK,),
    "administrator": (ADMINISTRATOR,),
}

Answers = Mapping[str, int]


def answers(default: int, **others: int) -> dict[str, int]:
    """A status for every reader: the default, and what differs from it by group or by single reader."""
    table = dict.fromkeys(READERS, default)
    for name, status in others.items():
        table |= dict.fromkeys({**GROUPS, **SINGLE}[name], status)
    return table


PUBLIC = answers(200)


@dataclass(frozen=True)
class Door:
    """One endpoint: a sample address, the status for each reader, and what else to look at.

    Address and fields may name parts of the world in braces. `shows` names for a reader words that must stand in the
    page; `rows` a piece of markup that stands once a row, and how often each reader sees it; `reveals` secrets that
    the address itself opens; `notes` a refusal that is written down, as a failed sign-in is.
    """

    url: str
    answers: Answers
    method: str = "GET"
    fields: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[str, Mapping[str, int]] = ("", {})
    reveals: tuple[str, ...] = ()
    notes: bool = False


def form(url: str, statuses: Answers, *, fields: Mapping[str, str] | None = None, **more: Any) -> Door:
    """A door through which something is sent."""
    return Door(url, statuses, "POST", fields or {}, **more)


def desk(url: str, status: int = 200, **more: Any) -> Door:
    """A page of the desk's: nobody else's."""
    return Door(url, answers(403, nobody=LOOK, desk=status), **more)


def desk_form(url: str, status: int = 303, *, fields: Mapping[str, str] | None = None, **more: Any) -> Door:
    """A form of the desk's: nobody else's."""
    return form(url, answers(403, nobody=SEND, desk=status), fields=fields, **more)


BOTH_MEETINGS = dict.fromkeys((DESK, ADMINISTRATOR), (OWN_MEETING, OTHER_MEETING))
OWN = "/consultations/{consultations[own]}"
DRAFT = "/consultations/{consultations[draft]}"

PAGES: dict[str, Door] = {
    "pages.front": Door("/", answers(303)),
    "pages.accessibility": Door("/accessibility", PUBLIC),
    "guides.all": Door("/help", PUBLIC),
    "guides.guide": Door("/help/desk-officer", PUBLIC),
    "probes.healthz": Door("/healthz", PUBLIC),
    "probes.readyz": Door("/readyz", answers(200)),
    "probes.metrics": Door("/metrics", answers(404)),
}

ACCOUNT: dict[str, Door] = {
    "account.sign_in": Door("/sign-in", answers(303, nobody=200)),
    "account.sign_in_by_password": form(
        "/sign-in", answers(422), fields={"address": "sira@oag.example", "password": "x"}, notes=True
    ),
    "account.mail_link": form("/sign-in/mail", answers(200), fields={"link_address": "nobody@oag.example"}, notes=True),
    "account.link": Door("/sign-in/link/{sign_in_token}", PUBLIC),
    "account.sign_in_by_link": form("/sign-in/link/{sign_in_token}", answers(303)),
    "account.sign_out": form("/sign-out", answers(303)),
    "account.password": Door("/my/password", answers(200, nobody=LOOK)),
    "account.set_password": form("/my/password", answers(303, nobody=SEND), fields={"password": "a long new password"}),
}

STAND_IN = {"name_en": "Ms Mali Tuayang", "email": "mali@oag.example", "language": "en"}
HAND_OVER = {"name_en": "Ms Mali Tuayang", "email": "mali@oag.example", "language": "en", "since": "10 Jan 2022"}

FOCAL: dict[str, Door] = {
    "focal.meetings": Door(
        "/my/meetings",
        answers(200, nobody=LOOK),
        shows={OWN_FOCAL: (OWN_MEETING,), OTHER_FOCAL: (OTHER_MEETING,)},
        rows=("/my/meetings/", {OWN_FOCAL: 1, OTHER_FOCAL: 1, OWN_HEAD: 0, OTHER_HEAD: 0}),
    ),
    "focal.meeting": Door(
        "/my/meetings/{invitations[own]}",
        answers(404, nobody=LOOK, own_focal=200),
        shows={OWN_FOCAL: (OWN_MEETING, OWN_WORD)},
    ),
    "focal.answer_meeting": form(
        "/my/meetings/{invitations[own]}",
        answers(404, nobody=SEND, own_focal=303),
        fields={"answer": "DECLINED", "comment": "away"},
    ),
    "focal.paper": Door(
        "/my/meetings/{invitations[own]}/papers/{digests[own]}", answers(404, nobody=LOOK, own_focal=200)
    ),
    "focal.substitute": Door(
        "/my/meetings/{invitations[own]}/substitute",
        answers(404, nobody=LOOK, own_focal=200),
        shows={OWN_FOCAL: (OWN_MEETING,)},
    ),
    "focal.substitute_now": form(
        "/my/meetings/{invitations[own]}/substitute", answers(404, nobody=SEND, own_focal=303), fields=STAND_IN
    ),
    "focal.hand_over": Door("/my/hand-over/{agency}", answers(403, nobody=LOOK, own_focal=200)),
    "focal.hand_over_now": form("/my/hand-over/{agency}", answers(403, nobody=SEND, own_focal=303), fields=HAND_OVER),
    "focal.feed": Door("/my/feed", answers(200, nobody=LOOK)),
    "focal.subscribe": form("/my/feed", answers(200, nobody=SEND)),
    "focal.unsubscribe": form("/my/feed/{feeds[own]}/end", answers(404, nobody=SEND, own_focal=303)),
}

LINKS: dict[str, Door] = {
    "answers.page": Door("/r/{reply_tokens[own]}", PUBLIC, reveals=(OWN_MEETING, OWN_WORD, OWN_FILE)),
    "answers.answer": form(
        "/r/{reply_tokens[own]}",
        answers(303),
        fields={"answer": "TENTATIVE", "comment": ""},
        reveals=(OWN_MEETING, OWN_WORD),
    ),
    "answers.substitute": Door("/r/{reply_tokens[own]}/substitute", PUBLIC, reveals=(OWN_MEETING,)),
    "answers.substitute_now": form("/r/{reply_tokens[own]}/substitute", answers(303), fields=STAND_IN),
    "answers.hand_over": Door("/r/{reply_tokens[own]}/hand-over", PUBLIC),
    "answers.hand_over_now": form("/r/{reply_tokens[own]}/hand-over", answers(303), fields=HAND_OVER),
    "answers.paper": Door("/r/{reply_tokens[own]}/papers/{digests[own]}", PUBLIC, reveals=(OWN_FILE,)),
    "feeds.calendar": Door("/feeds/{feed_tokens[own]}.ics", PUBLIC, reveals=(OWN_MEETING,)),
}

MISSION: dict[str, Door] = {
    "mission.sessions": Door("/mission", answers(403, nobody=LOOK, head=200)),
    "mission.issued_roster": Door("/mission/sessions/{sessions[vienna]}/issued/1", answers(403, nobody=LOOK, head=404)),
    "mission.seats": Door(
        "/mission/sessions/{sessions[vienna]}/seats", answers(403, nobody=LOOK, own_head=200, other_head=404)
    ),
    "mission.roster": Door(
        "/mission/sessions/{sessions[vienna]}",
        answers(403, nobody=LOOK, own_head=200, other_head=404),
        shows={OWN_HEAD: (OWN_DELEGATE,)},
    ),
}

CONSULTATIONS: dict[str, Door] = {
    "desk.consultations": desk("/consultations", shows=BOTH_MEETINGS),
    "desk.consultation": desk(OWN),
    "desk.book": desk("/consultations/new?session={sessions[vienna]}"),
    "desk.book_now": desk_form("/consultations/new?session={sessions[vienna]}", 422),
    "desk.change": desk(f"{OWN}/change"),
    "desk.change_now": desk_form(f"{OWN}/change", 422),
    "desk.invite": desk(f"{OWN}/invite"),
    "desk.invite_now": desk_form(f"{OWN}/invite", 422),
    "desk.cancel": desk(f"{OWN}/cancel"),
    "desk.cancel_now": desk_form(f"{OWN}/cancel", fields={"reason": "The hall is taken."}),
    "desk.reinstate": desk_form(f"{OWN}/reinstate", 409),
    "desk.held": desk_form(f"{OWN}/held", 422),
    "desk.withdraw": desk_form(f"{OWN}/withdraw/{{invitations[own]}}"),
    "desk.release": desk(f"{DRAFT}/release"),
    "desk.release_now": desk_form(f"{DRAFT}/release", fields={"batch": "{draft_id}"}),
    "desk.recall": desk_form(f"{DRAFT}/recall", 409, fields={"batch": "{draft_id}"}),
    "desk.enclose": desk_form(f"{OWN}/papers", 422),
    "desk.take_out": desk_form(f"{OWN}/papers/{{papers[own]}}/remove"),
    "desk.paper": desk(f"{OWN}/papers/{{papers[own]}}"),
    "desk.ledger": desk(f"{OWN}/answers", shows={DESK: (OWN_WORD,)}),
    "desk.approve_substitute": desk_form(f"{OWN}/substitutes/99/approve", 409),
    "desk.approve_delegate_substitute": desk_form("/sessions/{sessions[vienna]}/substitutes/99/approve", 409),
    "desk.refuse_delegate_substitute": desk_form("/sessions/{sessions[vienna]}/substitutes/99/refuse", 409),
    "desk.refuse_substitute": desk_form(f"{OWN}/substitutes/99/refuse", 409),
    "desk.received": desk("/received"),
    "desk.received_mail": desk("/received/99", 404),
    "desk.received_message": desk("/received/99/message", 404),
    "desk.settle_answer": desk_form("/received/99/answer", 404, fields={"answer": "ACCEPTED"}),
    "desk.settle_substitute": desk_form("/received/99/substitute", 404),
    "desk.settle_invite": desk_form("/received/99/invite", 404),
    "desk.settle_move": desk_form("/received/99/move", 404),
    "desk.decline_proposal": desk_form("/received/99/decline", 404, fields={"reason": "No"}),
    "desk.recall_decline": desk_form("/received/99/decline/recall", 404),
    "desk.settle_again": desk_form("/received/99/again", 404),
    "desk.settle_address": desk_form("/received/99/address", 404, fields={"invitation": "1"}),
    "desk.send_again": desk("/invitations/{invitations[own]}/again"),
    "desk.send_again_now": desk_form("/invitations/{invitations[own]}/again"),
    "desk.set_mail_aside": desk_form("/received/99/aside", 404),
    "desk.who": desk(f"{OWN}/who", shows={DESK: (OWN_MEETING,)}),
    "desk.record_answer": desk(f"{OWN}/answers/{{invitations[own]}}"),
    "desk.record_answer_now": desk_form(f"{OWN}/answers/{{invitations[own]}}", 422),
    "desk.replies": desk("/committees/{committee_key}/replies"),
}

SESSION = "/sessions/{sessions[vienna]}"
PERSON = "/people/{people.head_new_york}"
PROMISE = "/obligations/1"

SESSIONS: dict[str, Door] = {
    "desk.overview": desk("/committees/{committee_key}"),
    "desk.session_days": desk(f"{SESSION}/days"),
    "desk.set_session_days": desk_form(f"{SESSION}/days", 422, fields={"opens": "30 May 2022", "hours": "tomorrow"}),
    "desk.building_hours": desk("/buildings/1/hours"),
    "desk.set_building_hours": desk_form("/buildings/1/hours", 422, fields={"hours": "tomorrow"}),
    "desk.obligations": desk("/committees/{committee_key}/obligations"),
    "desk.close_obligation": desk(f"{PROMISE}/close?session={{sessions[vienna]}}"),
    "desk.close_obligation_now": desk_form(f"{PROMISE}/close", 422, fields={"session": "{sessions[vienna]}"}),
    "desk.reopen_obligation": desk(f"{PROMISE}/reopen?session={{sessions[vienna]}}"),
    "desk.reopen_obligation_now": desk_form(f"{PROMISE}/reopen", 422, fields={"session": "{sessions[vienna]}"}),
    "desk.session_page": desk(SESSION),
    "desk.plan_session": desk(f"{SESSION}/plan"),
    "desk.plan_session_now": desk_form(f"{SESSION}/plan", 422, fields={"opens": "tomorrow"}),
    "desk.new_session": desk("/committees/{committee_key}/sessions/new"),
    "desk.add_session": desk_form("/committees/{committee_key}/sessions/new", 422, fields={"opens": "tomorrow"}),
    "desk.name_session": desk(f"{SESSION}/name"),
    "desk.name_session_now": desk_form(f"{SESSION}/name", 422, fields={"ordinal": "none"}),
    "desk.places": desk("/places"),
    "desk.new_city": desk("/places/new"),
    "desk.add_city": desk_form("/places/new", 422),
    "desk.new_building": desk("/places/1/buildings/new"),
    "desk.add_building": desk_form("/places/1/buildings/new", 422),
    "desk.new_deadline": desk(f"{SESSION}/deadlines/new"),
    "desk.add_deadline": desk_form(f"{SESSION}/deadlines/new", 422),
    "desk.deadline": desk("/deadlines/{deadline}"),
    "desk.correct_deadline": desk_form("/deadlines/{deadline}", 422),
    "desk.remove_deadline": desk_form("/deadlines/{deadline}/remove"),
    "desk.calendars": desk("/calendars"),
    "desk.calendar": desk("/calendars/{calendar}?year=2022"),
    "desk.confirm_calendar": desk_form("/calendars/{calendar}/years/2022/confirm", 422),
    "desk.import_calendar": desk("/calendars/{calendar}/import"),
    "desk.bring_calendar": desk_form("/calendars/{calendar}/import", 422),
    "desk.brought_calendar": Door(
        "/calendars/import/{kept_days}", answers(403, nobody=LOOK, officer=200, administrator=404)
    ),
    "desk.import_calendar_now": form(
        "/calendars/import/{kept_days}", answers(403, nobody=SEND, officer=409, administrator=404)
    ),
    "desk.calendar_file": desk("/calendars/{calendar}/days.csv?year=2022"),
    "desk.edit_calendar": desk("/calendars/{calendar}/list"),
    "desk.rename_calendar": desk_form("/calendars/{calendar}/list", 422),
    "desk.move_calendar": desk_form("/calendars/{calendar}/city", 422),
    "desk.remove_calendar": desk_form("/calendars/{calendar}/remove", 422),
    "desk.new_closed_day": desk("/calendars/{calendar}/days/new"),
    "desk.add_closed_day": desk_form("/calendars/{calendar}/days/new", 422),
    "desk.closed_day": desk("/calendars/days/{closed_day}"),
    "desk.correct_closed_day": desk_form("/calendars/days/{closed_day}", 422),
    "desk.remove_closed_day": desk_form("/calendars/days/{closed_day}/remove"),
    "desk.new_calendar": desk("/places/{bare_city}/calendar/new"),
    "desk.start_calendar": desk_form("/places/{bare_city}/calendar/new", 422),
    "desk.invite_delegation_now": desk_form(f"{SESSION}/invite", 303),
    "desk.session_who": desk(f"{SESSION}/who"),
    "desk.session_ledger": desk(f"{SESSION}/answers"),
    "desk.session_letters": desk(f"{SESSION}/letters", 303),
    "desk.release_session": desk_form(f"{SESSION}/letters", 303),
    "desk.recall_session": desk_form(f"{SESSION}/recall", 303),
    "desk.record_session_answer": desk(f"{SESSION}/answers/999", 404),
    "desk.record_session_answer_now": desk_form(f"{SESSION}/answers/999", 404),
    "desk.decide": desk("/decisions/new?session={sessions[vienna]}"),
    "desk.decision_preview": desk("/decisions/preview?session={sessions[vienna]}&verb-{sessions[vienna]}=postpone"),
    "desk.decide_now": desk_form("/decisions", 422),
    "desk.decision": desk("/decisions/1", 404),
    "desk.release_decision": desk_form("/decisions/1/release", 404),
    "desk.recall_decision": desk_form("/decisions/1/recall", 404),
    "desk.undo_decision": desk_form("/decisions/1/undo", 404),
    "desk.decide_head": desk(f"{SESSION}/head"),
    "desk.decide_head_now": desk_form(f"{SESSION}/head", 422),
    "desk.undo_head": desk_form(f"{SESSION}/head/undo", 409),
    "desk.approval": desk("/committees/{committee_key}/approval"),
    "desk.record_approval": desk_form("/committees/{committee_key}/approval", 422),
    "desk.withdraw_approval": desk_form("/committees/{committee_key}/approval/withdraw", 409),
    "desk.new_resolution": desk(f"{SESSION}/resolutions/new"),
    "desk.record_resolution": desk_form(f"{SESSION}/resolutions/new", 422),
    "desk.resolution": desk("/resolutions/1", 404),
    "desk.correct_resolution": desk_form("/resolutions/1", 404),
    "desk.withdraw_resolution": desk_form("/resolutions/1/withdraw", 404),
    "desk.delegation": desk(f"{SESSION}/delegation", shows={DESK: (OWN_DELEGATE,), ADMINISTRATOR: (OWN_DELEGATE,)}),
    "desk.issue_roster": desk(
        f"{SESSION}/delegation/issue", shows={DESK: (OWN_DELEGATE,), ADMINISTRATOR: (OWN_DELEGATE,)}
    ),
    "desk.issue_roster_now": desk_form(f"{SESSION}/delegation/issue", 422),
    "desk.issued_roster": desk(f"{SESSION}/delegation/issued/1", 404),
    "desk.seats": desk(f"{SESSION}/seats", shows={DESK: (OWN_DELEGATE,), ADMINISTRATOR: (OWN_DELEGATE,)}),
    "desk.seat_now": desk_form(f"{SESSION}/seats", 422),
    "desk.unseat": desk_form(f"{SESSION}/seats/1/undo", 404),
    "desk.name_delegate": desk_form(f"{SESSION}/delegation", 422),
    "desk.change_role": desk_form(f"{SESSION}/delegation/{{delegates[own]}}/role", fields={"role": "alternate"}),
    "desk.withdraw_delegate": desk_form(f"{SESSION}/delegation/{{delegates[own]}}/withdraw"),
    "desk.echo": Door("/echo?text=28/1/2565", PUBLIC),
}

PEOPLE: dict[str, Door] = {
    "desk.people": desk("/people"),
    "desk.new_person": desk("/people/new"),
    "desk.add_person": desk_form("/people/new", 422),
    "desk.person": desk(PERSON),
    "desk.edit_person": desk_form(PERSON, 422),
    "desk.disable_person": form(f"{PERSON}/disable", answers(403, nobody=SEND, administrator=303)),
    "desk.give_duty": form(
        f"{PERSON}/duty", answers(403, nobody=SEND, administrator=303), fields={"duty": "desk officer"}
    ),
    "desk.enable_person": form(f"{PERSON}/enable", answers(403, nobody=SEND, administrator=303)),
    "desk.add_other_address": desk_form(f"{PERSON}/addresses", fields={"address": "other@else.example"}),
    "desk.remove_other_address": desk_form("/people/addresses/99/remove", 404),
    "desk.make_focal_point": desk_form(f"{PERSON}/focal-point", 404),
    "desk.end_focal_point": desk_form(f"{PERSON}/focal-point/end", 404),
    "desk.agency": desk("/agencies/{agency}"),
    "desk.add_backup": desk_form("/agencies/{agency}/backup", 422),
    "desk.make_primary": desk_form("/agencies/{agency}/primary", 422),
    "desk.end_point": desk_form("/agencies/{agency}/end", fields={"person": "{people.focal[oag]}"}),
    "desk.confirm_hand_over": desk_form("/agencies/{agency}/hand-overs/{people.focal[oag]}/confirm", 409),
    "desk.refuse_hand_over": desk_form("/agencies/{agency}/hand-overs/{people.focal[oag]}/refuse", 409),
    "desk.set_mailbox": desk_form("/agencies/{agency}/mailbox", fields={"mailbox": "saraban@oag.example"}),
    "desk.new_agency": desk("/agencies/new"),
    "desk.add_agency": desk_form("/agencies/new", 422),
    "desk.import_people": desk("/people/import"),
    "desk.bring_people": desk_form("/people/import", 422),
    "desk.brought_people": Door(
        "/people/import/{kept_sheet}", answers(403, nobody=LOOK, officer=200, administrator=404)
    ),
    "desk.import_now": form("/people/import/{kept_sheet}", answers(403, nobody=SEND, officer=409, administrator=404)),
    "desk.import_template": desk("/people/import/template.csv?filled=1"),
    "desk.post": desk("/posts/{posts[vienna]}"),
    "desk.appoint": desk_form("/posts/{posts[vienna]}", 422),
    "desk.end_term": desk_form("/posts/{posts[vienna]}/holders/{holders[vienna]}", fields={"until": "31/12/2022"}),
}

AUDIT: dict[str, Door] = {
    "desk.audit": desk("/audit?deed=book+consultation", shows=BOTH_MEETINGS),
    "desk.audit_entry": desk("/audit/3", shows=dict.fromkeys((DESK, ADMINISTRATOR), (OWN_MEETING, OWN_FILE))),
}

MAIL: dict[str, Door] = {
    "desk.search": desk("/search?q=samosorn", shows=BOTH_MEETINGS),
    "desk.reminders": desk("/reminders"),
    "desk.hold_reminders": desk_form("/reminders/hold", 422),
    "desk.let_reminders_go": desk_form("/reminders/let-go", 422),
    "desk.allow_reminders": desk_form("/reminders/allow"),
    "desk.pause_reminders": desk_form(f"{OWN}/reminders/pause"),
    "desk.resume_reminders": desk_form(f"{OWN}/reminders/resume"),
    "desk.pause_session_reminders": desk_form(f"{SESSION}/reminders/pause"),
    "desk.resume_session_reminders": desk_form(f"{SESSION}/reminders/resume"),
    "desk.ladder": desk("/committees/{committee_key}/reminders"),
    "desk.set_ladder": desk_form("/committees/{committee_key}/reminders", 409),
    "desk.sent_mail": desk("/mail"),
    "desk.hold_mail": desk_form("/mail/hold", 422),
    "desk.release_mail": desk_form("/mail/let-go", 422),
    "desk.mail_page": desk("/mail/{mails[own]}"),
    "desk.mail_letter": desk("/mail/{mails[own]}/letter"),
    "desk.mail_source": desk("/mail/{mails[own]}/source"),
    "desk.mail_paper": desk("/mail/{mails[own]}/papers/{digests[own]}"),
    "desk.retry_mail": desk_form("/mail/{mails[own]}/retry", 409),
}

DOORS: dict[str, Door] = {
    **PAGES,
    **ACCOUNT,
    **FOCAL,
    **LINKS,
    **MISSION,
    **CONSULTATIONS,
    **SESSIONS,
    **PEOPLE,
    **AUDIT,
    **MAIL,
}


@dataclass(frozen=True)
class Cell:
    """One reader at one door."""

    endpoint: str
    reader: str

    def __str__(self) -> str:
        return f"{self.endpoint} {self.reader}"

    @property
    def door(self) -> Door:
        return DOORS[self.endpoint]

    @property
    def is_nobody(self) -> bool:
        """Whether this reader has not signed in, or may not."""
        return self.reader in (ANONYMOUS, DISABLED)

    def knock(self, world: World) -> TestResponse:
        """What this reader is answered; a form is sent with its token, so that only the policy decides."""
        client, parts = world.browser(self.reader), vars(world)
        url = self.door.url.format(**parts)
        if self.door.method == "GET":
            return client.get(url)
        return send(client, url, {name: value.format(**parts) for name, value in self.door.fields.items()})


CELLS = [Cell(endpoint, reader) for endpoint in DOORS for reader in READERS]
