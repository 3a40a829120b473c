"""Names that stand on pages and hold break marks."""

from sqlalchemy import select, union

from models.committees import Committee
from models.database import db
from models.people import Agency, Mission, Post
from models.places import DutyStation, Venue
from models.sessions import CommitteeSession
from vocabulary.breaks import Words, by_words
from vocabulary.text import BREAK

COLUMNS = (
    Agency.name_th,
    Agency.unit_th,
    Committee.name_th,
    Committee.short_name_th,
    Committee.delegation_th,
    CommitteeSession.title_th,
    DutyStation.city_th,
    Mission.name_th,
    Post.title_th,
    Venue.name_th,
)
MARKED = union(*(select(column).where(column.contains(BREAK)) for column in COLUMNS))


def names_by_words() -> tuple[Words, ...]:
    """The Thai names of everything on file, by their words."""
    return by_words(db.session.connection().scalars(MARKED).all())
