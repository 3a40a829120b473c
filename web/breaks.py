"""Names on pages break between their words and nowhere else, in whatever sentence, heading or cell they stand.

Where a name stands alone, its template says so (`|words`); this is for all other places.
"""

from flask import Flask, Response, g, request

from scheduler.queries.names import names_by_words
from vocabulary.breaks import with_breaks

WORD = '<span class="w">'
AS_THEY_ARE = ("desk.mail_letter",)
"""Pages that are shown byte for byte as their readers have them."""


def register_breaks(app: Flask) -> None:
    """Let every page through before it leaves."""
    app.after_request(break_names)


def break_names(response: Response) -> Response:
    """The page with its names broken well; where the database has failed, as it is."""
    is_page = response.mimetype == "text/html" and not response.is_streamed and request.endpoint not in AS_THEY_ARE
    if not is_page or 300 <= response.status_code < 400 or response.status_code >= 500 or g.get("no_database"):
        return response
    page = response.get_data(as_text=True)
    broken = with_breaks(page, names_by_words(), word=WORD)
    if broken is not page:
        response.set_data(broken)
    return response
