"""Files that people send and fetch: how much is let in, at which doors, and how a PDF goes out."""

from collections.abc import Callable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, ParamSpec, TypeVar

from flask import Flask, Request, Response, current_app, request, send_file
from werkzeug.formparser import FormDataParser

from scheduler.importing.sheets import LARGEST
from scheduler.papers import problem_of, problems_of, take_in
from scheduler.queries.papers import PaperFile
from scheduler.rules.enclosures import FIELDS
from vocabulary.plan import Upload
from vocabulary.refusals import Refusal
from vocabulary.states import Classification
from vocabulary.text import N_, file_size
from web.context import actor, now, settings
from web.forms import Typed

P = ParamSpec("P")
R = TypeVar("R")

MARK = "samai_takes_files"
READ_AT_MOST = 128 * 1024 * 1024
"""A form with far too large files is still read to its end, so that nothing typed is lost."""

IN_MEMORY = 500 * 1024

PDF = "application/pdf"
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
TOO_MUCH = N_(
    "These files are too much to be read at once, which ends at %(most)s. Go back, where what you typed still stands,"
    " and choose smaller ones."
)

NO_FILE = N_("Words came where a file is asked for. Choose a PDF.")


class TooMuch(Refusal):
    """More than is read at all."""

    status = 413


class Beginning(SpooledTemporaryFile[bytes]):
    """A file of a form, of which only the beginning is kept where it is too large anyway; `came` says how large."""

    def __init__(self, most: int) -> None:
        super().__init__(max_size=IN_MEMORY, mode="rb+")
        self.most, self.came = most, 0

    def write(self, part: Any) -> int:
        """Take the next part, and keep of it what there is room for."""
        room = max(0, self.most - self.came)
        self.came += len(part)
        super().write(part[:room])
        return len(part)


class FormRequest(Request):
    """A request of whose files no more is kept than their door looks at."""

    most_of_a_file: int | None = None

    def make_form_data_parser(self) -> FormDataParser:
        """The parser of the form, with a place for each file."""
        parser = super().make_form_data_parser()
        most = self.most_of_a_file
        if most is not None:
            parser.stream_factory = lambda *_, **__: Beginning(most)
        return parser


def register_uploads(app: Flask) -> None:
    """Let the doors that take files take more than all others; before anything reads the form."""
    app.request_class = FormRequest
    app.before_request(let_files_in)
    app.teardown_request(close_files)


def takes_files(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose form may carry files."""
    setattr(view, MARK, True)
    return view


def let_files_in() -> None:
    """Raise the limit where the desk sends files; everybody else's requests stay small."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, MARK, False) or not actor().is_desk:
        return
    request.max_content_length = READ_AT_MOST
    if (request.content_length or 0) > READ_AT_MOST:
        raise TooMuch(TOO_MUCH, most=file_size(READ_AT_MOST))
    request.most_of_a_file = max(settings().paper_limits.each, LARGEST) + 1  # type: ignore[attr-defined]


def close_files(_error: BaseException | None) -> None:
    """Let go of the temporary files in which large uploads were kept."""
    request.close()


def sent_files() -> list[Upload]:
    """The files of this request's form, in the order in which letters name them; a field left empty sends none."""
    return [
        Upload(kind, file.filename or "", read_again(file.stream), said_of(field), came=came(file.stream))
        for kind, field in FIELDS.items()
        for file in request.files.getlist(field)
        if file.filename
    ]


def said_of(field: str) -> Classification:
    """How secret the files of one field are, as their bringer says."""
    return Typed().choice(f"{field}_classification", Classification) or Classification.UNCLASSIFIED


def read_again(stream: IO[bytes]) -> bytes:
    """All of a stream, which stays to be read once more."""
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    return content


def came(stream: IO[bytes]) -> int:
    """How large a file was, of which perhaps only the beginning was kept."""
    return stream.came if isinstance(stream, Beginning) else 0


def note_unfit_files(typed: Typed) -> None:
    """Note what is wrong with the files that were sent, each on its field; words in the place of a file are none."""
    typed.problems += problems_of(sent_files(), limits=settings().paper_limits)
    for field in FIELDS.values():
        if any(typed.sent(field)):
            typed.note(field, NO_FILE)


def papers_saved(typed: Typed) -> tuple[int, ...]:
    """What a form that comes back has ticked, and what it sent, which is kept: nobody chooses a file twice.

    Files of a classified meeting are not kept: nothing is enclosed with it.
    """
    if (typed.choice("classification", Classification) or Classification.UNCLASSIFIED).is_marked:
        return typed.numbers("papers")
    limits = settings().paper_limits
    fit = [one for one in sent_files() if problem_of(one, limits=limits) is None]
    return (*typed.numbers("papers"), *take_in(fit, limits=limits, by=actor(), now=now()))


def handed_out(paper: PaperFile) -> Response:
    """A PDF to be saved and opened: never shown within a page of ours, and allowed nothing if it is."""
    answer = send_file(BytesIO(paper.content), mimetype=PDF, as_attachment=True, download_name=paper.name, max_age=0)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer
