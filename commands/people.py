"""`flask person`: people and the agencies they speak for."""

from pathlib import Path

import click

from commands.output import (
    FAILED,
    complain,
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    remark,
    said,
    yes_option,
)
from scheduler.importing.deeds import import_sheet, plan_for
from scheduler.importing.plans import Effect, Line, Plan
from scheduler.importing.sheets import Sheet, read_sheet
from scheduler.other_addresses import add_other_address, addresses_of, remove_other_address
from scheduler.people import found_person
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Invalid
from vocabulary.states import Language
from vocabulary.text import Bilingual
from vocabulary.wording import wording


@click.group("person")
def person() -> None:
    """People and the agencies they speak for."""


@person.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@dry_run_option
@yes_option
@json_option
@refusing
def import_people(file: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take focal points from FILE, XLSX or CSV: every change is shown first, then all rows or none. No mail is sent."""
    sheet = read_sheet(file.read_bytes(), name=file.name)
    plan = plan_for(sheet, by=OPERATOR)
    show(plan, sheet, as_json=as_json)
    if plan.problems:
        complain(Invalid(list(plan.problems)))
        remark("Nothing was imported. Correct the file and import it again.")
        raise SystemExit(FAILED)
    if not plan.changing:
        remark("This file says what is on file already: there is nothing to import.")
        return
    if dry_run or not (yes or click.confirm(f"Import {rows(plan)}?", err=True)):
        remark("Nothing was imported.")
        return
    done = import_sheet(sheet, name=file.name, by=OPERATOR, now=now())
    remark(f"Imported: {rows(done)}. No mail was sent.")


@person.command("addresses")
@click.argument("number", metavar="PERSON", type=int)
@json_option
@refusing
def list_addresses(number: int, *, as_json: bool) -> None:
    """List the further addresses from which somebody writes."""
    rows_ = addresses_of(found_person(number).id)
    listing([{"address": one.address, "added": one.added_at, "by": one.added_by} for one in rows_], as_json=as_json)


@person.command("add-address")
@click.argument("number", metavar="PERSON", type=int)
@click.argument("address")
@refusing
def add_address(number: int, address: str) -> None:
    """Let mail from ADDRESS count as this person's. Nothing is ever sent to it."""
    add_other_address(number, address, by=OPERATOR, now=now())
    remark("The address is on file.")


@person.command("remove-address")
@click.argument("number", metavar="PERSON", type=int)
@click.argument("address")
@refusing
def remove_address(number: int, address: str) -> None:
    """Believe ADDRESS no more."""
    own = next((one.id for one in addresses_of(number) if one.address == address.strip().lower()), 0)
    remove_other_address(own, by=OPERATOR, now=now())
    remark("The address is off file.")


def show(plan: Plan, sheet: Sheet, *, as_json: bool) -> None:
    """Print what would happen, row by row, and remarks on the file."""
    for message, values in sheet.notes:
        remark(wording(Language.ENGLISH).gettext(message) % values)
    listing([row_of(line) for line in plan.changing], as_json=as_json)


def rows(plan: Plan) -> str:
    """So many rows, in words."""
    count = len(plan.changing)
    return f"{count} row{'' if count == 1 else 's'}"


def row_of(line: Line) -> dict[str, object]:
    """One row and what it would change."""
    return {
        "row": line.entry.row,
        "person": said(line.name),
        "agency": said(line.agency),
        "would": "; ".join(map(words_of, line.effects)),
    }


def words_of(effect: Effect) -> str:
    """One change in words."""
    if effect.column is None:
        return effect.kind.value
    return f"{said(effect.column.label)}: {plain(effect.before) or '-'} -> {plain(effect.after)}"


def plain(words: str | Bilingual) -> str:
    """A field as the terminal says it."""
    return words if isinstance(words, str) else said(words)
