"""What is on file of agencies and people, read once, for a spreadsheet to be held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.database import db
from models.people import Agency, FocalPoint, Person
from vocabulary.columns import fold
from vocabulary.text import BREAK, Bilingual


@dataclass(frozen=True, slots=True)
class Standing:
    """Who speaks for an agency today: the primary focal point, his or her name, and everybody."""

    primary: int | None
    name: Bilingual
    present: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """Agencies, people by address, and focal points; three queries, however many rows a spreadsheet has."""

    agencies: Sequence[Agency]
    by_address: dict[str, Person]
    by_name: dict[tuple[int, str], Person]
    points: dict[int, list[FocalPoint]]

    @classmethod
    def now(cls) -> "Known":
        """What is on file now; of several of one name at one agency the first on file counts."""
        agencies = db.session.scalars(select(Agency).options(joinedload(Agency.mailbox)).order_by(Agency.id)).all()
        people = db.session.scalars(select(Person).options(joinedload(Person.agency)).order_by(Person.id.desc())).all()
        points: dict[int, list[FocalPoint]] = {}
        present = select(FocalPoint).where(FocalPoint.ended_on.is_(None)).order_by(FocalPoint.id)
        for point in db.session.scalars(present):
            points.setdefault(point.agency_id, []).append(point)
        by_name = {
            (person.agency_id, plain(name)): person
            for person in people
            for name in (person.name_en, person.name_th)
            if name and person.agency_id is not None
        }
        return cls(agencies, {person.email: person for person in people if person.email}, by_name, points)

    def agencies_called(self, text: str) -> list[Agency]:
        """The agencies of this key, abbreviation or name, in either language."""
        wanted = fold(text)
        return [agency for agency in self.agencies if wanted and wanted in map(fold, names_of(agency))]

    def agency_words(self) -> list[str]:
        """Everything that an agency may be called."""
        return [name for agency in self.agencies for name in names_of(agency)]

    def namesake(self, name: Bilingual, *, agency_id: int) -> Person | None:
        """Whoever has this name at this agency: the same name there is the same person."""
        found = (self.by_name.get((agency_id, plain(text))) for text in (name.en, name.th) if text)
        return next((person for person in found if person is not None), None)

    def standing(self, agency_id: int) -> Standing:
        """Who speaks for an agency today."""
        points = self.points.get(agency_id, [])
        primary = next((point for point in points if point.is_primary), None)
        name = Bilingual("") if primary is None else primary.person.name.plain
        number = None if primary is None else primary.person_id
        return Standing(number, name, frozenset(point.person_id for point in points))


def names_of(agency: Agency) -> list[str]:
    """A key, two abbreviations and two names, without break marks; what is empty is no name."""
    names = (agency.key, agency.abbreviation_en, agency.abbreviation_th, agency.name_en, agency.name_th)
    return [name.replace(BREAK, "") for name in names if name]


def plain(name: str) -> str:
    """A name as it is compared: without break marks, in one case, with single spaces."""
    return " ".join(name.replace(BREAK, "").casefold().split())
