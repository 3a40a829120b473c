"""A roster holds nobody twice, and no head: the head follows from the rule."""

import pytest
from flask import Flask

from models.delegations import Delegate, Delegation
from tests.making import Ministry, make_ministry
from tests.models.refusing import refused, write
from vocabulary.states import DelegateRole

pytestmark = pytest.mark.both_databases


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    return make_ministry(1)


def delegate(ministry: Ministry, delegation: Delegation, role: DelegateRole) -> Delegate:
    return Delegate(
        delegation=delegation, person_id=ministry.person_ids[0], agency_id=ministry.agency_ids[0], role=role
    )


def test_a_head_is_never_stored(ministry: Ministry) -> None:
    with refused("head_is_derived"):
        write(delegate(ministry, Delegation(session_id=ministry.session_id), DelegateRole.HEAD))


def test_nobody_stands_on_a_roster_twice(ministry: Ministry) -> None:
    delegation = Delegation(session_id=ministry.session_id)
    write(delegate(ministry, delegation, DelegateRole.ADVISER))
    with refused("delegate"):
        write(delegate(ministry, delegation, DelegateRole.SECRETARY))


def test_a_session_has_one_delegation(ministry: Ministry) -> None:
    write(Delegation(session_id=ministry.session_id))
    with refused("delegation"):
        write(Delegation(session_id=ministry.session_id))
