"""What waits for the officer, from what is known: one sentence each, the gravest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from vocabulary.days import bilingual_day
from vocabulary.text import N_, Bilingual

NAMES_WITHIN = timedelta(days=60)
"""How long before a session opens its agencies should have named somebody."""

DUE_WITHIN = timedelta(days=21)
"""How long before it a deadline stands among what waits."""

CONSULT_WITHIN = timedelta(days=183)
"""How long before a session opens its consultation should stand in the calendar (letter, 1.3 and 10.2)."""


class WaitingKind(Enum):
    """What somebody must act on; the order is that of the list."""

    SILENT_SERVER = "silent server"
    UNDELIVERED = "undelivered"
    LATE_REMINDERS = "late reminders"
    NO_HEAD = "no head"
    VACANT = "vacant"
    PASSES_ON = "passes on"
    TWO_PLACES = "two places"
    TWO_MEETINGS = "two meetings"
    PROMISE_BROKEN = "promise broken"
    PROMISE = "promise"
    ROSTER = "roster"
    SEATS = "seats"
    FREE_SEAT = "free seat"
    DEADLINE = "deadline"
    CLOSED_DAY = "closed day"
    HAND_OVER = "hand-over"
    SUBSTITUTE = "substitute"
    DELEGATE_SUBSTITUTE = "delegate substitute"
    MAIL_IN = "mail in"
    DIFFERING = "differing"
    DRAFTS = "drafts"
    SESSION_DRAFTS = "session drafts"
    NO_NAMES = "no names"
    NO_CONSULTATION = "no consultation"
    CALL = "call"
    CALL_DELEGATE = "call delegate"
    REMINDERS = "reminders"
    MISSED_REMINDERS = "missed reminders"
    UNANSWERED = "unanswered"
    NO_FOCAL_POINT = "no focal point"
    NO_DECISION = "no decision"


Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: sentences as message ids with their values, and the row to act on.

    `subject_id` is the number of a letter, session, post, consultation, agency or committee, as the kind says.
    """

    kind: WaitingKind
    subject_id: int
    message: str
    detail: str = ""
    values: Values = field(default_factory=dict)


