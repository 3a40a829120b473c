"""The instance's own file of settings: read with care, and what is wrong with it in words."""

import os
import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

CONFIG = "config.toml"
BARE = "DATABASE_URL"
"""The one variable that is read without our prefix too: it is what hosts and containers call it."""

SHARED = 0o027
"""Permissions that nobody but the owner may have; the group may read, as where root owns the file."""


class UnusableSettings(Exception):
    """The service cannot start with these settings; the sentences say what to correct."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def checked_file(path: Path, *, known: Sequence[str]) -> Path:
    """The same path, once its file is known to be private, TOML, and full of known names; or there is none."""
    try:
        if not path.exists():
            return path
        if path.stat().st_mode & SHARED:
            raise UnusableSettings([f"{path} holds secrets and others may read or change it. Run: chmod 600 {path}"])
        written = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnusableSettings([f"{path} cannot be read: {error.strerror}. Run the command as its owner."]) from None
    except UnicodeDecodeError as error:
        raise UnusableSettings([f"{path} is not UTF-8 at byte {error.start + 1}. Save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise UnusableSettings([f'{path} is not TOML: {error}. Text stands in quotes, as in key = "value".']) from None
    strangers = [stranger(path, name, known=known) for name in written if name not in known]
    if strangers:
        raise UnusableSettings(strangers)
    return path


def stranger(path: Path, name: str, *, known: Sequence[str]) -> str:
    """That a setting is not known, and which one may be meant."""
    if name == "instance":
        return f"{place(path, name)}: instance can only be set in the environment, as SAMAI_INSTANCE. Remove the line."
    near = get_close_matches(name.lower(), known, n=1)
    advice = f"Did you mean {near[0]}?" if near else "Remove the line; docs/settings.md lists what there is."
    return f"{place(path, name)}: there is no setting {name}. {advice}"


def place(path: Path, name: str) -> str:
    """The file, and the line on which a setting stands in it."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, start=1):
        if re.match(rf"\s*[\"']?\[*{re.escape(name)}\b", line):
            return f"{path}, line {number}"
    return str(path)


def complaints(error: ValidationError, path: Path, *, prefix: str) -> list[str]:
    """What is wrong with each value, and where it was read; the value itself may be a secret and is not said."""
    return [complaint(one["loc"], one["msg"], path=path, prefix=prefix) for one in error.errors(include_input=False)]


def complaint(loc: tuple[int | str, ...], message: str, *, path: Path, prefix: str) -> str:
    """One sentence on one value."""
    said = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if not loc:
        return f"{said} (in {path}, or as {prefix}… in the environment)."
    name = str(loc[0]).lower().removeprefix(prefix.lower())
    variables = [f"{prefix}{name.upper()}", *([BARE] if BARE.lower() == name else [])]
    found = next((variable for variable in variables if variable in os.environ), None)
    where = f"{found} in the environment" if found else f"{name} in {place(path, name)}"
    return f"{where}: {said[:1].lower()}{said[1:]}."
