"""The overview of a committee: what waits first, then the timeline, the sessions and what is owed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.overview import Overview, overview_for
from scheduler.queries.preparations import Preparation
from scheduler.queries.session_lines import SessionLine
from scheduler.queries.who_knows import calls_before
from scheduler.rules.policy import Permission
from scheduler.rules.waiting import Waiting, WaitingKind
from scheduler.rules.zones import CityHours, city_hours
from vocabulary.states import ConsultationStatus, SessionStatus
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, language, now
from web.desk.blueprint import blueprint
from web.timeline import (
    ConsultationState,
    Lane,
    Plan,
    SessionState,
    TimelineConsultation,
    TimelineSession,
    draw,
)

NO_NUMBER = "•"


@dataclass(frozen=True, slots=True)
class Act:
    """How one kind of waiting thing looks, and the one place where it is acted on."""

    look: str
    icon: str
    endpoint: str
    argument: str
    button: str


ACTS = {
    WaitingKind.SILENT_SERVER: Act("bad", "mail", "desk.sent_mail", "", N_("See the letters")),
    WaitingKind.UNDELIVERED: Act("bad", "alert", "desk.mail_page", "mail_id", N_("See the letter")),
    WaitingKind.LATE_REMINDERS: Act("bad", "clock", "desk.reminders", "", N_("See the reminders")),
    WaitingKind.CALL: Act("warn", "clock", "desk.consultation", "consultation_id", N_("See the answers")),
    WaitingKind.CALL_DELEGATE: Act("warn", "clock", "desk.session_who", "session_id", N_("See the answers")),
    WaitingKind.REMINDERS: Act("info", "send", "desk.reminders", "", N_("See the reminders")),
    WaitingKind.MISSED_REMINDERS: Act("warn", "alert", "desk.reminders", "", N_("See the reminders")),
    WaitingKind.NO_HEAD: Act("bad", "user", "desk.decide_head", "session_id", N_("Decide who leads")),
    WaitingKind.PASSES_ON: Act("warn", "user", "desk.decide_head", "session_id", N_("Decide who leads")),
    WaitingKind.VACANT: Act("bad", "user", "desk.post", "post_id", N_("Record the holder")),
    WaitingKind.TWO_PLACES: Act("bad", "users", "desk.session_page", "session_id", N_("See who, and where else")),
    WaitingKind.TWO_MEETINGS: Act(
        "bad", "users", "desk.consultation", "consultation_id", N_("See who, and where else")
    ),
    WaitingKind.PROMISE_BROKEN: Act("bad", "alert", "desk.obligations", "key", N_("See what was promised")),
    WaitingKind.PROMISE: Act("bad", "clock", "desk.obligations", "key", N_("See what was promised")),
    WaitingKind.ROSTER: Act("warn", "document", "desk.issue_roster", "session_id", N_("Issue the next roster")),
    WaitingKind.SEATS: Act("warn", "users", "desk.seats", "session_id", N_("See the seats")),
    WaitingKind.FREE_SEAT: Act("warn", "users", "desk.seats", "session_id", N_("See the seats")),
    WaitingKind.DEADLINE: Act("warn", "clock", "desk.deadline", "deadline_id", N_("See the deadline")),
    WaitingKind.CLOSED_DAY: Act("warn", "calendar", "desk.change", "consultation_id", N_("Move it")),
    WaitingKind.SUBSTITUTE: Act("warn", "users", "desk.consultation", "consultation_id", N_("Decide")),
    WaitingKind.DELEGATE_SUBSTITUTE: Act("warn", "users", "desk.session_page", "session_id", N_("Decide")),
    WaitingKind.MAIL_IN: Act("warn", "mail", "desk.received", "", N_("Look at the mail")),
    WaitingKind.DIFFERING: Act("warn", "question", "desk.ledger", "consultation_id", N_("See the answers")),
    WaitingKind.HAND_OVER: Act("warn", "users", "desk.agency", "agency_id", N_("Look at the hand-over")),
    WaitingKind.DRAFTS: Act("warn", "send", "desk.release", "consultation_id", N_("Review and release")),
    WaitingKind.SESSION_DRAFTS: Act("warn", "send", "desk.session_letters", "session_id", N_("Review and release")),
    WaitingKind.NO_NAMES: Act("warn", "users", "desk.delegation", "session_id", N_("Name delegates")),
    WaitingKind.NO_CONSULTATION: Act("warn", "calendar", "desk.book", "session", N_("Schedule a consultation")),
    WaitingKind.UNANSWERED: Act("info", "clock", "desk.consultation", "consultation_id", N_("See the answers")),
    WaitingKind.NO_FOCAL_POINT: Act("warn", "agency", "desk.people", "agency", N_("Choose a focal point")),
    WaitingKind.NO_DECISION: Act("info", "document", "desk.approval", "key", N_("Record Cabinet’s decision")),
}


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits, in the page's language."""

    look: str
    icon: str
    what: str
    detail: str
    link: tuple[str, str]


