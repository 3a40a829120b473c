"""Whom and what somebody means who looks through the audit: by a part of a name, or by number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from models.database import db
from scheduler.queries.audit_matters import About
from scheduler.queries.audit_namers import NAMERS
from scheduler.queries.audit_names import names_for
from scheduler.queries.audit_values import Ref
from scheduler.queries.search import Group, Wanted, search
from scheduler.rules.search_terms import folded, terms_of, tidied
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.states import Matter, SearchKind
from vocabulary.text import N_, Bilingual

MOST = 20
NUMBER = re.compile(r"#?(\d{1,9})|#(\d{1,9})\s.*")
NOBODY_CALLED = N_("Nothing on file is called that. Write another part of the name, or the number after a #.")
TOO_MANY = N_("More than %(most)s things are called that. Write more of the name.")
WHICH_KIND = N_("Choose of which kind this number is.")
BY_NUMBER = N_("Write the number after a #, as it stands in the address of the page.")

TABLES: Mapping[Matter, str] = {
    Matter.CONSULTATION: "consultation",
    Matter.SESSION: "committee_session",
    Matter.PERSON: "person",
    Matter.AGENCY: "agency",
    Matter.POST: "post",
    Matter.COMMITTEE: "committee",
    Matter.LETTER: "outgoing_mail",
    Matter.PLACE: "duty_station",
    Matter.CALENDAR: "closure_list",
}
"""The table that the things of a matter are numbered in."""

SEARCHED: Mapping[SearchKind, Matter] = {
    SearchKind.CONSULTATION: Matter.CONSULTATION,
    SearchKind.SESSION: Matter.SESSION,
    SearchKind.PERSON: Matter.PERSON,
    SearchKind.AGENCY: Matter.AGENCY,
    SearchKind.COMMITTEE: Matter.COMMITTEE,
}
LISTED = (Matter.POST, Matter.PLACE)
"""Matters with so few things that all of their names are read."""


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that may be meant; its title is empty where nothing of that number is on file."""

    about: About
    title: Bilingual

    @property
    def number(self) -> int:
        """Its number."""
        return self.about.number or 0


def matches(text: str, matter: Matter | None, *, field: str, actor: Actor) -> tuple[Match, ...]:
    """What is meant, in any matter where none is said; refused on `field` where nothing is, or too much."""
    number = number_in(text)
    if number is not None:
        return (numbered(number, matter, field=field),)
    if matter in (Matter.LETTER, Matter.SERVICE):
        raise Refusal(BY_NUMBER, field=field)
    found = listed(text, matter) if matter in LISTED else searched(text, matter, field=field, actor=actor)
    if not found:
        raise Refusal(NOBODY_CALLED, field=field)
    if len(found) > MOST:
        raise Refusal(TOO_MANY, field=field, most=MOST)
    return found


def number_in(text: str) -> int | None:
    """The number that was typed alone, or after a # and before the name that a page shows beside it."""
    found = NUMBER.fullmatch(text.strip())
    return None if found is None else int(found[1] or found[2])


def numbered(number: int, matter: Matter | None, *, field: str) -> Match:
    """The thing of a number, also where it is on file no more."""
    if matter is None:
        raise Refusal(WHICH_KIND, field=field)
    if matter not in TABLES:
        raise Refusal(NOBODY_CALLED, field=field)
    ref = Ref(TABLES[matter], number)
    name = names_for([ref]).get(ref)
    return Match(About(matter, number), Bilingual("") if name is None else name.title.plain)


def listed(text: str, matter: Matter | None) -> tuple[Match, ...]:
    """What is called so among few."""
    terms, found = folded(tidied(text)).split(), []
    namer = NAMERS[TABLES[matter or Matter.POST]]
    for row in db.session.scalars(select(namer.model).order_by(namer.model.id)):
        title = namer.title(row).plain
        words = folded(tidied(f"{title.en} {title.th}"))
        if all(term in words for term in terms):
            found.append(Match(About(matter or Matter.POST, row.id), title))
    return tuple(found)


def searched(text: str, matter: Matter | None, *, field: str, actor: Actor) -> tuple[Match, ...]:
    """What the search finds."""
    kind = next((kind for kind, one in SEARCHED.items() if one is matter), None)
    try:
        terms_of(text)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field, **refusal.values) from None
    groups = [group for group in search(Wanted(text, kind), actor=actor).groups if group.kind in SEARCHED]
    if any(group.total > len(group.hits) for group in groups):
        raise Refusal(TOO_MANY, field=field, most=MOST)
    return tuple(in_groups(groups))


def in_groups(groups: Iterable[Group]) -> Iterable[Match]:
    """The hits of the search as things of the audit."""
    for group in groups:
        for hit in group.hits:
            yield Match(About(SEARCHED[group.kind], hit.subject_id), hit.title)
