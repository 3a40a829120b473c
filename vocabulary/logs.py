"""How every room's log lines look: one JSON object a line, or words for somebody at a terminal.

Modules write with `logging.getLogger(__name__)`; what a line should carry beside its sentence goes into `extra`, and
what holds for a whole request or worker into structlog's context. No line holds an address, a secret path's token or
anything that a terminal would obey.
"""

import json
import logging
import re
import sys
from enum import Enum
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRET_PATHS = ("/r/", "/feeds/", "/sign-in/link/")
"""Where the address itself is somebody's key."""

QUIET = {
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,  # a line a tick, and a warning where the one before is still at work
    "werkzeug": logging.ERROR,  # it writes whole addresses, secret ones too
    "flask_migrate": logging.ERROR,
}
GRANIAN = ("_granian", "granian.access")

MAILBOX = re.compile(r"[^\s@<>'\"(),;:/]+@(?=\w)")
TOKEN = re.compile(r"((?:/r|/feeds|/sign-in/link)/)[^\s'\"?&<>]+")
AGAIN = ("message", "asctime")
"""What another handler left on the record."""

FIRST = ("time", "level", "event", "logger")


class LogFormat(Enum):
    """Who reads the log: a program, a person, or whoever is there."""

    JSON = "json"
    TEXT = "text"
    AUTO = "auto"


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Where the lines go."""
        return sys.stderr

    @stream.setter
    def stream(self, _value: TextIO) -> None: ...


HANDLER = StandardError()


def configure_logs(wished: LogFormat) -> None:
    """Write every library's log lines our way; calling it again changes the form only."""
    is_json = wished is LogFormat.JSON or (wished is LogFormat.AUTO and not sys.stderr.isatty())
    HANDLER.setFormatter(formatter(is_json=is_json))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    if HANDLER not in root.handlers:
        root.addHandler(HANDLER)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    for name in GRANIAN:
        theirs = logging.getLogger(name)
        theirs.handlers.clear()
        theirs.propagate = True
    sys.excepthook = write_down if is_json else sys.__excepthook__


def formatter(*, is_json: bool) -> logging.Formatter:
    """A formatter for every log record, ours or a library's."""
    last = json_line if is_json else text_line()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_secrets,
            last,
        ],
    )


def without_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Leave out the names of mailboxes and the tokens in secret paths, wherever a library wrote them."""
    return {
        name: masked(value) if isinstance(value, str) else value for name, value in line.items() if name not in AGAIN
    }


def masked(words: str) -> str:
    """Words in which no mailbox is named and no secret path is whole."""
    return TOKEN.sub(r"\1…", MAILBOX.sub("…@", words))


def json_line(_logger: WrappedLogger, _method: str, line: EventDict) -> str:
    """One line of JSON in plain letters, with everything else that is not printable escaped."""
    first = {name: line[name] for name in FIRST if name in line}
    return escaped(json.dumps({**first, **line}, ensure_ascii=False, default=str))


def text_line() -> Processor:
    """The same for somebody who reads along: a traceback stands indented below its line."""
    written = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), timestamp_key="time", sort_keys=False)

    def render(logger: WrappedLogger, method: str, line: EventDict) -> str:  # noqa: PLR0917 - structlog's order
        plain = {name: escaped(value) if isinstance(value, str) else value for name, value in line.items()}
        if "exception" in line:
            plain["exception"] = "\n".join(f"    {escaped(one)}" for one in line["exception"].splitlines())
        return str(written(logger, method, plain))

    return render


def escaped(words: str) -> str:
    """The same words on one line, with whatever a terminal would obey written as JSON writes it."""
    return words if words.isprintable() else "".join(map(escaped_letter, words))


def escaped_letter(letter: str) -> str:
    """One letter, or its escape."""
    return letter if letter.isprintable() else json.dumps(letter)[1:-1]


def write_down(  # noqa: PLR0917 - Python's order
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """What ends this process, as one more line of its log."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("samai").critical("the process ended", exc_info=(kind, error, trace))
