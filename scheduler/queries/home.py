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


def first_committee_key() -> str | None:
    """The key of the committee that was loaded first."""
    return db.session.scalar(select(Committee.key).order_by(Committee.id).limit(1))


def clock_stations() -> list[DutyStation]:
    """The capital, then the other cities, in the order of their files."""
    home = home_station()
    if home is None:
        return []
    others = db.session.scalars(
        select(DutyStation).where(DutyStation.id != home.id).order_by(DutyStation.position, DutyStation.id)
    )
    return [home, *others]


def committee_keys() -> dict[int, str]:
    """By number: the keys that committees go by in addresses."""
    return {row.id: row.key for row in db.session.execute(select(Committee.id, Committee.key))}
