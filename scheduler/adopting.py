"""A mail from an address that was not on file: an officer says whose it is, and the mail is ruled on anew."""

from datetime import datetime

from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Invitation
from scheduler.deed import deed
from scheduler.inbound import Desktop, Letterbox, answer_of, fill_in
from scheduler.other_addresses import keep_address
from scheduler.queries.inbound import mailroom_for
from scheduler.queries.received_asks import Asks
from scheduler.received import UNSETTLED, settle, waiting_mail
from scheduler.rules.inbound import ruling_on
from scheduler.rules.inbound_cases import Ruling
from vocabulary.actor import Actor
from vocabulary.inbound import Arrival, Settlement, Verdict
from vocabulary.invite import Desk
from vocabulary.refusals import Refusal
from vocabulary.text import N_

NOT_THEIRS = N_("Choose one of those who are invited to this meeting.")
NO_CALENDAR = N_("This mail is no answer from a calendar. Add the address on the page of the person.")


def settle_with_address(mail_id: int, invitation_id: int, *, desk: Desk, by: Actor, now: datetime) -> Verdict:
    """Put the sender's address on file as a further one of this invited person, and rule on the mail as his or hers.

    What is then a valid answer is recorded; whatever still needs a decision waits on.
    """
    with deed("settle mail", by=by, now=now) as record:
        mail = waiting_mail(mail_id)
        calendar, invitation = Asks.of(mail).calendar, db.session.get(Invitation, invitation_id)
        if calendar is None:
            raise Refusal(NO_CALENDAR)
        if invitation is None or invitation.person is None or invitation.entry_id != mail.entry_id:
            raise Refusal(NOT_THEIRS, field="invitation")
        keep_address(invitation.person, mail.sender_address, by=by, now=now)
        arrival = Arrival((mail.sender_address,), mail.sender_name, calendar=calendar)
        room = mailroom_for([arrival], desk=desk, server="")
        ruling = ruling_on(arrival, room.known(arrival, now=mail.received_at))
        rule_anew(mail, ruling)
        fill_in(mail, calendar, asked=ruling.asked)
        if ruling.given is not None:
            mail.answer = answer_of(ruling.given, desktop=Desktop(Letterbox(desk, now), room, by, now))
        if ruling.verdict not in UNSETTLED:
            settle(mail, Settlement.RECORDED, by=by, now=now)
        record.about("received_mail", mail.id)
        return ruling.verdict


def rule_anew(mail: ReceivedMail, ruling: Ruling) -> None:
    """Put what was ruled now in the place of what was ruled when the mail came."""
    mail.came, mail.verdict = ruling.came, ruling.verdict
    mail.reason, mail.reason_values = ruling.reason.message, dict(ruling.reason.values)
    mail.invitation_id = None if ruling.asked is None else ruling.asked.invitation_id
    mail.person_id = None if ruling.asked is None else ruling.asked.person_id
    mail.proposed = None if ruling.proposed is None else dict(ruling.proposed)
