"""Making what can be found anew from the rows themselves."""

from datetime import datetime

from sqlalchemy import delete, exists, select, text

from models.database import db
from models.search import SearchEntry
from scheduler.deed import deed
from scheduler.search_index import refresh
from vocabulary.actor import Actor
from vocabulary.states import SearchKind


def rebuild_search(*, by: Actor, now: datetime) -> int:
    """Throw away what can be found and read it anew; how many things that is."""
    with deed("rebuild search", by=by, now=now) as record:
        db.session.execute(delete(SearchEntry))
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))
        count = sum(refresh(kind, None) for kind in SearchKind)
        record.about("search", 0, entries=count)
    return count


def is_blank() -> bool:
    """Whether nothing can be found at all, as after the tables were brought up to date."""
    return not db.session.scalar(select(exists(select(SearchEntry.id))))
