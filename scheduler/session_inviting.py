"""Inviting the delegation to a session: its head as the chair, its delegates, to every run of its days."""

from datetime import date

from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.queries.heads import leadership_of
from scheduler.queries.home import home_day
from scheduler.rules.session_facts import OFF
from scheduler.rules.session_letters import wanted_for
from scheduler.session_circles import circles_of
from scheduler.session_days import belong
from scheduler.session_letters import has_ended, placed_now, write_letters
from scheduler.sessions import found
from vocabulary.refusals import Refusal
from vocabulary.states import SessionStatus
from vocabulary.text import N_

NO_DAYS = N_("This session has no days yet. Invite the delegation once they are known.")
IS_OFF = N_("This session is off. Invite the delegation once it has days again.")
IS_OVER = N_("This session is over, and nobody is invited any more.")
TOO_LATE = N_("Ask for answers before the session begins.")
GONE_BY = N_("This day has gone by. Ask for answers by today or a later day.")
NOBODY = N_("Nobody of this delegation can be written to. Name delegates with an address first, or say who leads.")


def invite_delegation(session_id: int, *, hand: Hand, answer_by: date | None = None) -> None:
    """Invite whoever goes, and draft their letters; from now on every change drafts what is owed to them.

    Answers are asked for by this day in the capital, or by the last office day before the session; done again, this
    sets the day for the letters that have not left. Refused: a session without days, one that is off or over, a
    delegation in which nobody has an address, and a day that has gone by or on which the session has begun.
    """
    with deed("invite delegation", by=hand.by, now=hand.now) as record:
        row = found(session_id)
        if row.status in OFF:
            raise Refusal(IS_OFF)
        if not row.blocks:
            raise Refusal(NO_DAYS)
        if row.status is SessionStatus.HELD or has_ended(row, now=hand.now):
            raise Refusal(IS_OVER)
        row.answer_by = checked_day(answer_by, opens=row.blocks[0].opens, today=home_day(hand.now))
        for block in row.blocks:
            belong(block.entry, row)
        circle = circles_of([row], desk=hand.desk)[row.id]
        leadership = leadership_of([row.committee_id])[row.committee_id]
        placed = list(placed_now(row, circle, leadership=leadership, today=home_day(hand.now)))
        if not any(wanted_for(circle, one.heads) for one in placed if one.stay is not None):
            raise Refusal(NOBODY)
        write_letters(row, circle, leadership=leadership, now=hand.now)
        record.about("session", session_id)


def checked_day(day: date | None, *, opens: date, today: date) -> date | None:
    """The day by which answers are asked for."""
    if day is not None and day >= opens:
        raise Refusal(TOO_LATE, field="answer_by")
    if day is not None and day < today:
        raise Refusal(GONE_BY, field="answer_by")
    return day
