"""Calendar services that answer for their users from an address of their own, with the user's in Reply-To alone.

Nextcloud, iCloud and Google do so for some of their users. Whether the user pressed the button nobody here can check,
so that such an answer is never applied by itself; an officer sees whose it is, and records it.
"""

from vocabulary.inbound import Arrival
from vocabulary.text import N_

THROUGH = N_(
    "%(service)s sent an answer for %(name)s, as calendar services do. Nothing here can show that it is genuine: "
    "record it, and call first if you are not sure."
)
MARKS = ("noreply", "donotreply", "calendarnotification")
"""What the addresses hold that nobody reads, without the marks between."""


def is_service(address: str) -> bool:
    """Whether an address is one that nobody answers at."""
    local = address.rpartition("@")[0]
    plain = "".join(letter for letter in local if letter.isalnum())
    return any(mark in plain for mark in MARKS)


def user_of(arrival: Arrival) -> str:
    """For whom a service has sent this; nothing where none did."""
    if not is_service(arrival.sender) or len(arrival.reply_to) != 1:
        return ""
    user = arrival.reply_to[0]
    attendees = () if arrival.calendar is None else arrival.calendar.attendees
    return user if [one.address for one in attendees] == [user] else ""
