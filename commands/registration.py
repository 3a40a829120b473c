"""Every command group of the service, plugged into the application."""

from flask import Flask

import commands.calendar_import
import commands.calendar_lists
import commands.consultation_changes
import commands.heads
import commands.mail_hold
import commands.mandates
import commands.meeting_days
import commands.received
import commands.seats
import commands.session_changes
import commands.session_letters
import commands.session_list
import commands.session_releases
import commands.who  # noqa: F401 - the commands of these join other groups
from commands.accounts import account
from commands.audit import audit
from commands.backups import backup, restore_backup
from commands.calendars import calendar
from commands.cities import city
from commands.committees import committee
from commands.consultations import consultation
from commands.deadlines import deadline
from commands.delegations import delegation
from commands.demonstrations import demonstration
from commands.doctor import doctor
from commands.hand_overs import hand_over
from commands.init import init
from commands.mails import mail
from commands.obligations import obligation
from commands.people import person
from commands.reminders import reminder
from commands.search import search
from commands.sessions import session
from commands.trial_mail import send_test_mail
from commands.up import up
from commands.upgrades import upgrade

COMMANDS = (
    account,
    audit,
    calendar,
    city,
    committee,
    consultation,
    deadline,
    delegation,
    demonstration,
    hand_over,
    mail,
    obligation,
    person,
    reminder,
    search,
    session,
    up,
)
OPERATING = (backup, doctor, init, restore_backup, send_test_mail, upgrade)
"""What keeps an installation going; each is one command."""


def register(app: Flask) -> None:
    """Give the application its commands."""
    for command in (*COMMANDS, *OPERATING):
        app.cli.add_command(command)
