"""To whom a letter goes, and what its invitation was told."""

import pytest

from models.invitations import Invitation
from scheduler.histories import reader_of


def test_a_copy_needs_a_mailbox() -> None:
    with pytest.raises(ValueError, match="a copy for no mailbox"):
        reader_of(Invitation())
