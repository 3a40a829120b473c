"""How every command speaks: results on standard output, remarks on standard error, exit codes that mean something."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from enum import Enum
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from commands.database_troubles import LACKING, reason_of, trouble_in
from models.database import db
from scheduler.deed import rehearsing
from scheduler.hand import Hand
from scheduler.keeping.schema import require_present
from scheduler.keys import way_out
from scheduler.queries.clock import is_demonstration, time_of_day
from scheduler.releases import release_from
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.settings import Settings
from vocabulary.states import Language
from vocabulary.text import Bilingual

P = ParamSpec("P")
T = TypeVar("T")

FAILED, PARTLY, NO_SUCH_THING = 1, 3, 4
"""Exit codes beside 0, done, and 2, which click gives where a command was called wrongly."""

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


def due_at() -> datetime:
    """When letters that are released now may leave; in a demonstration nobody waits."""
    return release_from(wall(), undo_seconds=0 if is_demonstration() else settings().undo_seconds)


def hand() -> Hand:
    """The operator's hand at the terminal."""
    return Hand(by=OPERATOR, now=now(), desk=settings().desk, limits=settings().paper_limits)


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
    except DBAPIError as error:
        remark(advice_on(error))
        raise SystemExit(FAILED) from None
    except OSError as error:
        if error.filename is None:
            raise
        remark(f"{error.filename}: {error.strerror}. {way_out(error)}")
        raise SystemExit(FAILED) from None


def advice_on(error: DBAPIError) -> str:
    """What to do where the database could not do its part; what only we can mend goes on as it is."""
    trouble = trouble_in(error)
    if trouble is None:
        raise error
    if trouble is LACKING:
        return missing_tables() or f"{trouble.what}. {trouble.way_out}"
    return f"{trouble.what}, and nothing was changed ({reason_of(error)}). {trouble.way_out}."


def missing_tables() -> str:
    """Why tables are missing, where that is known: there are none yet, or they are of another Samai."""
    db.session.rollback()
    try:
        require_present()
    except Refusal as refusal:
        return str(refusal)
    return ""


def leave(refusal: Refusal) -> NoReturn:
    """End with the refusal's sentences."""
    complain(refusal)
    raise SystemExit(NO_SUCH_THING if isinstance(refusal, NotFound) else FAILED)


def complain(refusal: Refusal) -> None:
    """Say the refusal's sentences, one a line."""
    for problem in refusal.problems if isinstance(refusal, Invalid) else [refusal]:
        remark(str(problem))


def rehearsed(dry_run: bool) -> AbstractContextManager[None]:  # noqa: FBT001 - it is the command's own flag
    """Within this, deeds are looked at and undone, if it is a dry run."""
    return rehearsing() if dry_run else nullcontext()


def remark(text: str) -> None:
    """A word beside the result."""
    click.echo(text, err=True)


def letters(count: int) -> str:
    """So many letters, in words."""
    return f"{count} letter{'' if count == 1 else 's'}"


def listing(rows: Sequence[Row], *, as_json: bool) -> None:
    """Rows as JSON, or as a table with one line each."""
    if as_json:
        click.echo(as_text(list(rows)))
        return
    for line in table(rows):
        click.echo(line)


def showing(row: Row, *, as_json: bool) -> None:
    """One thing as JSON, or as a line for each of its fields; rows inside it stand indented below."""
    if as_json:
        click.echo(as_text(row))
        return
    width = max(len(name) for name in row)
    for name, value in row.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            click.echo(f"{name}:")
            for line in table(value):
                click.echo(f"  {line}")
        else:
            click.echo(f"{name.ljust(width)}  {cell(value)}")


def as_text(value: object) -> str:
    """JSON with Thai letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=plain)


def plain(value: object) -> str:
    """What JSON has no form for: days and instants by ISO 8601, closed lists by their word, names in English."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Bilingual):
        return said(value)
    raise ValueError(f"nothing to print: {value!r}")


def said(words: Bilingual | None) -> str:
    """A name as the terminal says it: in English where there is one, without break marks."""
    return "" if words is None else words.plain.text(Language.ENGLISH)


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
    """One value in a table; instants to the minute."""
    if value is None or value in ("", [], {}):
        return "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{cell(each)} {name}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(cell(each) for each in value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    return plain(value) if isinstance(value, date | Enum | Bilingual) else str(value)
