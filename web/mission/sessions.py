"""The sessions that a head of mission's post leads, and their rosters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.queries.engagements import bookings_for_head
from scheduler.queries.issued_rosters import issued_page, shelf_of, shelves
from scheduler.queries.meeting_days import meeting_days
from scheduler.queries.obligations import documents_before
from scheduler.queries.rosters import roster_for, sessions_headed_by
from scheduler.queries.seats import seats_page
from scheduler.queries.session_invitations import invited_delegation
from scheduler.rules.meeting_hours import runs_of
from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor, now, today, wall
from web.forms import Typed
from web.mission.blueprint import blueprint
from web.paper import paper_of


@blueprint.get("/mission", endpoint="sessions")
@access(Permission.HEAD)
def sessions() -> ResponseReturnValue:
    """One's sessions, those without dates too."""
    mine = sessions_headed_by(actor())
    issued = shelves([line.session_id for line in mine])
    return render_template("mission/sessions.html", sessions=mine, shelves=issued, today=today())


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
        shelf=shelf_of(session_id),
        duties=duties,
        double=double,
        meetings=runs_of(meeting_days(session_id)),
        invited=invited_delegation(found, today=today(), wall=wall()),
        today=today(),
    )


@blueprint.get("/mission/sessions/<int:session_id>/seats", endpoint="seats")
@access(Permission.HEAD)
def seats(session_id: int) -> ResponseReturnValue:
    """Who sits at the table and who behind."""
    return render_template("mission/seats.html", page=seats_page(session_id, actor=actor()), today=today())


@blueprint.get("/mission/sessions/<int:session_id>/issued/<int:number>", endpoint="issued_roster")
@access(Permission.HEAD)
def issued(session_id: int, number: int) -> ResponseReturnValue:
    """An issued roster, exactly as it was."""
    page = issued_page(session_id, number, actor=actor(), against=Typed(request.args).number("against"))
    return render_template("mission/issued_roster.html", page=page, paper=paper_of(page))
