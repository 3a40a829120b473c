"""What can be decided about a session as it stands."""

from datetime import date

from vocabulary.decisions import SessionState, Verb
from vocabulary.states import SessionStatus

BY_STATUS = {
    SessionStatus.HELD: (),
    SessionStatus.CANCELLED: (Verb.RESTORE,),
    SessionStatus.SUSPENDED: (Verb.RECONVENE, Verb.EXTEND, Verb.CANCEL),
}
UNDATED = (Verb.RESCHEDULE, Verb.POSTPONE, Verb.RELOCATE, Verb.CANCEL)
TO_COME = (Verb.POSTPONE, Verb.RESCHEDULE, Verb.RELOCATE, Verb.EXTEND, Verb.CANCEL)
UNDER_WAY = (Verb.EXTEND, Verb.SUSPEND, Verb.POSTPONE, Verb.RESCHEDULE, Verb.RELOCATE, Verb.CANCEL)


def verbs_for(session: SessionState, *, today: date) -> tuple[Verb, ...]:
    """The verbs, the likeliest first; none for a session that has been held."""
    if session.status in BY_STATUS:
        return BY_STATUS[session.status]
    if session.opens is None:
        return UNDATED
    return TO_COME if session.opens > today else UNDER_WAY
