"""A form that could not be carried out comes back with everything that was typed, to be sent again with one button."""

from dataclasses import dataclass

from flask import current_app, g, render_template, request
from flask_babel import gettext

from scheduler.receipts import OtherContent
from vocabulary.refusals import Overtaken, Refusal
from web.access import KEYED, SAFE, SignedOut, is_page
from web.once import OUR_OWN, NoKey
from web.sights import FIELD, sight_for
from web.sign_in import is_from_our_page

COMES_BACK = (SignedOut, NoKey, OtherContent, Overtaken)
"""Refusals after which the very same words may be sent again."""

MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed into a form: all its fields, the words among them to read, and whether files were left behind."""

    action: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    has_files: bool
    page: str | None


def comes_back(refusal: Refusal) -> bool:
    """Whether the form that was refused is given back with all its words."""
    return request.method not in SAFE and isinstance(refusal, COMES_BACK)


def may_come_back() -> bool:
    """Whether what was typed may be shown again before anybody has looked at its token: our own page has sent it.

    Otherwise another site could have us show its words under our name, with a button that does what it wants.
    """
    if request.method in SAFE or request.endpoint is None:
        return False
    is_keyed = getattr(current_app.view_functions[request.endpoint], KEYED, False)
    return bool(is_keyed) and is_from_our_page()


def again_page(title: str, advice: str, *, refusal: Refusal | None = None) -> str:
    """The page that holds what was typed, and sends it again."""
    sight = sight_for({}, refusal) if isinstance(refusal, Overtaken) else None
    return render_template(
        "again.html",
        title=gettext(title),
        advice=advice,
        kept=kept_of_request(with_sight=sight is None),
        sight=sight,
        signed_out=not g.get("no_database") and isinstance(refusal, SignedOut),
    )


def kept_of_request(*, with_sight: bool) -> Kept:
    """Everything typed but passwords, without what our pages put into every form."""
    ours = {*OUR_OWN, *(() if with_sight else (FIELD,))}
    fields = tuple(
        (name, value) for name, value in request.form.items(multi=True) if name not in ours and "password" not in name
    )
    words = tuple(value.strip()[:MOST_SHOWN] for name, value in fields if name != FIELD and is_typed(value))
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return Kept(
        action=request.path + query,
        fields=fields,
        words=words,
        has_files=any(file.filename for file in request.files.values()),
        page=request.path if is_page(request.path) else None,
    )


def is_typed(value: str) -> bool:
    """Whether a field holds words of somebody's own, and not the number of a choice."""
    return bool(value.strip()) and not value.strip().isdigit()