@blueprint.get("/committees/<key>", endpoint="overview")
@access(Permission.DESK)
def overview_page(key: str) -> ResponseReturnValue:
    """One committee at a glance."""
    overview = overview_for(key, actor=actor(), now=now())
    return render_template(
        "desk/overview.html",
        overview=overview,
        waiting=[waiting_line(one, key) for one in overview.waiting],
        calls=calls_before(overview.consultations, overview.sessions, now=now()),
        drawing=draw(timeline_of(overview), language=language()),
        hours=hours_of(overview),
        days_to_next=days_to(overview.next_session, overview.today),
        for_session=session_to_prepare(overview),
    )


def waiting_line(one: Waiting, key: str) -> WaitingLine:
    """A waiting thing with its words and its link."""
    act = ACTS[one.kind]
    url = place_of(one, act, key=key)
    return WaitingLine(
        act.look, act.icon, said(one.message, one.values), said(one.detail, one.values), (url, gettext(act.button))
    )


def place_of(one: Waiting, act: Act, *, key: str) -> str:
    """Where this is acted on; the approval is the committee's, an agency stands on the page of all people."""
    if not act.argument:
        return url_for(act.endpoint)
    if one.kind is WaitingKind.NO_DECISION:
        return url_for(act.endpoint, key=key)
    if one.kind in (WaitingKind.PROMISE, WaitingKind.PROMISE_BROKEN):
        return url_for(act.endpoint, key=key, _anchor=f"duty-{one.subject_id}")
    if one.kind is WaitingKind.NO_FOCAL_POINT:
        return url_for(act.endpoint, _anchor=f"agency-{one.subject_id}")
    if one.kind is WaitingKind.CLOSED_DAY:
        return url_for(act.endpoint, consultation_id=one.subject_id, day=one.values["offer"])
    return url_for(act.endpoint, **{act.argument: one.subject_id})  # type: ignore[arg-type] # mypy sees url_for's own options


def said(message: str, values: Mapping[str, object]) -> str:
    """A sentence with its values, both in the page's language."""
    told = {name: one.text(language()) if isinstance(one, Bilingual) else one for name, one in values.items()}
    return gettext(message) % told


def days_to(line: SessionLine | None, today: date) -> int | None:
    """How many days are left until a session opens."""
    return None if line is None or line.opens is None else (line.opens - today).days


def session_to_prepare(overview: Overview) -> int | None:
    """The session that the next consultation is most likely for: the one that waits for it, else the next."""
    waiting = next((one for one in overview.waiting if one.kind is WaitingKind.NO_CONSULTATION), None)
    if waiting is not None:
        return waiting.subject_id
    return None if overview.next_session is None else overview.next_session.session_id


def hours_of(overview: Overview) -> tuple[CityHours, ...]:
    """The next consultation as each city sees it."""
    one = overview.next_consultation
    if one is None or one.starts is None or one.ends is None:
        return ()
    return city_hours(one.starts, one.ends, cities=overview.clocks)


def timeline_of(overview: Overview) -> Plan:
    """The overview as a drawing: a lane for each city, and one for sessions whose city is not known."""
    lanes = [Lane(mark.name.plain.text(language()), mark.colour) for mark in overview.cities]
    places = {mark.station_id: number for number, mark in enumerate(overview.cities)}
    if any(not line.cities for line in overview.sessions):
        lanes.append(Lane(gettext("City not known"), len(lanes)))
    return Plan(
        lanes=lanes,
        sessions=[mark for line in overview.sessions for mark in timeline_sessions(line, places)],
        consultations=[timeline_consultation(one) for one in overview.consultations],
        today=overview.today,
    )


def timeline_sessions(line: SessionLine, places: Mapping[int, int]) -> Iterator[TimelineSession]:
    """Every run of a session's days in its city's lane; an undated session once."""
    for run in line.runs or [None]:
        city = line.city if run is None else run.city
        name, where = line.name.plain.text(language()), "" if city is None else city.name.plain.text(language())
        yield TimelineSession(
            number=NO_NUMBER if line.ordinal is None else str(line.ordinal),
            label=" · ".join(filter(None, [name, where])),
            url=url_for("desk.session_page", session_id=line.session_id),
            lane=len(places) if city is None else places[city.station_id],
            opens=None if run is None else run.opens,
            closes=None if run is None else run.closes,
            state=session_state(line),
        )


def session_state(line: SessionLine) -> SessionState:
    """How firm a session is, as the drawing tells it apart."""
    if line.status is SessionStatus.CANCELLED:
        return "cancelled"
    if line.opens is None:
        return "undated"
    return "firm" if line.status in (SessionStatus.CONFIRMED, SessionStatus.HELD) else "provisional"


def timeline_consultation(one: Preparation) -> TimelineConsultation:
    """A consultation in the capital's lane."""
    return TimelineConsultation(
        day=one.day,
        label=one.title.plain.text(language()),
        url=url_for("desk.consultation", consultation_id=one.consultation_id),
        state=consultation_state(one),
    )


def consultation_state(one: Preparation) -> ConsultationState:
    """How firm a consultation is: one that nobody was told of is only drafted."""
    if one.status is ConsultationStatus.HELD:
        return "held"
    if one.status is ConsultationStatus.CANCELLED:
        return "cancelled"
    return "confirmed" if one.invited else "drafted"
