"""`flask audit`: what was done by whom, and whether the record of it is whole."""

import re
from datetime import date
from pathlib import Path
from tarfile import is_tarfile
from typing import Any

import click

from commands.audit_rows import as_json_row, as_row
from commands.output import (
    FAILED,
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    settings,
    showing,
    yes_option,
)
from scheduler.erasure import erasable, erase_from_audit
from scheduler.keeping.archives import open_archive
from scheduler.keeping.erasures import ERASURES, remember_erasures
from scheduler.keeping.manifest import read_manifest
from scheduler.queries.audit import AuditHead, audit_head
from scheduler.queries.audit_check import Check, Finding
from scheduler.queries.audit_matches import matches
from scheduler.queries.audit_matters import About
from scheduler.queries.audit_trail import Asked, audit_trail
from scheduler.queries.listings import person_ids
from scheduler.rules.typed import typed_day
from scheduler.verification import record_check
from vocabulary.actor import OPERATOR
from vocabulary.audit_words import DEEDS
from vocabulary.command import SAMAI
from vocabulary.states import Matter

HEAD = re.compile(r"(\d+):([0-9a-f]{64})")
OBJECT = re.compile(rf"({'|'.join(matter.value for matter in Matter)})(?::(\d{{1,9}}))?")
ENTRIES = 100
MOST = 1000
"""Faults that are listed in JSON; all of them are counted."""


@click.group("audit")
def audit() -> None:
    """The record of every deed."""


@audit.command("head")
@json_option
@refusing
def head(*, as_json: bool) -> None:
    """Print the chain's head as ROWS:DIGEST, to be kept somewhere else: it shows a later cut."""
    found = audit_head()
    if as_json:
        showing({"rows": found.rows, "digest": found.digest}, as_json=True)
    else:
        click.echo(f"{found.rows}:{found.digest}")


@audit.command("list")
@click.option(
    "--person", metavar="PERSON", help="By this person or about: a name, an address, a part of one, a number."
)
@click.option("--object", "thing", metavar="KIND[:NUMBER]", help=f"About this: {', '.join(m.value for m in Matter)}.")
@click.option(
    "--deed", type=click.Choice(list(DEEDS)), metavar="DEED", help="Of this deed, such as 'book consultation'."
)
@click.option("--from", "since", metavar="DAY", help="From this day on.")
@click.option("--to", "until", metavar="DAY", help="Up to this day, which counts.")
@click.option("--before", type=int, metavar="ENTRY", help="Only older than this one: the next page.")
@json_option
@refusing
def list_entries(*, person: str | None, thing: str | None, as_json: bool, **rest: Any) -> None:
    """List who did what to what, the latest first; JSON has what every row said before and after."""
    asked = Asked(
        people=people_called(person),
        about=() if thing is None else (thing_called(thing),),
        deed=rest["deed"] or "",
        since=day_typed(rest["since"], "--from"),
        until=day_typed(rest["until"], "--to"),
        before=rest["before"],
        most=ENTRIES,
    )
    trail = audit_trail(asked, actor=OPERATOR)
    listing([(as_json_row if as_json else as_row)(entry, trail.names) for entry in trail.entries], as_json=as_json)
    if trail.older is not None:
        remark(f"There are older entries: add --before {trail.older}")


def people_called(text: str | None) -> tuple[int, ...]:
    """The people of a name, an address or a number."""
    if not text:
        return ()
    return tuple(match.number for match in matches(text, Matter.PERSON, field="--person", actor=OPERATOR))


def thing_called(text: str) -> About:
    """A kind of thing, or one of them."""
    found = OBJECT.fullmatch(text.strip())
    if found is None:
        raise click.BadParameter("Give it as KIND or KIND:NUMBER, such as consultation:5.", param_hint="--object")
    return About(Matter(found[1]), int(found[2]) if found[2] else None)


def day_typed(text: str | None, option: str) -> date | None:
    """A day in any of the forms people write."""
    return None if text is None else typed_day(text, field=option)


