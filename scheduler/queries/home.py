"""The capital: whose days and hours the desk lives by."""

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.places import DutyStation


def home_station() -> DutyStation | None:
    """The capital of the first committee loaded; None while none is."""
    return db.session.scalar(
        select(DutyStation).join(Committee, Committee.home_id == DutyStation.id).order_by(Committee.id).limit(1)
    )


def home_tzid() -> str:
    """The capital's IANA zone; UTC while no committee is loaded."""
    home = home_station()
    return "UTC" if home is None else home.tzid
