"""What the installation stands on: the program, its settings, its folder, the disk and the zones' data."""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from tempfile import TemporaryFile
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from commands.checks.finding import Finding, Installed, fault, ok, warning
from scheduler.keeping.manifest import program_version
from scheduler.keys import KEY_FILE, user_name, way_out
from vocabulary.command import SAMAI
from vocabulary.settings import Settings
from vocabulary.settings_file import BARE, CONFIG
from vocabulary.settings_ground import PREFIX

WHERE = f"{PREFIX}INSTANCE"
ROOT = Path(__file__).parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+) \\$", re.MULTILINE)
MEGABYTE = 1024 * 1024
LITTLE, TOO_LITTLE = 500 * MEGABYTE, 50 * MEGABYTE
FEW_FILES = 1000
PROBE = bytes(64 * 1024)
OTHERS, GROUP_AND_OTHERS = 0o007, 0o077
ZONES = {"Asia/Bangkok": (7, 7), "Europe/Vienna": (1, 2), "America/New_York": (-5, -4)}
"""Hours from UTC in January and in July."""

OLD_ZONES = 2
"""Years after which a city may have changed its clocks without the data knowing."""


def program(_installed: Installed) -> Finding:
    """Whether the program is whole: its packages those of the lock, its wording compiled."""
    return whole(ROOT)


def whole(root: Path) -> Finding:
    """The same of a program in this folder."""
    name, run = "program", f"Samai {program_version()}, Python {python_version()}"
    fix = f"cd {root} && make install, then restart web and worker"
    strangers = [f"{package} is {found or 'missing'}, not {locked}" for package, locked, found in amiss(root)]
    if strangers:
        return fault(name, f"{run}; {'; '.join(strangers[:3])}", fix=fix)
    stale = [path for path in root.glob("translations/*/LC_MESSAGES/messages.po") if not is_compiled(path)]
    if stale:
        return fault(name, f"{run}; pages in {stale[0].parts[-3]} show old or English words", fix=fix)
    return ok(name, run)


def amiss(root: Path) -> Iterator[tuple[str, str, str]]:
    """Each package that is not of the version that the lock names: its name, that version, and what is there."""
    for package, locked in PIN.findall((root / "requirements.txt").read_text("utf-8")):
        try:
            found = version(package)
        except PackageNotFoundError:
            found = ""
        if found != locked:
            yield package, locked, found


def is_compiled(wording: Path) -> bool:
    """Whether pages show this wording."""
    compiled = wording.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= wording.stat().st_mtime


def settings(installed: Installed) -> Finding:
    """Where the settings come from."""
    name, path = "settings", installed.folder / CONFIG
    if installed.settings.testing:
        return fault(name, "testing is on: passwords are not safe", fix="Remove testing, then restart web and worker")
    fields = {f"{PREFIX}{field.upper()}" for field in Settings.model_fields} - {WHERE}
    told = sorted((fields | {BARE}) & os.environ.keys())
    beside = f"; before it count {', '.join(told)} of the environment" if told else ""
    if not path.exists():
        fix = f"{SAMAI} init writes one; until then docs/settings.md says what holds"
        return warning(name, f"no {path}: every setting is the default{beside}", fix=fix)
    return ok(name, f"{path}{beside}")


def address(installed: Installed) -> Finding:
    """Whether what people send is safe on its way, and where each comes from is known."""
    name, base = "address", installed.settings.base_url
    if not installed.settings.is_reached_safely:
        fix = "Set base_url to https://… and put a proxy with a certificate before the service (deploy/nginx.conf)"
        return fault(name, f"{base}: passwords cross the network readable by anyone on it", fix=fix)
    if installed.is_public and not installed.settings.proxies:
        fix = f"proxies = 1 in {installed.folder / CONFIG}, then restart web and worker"
        return warning(name, f"{base}, and proxies = 0: all visitors look like one at the sign-in page", fix=fix)
    return ok(name, f"{base}, proxies = {installed.settings.proxies}")


def folder(installed: Installed) -> Finding:
    """Whether the instance's folder can be written, belongs to who runs the service, and is closed to others."""
    path = installed.folder
    return kept_by(path, user=os.geteuid(), refused=refusal_to_write(path))


