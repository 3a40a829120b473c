"""Mails without a calendar part: a person wrote them, and a person reads them."""

from scheduler.rules.inbound_cases import Known, Ruling
from vocabulary.inbound import Arrival, Came, Carrier, Reason, Verdict
from vocabulary.text import N_

SAID = N_("%(name)s wrote about the meeting in words. Record what it means.")
ABOUT = N_("%(sender)s, who is not invited, writes about the meeting.")
ON_FILE = N_("Somebody on file wrote to the desk, about no particular meeting.")
STRANGER = N_("Somebody who is not on file wrote to the desk.")
TNEF = N_(
    "%(sender)s sent the answer as winmail.dat, which only Outlook reads. Ask for it in words, or in Outlook for "
    "internet format."
)
SEALED = N_("%(sender)s sent the mail encrypted, and it cannot be read here. Ask for it in words.")


def ruling_on_message(arrival: Arrival, known: Known) -> Ruling:
    """A mail in words waits for an officer, beside the meeting that it seems to be about."""
    meeting = known.by_tag or known.by_thread
    asked = None if meeting is None else meeting.person_at(arrival.sender)
    return Ruling(Came.MESSAGE, Verdict.WAITING, reason_for(arrival, known), meeting, asked)


def reason_for(arrival: Arrival, known: Known) -> Reason:
    """Why it waits, in one sentence."""
    meeting, sender = known.by_tag or known.by_thread, {"sender": arrival.sender}
    asked = None if meeting is None else meeting.person_at(arrival.sender)
    if arrival.carrier is Carrier.TNEF:
        return Reason(TNEF, sender)
    if arrival.carrier is Carrier.SEALED:
        return Reason(SEALED, sender)
    if asked is not None:
        return Reason(SAID, {"name": asked.name})
    if meeting is not None:
        return Reason(ABOUT, sender)
    return Reason(STRANGER if known.person_id is None else ON_FILE)
