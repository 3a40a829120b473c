"""What a letter promised, held against what was done: as a whole, or session by session where it recurs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.rules.lengths import too_long
from scheduler.rules.waiting import CONSULT_WITHIN
from vocabulary.days import bilingual_month
from vocabulary.plan import Evidence
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import ConsultationStatus, DutyState, ObligationDue, Proof, SessionStatus, Stage
from vocabulary.text import N_, Bilingual, clean_line

NEAR = timedelta(days=60)
"""So long before a session opens, what was promised before it and is still owed is urgent."""

NEGOTIATES = (Stage.NEGOTIATION, Stage.CONCLUSION)
"""The stages for which a framework is promised (letter, 1.1, 4.2 and 10.2)."""

MOST = 500
NO_DOCUMENT = N_("Enter the document that shows it, with its number and day.")
NO_MET_ON = N_("Enter the day on which it was met.")
TO_COME = N_("This day is still to come. Record it once it was met.")
NO_REASON = N_("Say why it is open again.")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session before which something may be owed; `opens` is None while it is undated."""

    session_id: int
    name: Bilingual
    opens: date | None
    closes: date | None
    stage: Stage | None
    status: SessionStatus


@dataclass(frozen=True, slots=True)
class Talk:
    """A consultation for a session."""

    consultation_id: int
    session_id: int | None
    title: Bilingual
    day: date
    status: ConsultationStatus


@dataclass(frozen=True, slots=True)
class Proven:
    """The evidence that stands: as a whole, or before one session."""

    session_id: int | None
    met_on: date
    document: str
    remark: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A duty; `promised` is the day of its letter, or the month, or empty where neither is on file."""

    due: ObligationDue
    proof: Proof
    promised: str
    proven: tuple[Proven, ...]

    def proven_for(self, session_id: int | None) -> Proven | None:
        """The evidence before this session, or as a whole."""
        return next((one for one in self.proven if one.session_id == session_id), None)


@dataclass(frozen=True, slots=True)
class World:
    """What the promises are held against."""

    sittings: tuple[Sitting, ...]
    talks: tuple[Talk, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise stands before a session, or as a whole with the first session that needs it, if one is known.

    `days_left` counts until that session opens, and is negative once it has; `talk` or `proven` show what answers it.
    """

    state: DutyState
    sitting: Sitting | None = None
    days_left: int | None = None
    proven: Proven | None = None
    talk: Talk | None = None
    for_session: bool = True

    @property
    def is_urgent(self) -> bool:
        """Whether it is red: a session that needs it nears, or has opened without it."""
        return self.state in (DutyState.NEAR, DutyState.OVERDUE)

    @property
    def session_id(self) -> int | None:
        """The session for which evidence is given; None where it is given as a whole."""
        return self.sitting.session_id if self.for_session and self.sitting is not None else None

    @property
    def days_late(self) -> int | None:
        """How many days after the session opened it was met; None where it was met before."""
        opens = None if self.sitting is None else self.sitting.opens
        if self.proven is None or opens is None or self.proven.met_on < opens:
            return None
        return (self.proven.met_on - opens).days


@dataclass(frozen=True, slots=True)
class Age:
    """For how many days something has been promised; counted from the first of the month where only that is known."""

    days: int
    since: date
    is_exact: bool

    @property
    def month(self) -> Bilingual:
        """The month in which it was promised."""
        return bilingual_month(self.since)


def standings(promise: Promise, world: World) -> tuple[Standing, ...]:
    """One for each session where it recurs, else one as a whole, before the first session that negotiates."""
    if promise.due is ObligationDue.EACH_SESSION:
        found = (before_sitting(promise, each, world=world) for each in world.sittings)
        return tuple(one for one in found if one is not None)
    first = min(filter(negotiates, sitting_days(world)), key=lambda each: each.opens or date.max, default=None)
    if first is None:
        proven = promise.proven_for(None)
        return (Standing(DutyState.MET if proven else DutyState.OPEN, proven=proven, for_session=False),)
    return (negotiation_standing(promise, first, world=world),)


