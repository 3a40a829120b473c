"""What forms showed, held against what stands."""

import pytest
from flask import Flask

from scheduler.queries.sights import refuse_overtaken
from vocabulary.refusals import Overtaken


def test_a_form_is_overtaken_only_by_what_it_neither_showed_nor_wants(app: Flask) -> None:
    about = ("person", 1)
    for seen, present, mine in (
        (None, {"phone": "2"}, {"phone": "3"}),
        ({"phone": "1"}, {"phone": "1"}, {"phone": "3"}),
        ({"phone": "1"}, {"phone": "2"}, {"phone": "2"}),
    ):
        refuse_overtaken(seen, present, mine=mine, about=about)
    with pytest.raises(Overtaken) as refused:
        refuse_overtaken({"phone": "1"}, {"phone": "2"}, mine={"phone": "3"}, about=about)
    assert (refused.value.present, refused.value.mine) == ({"phone": "2"}, {"phone": "3"})


def test_what_was_changed_past_the_audit_is_overtaken_by_nobody_known(app: Flask) -> None:
    with pytest.raises(Overtaken) as refused:
        refuse_overtaken({"phone": "1"}, {"phone": "2"}, mine=None, about=("person", 99))
    assert refused.value.changed_by is None
