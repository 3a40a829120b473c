"""What other mail servers ask of the desk's domain before they believe its letters: kept in its records, not here."""

from commands.checks.finding import Finding, Installed, Standing, ok
from vocabulary.command import SAMAI

NAME = "sender"


def sender(installed: Installed) -> Finding:
    """What SPF, DKIM and DMARC need, and how to look: the records and the signature are the mail server's matter."""
    settings = installed.settings
    if not settings.sends_away:
        return ok(NAME, f"letters are from {settings.desk_address}, and none leaves this machine")
    domain = settings.desk.domain
    seen = (
        f"letters are from {settings.desk_address}, in From and envelope alike. SPF of {domain} must let "
        f"{settings.mail_host}, or the server behind it, send; that server signs them with DKIM as d={domain}; DMARC "
        f"of {domain} then passes by either"
    )
    look = (
        f"dig +short TXT {domain} shows v=spf1 …, dig +short TXT _dmarc.{domain} shows v=DMARC1 …; after {SAMAI} "
        "send-test-mail ADDRESS the headers of the letter that arrived say spf=pass, dkim=pass, dmarc=pass"
    )
    return Finding(NAME, Standing.OK, seen, look)
