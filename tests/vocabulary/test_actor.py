"""Who acts, as every deed and every query is told."""

import pytest

from vocabulary.actor import ANONYMOUS, OPERATOR, Actor, job
from vocabulary.states import ActorKind, Duty


def person(duty: Duty) -> Actor:
    return Actor(ActorKind.PERSON, "Chanika", person_id=1, duty=duty)


@pytest.mark.parametrize(
    ("actor", "desk", "administrator"),
    [
        (OPERATOR, True, True),
        (person(Duty.ADMINISTRATOR), True, True),
        (person(Duty.DESK_OFFICER), True, False),
        (person(Duty.NONE), False, False),
        (ANONYMOUS, False, False),
        (job("outbox"), False, False),
        (Actor(ActorKind.LINK, "link", invitation_id=1), False, False),
    ],
)
def test_only_the_desk_and_the_operator_are_the_desk(actor: Actor, desk: bool, administrator: bool) -> None:
    assert (actor.is_desk, actor.is_administrator) == (desk, administrator)


def test_a_job_goes_by_its_name() -> None:
    assert (job("outbox").kind, job("outbox").label) == (ActorKind.JOB, "outbox")
