"""`flask doctor`: one line for each thing that can be wrong with an installation, and the way out of it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from commands.checks import ground, incoming, sender, tables, ways
from commands.checks.finding import Check, Finding, Installed, Standing, fault, one_line
from commands.output import FAILED, app, as_text, json_option, remark, settings, wall
from models.database import db
from scheduler.keys import way_out
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.settings_ground import PREFIX

PROBLEMS = "samai_problems"
"""Under this name an application without settings keeps what is wrong with them."""

GROUND: Sequence[Check] = (
    ground.program,
    ground.settings,
    ground.address,
    ground.folder,
    ground.secrets,
    ground.disk,
    ground.zones,
)
WAYS: Sequence[Check] = (ways.mail_server, sender.sender, incoming.incoming, ways.web)
TABLES: Sequence[Check] = (
    tables.schema,
    tables.audit,
    ways.clock,
    tables.worker,
    tables.held,
    tables.letters,
    tables.backup,
    tables.last_kept,
)
BARE: Sequence[Check] = (ground.program, ground.folder, ground.disk, ground.zones)
"""What can be looked at where the settings cannot be used."""


@click.command("doctor")
@json_option
@with_appcontext
def doctor(*, as_json: bool) -> None:
    """Look at everything that this installation needs, and say what to do where something is wrong.

    Nothing is changed and no letter is sent. Ends with 0 where there is no fault.
    """
    findings = list(examined() if as_json else shown_at_once(examined()))
    faults, warnings = (counted(findings, standing) for standing in (Standing.FAULT, Standing.WARNING))
    if as_json:
        rows = [finding.row() for finding in findings]
        click.echo(as_text({"faults": faults, "warnings": warnings, "checks": rows}))
    remark(f"{faults} fault{'' if faults == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}.")
    if faults:
        raise SystemExit(FAILED)


def shown_at_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same, each printed as soon as it is known: some of them take a while."""
    for finding in findings:
        for line in lines_of(finding):
            click.echo(line)
        yield finding


def counted(findings: Sequence[Finding], standing: Standing) -> int:
    """How many stand like this."""
    return sum(finding.standing is standing for finding in findings)


def lines_of(finding: Finding) -> Iterator[str]:
    """A finding for somebody who reads along: one line, and the way out below it."""
    yield f"{finding.standing.value:8} {finding.check:12} {finding.seen}"
    if finding.fix:
        yield f"{'':8} {'':12} -> {finding.fix}"


def examined() -> Iterator[Finding]:
    """Every finding as it is made: what needs the tables only where they answer."""
    problems = app().extensions.get(PROBLEMS)
    if problems is not None:
        yield from without_settings(problems)
        return
    installed = Installed(settings(), wall())
    for check in GROUND:
        yield made(check, installed)
    database = made(tables.database, installed)
    yield database
    if database.standing is not Standing.FAULT:
        schema, *others = TABLES
        standing = made(schema, installed)
        yield standing
        if standing.standing is Standing.OK:
            yield from (made(check, installed) for check in others)
    yield from (made(check, installed) for check in WAYS)


def without_settings(problems: Sequence[str]) -> Iterator[Finding]:
    """What can be said where the settings cannot be used."""
    for problem in problems:
        said, _, fix = problem.partition(". ")
        yield fault("settings", said, fix=fix or "docs/settings.md says what may stand there")
    folder = Path(os.environ.get(f"{PREFIX}INSTANCE") or "instance")
    bare = Installed(Settings.model_construct(instance=folder), wall())
    yield from (made(check, bare) for check in BARE)
    remark("The rest can be looked at once the settings can be used.")


def made(check: Check, installed: Installed) -> Finding:
    """One look; whatever keeps it from looking is what it found."""
    name = check.__name__.replace("_", " ")
    try:
        return check(installed)
    except Refusal as refusal:
        cause = refusal.__context__
        return tables.refused_database(cause if isinstance(cause, SQLAlchemyError) else refusal)
    except SQLAlchemyError as error:
        return tables.refused_database(error)
    except OSError as error:
        seen = f"{error.filename or installed.folder}: {error.strerror or one_line(error)}"
        return fault(name, seen, fix=way_out(error))
    finally:
        db_rollback()


def db_rollback() -> None:
    """Leave no transaction open behind a look."""
    if PROBLEMS not in app().extensions:
        db.session.rollback()
