"""Who may open which door."""

import pytest

from scheduler.rules.policy import Permission, may
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor, job
from vocabulary.states import ActorKind, Duty

NOBODY_MORE = Actor(ActorKind.PERSON, "somebody", person_id=1)
FOCAL = Actor(ActorKind.PERSON, "focal point", person_id=2, agency_ids=frozenset({7}))
HEAD = Actor(ActorKind.PERSON, "head of mission", person_id=3, post_ids=frozenset({8}))
OFFICER = Actor(ActorKind.PERSON, "desk officer", person_id=4, duty=Duty.DESK_OFFICER)
ADMINISTRATOR = Actor(ActorKind.PERSON, "administrator", person_id=5, duty=Duty.ADMINISTRATOR)
LINK = Actor(ActorKind.LINK, "link", invitation_id=9)

SIGNED_IN = {Permission.PUBLIC, Permission.LINK, Permission.SIGNED_IN, Permission.FOCAL}
EVERYBODY = {Permission.PUBLIC, Permission.LINK}


@pytest.mark.parametrize(
    ("actor", "doors"),
    [
        (ANONYMOUS, EVERYBODY),
        (LINK, EVERYBODY),
        (job("outbox"), EVERYBODY),
        (NOBODY_MORE, SIGNED_IN),
        (FOCAL, SIGNED_IN),
        (HEAD, SIGNED_IN | {Permission.HEAD}),
        (OFFICER, SIGNED_IN | {Permission.DESK}),
        (ADMINISTRATOR, SIGNED_IN | {Permission.DESK, Permission.ADMINISTRATOR}),
        (OPERATOR, SIGNED_IN | {Permission.DESK, Permission.ADMINISTRATOR}),
    ],
    ids=lambda value: value.label if isinstance(value, Actor) else "",
)
def test_each_reader_passes_the_doors_of_the_policy_and_no_other(actor: Actor, doors: set[Permission]) -> None:
    assert {permission for permission in Permission if may(actor, permission)} == doors
