"""`flask committee`: a committee's file into the database."""

from pathlib import Path

import click

from commands.output import dry_run_option, hand, json_option, listing, now, refusing, remark, settings, yes_option
from scheduler.loading.deeds import Loaded, Source, differences_of, load_committee
from scheduler.loading.differences import Difference
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal
from vocabulary.text import N_

NOT_UTF8 = N_("%(file)s is not UTF-8: byte %(place)s does not belong there. Save it as UTF-8 and load it again.")


@click.group("committee")
def committee() -> None:
    """Committees as data."""


@committee.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@dry_run_option
@yes_option
@json_option
@refusing
def load(file: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Make the database say what FILE says; the difference is shown before anything is written."""
    source = Source(text_of(file), file.name, settings().desk.domain)
    loaded = differences_of(source, now=now())
    listing([row_of(difference) for difference in loaded.differences], as_json=as_json)
    if not loaded.changes:
        remark(f"{loaded.committee}: nothing to write; the database says the same already, or has been changed since.")
        return
    remark(f"{loaded.committee}: {counted(loaded)}.")
    if dry_run or not (yes or click.confirm("Write this?", err=True)):
        remark("Nothing was written.")
        return
    load_committee(source, by=hand().by, now=now())
    remark(f"Written. Next: {SAMAI} session list")


def text_of(file: Path) -> str:
    """The file's text; a mark of byte order before it is nobody's business."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(NOT_UTF8, file=file.name, place=error.start + 1) from None


def row_of(difference: Difference) -> dict[str, object]:
    """One difference as a row."""
    return {
        "kind": difference.kind.value,
        "what": difference.what,
        "field": difference.field,
        "before": difference.before,
        "after": difference.after,
    }


def counted(loaded: Loaded) -> str:
    """How many differences of each kind."""
    kinds = [difference.kind.value for difference in loaded.differences]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
