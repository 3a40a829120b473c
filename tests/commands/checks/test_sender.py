"""What is said of the desk's domain."""

from dataclasses import replace

from commands.checks.finding import Installed, Standing
from commands.checks.sender import sender


def test_the_desks_domain_is_told_what_spf_dkim_and_dmarc_need(installed: Installed) -> None:
    away = installed.settings.model_copy(
        update={"mail_host": "relay.ministry.go.th", "desk_address": "desk@mfa.ministry.go.th"}
    )
    finding = sender(replace(installed, settings=away))
    assert finding.standing is Standing.OK
    assert "SPF of mfa.ministry.go.th must let relay.ministry.go.th" in finding.seen
    assert "d=mfa.ministry.go.th" in finding.seen
    assert "_dmarc.mfa.ministry.go.th" in finding.fix


def test_where_no_letter_leaves_nothing_is_needed(installed: Installed) -> None:
    assert sender(installed).fix == ""
