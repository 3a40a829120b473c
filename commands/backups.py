"""`flask backup` and `flask restore`: one file that a new installation can be made from."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from commands.anew import anew, migrate, settings_anew
from commands.output import json_option, letters, now, refusing, remark, settings, showing, wall, yes_option
from scheduler.accounts import Moment
from scheduler.erasure import erase_again
from scheduler.keeping.archives import Archive, open_archive
from scheduler.keeping.backups import Taken, Wanted, prune, take_backup, write_backup
from scheduler.keeping.erasures import erasures_about, erasures_given, knows_later
from scheduler.keeping.restores import bring_settings, foreseen, require_restorable, restore
from scheduler.keeping.schema import Schema, present_revision, standing_of
from scheduler.mail_hold import hold_mail
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI

UNKNOWN_SINCE = (
    "Nothing is known here of anybody who was erased from the audit after the backup was made. If somebody was, run the"
    " same command again with --erasures FILE: erasures.json of the old instance, or its newest backup."
)


@click.command("backup")
@click.argument("target", metavar="[FOLDER|FILE.tar]", type=click.Path(path_type=Path), required=False)
@click.option("--keep", type=click.IntRange(1), help="Keep so many of the backups in this folder, the latest.")
@click.option("--letters", is_flag=True, help="Also the letters kept as files in `outgoing`.")
@click.option("--no-secrets", is_flag=True, help="Leave out config.toml and the secret key.")
@json_option
@with_appcontext
@refusing
def backup(target: Path | None, *, keep: int | None, as_json: bool, **wished: bool) -> None:
    """Write one verified file, readable by its owner alone, from which everything can be restored.

    The service goes on meanwhile. Without a place it goes into the folder `backups` of the instance.
    """
    place = target or settings().instance / "backups"
    wanted = Wanted(place, letters=wished["letters"], secrets=not wished["no_secrets"])
    taken = taken_of(wanted)
    showing(row_of(taken), as_json=as_json)
    for gone in prune(taken.path.parent, keep=keep) if keep else []:
        remark(f"Removed {gone.name}")
    if wanted.secrets:
        remark("It holds the secret key and the mail password. Keep it where only you can read it, and not only here.")


def taken_of(wanted: Wanted) -> Taken:
    """The backup; on tables of another program's time it is whole too, but nothing there can record it."""
    if standing_of(present_revision()) in (Schema.OLDER, Schema.NEWER):
        remark(f"The tables are not this program's: the backup is taken and not recorded. Next: {SAMAI} upgrade")
        return write_backup(settings(), wanted, wall=wall())
    return take_backup(settings(), wanted, by=OPERATOR, at=Moment(now(), wall()))


def row_of(taken: Taken) -> dict[str, object]:
    """What was taken, as a row."""
    manifest = taken.manifest
    return {
        "file": str(taken.path),
        "size": sum(kept.size for kept in manifest.files.values()),
        "made": manifest.made_at,
        "revision": manifest.revision,
        "rows": sum(manifest.rows.values()),
        "audit rows": manifest.audit.rows,
        "audit head": manifest.audit.digest,
        "letters waiting": manifest.queued,
    }


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--erasures",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What was erased from the audit since: the old instance's erasures.json, or its newest backup.",
)
@yes_option
@with_appcontext
@refusing
def restore_backup(file: Path, *, erasures: Path | None, yes: bool) -> None:
    """Make this empty installation what it was when FILE was made; no letter leaves until `mail release`.

    Who was erased from the audit since is erased again. If it is cut short, run it again.
    """
    archive = open_archive(file)
    made = archive.manifest.made_at
    why = f"restored from {file.name}, made {made:%Y-%m-%d %H:%M} UTC"
    erased = erasures_about(archive, settings()) | (erasures_given(erasures) if erasures else frozenset())
    is_told = bool(erasures) or knows_later(archive, settings())
    require_restorable(archive, foreseen(archive, settings()), why=why)
    remark(f"{file.name} is whole: made {made:%Y-%m-%d %H:%M} UTC, {sum(archive.manifest.rows.values())} rows.")
    if not (yes or click.confirm("Restore it here?", err=True)):
        remark("Nothing was changed.")
        return
    bring_settings(archive, settings(), erased=erased)
    restore(archive, settings_anew(), why=why, prepare=lambda url: prepare(url, archive, why=why, erased=erased))
    say_what_next(archive)
    if not is_told:
        remark(UNKNOWN_SINCE)


def prepare(url: str, archive: Archive, *, why: str, erased: frozenset[str]) -> None:
    """Bring the restored database up to date, write down that its mail is held, and erase what was erased since."""
    with anew(settings_anew(database_url=url)):
        migrate()
        hold_mail(why, by=OPERATOR, now=now(), wall=wall(), kept=archive.manifest.made_at)
        count = erase_again(erased, by=OPERATOR, now=now())
    if count:
        remark(f"{count} values of the audit that were erased after the backup were erased again.")


def say_what_next(archive: Archive) -> None:
    """What the operator has to look at before anything leaves."""
    remark(
        f"Restored. The mail is held: {letters(archive.manifest.queued)} waited when the backup was made, and some of"
        f" them may have left since. What was done after {archive.manifest.made_at:%Y-%m-%d %H:%M} UTC is not in it.\n"
        f"Next: start web and worker; {SAMAI} doctor; look at the pages; then {SAMAI} mail release"
    )
