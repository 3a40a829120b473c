"""Who acts, as every deed and every query is told."""

from dataclasses import dataclass

from vocabulary.states import ActorKind, Duty
from vocabulary.text import N_


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, with what the policy needs to decide.

    `agency_ids` are the agencies this person is a focal point of today, `post_ids` the posts held today,
    `invitation_id` the one invitation that a link's holder speaks for.
    """

    kind: ActorKind
    label: str
    person_id: int | None = None
    duty: Duty = Duty.NONE
    agency_ids: frozenset[int] = frozenset()
    post_ids: frozenset[int] = frozenset()
    invitation_id: int | None = None

    @property
    def is_desk(self) -> bool:
        """Whether this is the ministry's own desk, or the operator at the terminal."""
        return self.kind is ActorKind.OPERATOR or self.duty in (Duty.DESK_OFFICER, Duty.ADMINISTRATOR)

    @property
    def is_administrator(self) -> bool:
        """Whether this actor looks after people and sign-ins."""
        return self.kind is ActorKind.OPERATOR or self.duty is Duty.ADMINISTRATOR


OPERATOR = Actor(ActorKind.OPERATOR, N_("operator at the terminal"))
ANONYMOUS = Actor(ActorKind.ANONYMOUS, "anonymous")


def job(name: str) -> Actor:
    """The actor that stands for a job which nobody waits for."""
    return Actor(ActorKind.JOB, name)


INCOMING_MAIL, REMINDERS, TIME_ZONES = JOBS = (job("incoming mail"), job("reminders"), job("time zones"))
