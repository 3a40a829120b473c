"""Whether a delegation keeps within what Cabinet approved, or is asked for, and why not (letter, item 10.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from scheduler.rules.heads import Head, HeadStatus
from vocabulary.days import bilingual_day
from vocabulary.decisions import Said
from vocabulary.states import ApprovalStatus
from vocabulary.text import N_, Bilingual

WITHIN = N_("Within the standing approval")
WITHIN_RESOLUTION = N_("Within what Cabinet resolved on this delegation")
AS_ASKED = N_("Within what the letter asks; Cabinet’s decision not recorded")
OUTSIDE = N_("Outside the standing approval")
OUTSIDE_LETTER = N_("Outside what the letter asks")

DECIDED = N_("Cabinet decided on %(day)s: %(document)s")
ASKED = N_("Asked for by %(reference)s")

NO_RULE = N_("No post leads in %(city)s by the approval, and nobody is decided to lead there")
NO_RULE_WAY = N_("Decide who leads there, then record Cabinet’s resolution that lets that person lead.")
BESIDE_RULE = N_("%(name)s leads by a decision, and not the %(post)s")
TOGETHER = N_("%(name)s leads by a decision, together with the %(post)s")
BESIDE_RULE_WAY = N_("Let the rule say who leads, or record Cabinet’s resolution that lets %(name)s lead.")
WITHOUT_RULE = N_("%(name)s leads by a decision: no post leads in %(city)s by the approval")
NOWHERE = N_("%(name)s leads by a decision, while the city is not known")
LET_LEAD = N_("Record Cabinet’s resolution that lets %(name)s lead.")
NOT_LISTED = N_("%(agency)s is not on the approval’s list, which leaves no room for others")
NOT_LISTED_WAY = N_("Take its people off the roster, or record Cabinet’s resolution that lets it take part.")
NO_REASON = N_("%(agency)s comes under the open category, and no reason is given")
NO_APPROVER = N_("%(agency)s comes under the open category, and nobody is named who approved it")
NEITHER = N_("%(agency)s comes under the open category, with neither a reason nor anybody who approved it")
OPEN_WAY = N_(
    "Take its people off the roster and name them again with a reason and who approved it, "
    "or record Cabinet’s resolution that lets it take part."
)


class Verdict(Enum):
    """What a delegation is held to be."""

    WITHIN = "within"
    AS_ASKED = "as asked"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Approval:
    """The standing approval as it is on record: what Cabinet decided, or is only asked for, and its list."""

    status: ApprovalStatus = ApprovalStatus.REQUESTED
    reference: Bilingual = Bilingual("")
    decided_on: date | None = None
    decision: str = ""
    agency_ids: frozenset[int] = frozenset()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody named for an agency; the reason and the approver are those of the open category (item 10.1 (8))."""

    person_id: int
    agency_id: int
    agency: Bilingual
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What Cabinet resolved on one delegation: the whole of it, people as its heads, agencies in it."""

    resolution_id: int
    decided_on: date
    document: str
    is_whole: bool = False
    person_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a verdict is found from, beside the heads."""

    approval: Approval = Approval()
    members: tuple[Member, ...] = ()
    resolutions: tuple[Resolution, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is not by the approval, and what would turn it within; `settled` is the resolution that has."""

    what: Said
    way: Said
    person_id: int | None = None
    agency_id: int | None = None
    settled: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The verdict on a delegation, what it stands on, and every reason against it, the settled ones too."""

    verdict: Verdict
    said: Said
    ground: Said | None = None
    reasons: tuple[Reason, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def open_reasons(self) -> tuple[Reason, ...]:
        """What stands against it still."""
        return tuple(reason for reason in self.reasons if reason.settled is None)

    @property
    def settled_reasons(self) -> tuple[Reason, ...]:
        """What Cabinet has resolved on."""
        return tuple(reason for reason in self.reasons if reason.settled is not None)


def mandate_of(facts: Facts, heads: Iterable[Head]) -> Mandate:
    """The verdict on the delegation that these people lead (letter, item 10.1).

    A resolution of Cabinet's settles what it names and nothing else. Where the standing approval is only asked for,
    one on the delegation as a whole stands in its place.
    """
    several = tuple(heads)
    reasons = tuple(settled(reason, facts.resolutions) for reason in reasons_against(facts, several))
    whole = next((one for one in facts.resolutions if one.is_whole), None)
    verdict, said = verdict_on(facts.approval, whole=whole, is_clear=all(reason.settled for reason in reasons))
    return Mandate(verdict, said, ground_of(facts.approval, whole), reasons, facts.resolutions)


def verdict_on(approval: Approval, *, whole: Resolution | None, is_clear: bool) -> tuple[Verdict, Said]:
    """The verdict with its sentence."""
    is_approved = approval.status is ApprovalStatus.APPROVED
    if not is_clear:
        return Verdict.OUTSIDE, Said(OUTSIDE if is_approved or whole else OUTSIDE_LETTER)
    if is_approved:
        return Verdict.WITHIN, Said(WITHIN)
    return (Verdict.AS_ASKED, Said(AS_ASKED)) if whole is None else (Verdict.WITHIN, Said(WITHIN_RESOLUTION))


def ground_of(approval: Approval, whole: Resolution | None) -> Said | None:
    """What the verdict stands on: Cabinet's decision, or the letter that asks for it."""
    if approval.status is ApprovalStatus.APPROVED and approval.decided_on is not None:
        return Said(DECIDED, {"day": bilingual_day(approval.decided_on), "document": approval.decision})
    if whole is not None:
        return Said(DECIDED, {"day": bilingual_day(whole.decided_on), "document": whole.document})
    return Said(ASKED, {"reference": approval.reference}) if str(approval.reference) else None


def settled(reason: Reason, resolutions: Iterable[Resolution]) -> Reason:
    """The reason with the first resolution that names its person or its agency."""
    for one in resolutions:
        if reason.person_id in one.person_ids or reason.agency_id in one.agency_ids:
            return replace(reason, settled=one)
    return reason


def reasons_against(facts: Facts, heads: tuple[Head, ...]) -> Iterator[Reason]:
    """Everything that is not by the approval, each once."""
    leading = {head.person_id for head in heads}
    yield from each_once(reason for head in heads for reason in about_head(head))
    yield from about_agencies(facts.approval, [one for one in facts.members if one.person_id not in leading])


def each_once(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Whoever leads in two cities beside the rule is told of once for each post, not once for each run of days."""
    told = set()
    for reason in reasons:
        words = str(reason.what.both)
        if words not in told:
            told.add(words)
            yield reason


def about_head(head: Head) -> Iterator[Reason]:
    """A head who is not found by the rule; whoever a decision names and the rule too is by the rule."""
    if head.status is HeadStatus.NO_RULE:
        yield Reason(Said(NO_RULE, {"city": head.city}), Said(NO_RULE_WAY))
    if head.status is not HeadStatus.OVERRIDDEN or head.by_rule is None or head.by_rule.person_id == head.person_id:
        return
    told: dict[str, object] = {"name": head.name, "city": head.by_rule.city, "post": head.by_rule.title}
    if head.by_rule.title is not None:
        what = TOGETHER if head.is_beside_rule else BESIDE_RULE
        yield Reason(Said(what, told), Said(BESIDE_RULE_WAY, told), person_id=head.person_id)
    else:
        what = NOWHERE if head.by_rule.city is None else WITHOUT_RULE
        yield Reason(Said(what, told), Said(LET_LEAD, told), person_id=head.person_id)


def about_agencies(approval: Approval, members: Iterable[Member]) -> Iterator[Reason]:
    """Agencies outside the list: one reason for each, whoever of it goes."""
    outside: dict[int, list[Member]] = {}
    for one in members:
        if one.agency_id not in approval.agency_ids:
            outside.setdefault(one.agency_id, []).append(one)
    for agency_id, people in outside.items():
        told = {"agency": people[0].agency}
        if not approval.is_open:
            yield Reason(Said(NOT_LISTED, told), Said(NOT_LISTED_WAY), agency_id=agency_id)
        elif lacking := lacks(people):
            yield Reason(Said(lacking, told), Said(OPEN_WAY), agency_id=agency_id)


def lacks(people: Iterable[Member]) -> str:
    """What a use of the open category lacks, or nothing."""
    several = tuple(people)
    has_reason, has_approver = all(one.reason for one in several), all(one.approver for one in several)
    if has_reason and has_approver:
        return ""
    if not has_reason and not has_approver:
        return NEITHER
    return NO_APPROVER if has_reason else NO_REASON
