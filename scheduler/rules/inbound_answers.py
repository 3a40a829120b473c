"""What an invited person's own calendar says of a meeting: the answer that it gives, or why it gives none."""

from dataclasses import replace
from datetime import datetime

from scheduler.rules.inbound_cases import Case, Given, LastAnswer, Ruling
from scheduler.rules.inbound_proposals import ruling_on_counter, ruling_on_substitute
from vocabulary.inbound import Attendee, Came, Verdict
from vocabulary.states import Method, PartStat
from vocabulary.text import N_

GIVEN = {one.value: one for one in (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)}

FOR_ANOTHER = N_("%(sender)s answers for %(other)s.")
NOBODYS = N_("The calendar part says nothing of %(sender)s.")
CONTRADICTS = N_("The calendar part says two different things of %(sender)s.")
NEVER_ISSUED = N_("It answers version %(answered)s of the invitation, and the last one that was sent is %(issued)s.")
NEVER_SENT = N_("No invitation to this meeting was sent to %(sender)s.")
CLASSIFIED = N_("The meeting is classified: look at the answer, and record it by hand if it is to count.")
CANCELLED = N_("The meeting is cancelled, so the answer changes nothing.")
OVER = N_("The meeting was over when the answer was given.")
ONE_OCCURRENCE = N_("It answers one day of a series, and this meeting is none. Ask what is meant.")
NO_ANSWER = N_("It says that no answer has been given yet.")
STRANGE_ANSWER = N_("It is neither yes, no nor perhaps: %(partstat)s. Ask what is meant.")
OLDER = N_("A later answer of the same person has arrived before.")
AGAIN = N_("The same answer is already on record.")
BOTH = N_("Two different answers of the same person bear the same time. Ask which one counts.")
EARLIER_TIME = N_("It answers an earlier time or place of the meeting, so it counts as no answer.")
APPLIED = N_("The answer of %(name)s is on record.")
REFRESH = N_("%(name)s asks for the invitation once more.")


def ruling_on_asked(case: Case) -> Ruling:
    """What becomes of a calendar message of somebody who is invited."""
    for step in (wrong_voice, wrong_version, not_answerable):
        ruling = step(case)
        if ruling is not None:
            return ruling
    if case.came is Came.REFRESH:
        return case.ruled(Verdict.WAITING, REFRESH, name=case.asked.name)
    if case.came is Came.COUNTER:
        return ruling_on_counter(case)
    return ruling_on_reply(case, case.own[0])


def wrong_voice(case: Case) -> Ruling | None:
    """Somebody answers for himself or herself: other people in the message are passed over, never heard."""
    sender = case.asked.address
    if not case.own and case.came is not Came.REFRESH:
        other = next((one.address for one in case.calendar.attendees if one.address), "")
        if other:
            return case.ruled(Verdict.QUARANTINED, FOR_ANOTHER, sender=sender, other=other)
        return case.ruled(Verdict.QUARANTINED, NOBODYS, sender=sender)
    if len({(one.partstat, one.delegated_to) for one in case.own}) > 1:
        return case.ruled(Verdict.QUARANTINED, CONTRADICTS, sender=sender)
    return None


def wrong_version(case: Case) -> Ruling | None:
    """Nobody can answer what was never sent."""
    if case.asked.told is None:
        return case.ruled(Verdict.QUARANTINED, NEVER_SENT, sender=case.asked.address)
    answered, issued = case.calendar.sequence, case.meeting.sequence
    if answered > issued:
        return case.ruled(Verdict.QUARANTINED, NEVER_ISSUED, answered=answered, issued=issued)
    return None


def not_answerable(case: Case) -> Ruling | None:
    """Of a classified meeting the desk alone keeps the answers; one that is cancelled has none any more."""
    if case.meeting.is_classified:
        return case.ruled(Verdict.WAITING, CLASSIFIED)
    if case.asked.told is Method.CANCEL:
        return case.ruled(Verdict.IGNORED, CANCELLED)
    return None


def ruling_on_reply(case: Case, own: Attendee) -> Ruling:
    """The answer itself."""
    if case.calendar.recurrence:
        return case.ruled(Verdict.WAITING, ONE_OCCURRENCE)
    if own.delegated_to or own.partstat == PartStat.DELEGATED.value:
        return ruling_on_substitute(case, own)
    if own.partstat == PartStat.NEEDS_ACTION.value:
        return case.ruled(Verdict.IGNORED, NO_ANSWER)
    if own.partstat not in GIVEN:
        return case.ruled(Verdict.WAITING, STRANGE_ANSWER, partstat=own.partstat)
    stamp = min(case.calendar.stamp or case.received_at, case.received_at)
    if case.asked.ends is not None and case.asked.ends <= stamp:
        return case.ruled(Verdict.IGNORED, OVER)
    ruling = None if case.asked.last is None else ruling_after(case, own, last=case.asked.last, stamp=stamp)
    return ruling or answered(case, GIVEN[own.partstat], stamp=stamp)


def ruling_after(case: Case, own: Attendee, *, last: LastAnswer, stamp: datetime) -> Ruling | None:
    """Where the same person has answered before: the later word stands, by the person's own clock (RFC 5546, 2.1.5)."""
    mine, before = (case.calendar.sequence, stamp), (last.sequence, last.stamp)
    if mine > before:
        return None
    if mine < before:
        return case.ruled(Verdict.STALE, OLDER)
    same = (own.partstat, case.calendar.comment) == (last.partstat, last.comment)
    return case.ruled(Verdict.DUPLICATE, AGAIN) if same else case.ruled(Verdict.WAITING, BOTH)


def answered(case: Case, partstat: PartStat, *, stamp: datetime) -> Ruling:
    """The answer as it goes on record; one to an earlier time is kept, and counts as none."""
    counts = case.calendar.sequence >= case.meeting.material
    verdict, message = (Verdict.APPLIED, APPLIED) if counts else (Verdict.STALE, EARLIER_TIME)
    ruling = case.ruled(verdict, message, **({"name": case.asked.name} if counts else {}))
    given = Given(case.asked, partstat, case.calendar.sequence, stamp, case.calendar.comment)
    return replace(ruling, given=given)
