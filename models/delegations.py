"""Who goes to a session, and in what role."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Key, Line, stored
from models.people import Agency, Person
from models.sessions import CommitteeSession
from vocabulary.states import DelegateRole


class Delegation(Base):
    """The delegation to one session; its head is derived by rule and stands in no row here."""

    __tablename__ = "delegation"

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"), unique=True)
    version: Mapped[int] = mapped_column()
    committee_session: Mapped[CommitteeSession] = relationship()
    delegates: Mapped[list["Delegate"]] = relationship(
        back_populates="delegation", order_by="Delegate.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class Delegate(Base):
    """One person on a roster, for an agency, in a role.

    An agency outside the approval's list comes under its open category, and then needs a reason and an approver
    (letter, item 10.1 (8)).
    """

    __tablename__ = "delegate"
    __table_args__ = (
        UniqueConstraint("delegation_id", "person_id"),
        CheckConstraint("role <> 'head'", name="head_is_derived"),
    )

    id: Mapped[Key]
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    role: Mapped[DelegateRole] = mapped_column(stored(DelegateRole, "delegate_role"))
    open_reason: Mapped[Line]
    open_approver: Mapped[Line]
    delegation: Mapped[Delegation] = relationship(back_populates="delegates")
    person: Mapped[Person] = relationship()
    agency: Mapped[Agency] = relationship()
