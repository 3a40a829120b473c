"""The sessions that a head of mission's post leads, and their rosters."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.engagements import bookings_for_head
from scheduler.queries.meeting_days import meeting_days
from scheduler.queries.obligations import documents_before
from scheduler.queries.rosters import roster_for, sessions_headed_by
from scheduler.queries.session_invitations import invited_delegation
from scheduler.rules.meeting_hours import runs_of
from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor, now, today, wall
from web.mission.blueprint import blueprint


@blueprint.get("/mission", endpoint="sessions")
@access(Permission.HEAD)
def sessions() -> ResponseReturnValue:
    """One's sessions, those without dates too."""
    return render_template("mission/sessions.html", sessions=sessions_headed_by(actor()), today=today())


@blueprint.get("/mission/sessions/<int:session_id>", endpoint="roster")
@access(Permission.HEAD)
def roster(session_id: int) -> ResponseReturnValue:
    """The roster of one of them, for a phone and for one sheet of paper."""
    found = roster_for(session_id, actor=actor())
    duties = documents_before(found.session, today=today())
    double = bookings_for_head(session_id, actor=actor(), now=now())
    return render_template(
        "mission/roster.html",
        roster=found,
        duties=duties,
        double=double,
        meetings=runs_of(meeting_days(session_id)),
        invited=invited_delegation(found, today=today(), wall=wall()),
        today=today(),
    )
