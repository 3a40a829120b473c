"""The list of a committee's sessions, which is open-ended: adding one, and correcting which one it is."""

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.sessions import CommitteeSession
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.queries.session_lines import name_of
from scheduler.queries.sights import refuse_overtaken, session_card, session_card_sight
from scheduler.rules.session_card import Listed, checked_session_card
from scheduler.rules.session_plan import checked_plan, placed
from scheduler.rules.short_keys import free_key
from scheduler.rules.sights import sight_of_session_card
from scheduler.session_days import Calendars, write_days
from scheduler.session_letters import redraft_session
from scheduler.sessions import found, redraft_preparations, refuse_strange_places, today_at_home, write_plan
from vocabulary.plan import NewSession, SessionCard, Sight
from vocabulary.refusals import NotFound
from vocabulary.states import SessionKind
from vocabulary.text import N_

NO_COMMITTEE = N_("This committee does not exist.")


def add_session(new: NewSession, *, hand: Hand) -> int:
    """Put a session on the list of a committee, with its plan; the number of the new row."""
    with deed("add session", by=hand.by, now=hand.now) as record:
        committee = db.session.scalar(select(Committee).where(Committee.key == new.committee_key))
        if committee is None:
            raise NotFound(NO_COMMITTEE)
        card = checked_session_card(new.card, listed(committee.id))
        refuse_strange_places(new.plan)
        row = CommitteeSession(committee=committee, key=key_for(card, committee.id))
        plan = checked_plan(new.plan, today=today_at_home(row, now=hand.now))
        write_card(row, card)
        write_plan(row, plan)
        db.session.add(row)
        write_days(row, placed(plan), calendars=Calendars(hand.desk.domain, hand.now))
        db.session.flush()
        record.about("session", row.id, document=plan.document)
        return row.id


def correct_session(session_id: int, card: SessionCard, *, hand: Hand, seen: Sight | None = None) -> None:
    """Correct which session it is: its kind, number, title, or which one it continues; its key stays.

    Letters about meetings that prepare for it are drafted anew where they name it otherwise.
    """
    with deed("correct session", by=hand.by, now=hand.now) as record:
        row = found(session_id)
        card = checked_session_card(card, listed(row.committee_id), own=session_id)
        mine = sight_of_session_card(card)
        refuse_overtaken(seen, session_card_sight(row), mine=mine, about=("session", session_id))
        write_card(row, card)
        db.session.flush()
        redraft_preparations(row, hand=hand)
        redraft_session(row, now=hand.now, desk=hand.desk)
        record.about("session", session_id)


def listed(committee_id: int) -> list[Listed]:
    """Every session of a committee as the rules know it."""
    rows = db.session.scalars(select(CommitteeSession).where(CommitteeSession.committee_id == committee_id))
    return [Listed(row.id, session_card(row), name_of(row)) for row in rows]


def write_card(row: CommitteeSession, card: SessionCard) -> None:
    """Put which session it is into its row."""
    row.kind, row.ordinal, row.parent_id = card.kind, card.ordinal, card.parent_id
    row.title_en, row.title_th = card.title.en, card.title.th


def key_for(card: SessionCard, committee_id: int) -> str:
    """A short name for files and the terminal: the number of a regular session, else kind and number."""
    stem = "" if card.kind is SessionKind.REGULAR and card.ordinal else card.kind.value
    wanted = "-".join(filter(None, [stem, "" if card.ordinal is None else str(card.ordinal)]))
    taken = select(CommitteeSession.key).where(CommitteeSession.committee_id == committee_id)
    return free_key(wanted, taken=set(db.session.scalars(taken)))