IN_TWO_PLACES = (
    N_("In two places at once: %(names)s"),
    N_("%(one)s and %(other)s, both on %(days)s"),
)
SENTENCES = {
    WaitingKind.SILENT_SERVER: (
        N_("The mail server has not answered since %(day)s, %(clock)s"),
        N_("Nothing is lost: letters wait, and leave by themselves once it answers. It said: %(words)s"),
    ),
    WaitingKind.UNDELIVERED: (
        N_("Mail to %(name)s was not delivered"),
        N_("%(title)s. Check the address, then send it again."),
    ),
    WaitingKind.NO_HEAD: (
        N_("%(session)s has no head of delegation"),
        N_("No rule names who leads in %(city)s. Decide it."),
    ),
    WaitingKind.PASSES_ON: (
        N_("The head of delegation changes while %(session)s meets"),
        N_("On %(day)s: %(name)s, then %(successor)s. Decide who leads to the end."),
    ),
    WaitingKind.VACANT: (
        N_("Nobody is on file to lead %(session)s"),
        N_("The post is vacant on %(day)s: %(post)s"),
    ),
    WaitingKind.TWO_PLACES: IN_TWO_PLACES,
    WaitingKind.TWO_MEETINGS: IN_TWO_PLACES,
    WaitingKind.PROMISE_BROKEN: (
        N_("%(session)s has opened without what was promised before it"),
        N_("%(duty)s. Record what shows that it was met."),
    ),
    WaitingKind.PROMISE: (
        N_("Still owed before %(session)s: %(duty)s"),
        N_("It opens on %(day)s. Record what shows that it was met, or see to it now."),
    ),
    WaitingKind.ROSTER: (
        N_("Roster no. %(number)s of %(session)s is superseded"),
        N_("Look what has changed, then issue no. %(next)s."),
    ),
    WaitingKind.SEATS: (
        N_("Seat plan no. %(number)s of %(session)s has lapsed"),
        N_("No other holds. Look why, then say anew who sits where."),
    ),
    WaitingKind.FREE_SEAT: (
        N_("A seat is free in seat plan no. %(number)s of %(session)s"),
        N_("No longer on the roster: %(names)s. Say who takes the seat."),
    ),
    WaitingKind.DEADLINE: (
        N_("%(name)s is due at the office by %(day)s, %(clock)s"),
        N_("%(session)s. The deadline is %(their_day)s, %(their_clock)s in %(city)s."),
    ),
    WaitingKind.CLOSED_DAY: (
        N_("%(title)s is planned on a closed day"),
        N_("%(day)s: %(reason)s. Next free day: %(free)s. It stays where it is until you move it."),
    ),
    WaitingKind.HAND_OVER: (
        N_("%(agency)s hands over to %(successor)s"),
        N_("%(name)s asks for it from %(day)s on. Nothing changes until you confirm it."),
    ),
    WaitingKind.SUBSTITUTE: (
        N_("%(substitute)s shall come in the place of %(name)s"),
        N_("%(title)s. Nobody is invited until you approve it."),
    ),
    WaitingKind.DELEGATE_SUBSTITUTE: (
        N_("%(substitute)s shall come in the place of %(name)s"),
        N_("%(title)s. The delegation stays as it is until you approve it."),
    ),
    WaitingKind.MAIL_IN: (
        N_("Mails wait for your decision: %(count)s"),
        N_("Answers in words, proposed times, people who want to join."),
    ),
    WaitingKind.DIFFERING: (
        N_("Two people of one agency have answered differently: %(agency)s"),
        N_("%(title)s, %(day)s. Ask which answer counts, and correct the other."),
    ),
    WaitingKind.DRAFTS: (
        N_("Letters wait for you to release them: %(count)s"),
        N_("%(title)s, %(day)s"),
    ),
    WaitingKind.SESSION_DRAFTS: (
        N_("Letters to a delegation wait for you to release them: %(count)s"),
        N_("To whoever goes to %(session)s"),
    ),
    WaitingKind.NO_NAMES: (
        N_("%(session)s lacks names from %(missing)s of %(total)s agencies"),
        N_("It opens on %(day)s"),
    ),
    WaitingKind.NO_CONSULTATION: (
        N_("No consultation is planned before %(session)s"),
        N_("It opens on %(day)s"),
    ),
    WaitingKind.LATE_REMINDERS: (
        N_("Reminders are overdue by more than a week: %(count)s"),
        N_("None leaves until somebody says that the clock is right."),
    ),
    WaitingKind.CALL: (
        N_("%(agency)s has not answered after the last reminder"),
        N_("%(title)s, %(day)s. Call them, and record the answer."),
    ),
    WaitingKind.CALL_DELEGATE: (
        N_("%(agency)s has not answered after the last reminder"),
        N_("%(title)s, %(day)s. Call him or her, and record the answer."),
    ),
    WaitingKind.REMINDERS: (
        N_("Reminders leave by themselves on %(day)s, %(clock)s: %(count)s"),
        N_("Hold back what should not leave."),
    ),
    WaitingKind.MISSED_REMINDERS: (
        N_("Reminders were missed: %(count)s"),
        N_("Their meetings had begun before they could leave."),
    ),
    WaitingKind.UNANSWERED: (
        N_("Invited people who have not answered: %(missing)s of %(total)s"),
        N_("%(title)s, %(day)s"),
    ),
    WaitingKind.NO_FOCAL_POINT: (
        N_("%(agency)s has no focal point"),
        N_("Nobody there can be invited to a consultation."),
    ),
    WaitingKind.NO_DECISION: (
        N_("Cabinet’s decision on the delegation is not on record"),
        N_("The standing approval is requested: %(reference)s"),
    ),
}


def waiting(kind: WaitingKind, subject_id: int, **values: object) -> Waiting:
    """One thing of this kind, in its sentences."""
    message, detail = SENTENCES[kind]
    return Waiting(kind, subject_id, message, detail, values)


def in_order(found: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The gravest first, and within a kind as found."""
    places = list(WaitingKind)
    return tuple(sorted(found, key=lambda one: places.index(one.kind)))


@dataclass(frozen=True, slots=True)
class ComingSession:
    """A dated session that has not opened, as far as its preparation goes."""

    session_id: int
    name: Bilingual
    opens: date
    agencies: int
    missing: int
    is_prepared: bool


def about_preparation(sessions: Sequence[ComingSession], *, today: date) -> list[Waiting]:
    """Names that are missing shortly before a session, and the next session for which no consultation stands."""
    found = [names_missing(each) for each in sessions if each.missing and each.opens - today <= NAMES_WITHIN]
    unprepared = [each for each in sessions if not each.is_prepared and each.opens - today <= CONSULT_WITHIN]
    found += [not_consulted(each) for each in sorted(unprepared, key=lambda each: each.opens)[:1]]
    return found


def names_missing(each: ComingSession) -> Waiting:
    """Agencies have named nobody."""
    return waiting(
        WaitingKind.NO_NAMES,
        each.session_id,
        session=each.name,
        missing=each.missing,
        total=each.agencies,
        day=bilingual_day(each.opens),
    )


def not_consulted(each: ComingSession) -> Waiting:
    """The agencies have not been asked together."""
    return waiting(WaitingKind.NO_CONSULTATION, each.session_id, session=each.name, day=bilingual_day(each.opens))
