"""The order of a roster: by role, then by the mandate's order of agencies (GA rules 25-26; letter, item 10.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.rules.heads import Head
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual

ROLES = tuple(DelegateRole)
MOST_OF_A_KIND = 5
"""A delegation has no more than five representatives and five alternates (GA rule 25): warned of, never enforced."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person on a roster; `agency_position` is None for an agency of the open category, which comes last.

    `cities` are those where a head leads, should the session meet in several.
    """

    role: DelegateRole
    name: Bilingual
    position: Bilingual
    agency: Bilingual
    agency_abbreviation: Bilingual
    agency_position: int | None
    person_id: int
    delegate_id: int | None = None
    open_reason: str = ""
    open_approver: str = ""
    is_co_head: bool = False
    cities: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads some of the days; with the cities where there are several."""

    head: Head
    person_id: int
    name: Bilingual
    cities: tuple[Bilingual, ...] = ()


def leaders(runs: Sequence[tuple[Bilingual | None, Sequence[Head]]]) -> tuple[Leader, ...]:
    """Whoever is known to lead, each once, in the order of the days and in that of a decision."""
    several = len({city for city, _ in runs if city is not None}) > 1
    first: dict[int, tuple[Head, Bilingual]] = {}
    cities: dict[int, dict[Bilingual, None]] = {}
    for city, heads in runs:
        for head in heads:
            if head.person_id is not None and head.name is not None:
                first.setdefault(head.person_id, (head, head.name))
                if city is not None:
                    cities.setdefault(head.person_id, {})[city] = None
    return tuple(
        Leader(head, number, name, tuple(cities.get(number, ())) if several else ())
        for number, (head, name) in first.items()
    )


def roster_order(lines: Iterable[RosterLine]) -> list[RosterLine]:
    """Head, deputy, representatives, alternates, advisers, secretary; within a role the mandate's agencies in order.

    Within an agency the order given stands.
    """
    return sorted(
        lines, key=lambda line: (ROLES.index(line.role), line.agency_position is None, line.agency_position or 0)
    )


def crowded_roles(lines: Sequence[RosterLine]) -> list[DelegateRole]:
    """The roles of which there are more than GA rule 25 provides for."""
    limited = (DelegateRole.REPRESENTATIVE, DelegateRole.ALTERNATE)
    return [role for role in limited if sum(line.role is role for line in lines) > MOST_OF_A_KIND]
