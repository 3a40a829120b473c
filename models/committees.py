"""Committees, the approval under which a country takes part, and what it still owes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Key, Line, Slug, stored
from models.people import Agency, Post
from models.places import DutyStation
from vocabulary.states import ApprovalStatus, ObligationDue, Proof, Urgency
from vocabulary.text import Bilingual


class Committee(Base):
    """A negotiating committee as one country follows it; `home` is that country's capital.

    `minimum_sessions` and `nominal_days` are what its mandate expects (letter, 1.1): shown, never enforced.
    """

    __tablename__ = "committee"

    id: Mapped[Key]
    key: Mapped[Slug] = mapped_column(unique=True)
    symbol: Mapped[Line]
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    short_name_en: Mapped[Line]
    short_name_th: Mapped[Line]
    secretariat: Mapped[Line]
    reports_to: Mapped[Line]
    minimum_sessions: Mapped[int | None]
    nominal_days: Mapped[int | None]
    delegation_en: Mapped[Line]
    delegation_th: Mapped[Line]
    home_id: Mapped[int] = mapped_column(ForeignKey("duty_station.id"))
    coordinator_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    home: Mapped[DutyStation] = relationship()
    coordinator: Mapped[Agency] = relationship()
    instruments: Mapped[list["Instrument"]] = relationship(
        back_populates="committee", order_by="Instrument.adopted", cascade="all, delete-orphan"
    )
    approval: Mapped["CabinetApproval"] = relationship(back_populates="committee", cascade="all, delete-orphan")
    obligations: Mapped[list["Obligation"]] = relationship(
        back_populates="committee", order_by="Obligation.position", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> Bilingual:
        """The full official name."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def short_name(self) -> Bilingual:
        """The name after its first mention."""
        return Bilingual(self.short_name_en or self.name_en, self.short_name_th or self.name_th)

    @property
    def delegation(self) -> Bilingual:
        """What this country's delegation is called."""
        return Bilingual(self.delegation_en, self.delegation_th)


class Instrument(Base):
    """A resolution that the committee rests on, with its vote where there was one."""

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("committee_id", "title"),)

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    title: Mapped[Line]
    adopted: Mapped[date]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    not_voting: Mapped[int | None]
    own_vote: Mapped[Line]
    committee: Mapped[Committee] = relationship(back_populates="instruments")


class CabinetApproval(Base):
    """The one standing approval that a letter asks for (letter, item 10.1); approved needs a day and a reference."""

    __tablename__ = "cabinet_approval"
    __table_args__ = (
        CheckConstraint(
            "status <> 'approved' OR (decided_on IS NOT NULL AND decision <> '')", name="approved_is_dated"
        ),
    )

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), unique=True)
    status: Mapped[ApprovalStatus] = mapped_column(stored(ApprovalStatus, "approval_status"))
    reference_en: Mapped[Line]
    reference_th: Mapped[Line]
    urgency: Mapped[Urgency] = mapped_column(stored(Urgency, "urgency"), default=Urgency.NONE)
    decided_on: Mapped[date | None]
    decision: Mapped[Line]
    open_category_en: Mapped[Line]
    open_category_th: Mapped[Line]
    committee: Mapped[Committee] = relationship(back_populates="approval")
    composition: Mapped[list["ApprovedAgency"]] = relationship(
        back_populates="approval", order_by="ApprovedAgency.position", cascade="all, delete-orphan"
    )
    head_rules: Mapped[list["HeadRule"]] = relationship(
        back_populates="approval", order_by="HeadRule.id", cascade="all, delete-orphan"
    )
    legal_bases: Mapped[list["LegalBasis"]] = relationship(
        back_populates="approval", order_by="LegalBasis.position", cascade="all, delete-orphan"
    )

    @property
    def reference(self) -> Bilingual:
        """The letter or resolution that this approval is asked for or given by."""
        return Bilingual(self.reference_en, self.reference_th)

    @property
    def open_category(self) -> Bilingual:
        """The words for agencies outside the list; empty where the approval is closed."""
        return Bilingual(self.open_category_en, self.open_category_th)


