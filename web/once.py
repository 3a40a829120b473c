"""A form does its deed once, however often it arrives: its key, what it was answered, and the same answer again."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from secrets import token_hex
from urllib.parse import urljoin, urlsplit

from flask import Flask, Response, flash, make_response, redirect, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from scheduler.receipts import Form, Repeated, Reply, carrying_out, first_reply, settle
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from web.context import person, wall

FIELD, HEADER = "form_key", "Idempotency-Key"
OUR_OWN = ("csrf_token", FIELD)
"""Fields that our pages put into every form: no part of what was typed."""

KEY = re.compile(r"[!-~]{8,200}")
FLASHES = "_flashes"

NO_KEY = N_("This form came without its key, and nothing was done. Look at what you typed and send it again.")
DONE = N_("This form was carried out already, and nothing was done a second time. Start from the front page.")


class NoKey(Refusal):
    """A form that could not be known again."""

    status = 400


class Done(Refusal):
    """A form whose first answer cannot be given again."""

    status = 409


def register_once(app: Flask) -> None:
    """Let every form carry a key of its own."""
    app.jinja_env.globals["form_key"] = new_key


def new_key() -> str:
    """A random key for one form on one page."""
    return token_hex(16)


def once(view: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """The view's answer to a form; its first answer, and no second deed, where it was carried out before.

    A first answer that was a page is the view's own to give again: its deed then raises `Repeated`.
    """
    form = form_of_request()
    with carrying_out(form):
        first = first_reply(form)
        if first is not None and first.location is not None:
            return again(first)
        try:
            return answered(view, form)
        except Repeated as repeated:
            return again(repeated.reply)


def answered(view: Callable[[], ResponseReturnValue], form: Form) -> ResponseReturnValue:
    """The view's answer, once what it stands for is committed; a refusal leaves no receipt."""
    before = len(session.get(FLASHES, ()))
    try:
        answer = make_response(view())
    except Refusal:
        settle(form, None, wall=wall())
        raise
    if answer.status_code < 400:
        settle(form, reply_of(answer, session.get(FLASHES, ())[before:]), wall=wall())
        return answer
    settle(form, None, wall=wall())
    return answer


def again(first: Reply) -> ResponseReturnValue:
    """The first answer once more."""
    if first.location is None:
        raise Done(DONE)
    for category, message in first.flashes:
        flash(message, category)
    return redirect(urljoin(request.path, first.location), first.status)


def reply_of(answer: Response, flashes: Iterable[tuple[str, str]]) -> Reply:
    """What of an answer can be given again; a way on to the same path is kept without it, for it may be a secret."""
    told = tuple((category, str(message)) for category, message in flashes)
    if answer.location is None:
        return Reply(answer.status_code, flashes=told)
    path, _, rest = answer.location.partition("?")
    is_here = urlsplit(path).path == request.path
    return Reply(answer.status_code, f"?{rest}" if is_here else answer.location, told)


def form_of_request() -> Form:
    """The form that was sent, by hashes of its key and of everything else that came with it."""
    return Form(key_hash=sha256(key_of_request().encode()).hexdigest(), digest=digest_of_request())


def key_of_request() -> str:
    """The key that came with this form, in its header or in its field."""
    key = request.headers.get(HEADER, "").strip('"') or request.form.get(FIELD, "")
    if not KEY.fullmatch(key):
        raise NoKey(NO_KEY)
    return key


def digest_of_request() -> str:
    """A hash of who sent what where; the page's own fields left out."""
    sender = person()
    typed = sorted((name, value) for name, value in request.form.items(multi=True) if name not in OUR_OWN)
    files = sorted((name, file.filename or "", hash_of(file)) for name, file in request.files.items(multi=True))
    sent = (None if sender is None else sender.id, request.method, request.full_path, typed, files)
    return sha256(repr(sent).encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(file: FileStorage) -> str:
    """A hash of a file's bytes, which stay to be read."""
    found = sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    return found
