"""What the tables say: whether they answer, are this program's, are whole, and how work and backups stand."""

from sqlalchemy.exc import DBAPIError

from commands.checks.finding import Finding, Installed, ago, fault, ok, warning
from commands.database_troubles import OTHER, reason_of, trouble_in
from models.database import db
from scheduler.keeping.archives import manifests_in
from scheduler.keeping.facts import faults_in
from scheduler.keeping.schema import Schema, head, present_revision, standing_of
from scheduler.keys import fingerprints
from scheduler.queries.audit import audit_head
from scheduler.queries.health import last_backup, last_beat, mail_hold
from scheduler.queries.operation import DAY, database_bytes, failed_since
from scheduler.queries.soundness import database_version, digest_at, tail_findings, waiting_longest
from vocabulary.command import SAMAI

MEGABYTE = 1024 * 1024
WHOLLY_READ = 2048 * MEGABYTE
"""Up to this size the whole database is read through: a look that takes a few seconds at most."""

SILENT_SECONDS = 60
STUCK_SECONDS = 15 * 60
OLD_BACKUP, FORGOTTEN_BACKUP = 26 * 3600, 7 * 86400
UNITS = "systemctl restart samai-web samai-worker"


def database(_installed: Installed) -> Finding:
    """Whether the database answers and is whole."""
    name = "database"
    revision = present_revision()
    if standing_of(revision) is Schema.NONE:
        return fault(name, "there are no tables yet", fix=f"{SAMAI} init; or, from a backup: {SAMAI} restore FILE")
    size = database_bytes()
    seen = f"{database_version()}, {size / MEGABYTE:,.1f} MB"
    wrong = faults_in(db.session.connection()) if size < WHOLLY_READ else []
    if wrong:
        fix = (
            f"Stop web and worker, keep the file, and restore the last backup into a new instance: {SAMAI} restore FILE"
        )
        return fault(name, f"{seen}; damaged: {'; '.join(wrong)[:300]}", fix=fix)
    return ok(name, f"{seen}{', whole' if db.engine.dialect.name == 'sqlite' else ''}")


def refused_database(error: Exception) -> Finding:
    """The same where it does not answer."""
    if isinstance(error, DBAPIError):
        trouble = trouble_in(error) or OTHER
        return fault("database", f"{trouble.what.lower()} ({reason_of(error)})", fix=trouble.way_out)
    return fault("database", str(error), fix="See above")


def schema(_installed: Installed) -> Finding:
    """Whether the tables are those that this program was written for."""
    name, revision = "schema", present_revision()
    match standing_of(revision):
        case Schema.PRESENT:
            return ok(name, f"at step {revision}, this program's own")
        case Schema.OLDER:
            fix = f"systemctl stop samai-web samai-worker; {SAMAI} upgrade; {UNITS}"
            return fault(name, f"at step {revision}, older than this program's {head()}", fix=fix)
        case _:
            fix = f"Install the newer program again, or restore a backup into a new instance: {SAMAI} restore FILE"
            return fault(name, f"at step {revision}, which this program does not know", fix=fix)


def audit(_installed: Installed) -> Finding:
    """Whether the end of the audit is what was written."""
    name, findings = "audit", tail_findings()
    if findings:
        fix = f"{SAMAI} audit verify names every row; keep this database, and compare with the last backups"
        return fault(name, f"row {findings[0].number}: {findings[0].fault.value}", fix=fix)
    return ok(name, f"{audit_head().rows} rows, the last ones verify")


def last_kept(installed: Installed) -> Finding:
    """Whether the last backup beside the database is of this database and of this key."""
    name, found = "last backup", next(manifests_in(installed.folder / "backups"), None)
    if found is None:
        return ok(name, "none in this instance's folder to compare with")
    path, manifest = found
    if manifest.keys[0] not in fingerprints(installed.settings):
        fix = f"Put its key back (tar -xOf {path} secret_key, or the line in its config.toml), then restart"
        return fault(name, f"{path.name} has another secret key: no link mailed before it opens", fix=fix)
    if manifest.audit.rows and digest_at(manifest.audit.rows) != manifest.audit.digest:
        fix = f"{SAMAI} audit verify --manifest {path}"
        return fault(name, f"the audit is not the one that {path.name} was made of: cut or written anew", fix=fix)
    return ok(name, f"{path.name} has this key and this audit")


def worker(installed: Installed) -> Finding:
    """Whether somebody sends the letters."""
    name, last = "worker", last_beat()
    fix = f"systemctl restart samai-worker; why it ended: journalctl -u samai-worker -n 50. By hand: {SAMAI} worker"
    if last is None:
        return fault(name, "none has ever worked: no letter leaves", fix=fix)
    silent = (installed.wall - last.beat_at).total_seconds()
    if silent > SILENT_SECONDS:
        return fault(name, f"silent for {ago(silent)}: no letter leaves", fix=fix)
    return ok(name, f"gave a sign of life {ago(max(0.0, silent))} ago")


def backup(installed: Installed) -> Finding:
    """Whether the last backup is recent."""
    name, last = "backup", last_backup()
    fix = f"{SAMAI} backup, and systemctl enable --now samai-backup.timer; why not: journalctl -u samai-backup -n 50"
    if last is None:
        return warning(name, "none was ever taken", fix=fix)
    age = (installed.wall - last).total_seconds()
    seen = f"the last was taken {ago(max(0.0, age))} ago"
    if age > FORGOTTEN_BACKUP:
        return fault(name, seen, fix=fix)
    return warning(name, seen, fix=fix) if age > OLD_BACKUP else ok(name, seen)


def held(installed: Installed) -> Finding:
    """Whether letters may leave."""
    hold = mail_hold()
    if hold is None:
        return ok("mail hold", "letters may leave")
    since = ago(max(0.0, (installed.wall - hold.since).total_seconds()))
    return warning("mail hold", f"no letter leaves since {since}: {hold.why}", fix=f"{SAMAI} mail release")


def letters(installed: Installed) -> Finding:
    """Whether what is due has left."""
    name, waiting, failed = "letters", waiting_longest(installed.wall), failed_since(installed.wall - DAY)
    if waiting is not None:
        age = (installed.wall - waiting.first_due).total_seconds()
        tried = f"tried {waiting.attempts} times: {waiting.words}" if waiting.attempts else "never tried"
        if age > STUCK_SECONDS and mail_hold() is None:
            fix = "Mend what the lines on worker and mail server say; nothing else is needed, it is tried again"
            return fault(name, f"letter {waiting.number} is due for {ago(age)}, {tried}", fix=fix)
    if failed:
        fix = f"The desk sees each under Sent mail; here: {SAMAI} mail list --state refused"
        return warning(name, f"{failed} refused or returned within a day", fix=fix)
    return ok(name, "none that is due is late, none was refused within a day")
