"""Applying a committee, its approval, its obligations, its sessions and what was held before."""

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
from models.database import db
from models.sessions import CommitteeSession
from scheduler.entries import new_entry
from scheduler.loading.differences import Ledger, named
from scheduler.loading.places import Ids, in_both
from scheduler.loading.schema import ApprovalEntry, CommitteeFile, ConsultationEntry, InstrumentEntry, SessionEntry
from scheduler.loading.session_days import keep_days, put_days, runs_in
from scheduler.session_days import Calendars
from vocabulary.states import ApprovalStatus


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
        self.keep_others(committee)
        return committee

    def keep_others(self, committee: Committee) -> None:
        """Tell which rows of this committee the file does not name; they stay."""
        ours, approved = {"committee_id": committee.id}, {"approval_id": committee.approval.id}
        self.ledger.keep_others(Instrument, ours, known_by=["committee_id", "title"])
        self.ledger.keep_others(HeadRule, approved, known_by=["duty_station_id"])
        self.ledger.keep_others(LegalBasis, approved, known_by=["position"])
        self.ledger.keep_others(Obligation, ours, known_by=["committee_id", "position"])
        self.ledger.keep_others(CommitteeSession, ours, known_by=["committee_id", "key"])

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
                **in_both("reference", entry.reference),
                "urgency": entry.urgency,
                **in_both("open_category", entry.open_category),
                **self.decision(committee, entry),
            },
        )
        self.put_composition(approval, entry)
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

    def decision(self, committee: Committee, entry: ApprovalEntry) -> dict[str, object]:
        """Whether Cabinet has decided; a decision on record is not taken back by a letter that only asks for it."""
        values: dict[str, object] = {
            "status": entry.status,
            "decided_on": entry.decided_on,
            "decision": entry.decision,
        }
        present = self.ledger.find(CabinetApproval, {"committee_id": committee.id})
        if present is None or present.status is entry.status or present.status is ApprovalStatus.REQUESTED:
            return values
        self.ledger.keep(present, "status", value=entry.status, what=f"cabinet approval {committee.key}")
        return {}

    def put_composition(self, approval: CabinetApproval, entry: ApprovalEntry) -> None:
        """The agencies in their order: one list, changed as a whole."""
        before = [row.agency.key for row in approval.composition]
        if before == list(entry.composition):
            return
        approval.composition.clear()
        db.session.flush()  # an agency may move to a place that another one leaves
        approval.composition = [
            ApprovedAgency(agency_id=self.ids["agency"][key], position=position)
            for position, key in enumerate(entry.composition, start=1)
        ]
        db.session.flush()
        what = named(CabinetApproval, {"committee_id": approval.committee_id})
        self.ledger.note_list(what, "composition", before=before, after=entry.composition)

    def put_obligations(self, committee: Committee, file: CommitteeFile) -> None:
        """What the letter promises; whether it was met is the desk's to say."""
        for position, entry in enumerate(file.obligation, start=1):
            self.ledger.put(
                Obligation,
                {"committee_id": committee.id, "position": position},
                {
                    **in_both("text", entry.text),
                    **in_both("source", entry.letter),
                    "promised": entry.promised,
                    "owner_id": self.ids["agency"][entry.owner],
                    "due": entry.due,
                    "proof": entry.proof,
                },
            )

    def put_session(self, committee: Committee, entry: SessionEntry) -> CommitteeSession:
        """A session; one that the desk has planned anew since is left as it is, and the difference is told."""
        which, runs = {"committee_id": committee.id, "key": entry.key}, runs_in(entry, self.ids)
        own_city = None if entry.duty_station is None else self.ids["duty_station"][entry.duty_station]
        plan = {
            "ordinal": entry.ordinal,
            "kind": entry.kind,
            "stage": entry.stage,
            "modality": entry.modality,
            "status": entry.status,
            **in_both("title", entry.title),
            "duty_station_id": runs[0].duty_station_id if runs else own_city,
        }
        present = self.ledger.find(CommitteeSession, which)
        if present is None or not present.revisions:
            session = self.ledger.put(CommitteeSession, which, plan)
            put_days(session, runs, ledger=self.ledger, calendars=Calendars(self.domain, self.now))
            return session
        self.ledger.rows.append(present)
        for name, value in plan.items():
            self.ledger.keep(present, name, value=value, what=named(CommitteeSession, which))
        keep_days(present, runs, ledger=self.ledger)
        return present

    def put_parents(self, file: CommitteeFile, sessions: dict[str, CommitteeSession]) -> None:
        """Which session another one continues."""
        for entry in file.session:
            if entry.parent is not None:
                row = sessions[entry.key]
                what = named(CommitteeSession, {"committee_id": row.committee_id, "key": row.key})
                self.ledger.set(row, "parent_id", value=sessions[entry.parent].id, what=what)

    def put_consultation(
        self, committee: Committee, entry: ConsultationEntry, *, sessions: dict[str, CommitteeSession]
    ) -> None:
        """A consultation that was held: its day, whom it was with; it invites nobody."""
        which = {"committee_id": committee.id, "day": entry.date, **in_both("title", entry.title)}
        values = {
            "status": entry.status,
            "session_id": None if entry.session is None else sessions[entry.session].id,
            "convener_id": self.ids["agency"][entry.convener],
            "tzid": committee.home.tzid,
        }
        is_new = self.ledger.find(Consultation, which) is None
        row = self.ledger.put(Consultation, which, {**values, "entry": self.new_entry()} if is_new else values)
        before = [invited.agency.key for invited in row.agencies]
        if before == list(entry.invited):
            return
        row.agencies.clear()
        db.session.flush()
        row.agencies = [
            InvitedAgency(agency_id=self.ids["agency"][key], position=position)
            for position, key in enumerate(entry.invited, start=1)
        ]
        db.session.flush()
        self.ledger.note_list(named(Consultation, which), "invited", before=before, after=entry.invited)

    def new_entry(self) -> CalendarEntry:
        """An identity in calendars."""
        return new_entry(domain=self.domain, now=self.now)
