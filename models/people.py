"""People, the agencies they speak for, the missions, and the posts they hold."""

from datetime import date, datetime
from uuid import uuid4

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line, Slug, stored
from models.places import DutyStation
from vocabulary.states import Capacity, Duty, Language
from vocabulary.text import Bilingual


class Agency(Base):
    """A ministry or office named in an approval, or another that is concerned; names carry break marks."""

    __tablename__ = "agency"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    abbreviation_en: Mapped[Line]
    abbreviation_th: Mapped[Line]
    unit_en: Mapped[Line]
    unit_th: Mapped[Line]
    focal_points: Mapped[list["FocalPoint"]] = relationship(back_populates="agency", order_by="FocalPoint.id")
    mailbox: Mapped["Mailbox | None"] = relationship(back_populates="agency", cascade="all, delete-orphan")

    @property
    def name(self) -> Bilingual:
        """The official name, with break marks."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def abbreviation(self) -> Bilingual:
        """The official abbreviation, or the whole name where there is none."""
        return abbreviation_of(self.name, Bilingual(self.abbreviation_en, self.abbreviation_th))


def abbreviation_of(name: Bilingual, abbreviation: Bilingual) -> Bilingual:
    """The official abbreviation in either language, or the whole name where there is none."""
    return Bilingual(abbreviation.en or name.plain.en, abbreviation.th or name.plain.th)


class Person(Base, UserMixin):
    """Somebody who answers, travels, leads or works at the desk.

    An address is needed only to be written to; `password` (an argon2 hash, or empty) and `active` concern signing in,
    for which `fs_uniquifier` is Flask-Security's own handle. `generation` rises when a person's links must die.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("name_en <> '' OR name_th <> ''", name="has_a_name"),)

    id: Mapped[Key]
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    position_en: Mapped[Line]
    position_th: Mapped[Line]
    email: Mapped[str | None] = mapped_column(String(320), unique=True)  # type: ignore[assignment] # a delegate may have none
    phone: Mapped[Line]
    language: Mapped[Language] = mapped_column(stored(Language, "language"), default=Language.THAI)
    duty: Mapped[Duty] = mapped_column(stored(Duty, "duty"), default=Duty.NONE)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    password: Mapped[str] = mapped_column(String(255), default="")
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    generation: Mapped[int] = mapped_column(default=1)
    agency: Mapped[Agency | None] = relationship()

    @property
    def name(self) -> Bilingual:
        """The person's name with title, in both languages."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def position(self) -> Bilingual:
        """The office held at the agency."""
        return Bilingual(self.position_en, self.position_th)


class FocalPoint(Base):
    """A person through whom an agency is invited and answers: one is primary, the others are backups in their order.

    A backup is invited as an optional participant beside the primary one, and may answer for the agency as well.
    """

    __tablename__ = "focal_point"
    __table_args__ = (
        Index("uq_focal_point_agency_id_person_id", "agency_id", "person_id", unique=True),
        Index(
            "uq_focal_point_one_primary_per_agency",
            "agency_id",
            unique=True,
            sqlite_where=text("is_primary AND ended_on IS NULL"),
            postgresql_where=text("is_primary AND ended_on IS NULL"),
        ),
    )

    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_primary: Mapped[bool] = mapped_column(default=True)
    ended_on: Mapped[date | None]
    agency: Mapped[Agency] = relationship(back_populates="focal_points")
    person: Mapped[Person] = relationship()


class OtherAddress(Base):
    """A further address from which somebody writes: a mail from it is that person's, and nothing is ever sent to it.

    It is kept in lower case, and is one person's alone.
    """

    __tablename__ = "other_address"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(320), unique=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[Line]
    person: Mapped[Person] = relationship()


class Mailbox(Base):
    """An agency's central correspondence (saraban): it gets a copy of the letters about the agency's meetings.

    A mailbox is nobody: it is invited to nothing and answers nothing.
    """

    __tablename__ = "mailbox"

    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), unique=True)
    address: Mapped[str] = mapped_column(String(320))
    language: Mapped[Language] = mapped_column(stored(Language, "mailbox_language"), default=Language.THAI)
    agency: Mapped[Agency] = relationship(back_populates="mailbox")


class Mission(Base):
    """A permanent mission to the United Nations."""

    __tablename__ = "mission"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    name_en: Mapped[Line]
    name_th: Mapped[Line]

    @property
    def name(self) -> Bilingual:
        """The mission's official name."""
        return Bilingual(self.name_en, self.name_th)


class Post(Base):
    """An office that leads delegations, whoever holds it (letter, item 10.1)."""

    __tablename__ = "post"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    title_en: Mapped[Line]
    title_th: Mapped[Line]
    mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"))
    duty_station_id: Mapped[int | None] = mapped_column(ForeignKey("duty_station.id"))
    mission: Mapped[Mission | None] = relationship()
    duty_station: Mapped[DutyStation | None] = relationship()
    holders: Mapped[list["OfficeHolder"]] = relationship(back_populates="post", order_by="OfficeHolder.since")

    @property
    def title(self) -> Bilingual:
        """The post's title."""
        return Bilingual(self.title_en, self.title_th)


class OfficeHolder(Base):
    """Who holds a post from when to when (both days inclusive), in what capacity, by which document."""

    __tablename__ = "office_holder"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),
    )

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    capacity: Mapped[Capacity] = mapped_column(stored(Capacity, "capacity"), default=Capacity.SUBSTANTIVE)
    document: Mapped[Line]
    post: Mapped[Post] = relationship(back_populates="holders")
    person: Mapped[Person] = relationship()
