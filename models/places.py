"""Cities where a committee meets, their buildings, and the days on which offices are closed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Key, Line, Slug, stored
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.invite import City
from vocabulary.text import Bilingual


class ClosureList(Base):
    """A list of closed days and where it comes from; one without days is a list that is not on file."""

    __tablename__ = "closure_list"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    source: Mapped[Line]
    days: Mapped[list["ClosedDay"]] = relationship(back_populates="closure_list", cascade="all, delete-orphan")
    years: Mapped[list["ClosedYear"]] = relationship(back_populates="closure_list", cascade="all, delete-orphan")

    @property
    def name(self) -> Bilingual:
        """What the list is called."""
        return Bilingual(self.name_en, self.name_th)


class ClosedYear(Base):
    """A year whose list is on file as a whole: every other weekday of it is an office day.

    Single days of a year without such a row close offices too; of its other days nothing is known.
    """

    __tablename__ = "closed_year"
    __table_args__ = (UniqueConstraint("closure_list_id", "year"),)

    id: Mapped[Key]
    closure_list_id: Mapped[int] = mapped_column(ForeignKey("closure_list.id"))
    year: Mapped[int]
    source: Mapped[Line]
    added_by: Mapped[Line]
    closure_list: Mapped[ClosureList] = relationship(back_populates="years")


class ClosedDay(Base):
    """One day on which the offices of a list are closed; `added_by` is empty where a committee's file gave it."""

    __tablename__ = "closed_day"
    __table_args__ = (UniqueConstraint("closure_list_id", "day"),)

    id: Mapped[Key]
    closure_list_id: Mapped[int] = mapped_column(ForeignKey("closure_list.id"))
    day: Mapped[date]
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    source: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    state: Mapped[ClosedDayState] = mapped_column(
        stored(ClosedDayState, "closed_day_state"),
        default=ClosedDayState.EXPECTED,
        server_default=text(f"'{ClosedDayState.EXPECTED.value}'"),
    )
    added_by: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    closure_list: Mapped[ClosureList] = relationship(back_populates="days")

    @property
    def name(self) -> Bilingual:
        """What the day is called."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def card(self) -> ClosedDayCard:
        """The row as a value."""
        return ClosedDayCard(self.day, self.name, self.source, self.state)


class DutyStation(Base):
    """A city where a mission sits, or the capital: its clock, its closed days, its buildings.

    `tzid` is an IANA zone name. `closure_list` empty means that no list is on file: then nothing is guessed.
    """

    __tablename__ = "duty_station"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    city_en: Mapped[Line]
    city_th: Mapped[Line]
    tzid: Mapped[Slug]
    position: Mapped[int]
    closure_list_id: Mapped[int | None] = mapped_column(ForeignKey("closure_list.id"))
    closure_list: Mapped[ClosureList | None] = relationship()
    venues: Mapped[list["Venue"]] = relationship(back_populates="duty_station", order_by="Venue.id")

    __table_args__ = (CheckConstraint("tzid <> ''", name="has_a_clock"),)

    @property
    def name(self) -> Bilingual:
        """The city's name."""
        return Bilingual(self.city_en, self.city_th)

    @property
    def city(self) -> City:
        """The city as a clock to show."""
        return City(self.name.plain, self.tzid)


class Venue(Base):
    """A building in a duty station or at home; `hours` are those of its meetings on a usual day, if known."""

    __tablename__ = "venue"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    duty_station_id: Mapped[int] = mapped_column(ForeignKey("duty_station.id"))
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    hours: Mapped[Line]
    duty_station: Mapped[DutyStation] = relationship(back_populates="venues")

    @property
    def name(self) -> Bilingual:
        """The building's name."""
        return Bilingual(self.name_en, self.name_th)
