"""Sessions of a committee, their days, and what was once planned."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.database import Base, Instant, Key, Line, Slug, stored
from models.decisions import SessionDecision
from models.people import Person
from models.places import DutyStation, Venue
from vocabulary.states import Modality, SessionKind, SessionStatus, Stage
from vocabulary.text import Bilingual


class CommitteeSession(Base):
    """One session of the committee; without blocks it is undated: a real session, not an error.

    `duty_station` is where it is meant to meet, known before any date is; `ordinal` may be empty. A session with
    neither has a title of its own. `answer_by` is the capital's day by which its invited are asked to answer, where an
    officer has set one.
    """

    __tablename__ = "committee_session"
    __table_args__ = (UniqueConstraint("committee_id", "key"), UniqueConstraint("committee_id", "kind", "ordinal"))

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    key: Mapped[Slug]
    ordinal: Mapped[int | None]
    kind: Mapped[SessionKind] = mapped_column(stored(SessionKind, "session_kind"), default=SessionKind.REGULAR)
    stage: Mapped[Stage | None] = mapped_column(stored(Stage, "stage"))
    modality: Mapped[Modality | None] = mapped_column(stored(Modality, "session_modality"))
    status: Mapped[SessionStatus] = mapped_column(
        stored(SessionStatus, "session_status"), default=SessionStatus.PROVISIONAL
    )
    title_en: Mapped[Line]
    title_th: Mapped[Line]
    duty_station_id: Mapped[int | None] = mapped_column(ForeignKey("duty_station.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("committee_session.id"))
    answer_by: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    committee: Mapped[Committee] = relationship()
    duty_station: Mapped[DutyStation | None] = relationship()
    blocks: Mapped[list["Block"]] = relationship(
        back_populates="committee_session", order_by="Block.opens", cascade="all, delete-orphan"
    )
    identities: Mapped[list["BlockIdentity"]] = relationship(
        back_populates="committee_session", order_by="BlockIdentity.position", cascade="all, delete-orphan"
    )
    head_overrides: Mapped[list["HeadOverride"]] = relationship(
        back_populates="committee_session", order_by="HeadOverride.id", cascade="all, delete-orphan"
    )
    own_days: Mapped[list["SessionDay"]] = relationship(
        back_populates="committee_session", order_by="SessionDay.day", cascade="all, delete-orphan"
    )
    revisions: Mapped[list["SessionRevision"]] = relationship(
        back_populates="committee_session", order_by="SessionRevision.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> Bilingual:
        """A title of its own, where the session has one."""
        return Bilingual(self.title_en, self.title_th)

    @property
    def opens(self) -> date | None:
        """Its first day, or None while undated."""
        return self.blocks[0].opens if self.blocks else None

    @property
    def closes(self) -> date | None:
        """Its last day, inclusive, or None while undated."""
        return self.blocks[-1].closes if self.blocks else None


class Block(Base):
    """A run of days in one place; both days are inclusive and local to that place."""

    __tablename__ = "block"
    __table_args__ = (CheckConstraint("closes >= opens", name="closes_after_it_opens"),)

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    opens: Mapped[date]
    closes: Mapped[date]
    duty_station_id: Mapped[int | None] = mapped_column(ForeignKey("duty_station.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"), unique=True)
    committee_session: Mapped[CommitteeSession] = relationship(back_populates="blocks")
    duty_station: Mapped[DutyStation | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    entry: Mapped[CalendarEntry] = relationship()

    @property
    def station(self) -> DutyStation | None:
        """Its city: its own, or where the session is meant to meet."""
        return self.duty_station or self.committee_session.duty_station


class BlockIdentity(Base):
    """An identity in calendars that belongs to a session for life: of a run of its days, or at rest.

    It rests while the session has fewer days than it once had, until new days take it up: calendars then see the same
    meeting anew.
    """

    __tablename__ = "block_identity"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    position: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"), unique=True)
    committee_session: Mapped[CommitteeSession] = relationship(back_populates="identities")
    entry: Mapped[CalendarEntry] = relationship()


class SessionDay(Base):
    """What is otherwise than usual on one day of a session; `hours` None are the building's, empty ones no meeting.

    It stays while the session has other days, and holds again when that day comes back; it goes once the session meets
    in another place on that day.
    """

    __tablename__ = "session_day"
    __table_args__ = (UniqueConstraint("session_id", "day"),)

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    day: Mapped[date]
    hours: Mapped[str | None] = mapped_column(String(500))
    room: Mapped[Line]
    committee_session: Mapped[CommitteeSession] = relationship(back_populates="own_days")


class HeadOverride(Base):
    """Others than the rule's post lead, with the document that says so: in one city, or, naming none, in any.

    With `opens` it is for the run of days that begins then, and names no city.
    """

    __tablename__ = "head_override"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_a_reason"),
        UniqueConstraint("session_id", "duty_station_id"),
        UniqueConstraint("session_id", "opens"),
        CheckConstraint("opens IS NULL OR duty_station_id IS NULL", name="for_a_run_or_a_city"),
        Index(
            "uq_head_override_one_for_whatever_city",
            "session_id",
            unique=True,
            sqlite_where=text("duty_station_id IS NULL AND opens IS NULL"),
            postgresql_where=text("duty_station_id IS NULL AND opens IS NULL"),
        ),
    )

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    duty_station_id: Mapped[int | None] = mapped_column(ForeignKey("duty_station.id"))
    opens: Mapped[date | None]
    reason: Mapped[Line]
    document: Mapped[Line]
    decided_on: Mapped[date | None]
    committee_session: Mapped[CommitteeSession] = relationship(back_populates="head_overrides")
    duty_station: Mapped[DutyStation | None] = relationship()
    leaders: Mapped[list["OverridingHead"]] = relationship(
        back_populates="override", order_by="OverridingHead.position", cascade="all, delete-orphan"
    )


class OverridingHead(Base):
    """Somebody who leads by a decision: the first leads, those after are co-heads in their order."""

    __tablename__ = "overriding_head"
    __table_args__ = (UniqueConstraint("override_id", "position"), UniqueConstraint("override_id", "person_id"))

    id: Mapped[Key]
    override_id: Mapped[int] = mapped_column(ForeignKey("head_override.id"))
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    override: Mapped[HeadOverride] = relationship(back_populates="leaders")
    person: Mapped[Person] = relationship()


class SessionRevision(Base):
    """What a session's plan was before a change, frozen: kept for ever, with the decision that ended it, if one did."""

    __tablename__ = "session_revision"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    number: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[Line]
    document: Mapped[Line]
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("session_decision.id"))
    decision: Mapped[SessionDecision | None] = relationship()
    committee_session: Mapped[CommitteeSession] = relationship(back_populates="revisions")
