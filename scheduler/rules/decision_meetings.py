"""What a decision proposes for the consultations that prepare for its sessions, and who is told what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scheduler.rules.decision_state import MeetingState, Reached, State
from scheduler.rules.letters_due import DueLetter, Meeting, letters_due
from scheduler.rules.office_days import ClosedDays, office_days_before, office_days_between
from scheduler.rules.session_names import session_name
from vocabulary.days import end_of_day, in_zone, local_day
from vocabulary.decisions import (
    Consequence,
    ConsequenceKind,
    Course,
    Gravity,
    Hour,
    Message,
    Place,
    Proposal,
    Said,
    SessionState,
)
from vocabulary.invite import City, MeetingFacts
from vocabulary.states import SessionStatus
from vocabulary.text import N_, Bilingual

KEEPS = N_("It keeps its distance of %(days)s office days before %(session)s opens.")
CALLED_OFF = N_("It prepares for %(session)s, which is cancelled.")
STAYS = N_("%(meeting)s stays on %(hour)s")
NO_OPENING = N_("There is no new opening to reckon from. Move or cancel it once more is known.")
NO_DISTANCE = N_("Its distance to the opening cannot be reckoned. Move it by itself, if it is to follow.")
NO_LIST = N_("No list of office days is on file for these days, and none is guessed. Move it by itself.")
PASSED = N_("By its distance to the opening it would be on %(day)s, which has passed. Move it by itself.")
BY_HAND = N_("%(meeting)s is classified: nobody is told by mail")
CHANNEL = N_("Tell everybody by the channel for classified letters.")


@dataclass(frozen=True, slots=True)
class Following:
    """What is proposed for the consultations, and what is said of those for which nothing can be proposed."""

    proposals: tuple[Proposal, ...]
    remarks: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A session before and after the decision."""

    before: SessionState
    after: SessionState


def following(state: State, pairs: Sequence[Pair], *, ticked: frozenset[int] | None) -> Following:
    """What every consultation that prepares for one of these sessions would do; proposed, never forced."""
    by_session = {pair.before.session_id: pair for pair in pairs}
    proposals, remarks = [], []
    for meeting in state.meetings:
        pair = by_session.get(meeting.session_id or 0)
        found = None if pair is None else proposal_for(meeting, pair, state=state)
        if isinstance(found, Proposal):
            is_followed = ticked is None or meeting.consultation_id in ticked
            proposals.append(replace(found, is_followed=is_followed))
        elif found is not None:
            remarks.append(stays(meeting, found))
    return Following(tuple(proposals), tuple(remarks))


def proposal_for(meeting: MeetingState, pair: Pair, *, state: State) -> Proposal | Said | None:
    """Where a consultation goes with its session; the reason where it cannot follow, None where it need not."""
    before, after = pair.before, pair.after
    if after.status is SessionStatus.CANCELLED and before.status is not SessionStatus.CANCELLED:
        return cancellation(meeting, after)
    if before.opens == after.opens:
        return None
    if after.opens is None:
        return Said(NO_OPENING)
    return moved(meeting, pair, state=state)


def cancellation(meeting: MeetingState, after: SessionState) -> Proposal:
    """A consultation that has nothing to prepare for any more."""
    return Proposal(
        consultation_id=meeting.consultation_id,
        title=meeting.title,
        course=Course.CANCEL,
        was=Hour(meeting.starts, meeting.tzid),
        starts=meeting.starts,
        ends=meeting.ends,
        why=Said(CALLED_OFF, {"session": after.name}),
        is_followed=True,
        reply_by=meeting.reply_by,
        reply_was=meeting.reply_by,
    )


