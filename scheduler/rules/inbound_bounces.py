"""Reports on letters of ours that did not arrive (RFC 3464, and older forms): whoever names a letter has had it."""

import re

from scheduler.rules.inbound_cases import Known, Returned, Ruling
from vocabulary.inbound import Arrival, Bounce, Came, Reason, Verdict
from vocabulary.states import MailState
from vocabulary.text import N_

CODE = re.compile(r"\b([45]\d\d)\b")
LEFT = (MailState.SENT, MailState.SENDING)
FAILED = (MailState.REFUSED, MailState.BOUNCED)

RETURNED = N_("The letter to %(address)s did not arrive: %(words)s")
DELAYED = N_("A mail server still tries to deliver a letter: %(words)s")
DELIVERED = N_("A mail server reports that a letter arrived.")
UNKNOWN = N_("A letter did not arrive, and the report does not say which: %(words)s")
KNOWN_ALREADY = N_("It is known already that the letter to %(address)s did not arrive.")
SUPERSEDED = N_("The letter to %(address)s does not count any more, or is being sent again.")


def ruling_on_bounce(arrival: Arrival, known: Known) -> Ruling:
    """What a report says of its letter: that it failed is recorded, that somebody still tries is not."""
    failed = [one for one in arrival.bounces if one.action == "failed"]
    if not failed:
        delayed = next((one for one in arrival.bounces if one.action == "delayed"), None)
        reason = Reason(DELIVERED) if delayed is None else Reason(DELAYED, {"words": words_of(delayed)})
        return Ruling(Came.BOUNCE, Verdict.IGNORED, reason)
    bounce = next((one for one in failed if one.message_id in known.returned), failed[0])
    letter = known.returned.get(bounce.message_id)
    if letter is None:
        return Ruling(Came.BOUNCE, Verdict.WAITING, Reason(UNKNOWN, {"words": words_of(bounce)}))
    return ruling_on_letter(bounce, letter)


def ruling_on_letter(bounce: Bounce, letter: Returned) -> Ruling:
    """The same of a letter that is found."""
    values = {"address": letter.address}
    if letter.state in LEFT:
        words = words_of(bounce)
        reason = Reason(RETURNED, {**values, "words": words})
        return Ruling(Came.BOUNCE, Verdict.APPLIED, reason, returned=letter, words=words)
    if letter.state in FAILED:
        return Ruling(Came.BOUNCE, Verdict.DUPLICATE, Reason(KNOWN_ALREADY, values), returned=letter)
    return Ruling(Came.BOUNCE, Verdict.IGNORED, Reason(SUPERSEDED, values), returned=letter)


def words_of(bounce: Bounce) -> str:
    """The server's own words, or its number where it has none."""
    return bounce.words or bounce.status or "-"


def code_in(words: str) -> int | None:
    """The SMTP code in a server's words, where there is one."""
    found = CODE.search(words[:40])
    return None if found is None else int(found[1])
