"""Hours and lengths of time as people type them."""

import re
from datetime import time
from functools import cache

from scheduler.rules.typed.text import any_of, bare, plain
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from vocabulary.words import words

SHORTEST = 5
LONGEST = 24 * 60

MINUTES = re.compile("([0-9]{1,4})")
HOURS_AND_MINUTES = re.compile("([0-9]{1,2}):([0-5][0-9])")

NOT_A_CLOCK = N_("Write the hour as on a 24-hour clock, such as 09:30 or 14:00.")
WHICH_HALF = N_("Is %(typed)s o’clock %(morning)s or %(evening)s? Write hour and minutes.")
NO_HOUR = N_("There is no hour %(hour)s. Write an hour from 00:00 to 23:59.")
NO_MINUTE = N_("There is no minute %(minute)s. Write minutes from 00 to 59.")
END_OF_DAY = N_("24:00 is 00:00 of the next day. Write 00:00 and choose the next day.")
NOT_A_LENGTH = N_("Write a length from 5 minutes to 24 hours: minutes, such as 90, or hours and minutes, such as 1:30.")


@cache
def clock_shape() -> re.Pattern[str]:
    """Hours and minutes with what may stand around them; built once, for the words come from a file."""
    said = words()
    return re.compile(
        rf"(?:(?:{any_of(said.before_clock)}) ?)?"
        r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?|(?P<hours>[0-9]{2})(?P<minutes>[0-9]{2}))"
        rf" ?(?:(?P<half>{any_of((*said.morning, *said.afternoon))})|(?P<counted>{any_of(said.after_clock)}))?"
    )


@cache
def length_words() -> re.Pattern[str]:
    """The words that may stand after a number of minutes."""
    return re.compile(rf" ?(?:{any_of(words().after_minutes)})$")


def typed_clock(text: str, *, field: str) -> time:
    """An hour of the day on a 24-hour clock unless "am" or "pm" says otherwise; a bare "9" is asked about."""
    found = clock_shape().fullmatch(plain(text))
    if found is None:
        raise Refusal(NOT_A_CLOCK, field=field)
    hour = int(found["hour"] or found["hours"])
    minute = found["minute"] or found["minutes"]
    if found["half"]:
        hour = hour_in_half(hour, found["half"], field=field)
    elif minute is None and found["counted"] is None and 1 <= hour <= 12:
        halves = {"morning": f"{hour % 12:02}:00", "evening": f"{hour % 12 + 12:02}:00"}
        raise Refusal(WHICH_HALF, field=field, typed=hour, **halves)
    return hour_of_day(hour, int(minute or 0), field=field)


def hour_in_half(hour: int, half: str, *, field: str) -> int:
    """The hour counted to 24, from 1 to 12 before or after noon; 12 am is midnight."""
    if not 1 <= hour <= 12:
        raise Refusal(NOT_A_CLOCK, field=field)
    afternoon = bare(half) in map(bare, words().afternoon)
    return hour % 12 + (12 if afternoon else 0)


def hour_of_day(hour: int, minute: int, *, field: str) -> time:
    """The hour, where a clock shows it; refused by the part that no clock shows."""
    if (hour, minute) == (24, 0):
        raise Refusal(END_OF_DAY, field=field)
    if hour > 23:
        raise Refusal(NO_HOUR, field=field, hour=hour)
    if minute > 59:
        raise Refusal(NO_MINUTE, field=field, minute=minute)
    return time(hour, minute)


def typed_minutes(text: str, *, field: str) -> int:
    """A length in minutes, from five to a whole day: "90" or "1:30"."""
    written = length_words().sub("", plain(text))
    if found := MINUTES.fullmatch(written):
        length = int(found[1])
    elif found := HOURS_AND_MINUTES.fullmatch(written):
        length = int(found[1]) * 60 + int(found[2])
    else:
        length = 0
    if not SHORTEST <= length <= LONGEST:
        raise Refusal(NOT_A_LENGTH, field=field)
    return length
