"""The bytes of a subscribed calendar: made once for each of its versions, from pieces made once for everybody."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ics.feed import FeedPiece, joined, piece_of
from models.database import db
from models.people import Person
from scheduler.queries.actors import actor_of
from scheduler.queries.feeds import Subscription, Told, items_of, session_items, told_to
from scheduler.queries.shelf import Shelf
from vocabulary.states import Language
from vocabulary.text import N_
from vocabulary.wording import wording

RENDERER = 3
"""Raise it when the same values are written differently: then every subscriber fetches anew."""

NAME = N_("Samai: my meetings")
MEGABYTE = 1024 * 1024
PIECES: Shelf[FeedPiece] = Shelf(48 * MEGABYTE)
BODIES: Shelf["Body"] = Shelf(48 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Body:
    """A calendar's bytes, plain and packed."""

    plain: bytes
    packed: bytes


def tag_of(subscription: Subscription) -> str:
    """What changes whenever the calendar does: its version, and the day, by which posts and agencies are held."""
    parts = (subscription.id, subscription.version, RENDERER, subscription.language.value, subscription.day.isoformat())
    return "-".join(map(str, parts))


def body_of(subscription: Subscription) -> Body:
    """The calendar behind a subscription, as it stands at its version."""
    key = (subscription.token_hash, tag_of(subscription))
    kept = BODIES.get(key)
    if kept is None:
        content = written(subscription)
        kept = Body(content, gzip.compress(content, 6, mtime=0))
        BODIES.keep(key, kept, octets=len(kept.plain) + len(kept.packed))
    return kept


def written(subscription: Subscription) -> bytes:
    """The same, made anew from its pieces."""
    language, told = subscription.language, told_to(subscription.person_id)
    person = db.session.get_one(Person, subscription.person_id)
    invited = {one.uid for one in told}  # whoever was invited to these days sees them as told, and once
    sessions = session_items(actor_of(person, today=subscription.day))
    others = (piece_of(item, language) for item in sessions if item.facts.uid not in invited)
    pieces = [*told_pieces(told, language), *others]
    pieces.sort(key=lambda piece: piece.begins)
    return joined(pieces, name=wording(language).gettext(NAME))


def told_pieces(meetings: Iterable[Told], language: Language) -> Iterator[FeedPiece]:
    """Every meeting as its reader was last told of it; only what no feed of late has shown is read and written."""
    found = {told: PIECES.get((told[1:], language.value)) for told in meetings}
    fresh = items_of([told for told, piece in found.items() if piece is None])
    for told, kept in found.items():
        piece = kept
        if piece is None:
            piece = piece_of(fresh[told.revision_id], language)
            PIECES.keep((told[1:], language.value), piece, octets=len(piece.content))
        yield piece