@audit.command("verify")
@click.option("--head", "kept", metavar="ROWS:DIGEST", help="A head that was printed before and kept elsewhere.")
@click.option(
    "--manifest",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A backup, or its manifest, that holds the head of its day.",
)
@click.option("--record", is_flag=True, help="Put the result on record, where the audit's page shows it.")
@json_option
@refusing
def verify(*, kept: str | None, manifest: Path | None, record: bool, as_json: bool) -> None:
    """Walk the whole chain and name every row that was changed, swapped, added or taken out."""
    check = Check(head_kept(kept, manifest))
    faults = 0
    told: list[dict[str, object]] = []
    for finding in check.findings():
        faults += 1
        if as_json:
            told += [row_of(finding)][: MOST - len(told)]
        else:
            remark(sentence(finding))
    seen = {"rows": check.rows, "erased": check.erased, "head": words(check.head), "faults": faults}
    showing({**seen, "found": told} if as_json else seen, as_json=as_json)
    if record:
        record_check(check, faults, by=OPERATOR, now=now())
    if check.kept is None:
        remark("Without a head kept elsewhere (--head, --manifest) nobody can see whether the end was cut off.")
    if faults:
        raise SystemExit(FAILED)


def head_kept(typed: str | None, manifest: Path | None) -> AuditHead | None:
    """The head that was kept elsewhere, however it was; None where none was."""
    if typed and manifest:
        raise click.UsageError("Give --head or --manifest, not both.")
    if manifest:
        return head_in(manifest)
    return head_of(typed) if typed else None


def words(found: AuditHead) -> str:
    """A head as it is printed and given back."""
    return f"{found.rows}:{found.digest}"


def head_of(typed: str) -> AuditHead:
    """The head that somebody typed."""
    found = HEAD.fullmatch(typed.strip())
    if found is None:
        raise click.BadParameter(f"Give it as `{SAMAI} audit head` printed it: ROWS:DIGEST.", param_hint="--head")
    return AuditHead(int(found[1]), found[2])


def head_in(path: Path) -> AuditHead:
    """The head that a backup, or its manifest alone, was made at."""
    found = open_archive(path).manifest if is_tarfile(path) else read_manifest(path.read_bytes(), file=path)
    return AuditHead(found.audit.rows, found.audit.digest)


def sentence(finding: Finding) -> str:
    """A fault as one line."""
    place = f"row {finding.number}"
    if finding.last not in (None, finding.number):
        place = f"rows {finding.number} to {finding.last}"
    if finding.position is not None:
        place += f", value {finding.position}"
    return f"{place}: {finding.fault.value}"


def row_of(finding: Finding) -> dict[str, object]:
    """A fault as fields."""
    return {
        "row": finding.number,
        "last": finding.last or finding.number,
        "value": finding.position,
        "fault": finding.fault.name.lower(),
        "says": finding.fault,
    }


@audit.command("erase")
@click.argument("who", metavar="PERSON")
@dry_run_option
@yes_option
@refusing
def erase(who: str, *, dry_run: bool, yes: bool) -> None:
    """Erase what the audit says of PERSON, by address or number; that something was done stays on record."""
    person_id = int(who) if who.isdigit() else person_ids([who])[0]
    count = erasable(person_id)
    question = f"Erase {count} values about person {person_id} from the audit? Nothing brings them back."
    if not (dry_run or yes or click.confirm(question, err=True)):
        remark("Nothing was erased.")
        return
    with rehearsed(dry_run):
        count = erase_from_audit(person_id, by=OPERATOR, now=now())
    remark(f"{count} values {'would be' if dry_run else 'were'} erased; the chain still verifies.")
    if not dry_run:
        remember_erasures(settings())
        remark(
            f"Backups made before still hold them until they expire. A restore erases them again by {ERASURES}"
            " in the instance's folder, which every backup from now on carries. Take one now, and keep it elsewhere."
        )
