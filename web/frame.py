"""What stands around every page: who reads it, where one can go, what time it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, request, url_for
from flask_babel import gettext

from models.people import Person
from scheduler.queries.health import mail_hold
from scheduler.rules.zones import part_of_day
from vocabulary import days
from vocabulary.actor import Actor
from vocabulary.states import Duty, Part
from vocabulary.text import Bilingual
from web.context import actor, day_of_demonstration, here, language, now, person
from web.guides.views import help_url
from web.language import lang_url


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in, as the page names him or her."""

    name: Bilingual
    is_desk: bool
    is_administrator: bool
    is_focal: bool
    is_head: bool


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the main menu."""

    endpoint: str
    url: str
    icon: str
    label: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class WallClock:
    """One city's clock in the header."""

    city: str
    tzid: str
    time: str
    part: Part
    day_offset: int
    colour: int


def register_frame(app: Flask) -> None:
    """Give every template the frame's values."""
    app.context_processor(frame)


def frame() -> dict[str, object]:
    """The values of base.html; on an error page without a database, none of those that need one."""
    if g.get("no_database"):
        return {
            "lang": language().value,
            "product": "Samai",
            "lang_url": lang_url,
            "help_url": help_url,
            "reader": None,
            "nav": [],
        }
    somebody, who = person(), actor()
    return {
        "lang": language().value,
        "product": "Samai",
        "lang_url": lang_url,
        "help_url": help_url,
        "reader": None if somebody is None else reader_of(somebody, who),
        "nav": navigation(who),
        "clocks": clocks(now()),
        "demonstration": banner(now()) if day_of_demonstration() is not None else None,
        "held": held() if who.is_desk else None,
    }


def held() -> dict[str, str] | None:
    """That no letter leaves, since when, why and by whose word; None while letters do."""
    hold = mail_hold()
    if hold is None:
        return None
    at = days.in_zone(hold.since, here().tzid)
    since = f"{days.short_day(at.date(), language())}, {at:%H:%M}"
    told = gettext("No letter leaves: the mail is held since %(since)s (%(why)s).", since=since, why=hold.why)
    return {"told": told, "by": hold.by, "url": url_for("desk.sent_mail", _anchor="hold")}


def reader_of(somebody: Person, who: Actor) -> Reader:
    """The person signed in, with what he or she may see."""
    return Reader(
        name=somebody.name.plain,
        is_desk=who.is_desk,
        is_administrator=who.duty is Duty.ADMINISTRATOR,
        is_focal=bool(who.agency_ids),
        is_head=bool(who.post_ids),
    )


def navigation(who: Actor) -> list[NavItem]:
    """The main menu of this reader."""
    items: list[tuple[str, str, str, dict[str, Any]]] = []
    if who.is_desk:
        items += desk_places(here().committee_key)
    if who.post_ids:
        items.append(("mission.sessions", "users", gettext("My sessions"), {}))
    if who.person_id is not None:
        if not who.is_desk:
            items.append(("focal.meetings", "calendar", gettext("My meetings"), {}))
        items.append(("focal.feed", "link", gettext("My calendar"), {}))
    return [
        NavItem(endpoint, url_for(endpoint, **values), icon, label, request.endpoint == endpoint)
        for endpoint, icon, label, values in items
    ]


def desk_places(key: str | None) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Where a desk officer goes; without a committee there is nothing to overlook yet."""
    places: list[tuple[str, str, str, dict[str, Any]]] = []
    if key is not None:
        places.append(("desk.overview", "home", gettext("Overview"), {"key": key}))
    places.append(("desk.consultations", "calendar", gettext("Consultations"), {}))
    if key is not None:
        places.append(("desk.replies", "check", gettext("Replies"), {"key": key}))
    places.append(("desk.people", "users", gettext("People"), {}))
    places.append(("desk.sent_mail", "mail", gettext("Sent mail"), {}))
    return places


def clocks(instant: datetime) -> Sequence[WallClock]:
    """The capital's clock, then those of the cities where the committees meet."""
    stations = here().stations
    home_day = instant.astimezone(ZoneInfo(stations[0].tzid)).date() if stations else instant.date()
    return [
        WallClock(
            city=station.name.plain.text(language()),
            tzid=station.tzid,
            time=days.clock(instant, station.tzid),
            part=part_of_day(instant, station.tzid, at_home=number == 0),
            day_offset=(days.local_day(instant, station.tzid) - home_day).days,
            colour=number,
        )
        for number, station in enumerate(stations)
    ]


def banner(instant: datetime) -> str:
    """That this is a demonstration, and which day it is in it."""
    tzid = here().tzid
    day = days.long_day(days.local_day(instant, tzid), language())
    return gettext("Demonstration: today is %(day)s, %(time)s", day=day, time=days.clock(instant, tzid))
