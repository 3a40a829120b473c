"""Inviting the delegation to a session: its head as the chair, its delegates, to every run of its days."""

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
NOBODY = N_("Nobody of this delegation can be written to. Name delegates with an address first, or say who leads.")


def invite_delegation(session_id: int, *, hand: Hand) -> None:
    """Invite whoever goes, and draft their letters; from now on every change drafts what is owed to them.

    Refused: a session without days, one that is off or over, and a delegation in which nobody has an address.
    """
    with deed("invite delegation", by=hand.by, now=hand.now) as record:
        row = found(session_id)
        if row.status in OFF:
            raise Refusal(IS_OFF)
        if not row.blocks:
            raise Refusal(NO_DAYS)
        if row.status is SessionStatus.HELD or has_ended(row, now=hand.now):
            raise Refusal(IS_OVER)
        for block in row.blocks:
            belong(block.entry, row)
        circle = circles_of([row], desk=hand.desk)[row.id]
        leadership = leadership_of([row.committee_id])[row.committee_id]
        placed = list(placed_now(row, circle, leadership=leadership, today=home_day(hand.now)))
        if not any(wanted_for(circle, one.heads) for one in placed if one.stay is not None):
            raise Refusal(NOBODY)
        write_letters(row, circle, leadership=leadership, now=hand.now)
        record.about("session", session_id)
