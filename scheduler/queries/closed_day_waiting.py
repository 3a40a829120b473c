"""Consultations that wait for another day: theirs is one on which the capital's offices are closed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.database import db
from models.places import ClosedDay
from scheduler.queries.availability import listed_days
from scheduler.queries.closed_day_effects import effects_on
from scheduler.queries.preparations import Preparation
from scheduler.rules.closed_days import Hit
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.days import bilingual_day
from vocabulary.text import Bilingual


def on_closed_days(
    closure_list_id: int | None, consultations: Sequence[Preparation], *, now: datetime
) -> Iterator[Waiting]:
    """Those of a committee's consultations to come that are on closed days of this list, with the next free day."""
    days = {each.day for each in consultations if each.is_coming(now)}
    shut = db.session.scalars(
        select(ClosedDay)
        .where(ClosedDay.closure_list_id == closure_list_id, ClosedDay.day.in_(days))
        .options(joinedload(ClosedDay.closure_list))
    ).all()
    if not shut:
        return
    closures, reasons = shut[0].closure_list, {row.day: row.name for row in shut}
    effects = effects_on(closures, list(reasons), closed=listed_days(closures), now=now)
    own = {each.consultation_id for each in consultations}
    for hit in chain.from_iterable(effect.hits for effect in effects.values()):
        if hit.booked.consultation_id in own:
            yield on_closed_day(hit, reasons[hit.booked.day])


def on_closed_day(hit: Hit, reason: Bilingual) -> Waiting:
    """One of them; where no list says what is free, no day is offered."""
    booked, free = hit.booked, None if hit.free is None else hit.free.day
    return waiting(
        WaitingKind.CLOSED_DAY,
        booked.consultation_id,
        title=booked.title,
        day=bilingual_day(booked.day),
        reason=reason.plain,
        free=Bilingual("–") if free is None else bilingual_day(free),
        offer=free,
    )
