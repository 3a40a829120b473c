"""Which runs of days live on when a session is planned anew (RFC 5545, 3.8.4.7: what calendars know keeps its UID)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vocabulary.plan import Days


def keepers(before: Sequence[Days], after: Sequence[Days]) -> tuple[int | None, ...]:
    """For each run as it shall be, which of the present ones it is, or None where it is new.

    A run that stays or overlaps is itself; among those that are left, the first moves to the first, as if pushed along.
    """
    pairs = [(then, now) for then in range(len(before)) for now in range(len(after))]
    shared = {(then, now): likeness(before[then], after[now]) for then, now in pairs}
    alike = sorted((pair for pair in pairs if shared[pair] > (0, 0)), key=lambda pair: shared[pair], reverse=True)
    found: dict[int, int] = {}
    for then, now in [*alike, *pairs]:
        if now not in found and then not in found.values():
            found[now] = then
    return tuple(found.get(now) for now in range(len(after)))


def likeness(one: Days, other: Days) -> tuple[int, int]:
    """How many days two runs share, and whether they are the very same; nothing where they share none."""
    days = (min(one.closes, other.closes) - max(one.opens, other.opens)).days + 1
    return (days, int(one == other)) if days > 0 else (0, 0)


def elsewhere(before: Sequence[Days], after: Sequence[Days]) -> frozenset[date]:
    """The days on which it still meets, but in another city or building; each run with its city."""
    former, now = (dict(day for run in runs for day in each_day(run)) for runs in (before, after))
    return frozenset(day for day, run in former.items() if day in now and is_another(run, now[day]))


def each_day(run: Days) -> Iterator[tuple[date, Days]]:
    """Every day of a run, its first and its last included, with the run."""
    for number in range((run.closes - run.opens).days + 1):
        yield run.opens + timedelta(days=number), run


def is_another(run: Days, other: Days) -> bool:
    """Whether two runs are in different places; a building that is not known is no other one."""
    if run.duty_station_id != other.duty_station_id:
        return True
    return None not in (run.venue_id, other.venue_id) and run.venue_id != other.venue_id
