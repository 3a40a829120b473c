"""`flask search`: finding what is on file, and making what can be found anew."""

from collections.abc import Iterator

import click

from commands.output import json_option, listing, now, refusing, remark, said
from scheduler.queries.search import Hit, Wanted
from scheduler.queries.search import search as found_by
from scheduler.search_rebuild import rebuild_search
from vocabulary.actor import OPERATOR
from vocabulary.states import SearchKind


@click.group("search")
def search() -> None:
    """Meetings, people, agencies and letters by what stands in them."""


@search.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in SearchKind]), help="Only things of this kind.")
@json_option
@refusing
def find(words: tuple[str, ...], *, kind: str | None, as_json: bool) -> None:
    """Find what holds all WORDS or parts of words, in Thai or English."""
    results = found_by(Wanted(" ".join(words), None if kind is None else SearchKind(kind)), actor=OPERATOR)
    listing([row_of(hit) for group in results.groups for hit in group.hits], as_json=as_json)
    remark(f"{results.total} found.")


@search.command("rebuild")
@refusing
def rebuild() -> None:
    """Read what can be found anew from everything on file."""
    remark(f"{rebuild_search(by=OPERATOR, now=now())} things can be found.")


def row_of(hit: Hit) -> dict[str, object]:
    """One hit as a row."""
    return {"kind": hit.kind, "number": hit.subject_id, "name": said(hit.title), "found in": "; ".join(lines_of(hit))}


def lines_of(hit: Hit) -> Iterator[str]:
    """The lines that say why it was found."""
    yield from ("".join(piece.text for piece in line) for line in hit.lines)
    yield from ("".join(piece.text for piece in letter.line) for letter in hit.letters)
