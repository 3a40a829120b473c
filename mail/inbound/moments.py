"""Times as calendars write them, in the zones that they name, Windows' own names among them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

DAY, SECOND = re.compile(r"\d{8}"), re.compile(r"(\d{8}T\d{6})(Z?)")
DURATION = re.compile(
    r"\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII
)
OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d\d))?")
MICROSOFTS_UTC = "tzone://Microsoft/Utc"
ZONE = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}", re.ASCII)


def instant(value: str, *, tzid: str) -> datetime | None:
    """An instant in UTC; None where it is none, or its zone is unknown."""
    found = SECOND.fullmatch(value)
    zone = None if found is None else UTC if found[2] else zone_of(tzid)
    if found is None or zone is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of February, or the end of the years
        return None


def spelled(value: str, *, tzid: str) -> str:
    """An instant or a day by ISO 8601; nothing where it is neither."""
    if DAY.fullmatch(value):
        try:
            return datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            return ""
    found = instant(value, tzid=tzid)
    return "" if found is None else found.isoformat()


def zone_of(tzid: str) -> tzinfo | None:
    """The zone of a TZID: by its own name, by Windows', by its distance from UTC, or by the end of a path."""
    name = tzid.strip().strip('"')
    offset = OFFSET.fullmatch(name)
    if name == MICROSOFTS_UTC:
        return UTC
    if offset is not None and int(offset[2]) < 24 and int(offset[3] or 0) < 60:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(ahead if offset[1] == "+" else -ahead)
    path = name.strip("/").split("/")
    for tried in (WINDOWS_TO_OLSON.get(name, name), "/".join(path[-2:])):
        if ZONE.fullmatch(tried):
            try:
                return ZoneInfo(tried)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return None


def ending(starts: str, duration: str) -> str:
    """The end of what begins then and lasts so long; nothing where either is not told."""
    found = DURATION.fullmatch(duration)
    if not starts or found is None or not any(found.groups()):
        return ""
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    begins: date = datetime.fromisoformat(starts) if "T" in starts else date.fromisoformat(starts)
    try:
        return (begins + length).isoformat()
    except OverflowError:
        return ""
