"""What Cabinet resolved on one delegation, in place of the standing approval or beyond it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Key, Line, stored
from models.people import Agency, Person
from models.sessions import CommitteeSession
from vocabulary.states import Resolved


class CabinetResolution(Base):
    """A resolution of Cabinet's on the delegation to one session, with its day and its document."""

    __tablename__ = "cabinet_resolution"
    __table_args__ = (CheckConstraint("document <> ''", name="has_a_document"),)

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    decided_on: Mapped[date]
    document: Mapped[Line]
    version: Mapped[int] = mapped_column()
    committee_session: Mapped[CommitteeSession] = relationship()
    matters: Mapped[list["ResolvedMatter"]] = relationship(
        back_populates="resolution", order_by="ResolvedMatter.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class ResolvedMatter(Base):
    """One thing that a resolution approves: the delegation, somebody as its head, or an agency in it."""

    __tablename__ = "resolved_matter"
    __table_args__ = (
        CheckConstraint("(matter = 'head') = (person_id IS NOT NULL)", name="a_head_is_a_person"),
        CheckConstraint("(matter = 'agency') = (agency_id IS NOT NULL)", name="an_agency_is_named"),
    )

    id: Mapped[Key]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("cabinet_resolution.id"))
    matter: Mapped[Resolved] = mapped_column(stored(Resolved, "resolved"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    resolution: Mapped[CabinetResolution] = relationship(back_populates="matters")
    person: Mapped[Person | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
