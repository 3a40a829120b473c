"""Our own preparatory meetings with the agencies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.database import Base, Instant, Key, Line, Slug, stored
from models.papers import PaperContent
from models.people import Agency
from models.sessions import CommitteeSession
from vocabulary.invite import Enclosure
from vocabulary.states import Classification, ConsultationStatus, EnclosureKind, Modality
from vocabulary.text import Bilingual

UNMARKED = text(f"'{Classification.UNCLASSIFIED.value}'")


class Consultation(Base):
    """One inter-agency consultation; `day` is always known, its hour perhaps not (letter, 1.3).

    `starts` and `ends` are instants, end excluded, thought of on the wall clock of `tzid`. One without an hour can
    invite nobody. Of one that is classified nothing leaves.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("(starts IS NULL) = (ends IS NULL)", name="hours_come_in_pairs"),
        CheckConstraint("ends IS NULL OR ends > starts", name="ends_after_it_starts"),
    )

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("committee_session.id"))
    convener_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title_en: Mapped[Line]
    title_th: Mapped[Line]
    day: Mapped[date]
    starts: Mapped[datetime | None] = mapped_column(Instant)
    ends: Mapped[datetime | None] = mapped_column(Instant)
    tzid: Mapped[Slug]
    modality: Mapped[Modality] = mapped_column(stored(Modality, "consultation_modality"), default=Modality.IN_PERSON)
    place: Mapped[Line]
    link: Mapped[str] = mapped_column(Text, default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    letter_number: Mapped[Line]
    letter_dated: Mapped[date | None]
    reply_by: Mapped[date | None]
    status: Mapped[ConsultationStatus] = mapped_column(
        stored(ConsultationStatus, "consultation_status"), default=ConsultationStatus.PLANNED
    )
    cancel_reason: Mapped[Line]
    classification: Mapped[Classification] = mapped_column(
        stored(Classification, "classification"), default=Classification.UNCLASSIFIED, server_default=UNMARKED
    )
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"), unique=True)
    version: Mapped[int] = mapped_column()
    committee: Mapped[Committee] = relationship()
    committee_session: Mapped[CommitteeSession | None] = relationship()
    convener: Mapped[Agency] = relationship()
    entry: Mapped[CalendarEntry] = relationship()
    agencies: Mapped[list["InvitedAgency"]] = relationship(
        back_populates="consultation", order_by="InvitedAgency.position", cascade="all, delete-orphan"
    )
    papers: Mapped[list["Paper"]] = relationship(
        back_populates="consultation", order_by="Paper.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.title_en, self.title_th)


class InvitedAgency(Base):
    """An agency asked to a consultation, whoever speaks for it."""

    __tablename__ = "invited_agency"
    __table_args__ = (UniqueConstraint("consultation_id", "agency_id"),)

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    position: Mapped[int]
    consultation: Mapped[Consultation] = relationship(back_populates="agencies")
    agency: Mapped[Agency] = relationship(lazy="joined")


class Paper(Base):
    """A PDF that a consultation's letters enclose; one that a form still holds belongs to no consultation yet.

    `classification` is what its bringer said of it, `words` what the file says of itself: its title and the like.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("consultation_id", "digest"),)

    id: Mapped[Key]
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    digest: Mapped[str] = mapped_column(ForeignKey("paper_content.digest"), index=True)
    kind: Mapped[EnclosureKind] = mapped_column(stored(EnclosureKind, "enclosure_kind"))
    name: Mapped[Line]
    size: Mapped[int]
    classification: Mapped[Classification] = mapped_column(
        stored(Classification, "classification"), default=Classification.UNCLASSIFIED, server_default=UNMARKED
    )
    words: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    position: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[Line]
    consultation: Mapped[Consultation | None] = relationship(back_populates="papers")
    content: Mapped[PaperContent] = relationship()

    @property
    def enclosure(self) -> Enclosure:
        """The file as letters name it."""
        return Enclosure(self.kind, self.name, self.size, self.digest)
