"""How every command speaks: results on standard output, remarks on standard error, exit codes that mean something."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click
from flask import Flask, current_app

from scheduler.consultations import Hand
from scheduler.queries.clock import time_of_day
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

FAILED, NO_SUCH_THING = 1, 4

Row = Mapping[str, object]

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would happen and change nothing.")
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


def app() -> Flask:
    """The application this command runs in."""
    return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]


def settings() -> Settings:
    """This installation's settings."""
    found: Settings = app().extensions["samai_settings"]
    return found


def wall() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def now() -> datetime:
    """The deeds' time."""
    return time_of_day(wall())


def hand() -> Hand:
    """The operator's hand at the terminal."""
    return Hand(by=OPERATOR, now=now(), desk=settings().desk)


def refusing(command: Callable[P, T]) -> Callable[P, T]:
    """Turn a refusal into its sentence and an exit code: 4 where something was not found, else 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        with refusals():
            return command(*args, **kwargs)

    return wrapped


@contextmanager
def refusals() -> Iterator[None]:
    """Say a refusal on standard error and end."""
    try:
        yield
    except Refusal as refusal:
        leave(refusal)


def leave(refusal: Refusal) -> NoReturn:
    """End with the refusal's sentences."""
    for problem in refusal.problems if isinstance(refusal, Invalid) else [refusal]:
        remark(str(problem))
    raise SystemExit(NO_SUCH_THING if isinstance(refusal, NotFound) else FAILED)


def remark(text: str) -> None:
    """A word beside the result."""
    click.echo(text, err=True)


def listing(rows: Sequence[Row], *, as_json: bool) -> None:
    """Rows as JSON, or as a table with one line each."""
    if as_json:
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2, default=str))
        return
    for line in table(rows):
        click.echo(line)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Rows as lines of aligned columns under their names; nothing for no rows."""
    if not rows:
        return
    heads = list(rows[0])
    cells = [[cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[number]) for line in cells)) for number, head in enumerate(heads)]
    for line in [heads, *cells]:
        yield "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()


def cell(value: object) -> str:
    """One value in a table."""
    if value is None:
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
