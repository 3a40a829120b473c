"""What people type, read: days, hours, lengths and numbers; never guessed, refused with a question instead."""

from scheduler.rules.typed.days import echo, typed_day
from scheduler.rules.typed.hours import typed_clock, typed_minutes
from scheduler.rules.typed.numbers import typed_number
from scheduler.rules.typed.wall_time import ComesTwice, WallTime, comes_twice, instant

__all__ = [
    "ComesTwice",
    "WallTime",
    "comes_twice",
    "echo",
    "instant",
    "typed_clock",
    "typed_day",
    "typed_minutes",
    "typed_number",
]
