"""`flask upgrade`: the tables brought to this program's own step, with a way back."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from commands.anew import migrate
from commands.output import FAILED, now, refusing, remark, settings, wall
from models.database import db
from scheduler.accounts import Moment
from scheduler.keeping.backups import Wanted, record_backup, write_backup
from scheduler.keeping.facts import require_whole
from scheduler.keeping.schema import NONE_YET, Schema, head, present_revision, require_known, standing_of
from scheduler.reminding import plan_anew
from scheduler.search_rebuild import is_blank, rebuild_search
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal


@click.command("upgrade")
@with_appcontext
@refusing
def upgrade() -> None:
    """Bring the tables up to date: takes a backup, takes the steps in one transaction, checks.

    What a search finds and who is to be reminded follow the new tables. If it is cut short, the tables are the old ones
    or the new ones: run it again.
    """
    before = standing_of(present_revision())
    if before is Schema.NONE:
        raise Refusal(NONE_YET)
    bring_up_to_date()
    with db.engine.connect() as connection:
        require_whole(connection)
    derive_anew()
    remark(f"The tables are up to date ({head()}) and whole.")
    if before is Schema.OLDER:
        remark(f"Next: start web and worker again; then {SAMAI} doctor")


def derive_anew() -> None:
    """Read anew what follows from other rows and has more to say since a step: what is found, and who is reminded.

    Also where no step was to be taken: the run that took it may have been cut short before this.
    """
    if is_blank():
        rebuild_search(by=OPERATOR, now=now())
    plan_anew(by=OPERATOR, now=now())


def bring_up_to_date() -> None:
    """Make the tables where there are none, and bring older ones to this program's step; newer ones are refused."""
    revision = present_revision()
    require_known(revision)
    if standing_of(revision) is Schema.NONE:
        migrate()
    elif standing_of(revision) is Schema.OLDER:
        step_up(revision)


def step_up(revision: str) -> None:
    """Keep what is, then take the steps."""
    taken = write_backup(settings(), Wanted(settings().instance / "backups"), wall=wall())
    remark(f"Kept {taken.path}")
    remark(f"Taking the steps from {revision} to {head()}")
    try:
        migrate()
    except (SQLAlchemyError, SystemExit) as error:
        remark(advice(error, taken.path))
        raise SystemExit(FAILED) from None
    record_backup(taken, by=OPERATOR, at=Moment(now(), wall()))


def advice(error: BaseException, kept: Path) -> str:
    """What to do when a step could not be taken."""
    reason = f": {' '.join(str(error).split())[:300]}" if isinstance(error, SQLAlchemyError) else ""
    return (
        f"The step failed and the tables are as they were{reason}.\n"
        f"Stop web and worker, see that the disk has room ({SAMAI} doctor), and run {SAMAI} upgrade again. If it fails"
        f" again, go on with the version you had, and report this. What was kept: {kept}"
    )
