"""How the way to the mail server is."""

from collections.abc import Iterator

from sqlalchemy import select

from models.database import db
from models.installation import MailWay
from scheduler.rules.mail_way import Way
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.days import bilingual_day, in_zone

WAY = select(
    MailWay.failures,
    MailWay.failing_since,
    MailWay.words,
    MailWay.rests_until,
    MailWay.credit,
    MailWay.credited_at,
)


def mail_way() -> Way:
    """The way as it was last written down; as it should be where nothing ever was."""
    row = db.session.connection().execute(WAY).one_or_none()
    return Way() if row is None else Way(*row)


def mail_trouble() -> Way | None:
    """The same where nobody answers, for whoever looks; None while letters leave."""
    way = mail_way()
    return way if way.is_closed else None


def about_mail_server(tzid: str) -> Iterator[Waiting]:
    """That the mail server does not answer, by the clock of this zone; one query."""
    way = mail_trouble()
    if way is not None and way.failing_since is not None:
        at = in_zone(way.failing_since, tzid)
        told = {"day": bilingual_day(at.date()), "clock": f"{at:%H:%M}", "words": way.words}
        yield waiting(WaitingKind.SILENT_SERVER, 0, **told)
