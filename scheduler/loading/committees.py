"""Applying a committee, its approval, its obligations, its sessions and what was held before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.calendar_entries import CalendarEntry
from models.committees import (
    ApprovedAgency,
    CabinetApproval,
    Committee,
    HeadRule,
    Instrument,
    LegalBasis,
    Obligation,
)
from models.consultations import Consultation, InvitedAgency
from models.sessions import Block, CommitteeSession
from scheduler.entries import new_entry
from scheduler.loading.differences import Ledger
from scheduler.loading.places import Ids, in_both
from scheduler.loading.schema import ApprovalEntry, CommitteeFile, ConsultationEntry, InstrumentEntry, SessionEntry


@dataclass(frozen=True, slots=True)
class Loader:
    """Applies one file: where differences are noted, what the referred rows are, and how identities are made."""

    ledger: Ledger
    ids: dict[str, Ids]
    domain: str
    now: datetime

    def put_committee(self, file: CommitteeFile) -> Committee:
        """The committee with all that belongs to it."""
        entry = file.committee
        committee = self.ledger.put(
            Committee,
            {"key": entry.key},
            {
                **in_both("name", entry.name),
                **in_both("short_name", entry.short_name),
                **in_both("delegation", entry.delegation),
                "symbol": entry.symbol,
                "secretariat": entry.secretariat,
                "reports_to": entry.reports_to,
                "minimum_sessions": entry.minimum_sessions,
                "nominal_days": entry.nominal_days,
                "home_id": self.ids["duty_station"][entry.home],
                "coordinator_id": self.ids["agency"][entry.coordinator],
            },
        )
        for instrument in entry.instrument:
            self.put_instrument(committee, instrument)
        self.put_approval(committee, file.approval)
        self.put_obligations(committee, file)
        sessions = {session.key: self.put_session(committee, session) for session in file.session}
        self.put_parents(file, sessions)
        for consultation in file.consultation:
            self.put_consultation(committee, consultation, sessions=sessions)
        return committee

    def put_instrument(self, committee: Committee, entry: InstrumentEntry) -> None:
        """A resolution with its vote."""
        vote = entry.vote.model_dump() if entry.vote is not None else {}
        self.ledger.put(
            Instrument,
            {"committee_id": committee.id, "title": entry.title},
            {"adopted": entry.date, "own_vote": entry.own_vote, **vote},
        )

    def put_approval(self, committee: Committee, entry: ApprovalEntry) -> None:
        """The standing approval: its composition in order, its head rules, what it stands on."""
        approval = self.ledger.put(
            CabinetApproval,
            {"committee_id": committee.id},
            {
                "status": entry.status,
                **in_both("reference", entry.reference),
                "urgency": entry.urgency,
                "decided_on": entry.decided_on,
                "decision": entry.decision,
                **in_both("open_category", entry.open_category),
            },
        )
        for position, key in enumerate(entry.composition, start=1):
            self.ledger.put(
                ApprovedAgency,
                {"approval_id": approval.id, "position": position},
                {"agency_id": self.ids["agency"][key]},
            )
        for rule in entry.head_rule:
            self.ledger.put(
                HeadRule,
                {"approval_id": approval.id, "duty_station_id": self.ids["duty_station"][rule.duty_station]},
                {"post_id": self.ids["post"][rule.post], **in_both("source", rule.source)},
            )
        for position, basis in enumerate(entry.legal_basis, start=1):
            self.ledger.put(
                LegalBasis,
                {"approval_id": approval.id, "position": position},
                {**in_both("title", basis.title), "as_printed": basis.as_printed},
            )

    def put_obligations(self, committee: Committee, file: CommitteeFile) -> None:
        """What the letter promises; whether it was met is the desk's to say."""
        for position, entry in enumerate(file.obligation, start=1):
            self.ledger.put(
                Obligation,
                {"committee_id": committee.id, "position": position},
                {
                    **in_both("text", entry.text),
                    "source": entry.letter,
                    "owner_id": self.ids["agency"][entry.owner],
                    "due": entry.due,
                },
            )

    def put_session(self, committee: Committee, entry: SessionEntry) -> CommitteeSession:
        """A session; one that the desk has planned anew since is left as it is, and the difference is told."""
        which = {"committee_id": committee.id, "key": entry.key}
        plan = {
            "ordinal": entry.ordinal,
            "kind": entry.kind,
            "stage": entry.stage,
            "modality": entry.modality,
            "status": entry.status,
            **in_both("title", entry.title),
            "duty_station_id": None if entry.duty_station is None else self.ids["duty_station"][entry.duty_station],
        }
        present = self.ledger.find(CommitteeSession, which)
        if present is not None and present.revisions:
            self.keep_session(present, entry, plan=plan)
            return present
        session = self.ledger.put(CommitteeSession, which, plan)
        self.put_days(session, entry)
        return session

    def keep_session(self, session: CommitteeSession, entry: SessionEntry, *, plan: Mapping[str, object]) -> None:
        """Tell what the file would have changed back."""
        what = f"committee session {entry.key}"
        for name, value in plan.items():
            self.ledger.keep(what, name, ours=getattr(session, name), theirs=value)
        self.ledger.keep(what, "opens", ours=session.opens, theirs=entry.opens)
        self.ledger.keep(what, "closes", ours=session.closes, theirs=entry.closes)

    def put_days(self, session: CommitteeSession, entry: SessionEntry) -> None:
        """The session's days: one block, or none while undated."""
        if entry.opens is None or entry.closes is None:
            return
        venue_id = None if entry.venue is None else self.ids["venue"][entry.venue]
        if not session.blocks:
            session.blocks.append(
                Block(opens=entry.opens, closes=entry.closes, venue_id=venue_id, entry=self.new_entry())
            )
            return
        what = f"committee session {entry.key}"
        for name, value in {"opens": entry.opens, "closes": entry.closes, "venue_id": venue_id}.items():
            self.ledger.set(session.blocks[0], name, value=value, what=what)

    def put_parents(self, file: CommitteeFile, sessions: dict[str, CommitteeSession]) -> None:
        """Which session another one continues."""
        for entry in file.session:
            if entry.parent is not None:
                self.ledger.set(
                    sessions[entry.key],
                    "parent_id",
                    value=sessions[entry.parent].id,
                    what=f"committee session {entry.key}",
                )

    def put_consultation(
        self, committee: Committee, entry: ConsultationEntry, *, sessions: dict[str, CommitteeSession]
    ) -> None:
        """A consultation that was held: its day, whom it was with; it invites nobody."""
        session = None if entry.session is None else sessions[entry.session]
        which = {"committee_id": committee.id, "day": entry.date, "status": entry.status}
        is_new = self.ledger.find(Consultation, which) is None
        values = {
            **in_both("title", entry.title),
            "session_id": None if session is None else session.id,
            "convener_id": self.ids["agency"][entry.convener],
            "tzid": committee.home.tzid,
        }
        if not is_new:
            self.ledger.put(Consultation, which, values)
            return
        consultation = self.ledger.put(Consultation, which, {**values, "entry": self.new_entry()})
        consultation.agencies = [
            InvitedAgency(agency_id=self.ids["agency"][key], position=position)
            for position, key in enumerate(entry.invited, start=1)
        ]

    def new_entry(self) -> CalendarEntry:
        """An identity in calendars."""
        return new_entry(domain=self.domain, now=self.now)
