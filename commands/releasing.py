"""Letters that wait shown, asked about and let go: the same wherever the terminal releases some."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import click

from commands.output import due_at, letters, listing, rehearsed, remark, settings
from scheduler.letters import Writer
from scheduler.previews import ShownLetter, letters_of_batch
from scheduler.rules.marks import FoundMark
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.text import N_

MARKED = N_(
    "These look like marks of secrecy: %(places)s. Classify the consultation with %(samai)s consultation change "
    "--classification, or say --no-mark."
)


def writer() -> Writer:
    """Letters as they read here, without the key that makes their links."""
    return Writer(settings().base_url, settings().desk)


def show_drafts(batch_ids: Iterable[int], *, as_json: bool) -> int:
    """Who gets what, in the order in which the letters will leave; how many they are."""
    shown = [one for each in batch_ids for one in letters_of_batch(each, actor=OPERATOR, writer=writer())]
    listing([letter_row(one) for one in shown], as_json=as_json)
    return len(shown)


def letter_row(letter: ShownLetter) -> dict[str, object]:
    """One letter that waits."""
    return {
        "letter": letter.mail_id,
        "kind": letter.kind,
        "to": letter.recipient,
        "language": letter.language,
        "subject": letter.subject,
    }


def refuse_marks(marks: Sequence[FoundMark], *, told: bool) -> None:
    """Refuse words that look like a mark of secrecy, unless the operator has told that they are none."""
    if marks and not told:
        raise Refusal(MARKED, places="; ".join(f"{one.mark} in {one.name or one.field}" for one in marks))


def let_go(count: int, release: Callable[[datetime], int], *, dry_run: bool, yes: bool) -> bool:
    """Ask, release, and say when the letters leave; whether they do. A rehearsal asks nobody and writes nothing."""
    if not (dry_run or yes or click.confirm(f"Release {letters(count)}?", err=True)):
        remark("Nothing was released.")
        return False
    leaves = due_at()
    with rehearsed(dry_run):
        released = release(leaves)
    if dry_run:
        remark(f"Nothing was released. {letters(released)} would go.")
    else:
        remark(f"{letters(released)} released; the worker sends them from {leaves:%H:%M:%S} UTC on.")
    return not dry_run
