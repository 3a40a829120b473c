"""`flask session change`: a decision from a file, with all that it brings about before it is made."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from commands.committees import text_of
from commands.output import (
    as_text,
    dry_run_option,
    hand,
    json_option,
    letters,
    listing,
    now,
    refusing,
    remark,
    said,
    yes_option,
)
from commands.sessions import session
from scheduler.decisions import Preview, decide, preview, undo
from scheduler.loading.decisions import read_decision
from scheduler.queries.home import home_day
from scheduler.queries.listings import keys_for, session_handles
from scheduler.rules.told_decisions import Told, told
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.decisions import Message, Place

Row = dict[str, object]


@session.command("change")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@dry_run_option
@yes_option
@json_option
@refusing
def change(file: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Do what FILE decides about sessions, after showing all that it brings about; its letters stay in draft."""
    today = home_day(now())
    decision = read_decision(text_of(file), name=file.name, keys=keys_for(OPERATOR), today=today)
    shown = preview(decision, hand=hand())
    show(shown, as_json=as_json)
    count = letters(len(shown.consequences.letters))
    if dry_run or not (yes or click.confirm(f"Do this, with {count} in draft?", err=True)):
        remark(f"Nothing was changed. {count} would be drafted.")
        return
    number = decide(shown.decision, hand=hand(), seen=shown.seen)
    remark(f"Decision {number} is made; {count} in draft. To take it back as a whole: {SAMAI} session undo {number}")
    if shown.consequences.letters:
        remark(f"To let its letters go: {SAMAI} session release {number}")


@session.command("undo")
@click.argument("number", metavar="DECISION", type=int)
@refusing
def undo_decision(number: int) -> None:
    """Take DECISION back as a whole, as long as none of its letters was released."""
    undo(number, hand=hand())
    remark(f"Decision {number} is undone: everything is as it was before it.")


def show(shown: Preview, *, as_json: bool) -> None:
    """All that the decision brings about."""
    words, messages = told(shown.decision, shown.consequences), shown.consequences.messages
    handles = session_handles()
    tables = {
        "consequences": list(lines(words, handles)),
        "consultations": list(proposals(words)),
        "messages": [message_row(one, handles) for one in messages],
    }
    if as_json:
        click.echo(as_text(tables))
        return
    for name, rows in tables.items():
        if rows:
            click.echo(f"{name}:")
            listing(rows, as_json=False)
            click.echo()


def named(place: Place, handles: Mapping[int, str]) -> str:
    """What a line is about, as other commands take it: a session by its key, a consultation by its number."""
    return f"{place.kind} {handles.get(place.number, place.number) if place.kind == 'session' else place.number}"


def lines(words: Told, handles: Mapping[int, str]) -> Iterator[Row]:
    """One row a consequence."""
    for one in words.lines:
        yield {
            "what": one.kind,
            "about": named(one.place, handles),
            "now": said(one.what),
            "before": said(one.before),
            "why": said(one.why),
            "asks": one.gravity,
        }


def proposals(words: Told) -> Iterator[Row]:
    """One row a consultation that could follow."""
    for one in words.proposals:
        yield {
            "consultation": one.consultation_id,
            "title": said(one.title),
            "course": one.course,
            "was": said(one.was),
            "would be": said(one.hour),
            "why": said(one.why),
            "follows": "yes" if one.is_followed else "no",
            "answers by": one.reply_by,
        }


def message_row(one: Message, handles: Mapping[int, str]) -> Row:
    """What one person is told."""
    return {
        "about": named(one.about, handles),
        "to": one.name,
        "address": one.address,
        "letter": "nothing" if one.kind is None else one.kind.value,
        "asks again": "yes" if one.asks_again else "no",
        "copy": "yes" if one.is_copy else "no",
    }