class ApprovedAgency(Base):
    """One agency of the composition, at its place in the order."""

    __tablename__ = "approved_agency"
    __table_args__ = (UniqueConstraint("approval_id", "agency_id"), UniqueConstraint("approval_id", "position"))

    id: Mapped[Key]
    approval_id: Mapped[int] = mapped_column(ForeignKey("cabinet_approval.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    position: Mapped[int]
    approval: Mapped[CabinetApproval] = relationship(back_populates="composition")
    agency: Mapped[Agency] = relationship()


class HeadRule(Base):
    """Which post leads in which duty station, and the paragraph that says so (letter, item 10.1)."""

    __tablename__ = "head_rule"
    __table_args__ = (UniqueConstraint("approval_id", "duty_station_id"),)

    id: Mapped[Key]
    approval_id: Mapped[int] = mapped_column(ForeignKey("cabinet_approval.id"))
    duty_station_id: Mapped[int] = mapped_column(ForeignKey("duty_station.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    source_en: Mapped[Line]
    source_th: Mapped[Line]
    approval: Mapped[CabinetApproval] = relationship(back_populates="head_rules")
    duty_station: Mapped[DutyStation] = relationship()
    post: Mapped[Post] = relationship()

    @property
    def source(self) -> Bilingual:
        """The paragraph that says so."""
        return Bilingual(self.source_en, self.source_th)


class LegalBasis(Base):
    """A resolution or law that the approval stands on; `as_printed` keeps what a faulty original says."""

    __tablename__ = "legal_basis"
    __table_args__ = (UniqueConstraint("approval_id", "position"),)

    id: Mapped[Key]
    approval_id: Mapped[int] = mapped_column(ForeignKey("cabinet_approval.id"))
    position: Mapped[int]
    title_en: Mapped[Line]
    title_th: Mapped[Line]
    as_printed: Mapped[Line]
    approval: Mapped[CabinetApproval] = relationship(back_populates="legal_bases")

    @property
    def title(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.title_en, self.title_th)


class Obligation(Base):
    """A duty that a letter promises; `promised` is the letter's day or, where none can be read, its month."""

    __tablename__ = "obligation"
    __table_args__ = (UniqueConstraint("committee_id", "position"),)

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    position: Mapped[int]
    text_en: Mapped[Line]
    text_th: Mapped[Line]
    source_en: Mapped[Line]
    source_th: Mapped[Line]
    promised: Mapped[Line]
    owner_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    due: Mapped[ObligationDue] = mapped_column(stored(ObligationDue, "obligation_due"))
    proof: Mapped[Proof] = mapped_column(stored(Proof, "proof"), default=Proof.DOCUMENT)
    committee: Mapped[Committee] = relationship(back_populates="obligations")
    owner: Mapped[Agency] = relationship()
    discharges: Mapped[list["Discharge"]] = relationship(
        back_populates="obligation", order_by="Discharge.id", cascade="all, delete-orphan"
    )

    @property
    def text(self) -> Bilingual:
        """What is owed."""
        return Bilingual(self.text_en, self.text_th)

    @property
    def source(self) -> Bilingual:
        """The paragraph that promises it."""
        return Bilingual(self.source_en, self.source_th)


class Discharge(Base):
    """The evidence that a duty was met, as a whole or before one session; once reopened it counts no more."""

    __tablename__ = "discharge"
    __table_args__ = (
        CheckConstraint("document <> ''", name="is_shown"),
        CheckConstraint("(reopened_on IS NULL) = (reopened_why = '')", name="is_reopened_with_a_reason"),
    )

    id: Mapped[Key]
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("committee_session.id"))
    met_on: Mapped[date]
    document: Mapped[Line]
    remark: Mapped[Line]
    reopened_on: Mapped[date | None]
    reopened_why: Mapped[Line]
    obligation: Mapped[Obligation] = relationship(back_populates="discharges")