def kept_by(path: Path, *, user: int, refused: OSError | None) -> Finding:
    """The same for this user, to whom the system refused to write, or did not."""
    name, status = "folder", path.stat()
    owner = user_name(status.st_uid)
    foreign = next(strangers_in(path, owner=status.st_uid), None)
    if foreign is not None:
        seen = f"{foreign} belongs to {user_name(foreign.lstat().st_uid)}, not to {owner}"
        return fault(name, seen, fix=f"chown -R {owner}: {path}")
    if status.st_mode & OTHERS:
        return fault(name, f"{path}: everybody on this machine may look into it", fix=f"chmod 750 {path}")
    if refused is not None:
        return fault(name, f"{path} cannot be written: {refused.strerror}", fix=way_out(refused))
    if status.st_uid != user:
        fix = f"Run it as {owner}: runuser -u {owner} -- {SAMAI} doctor"
        return warning(name, f"{path} belongs to {owner}: what another user makes in it {owner} cannot read", fix=fix)
    return ok(name, f"{path}, of {owner}")


def strangers_in(path: Path, *, owner: int) -> Iterator[Path]:
    """What in an instance belongs to somebody else."""
    return (found for found in inside(path) if found.lstat().st_uid != owner)


def inside(path: Path) -> Iterator[Path]:
    """The files and folders of an instance, and what is in those."""
    for found in sorted(path.iterdir()):
        yield found
        if found.is_dir() and os.access(found, os.R_OK | os.X_OK):
            yield from found.iterdir()


def refusal_to_write(path: Path) -> OSError | None:
    """Why nothing can be written here; None where it can, to the disk itself."""
    try:
        with TemporaryFile(dir=path) as probe:
            probe.write(PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return error
    return None


def secrets(installed: Installed) -> Finding:
    """Whether nobody else can read what links and cookies are signed with."""
    name, path = "secret key", installed.folder / KEY_FILE
    if installed.settings.secret_key.get_secret_value():
        return ok(name, f"stands in {CONFIG} or the environment")
    if stat.S_IMODE(path.stat().st_mode) & GROUP_AND_OTHERS:
        return fault(name, f"{path} can be read by others, who could answer for anybody", fix=f"chmod 600 {path}")
    return ok(name, f"{path}, readable by its owner alone")


def disk(installed: Installed) -> Finding:
    """Whether there is room: on a full disk nothing can be saved."""
    counted = os.statvfs(installed.folder)
    files = counted.f_favail if counted.f_files else None
    return room(installed.folder, free=shutil.disk_usage(installed.folder).free, files=files)


def room(path: Path, *, free: int, files: int | None) -> Finding:
    """Whether so many bytes, and so many files where the disk counts them, are enough."""
    name, seen = "disk", f"{free / MEGABYTE:,.0f} MB free at {path}"
    fix = f"Make room or enlarge the disk; largest first: du -xh --max-depth=2 {path} | sort -rh | head"
    if free < TOO_LITTLE:
        return fault(name, seen, fix=fix)
    if files is not None and files < FEW_FILES:
        return fault(name, f"{files} more files can be made at {path}", fix="Remove small files: df -i")
    return warning(name, seen, fix=fix) if free < LITTLE else ok(name, seen)


def zones(installed: Installed) -> Finding:
    """Whether the cities' clocks are known, as they go today."""
    return clocks(ZONES, installed.wall, release=release_of(TZPATH))


def clocks(hours: Mapping[str, tuple[int, int]], wall: datetime, *, release: str) -> Finding:
    """Whether these zones are these hours from UTC, by data of a release that is no older than it may be."""
    name, fix = "time zones", "apt-get install --only-upgrade tzdata, then restart web and worker"
    for zone, right in hours.items():
        found = hours_of(zone, wall.year)
        if found is None:
            return fault(name, f"{zone} is not known", fix="apt-get install tzdata, then restart web and worker")
        if found != right:
            seen = f"{zone} is {found} hours from UTC in January and July"
            return warning(name, seen, fix=f"See whether that is so: {fix}")
    if int(release[:4] or 0) + OLD_ZONES < wall.year:
        return warning(name, f"{release or 'of an unknown release'}: old", fix=fix)
    return ok(name, f"{release}; {', '.join(hours)} are known")


def hours_of(zone: str, year: int) -> tuple[int, ...] | None:
    """Hours from UTC in January and in July; None where the zone is not known."""
    try:
        known = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return None
    offsets = [datetime(year, month, 1, tzinfo=UTC).astimezone(known).utcoffset() for month in (1, 7)]
    return tuple(int(offset.total_seconds() // 3600) for offset in offsets if offset is not None)


def release_of(paths: Sequence[str]) -> str:
    """The release of the data that is read: the system's comes before the package's; empty where it says none."""
    for path in paths:
        if (Path(path) / "UTC").exists():
            return release_in(Path(path))
    return version("tzdata")


def release_in(path: Path) -> str:
    """The release that a folder of zones says it is."""
    try:
        with (path / "tzdata.zi").open(encoding="utf-8") as data:
            found = re.search(r"\d{4}[a-z]+", data.readline())
    except OSError:
        return ""
    return found[0] if found else ""
