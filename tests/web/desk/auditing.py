"""The audit's pages in tests: read as words, with something in them."""

import re
from dataclasses import replace

from flask.testing import FlaskClient

from models.database import db
from models.people import Person
from scheduler.people import edit_person
from scheduler.queries.people import card_of
from tests.fixtures import NOW
from vocabulary.actor import OPERATOR, Actor


def shown(client: FlaskClient, **asked: str) -> str:
    """The page with this filter, without its markup between words."""
    return client.get("/audit", query_string=asked).text


def words(page: str) -> str:
    """What a page says, on one line."""
    main = page.partition('<main id="main"')[2].partition("</main>")[0] or page
    return re.sub(r" ([:)])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", main).split()))


def trail(page: str) -> str:
    """The entries alone."""
    return "".join(re.findall(r'<ul class="trail">.*?</ul>\s*</div>\s*</section>', page, re.DOTALL))


def renamed(person_id: int, name: str, *, by: Actor = OPERATOR) -> None:
    """Give somebody another English name."""
    person = db.session.get_one(Person, person_id)
    edit_person(person_id, replace(card_of(person), name=replace(card_of(person).name, en=name)), by=by, now=NOW)
