"""How the way to the mail server is."""

from sqlalchemy import select

from models.database import db
from models.installation import MailWay
from scheduler.rules.mail_way import Way

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