def moved(meeting: MeetingState, pair: Pair, *, state: State) -> Proposal | Said | None:
    """A consultation as many office days before the new opening as it was before the old one, at its own hour.

    The old one of a session that had no days meanwhile is the last that was planned.
    """
    opened, opens = pair.before.opens or pair.before.was_to_open, pair.after.opens
    day = local_day(meeting.starts, meeting.tzid)
    if opens is None or opened is None or day >= opened:
        return None if pair.before.opens else Said(NO_DISTANCE)
    kept = kept_distance(day, opened, to=opens, closed=state.home_of(pair.before).closed)
    if kept is None:
        return Said(NO_LIST)
    distance, to = kept
    if distance == 0:
        return Said(NO_DISTANCE)
    starts = at_same_clock(meeting.starts, to, tzid=meeting.tzid)
    if starts <= state.now:
        return Said(PASSED, {"day": to})
    why = Said(KEEPS, {"days": distance, "session": pair.after.name})
    return None if to == day else to_day(meeting, starts, why=why, state=state)


def kept_distance(day: date, target: date, *, to: date, closed: ClosedDays | None) -> tuple[int, date] | None:
    """How many office days a day is before its target, and the day that is as many before where the target moves to.

    None where no list says which days those are.
    """
    distance = office_days_between(day, target, closed=closed)
    kept = None if distance is None else office_days_before(to, closed, count=distance)
    return None if distance is None or kept is None else (distance, kept)


def to_day(meeting: MeetingState, starts: datetime, *, why: Said, state: State) -> Proposal:
    """The proposal of a new hour, with the day by which answers are asked for at its old distance."""
    return Proposal(
        consultation_id=meeting.consultation_id,
        title=meeting.title,
        course=Course.MOVE,
        was=Hour(meeting.starts, meeting.tzid),
        starts=starts,
        ends=starts + (meeting.ends - meeting.starts),
        why=why,
        is_followed=True,
        reply_by=reply_by_after(meeting, starts, state=state),
        reply_was=meeting.reply_by,
    )


def reply_by_after(meeting: MeetingState, starts: datetime, *, state: State) -> date | None:
    """The day for answers: as many office days before the meeting as it was, and not before today.

    Where office days are not known it is as many days before.
    """
    if meeting.reply_by is None:
        return None
    day, to = local_day(meeting.starts, meeting.tzid), local_day(starts, meeting.tzid)
    session = state.session(meeting.session_id or 0)
    closed = None if session is None else state.home_of(session).closed
    kept = kept_distance(meeting.reply_by, day, to=to, closed=closed)
    reckoned = to - (day - meeting.reply_by) if kept is None else kept[1]
    return min(to, max(state.today, reckoned))


def at_same_clock(instant: datetime, day: date, *, tzid: str) -> datetime:
    """The instant at which the clock there shows the same on another day."""
    return datetime.combine(day, in_zone(instant, tzid).time(), ZoneInfo(tzid)).astimezone(UTC)