def before_sitting(promise: Promise, sitting: Sitting, *, world: World) -> Standing | None:
    """How a promise stands before one session; None where it does not concern it."""
    if sitting.status is SessionStatus.CANCELLED or is_older(sitting, promise):
        return None
    if promise.due is not ObligationDue.EACH_SESSION:
        return negotiation_standing(promise, sitting, world=world) if negotiates(sitting) else None
    proven, talk = promise.proven_for(sitting.session_id), answer(promise, sitting, talks=world.talks)
    left = days_left(sitting, world.today)
    if proven is not None:
        return Standing(DutyState.MET, sitting, left, proven=proven)
    if talk is not None:
        is_held = talk.status is ConsultationStatus.HELD
        return Standing(DutyState.MET if is_held else DutyState.BOOKED, sitting, left, talk=talk)
    return Standing(owed(sitting, left), sitting, left)


def negotiation_standing(promise: Promise, sitting: Sitting, *, world: World) -> Standing:
    """How a promise that is given once stands before a session that negotiates: owed from the first day on."""
    proven, left = promise.proven_for(None), days_left(sitting, world.today)
    state = DutyState.MET if proven is not None else owed(sitting, left)
    if state is DutyState.NOT_YET:
        state = DutyState.OPEN
    return Standing(state, sitting, left, proven=proven, for_session=False)


def owed(sitting: Sitting, left: int | None) -> DutyState:
    """What an unanswered promise is, by the days that are left."""
    if sitting.status is SessionStatus.HELD or (left is not None and left <= 0):
        return DutyState.OVERDUE
    if left is None or left > CONSULT_WITHIN.days:
        return DutyState.NOT_YET
    return DutyState.NEAR if left <= NEAR.days else DutyState.OPEN


def answer(promise: Promise, sitting: Sitting, *, talks: Iterable[Talk]) -> Talk | None:
    """The consultation that answers for a session, one that was held before one that is booked, the last of them.

    One on the opening day or later comes too late.
    """
    if promise.proof is not Proof.CONSULTATION:
        return None
    fitting = [
        one
        for one in talks
        if one.session_id == sitting.session_id
        and one.status is not ConsultationStatus.CANCELLED
        and (sitting.opens is None or one.day < sitting.opens)
    ]
    return max(fitting, key=lambda one: (one.status is ConsultationStatus.HELD, one.day), default=None)


def sitting_days(world: World) -> Iterator[Sitting]:
    """The sessions that are not cancelled."""
    return (each for each in world.sittings if each.status is not SessionStatus.CANCELLED)


def negotiates(sitting: Sitting) -> bool:
    """Whether a session is known to negotiate."""
    return sitting.stage in NEGOTIATES


def is_older(sitting: Sitting, promise: Promise) -> bool:
    """Whether a session was over before the promise was given."""
    since = first_day(promise.promised)
    return since is not None and sitting.closes is not None and sitting.closes < since


def days_left(sitting: Sitting, today: date) -> int | None:
    """The days until it opens; a session that is postponed has no day to count to, whatever was planned."""
    if sitting.opens is None or sitting.status is SessionStatus.POSTPONED:
        return None
    return (sitting.opens - today).days


def gravest(found: Iterable[Standing]) -> DutyState:
    """The state of a duty as a whole: its gravest."""
    order = list(DutyState)
    return min((one.state for one in found), key=order.index, default=DutyState.NOT_YET)


def age_of(promised: str, today: date) -> Age | None:
    """How old a promise is; None where its day is not on file."""
    since = first_day(promised)
    return None if since is None else Age(max((today - since).days, 0), since, is_exact=len(promised) > len("2022-01"))


def first_day(promised: str) -> date | None:
    """The day of a promise, or the first of its month."""
    if not promised:
        return None
    return date.fromisoformat(promised if len(promised) > len("2022-01") else f"{promised}-01")


def checked_evidence(evidence: Evidence, *, today: date) -> Evidence:
    """The evidence with clean text; refused with every problem at once."""
    evidence = Evidence(evidence.met_on, clean_line(evidence.document), clean_line(evidence.remark))
    problems = [] if evidence.document else [Refusal(NO_DOCUMENT, field="document")]
    if evidence.met_on is None:
        problems.append(Refusal(NO_MET_ON, field="met_on"))
    elif evidence.met_on > today:
        problems.append(Refusal(TO_COME, field="met_on"))
    problems += too_long(MOST, document=evidence.document, remark=evidence.remark)
    if problems:
        raise Invalid(problems)
    return evidence


def checked_reason(reason: str) -> str:
    """Why it is open again, as clean text."""
    reason = clean_line(reason)
    problems = [] if reason else [Refusal(NO_REASON, field="reason")]
    problems += too_long(MOST, reason=reason)
    if problems:
        raise Invalid(problems)
    return reason
