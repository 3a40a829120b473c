"""What a view knows of its request: who asks, when, in which language, on which installation."""

import re
from datetime import UTC, date, datetime
from secrets import token_hex
from zoneinfo import ZoneInfo

from flask import current_app, g, request
from flask_babel import get_locale
from flask_login import current_user

from models.people import Person
from scheduler.accounts import Moment
from scheduler.hand import Hand
from scheduler.letters import Writer
from scheduler.queries.actors import actor_of
from scheduler.queries.clock import Moments, demonstration, told_by
from scheduler.queries.home import Home, home
from vocabulary.actor import ANONYMOUS, Actor
from vocabulary.settings import Settings
from vocabulary.states import Language

REQUEST_ID = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


def settings() -> Settings:
    """This installation's settings."""
    found: Settings = current_app.extensions["samai_settings"]
    return found


def keys() -> tuple[bytes, ...]:
    """The installation's keys, as read at the start; the first one makes tokens."""
    config = current_app.config
    return tuple(str(key).encode() for key in (config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]))


def request_id() -> str:
    """By what this request is found again: a proxy of ours may say it, or it is made here."""
    if "request_id" not in g:
        told = request.headers.get(REQUEST_ID, "") if settings().proxies else ""
        g.request_id = told if WELL_FORMED.fullmatch(told) else token_hex(6)
    number: str = g.request_id
    return number


def wall() -> datetime:
    """The wall clock, read once a request."""
    if "wall" not in g:
        g.wall = datetime.now(UTC)
    read: datetime = g.wall
    return read


def now() -> datetime:
    """The deeds' time: in a demonstration its own."""
    if "now" not in g:
        g.now = told_by(day_of_demonstration(), wall())
    told: datetime = g.now
    return told


def day_of_demonstration() -> Moments | None:
    """When a demonstration's own day began, read once a request; None where this is no demonstration."""
    if "demonstration" not in g:
        g.demonstration = demonstration()
    found: Moments | None = g.demonstration
    return found


def here() -> Home:
    """The first committee, its capital and the other cities, read once a request."""
    if "home" not in g:
        g.home = home()
    found: Home = g.home
    return found


def moment() -> Moment:
    """Both clocks of this request."""
    return Moment(now(), wall())


def today() -> date:
    """Today in the capital."""
    return now().astimezone(ZoneInfo(here().tzid)).date()


def language() -> Language:
    """The language of this page, asked for once a request."""
    found: Language | None = g.get("language")
    if found is None:
        locale = get_locale()
        found = g.language = Language.THAI if locale is None else Language(locale.language)
    return found


def person() -> Person | None:
    """The person signed in, if anybody is; nobody while the database cannot say."""
    somebody = current_user._get_current_object()
    return somebody if isinstance(somebody, Person) else None


def actor() -> Actor:
    """Who asks, as deeds and queries are told."""
    if "actor" not in g:
        somebody = person()
        g.actor = ANONYMOUS if somebody is None else actor_of(somebody, today=today())
    who: Actor = g.actor
    return who


def hand() -> Hand:
    """Whose hand writes in this request."""
    return Hand(by=actor(), now=now(), desk=settings().desk, limits=settings().paper_limits)


def writer() -> Writer:
    """How letters are shown here: with their links only where mail is kept as files and reaches nobody."""
    installed = settings()
    key = None if installed.mail_host else keys()[0]
    return Writer(installed.base_url, installed.desk, key)
