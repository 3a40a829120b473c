"""Issuing the roster of a session: numbered, dated and frozen as it stands."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from models.database import db
from models.issued_rosters import IssuedRoster
from scheduler.deed import deed
from scheduler.issued_marks import supersede
from scheduler.queries.home import home_day
from scheduler.queries.issued_rosters import ToIssue, to_issue
from scheduler.queries.session_lines import SessionLine
from scheduler.rules.heads import HeadStatus
from scheduler.rules.issued_rosters import EN, TH, frozen_sheet, thawed_sheet
from scheduler.rules.lengths import too_long
from scheduler.rules.mandate import Verdict
from vocabulary.actor import Actor
from vocabulary.decisions import Said
from vocabulary.issued import Wish
from vocabulary.refusals import Invalid, Refusal, Stale
from vocabulary.text import N_, Bilingual, clean_line

LONGEST = 500

IS_OFF = N_("%(session)s does not meet for the time being. Issue its roster once it has days again.")
UNDATED = N_("%(session)s has no days yet, and who leads follows from them. Issue its roster once they are known.")
VACANT = N_(
    "The post that leads is vacant on the opening day: %(post)s. Record who takes it up or acts in it, then issue."
)
NO_HEAD = N_("Nobody leads %(session)s yet. Decide who does, then issue its roster.")
UNCHANGED = N_("Roster no. %(number)s says all this already and is in force. Print that one.")
OUTSIDE = N_(
    "This roster is outside the mandate: %(reasons)s. Say why it is issued all the same, or settle that first."
)
ANEW = N_("Issued anew as no. %(number)s, with the verdict as it is by now")
MOVED = N_("Something on this roster has changed since you looked. Look at it anew, then issue it.")


def issue_roster(session_id: int, wish: Wish, *, by: Actor, now: datetime, seen: str | None = None) -> int:
    """Issue the roster of a session as it stands; its number.

    Refused: without days, while nobody is known to lead, outside the mandate without a reason, or where one in force
    says the same; with `Stale` where it would say anything but what `seen` stands for.
    """
    with deed("issue roster", by=by, now=now) as record:
        found = to_issue(session_id, actor=by)
        if seen is not None and seen != found.seen:
            raise Stale(MOVED)
        check(found, wish)
        replaced = in_force(found, wish)
        row = IssuedRoster(
            session_id=session_id,
            number=found.shelf.next_number,
            language=wish.language,
            issued_on=home_day(now),
            issued_at=now,
            issued_by=by.label,
            despite=clean_line(wish.despite) if is_outside(found) else "",
            sheet=frozen_sheet(found.sheet),
            superseded_why=[],
        )
        db.session.add(row)
        if replaced is not None:
            supersede(replaced, [Said(ANEW, {"number": row.number})], now=now)
        record.about("session", session_id, roster=row.number)
        return row.number


def check(found: ToIssue, wish: Wish) -> None:
    """Refuse what cannot be issued, each for its reason."""
    problem = next(problems(found, wish), None)
    if problem is not None:
        raise problem
    if too := too_long(LONGEST, despite=clean_line(wish.despite)):
        raise Invalid(too)


def problems(found: ToIssue, wish: Wish) -> Iterator[Refusal]:
    """What stands against it, the gravest first."""
    session = found.roster.session
    if found.sheet.is_off:
        yield Refusal(IS_OFF, session=session.name.plain)
    if session.opens is None:
        yield Refusal(UNDATED, session=session.name.plain)
    yield from leaderless(session)
    same = in_force(found, wish)
    if same is not None and thawed_sheet(same.sheet) == found.sheet:
        yield Refusal(UNCHANGED, number=same.number)
    if is_outside(found) and not clean_line(wish.despite):
        yield Refusal(OUTSIDE, field="despite", reasons=joined(found.sheet.reasons))


def leaderless(session: SessionLine) -> Iterator[Refusal]:
    """A post that leads and that nobody holds, and a city in which nobody leads: each by its own way out."""
    if session.is_vacant:
        yield Refusal(VACANT, post=joined(head.title for head in session.heads if head.status is HeadStatus.VACANT))
    if any(head.needs_decision for head in session.heads):
        yield Refusal(NO_HEAD, session=session.name.plain)


def in_force(found: ToIssue, wish: Wish) -> IssuedRoster | None:
    """The roster that holds now in this language."""
    mark = next((one for one in found.shelf.in_force if one.language is wish.language), None)
    return None if mark is None else db.session.get_one(IssuedRoster, mark.id)


def joined(several: Iterable[Bilingual | None]) -> Bilingual:
    """Names or sentences in a row, each once, in both languages."""
    each = [one.plain for one in dict.fromkeys(several) if one is not None]
    return Bilingual("; ".join(one.text(EN) for one in each), "; ".join(one.text(TH) for one in each))


def is_outside(found: ToIssue) -> bool:
    """Whether something stands against it that nobody has settled."""
    return found.roster.session.mandate.verdict is Verdict.OUTSIDE
