"""What the tables refuse of Cabinet's resolutions."""

from datetime import date

from models.resolutions import CabinetResolution, ResolvedMatter
from tests.fixtures import Letter, People
from tests.models.refusing import refused, write
from vocabulary.states import Resolved

DAY = date(2022, 1, 4)


def test_a_resolution_has_a_document(letter: Letter) -> None:
    with refused("cabinet_resolution"):
        write(CabinetResolution(session_id=letter.session_ids["2"], decided_on=DAY, document=""))


def test_a_head_is_a_person_and_an_agency_is_named(letter: Letter, people: People) -> None:
    for matter in (
        ResolvedMatter(matter=Resolved.HEAD),
        ResolvedMatter(matter=Resolved.AGENCY, person_id=people.desk),
        ResolvedMatter(matter=Resolved.DELEGATION, agency_id=letter.agency_ids["oag"]),
    ):
        resolution = CabinetResolution(session_id=letter.session_ids["2"], decided_on=DAY, document="CR 7")
        resolution.matters = [matter]
        with refused("resolved_matter"):
            write(resolution)