def stays(meeting: MeetingState, why: Said) -> Consequence:
    """A consultation that cannot follow, and why."""
    what = Said(STAYS, {"meeting": meeting.title, "hour": Hour(meeting.starts, meeting.tzid)})
    place = Place("consultation", meeting.consultation_id)
    return Consequence(ConsequenceKind.CONSULTATION, place, what, why=why, gravity=Gravity.LOOK)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A consultation as the decision leaves it."""

    meeting: MeetingState
    facts: MeetingFacts
    is_cancelled: bool

    @property
    def is_touched(self) -> bool:
        """Whether anything of it changes."""
        return self.is_cancelled or self.facts != self.meeting.facts


def outcomes(state: State, after: Mapping[int, SessionState], *, proposals: Sequence[Proposal]) -> list[Outcome]:
    """Every consultation that prepares for a session of the decision, as the decision leaves it."""
    followed = {one.consultation_id: one for one in proposals if one.is_followed}
    cities = {one.committee_id: cities_after(state, after, committee_id=one.committee_id) for one in state.committees}
    found = []
    for meeting in state.meetings:
        session = after.get(meeting.session_id or 0)
        if session is not None:
            facts = replace(meeting.facts, purpose=purpose_of(session, state), cities=cities[session.committee_id])
            found.append(outcome(meeting, facts, proposal=followed.get(meeting.consultation_id)))
    return found


def outcome(meeting: MeetingState, facts: MeetingFacts, *, proposal: Proposal | None) -> Outcome:
    """A consultation with what letters say of its session, as a proposal that is followed leaves it."""
    match proposal:
        case Proposal(course=Course.MOVE):
            return Outcome(meeting, moved_facts(facts, proposal), is_cancelled=False)
        case Proposal(course=Course.CANCEL):
            return Outcome(meeting, facts, is_cancelled=True)
    return Outcome(meeting, facts, is_cancelled=False)


def moved_facts(facts: MeetingFacts, proposal: Proposal) -> MeetingFacts:
    """The same meeting at its new hour."""
    reply_by = None if proposal.reply_by is None else end_of_day(proposal.reply_by, proposal.was.tzid)
    return replace(facts, starts=proposal.starts, ends=proposal.ends, reply_by=reply_by)


def purpose_of(session: SessionState, state: State) -> Bilingual:
    """The session that is prepared for, as letters name it."""
    city = state.city(session.city_id)
    name = None if city is None else city.name
    return session_name(session.kind, ordinal=session.ordinal, title=session.title, city=name).plain


def cities_after(state: State, after: Mapping[int, SessionState], *, committee_id: int) -> tuple[City, ...]:
    """The clocks that the letters of this committee show: the capital's, then those of its sessions and its rules."""
    committee = state.committee(committee_id)
    sessions = [after.get(one.session_id, one) for one in state.sessions if one.committee_id == committee_id]
    met = {run.duty_station_id for one in sessions for run in one.blocks} | {one.city_id for one in sessions}
    met |= {committee.home_id, *(rule.duty_station_id for rule in committee.rules)}
    shown = [one for one in state.cities if one.city_id in met]
    return tuple(one.city for one in sorted(shown, key=lambda one: one.city_id != committee.home_id))


def messages(outcome: Outcome) -> Iterator[Message]:
    """What everybody whom this meeting's letters reach is told by the decision: a letter, or nothing."""
    meeting = outcome.meeting
    if meeting.is_classified:
        return
    holders = [one.holder for one in meeting.reached]
    to_be = Meeting(outcome.facts, outcome.is_cancelled, meeting.issued, begins=meeting.begins)
    due = letters_due(to_be, holders) if outcome.is_touched else []
    yield from messages_to(
        meeting.reached, due, about=Place("consultation", meeting.consultation_id), is_whole=to_be.cancelled
    )


def messages_to(
    reached: Iterable[Reached], due: Iterable[DueLetter], *, about: Place, is_whole: bool
) -> Iterator[Message]:
    """What each of those whom the letters of one meeting reach is told: the letter that is due, or nothing.

    Whoever has been told nothing yet, or is not wanted any more, and is owed no letter, is not among them.
    """
    owed: defaultdict[int, list[DueLetter]] = defaultdict(list)
    for letter in due:
        owed[letter.invitation_id].append(letter)
    for one in reached:
        nothing = Message(
            about=about,
            invitation_id=one.holder.invitation_id,
            name=one.name,
            address=one.address,
            language=one.language,
            kind=None,
            sequence=0,
            asks_again=False,
            is_copy=one.person_id is None,
            is_whole=is_whole,
        )
        letters = owed[one.holder.invitation_id]
        if not letters and one.holder.told is not None and one.holder.wanted:
            yield nothing
        yield from (message_of(letter, nothing) for letter in letters)


def message_of(letter: DueLetter, message: Message) -> Message:
    """A message that is a letter."""
    return replace(
        message,
        address=letter.address or message.address,
        kind=letter.kind,
        sequence=letter.sequence,
        asks_again=letter.asks_again,
    )


def withheld(outcome: Outcome) -> Iterator[Consequence]:
    """A classified meeting that changes: no letter says so."""
    meeting = outcome.meeting
    if meeting.is_classified and outcome.is_touched:
        place = Place("consultation", meeting.consultation_id)
        what = Said(BY_HAND, {"meeting": meeting.title})
        yield Consequence(ConsequenceKind.CONSULTATION, place, what, why=Said(CHANNEL), gravity=Gravity.ACT)
