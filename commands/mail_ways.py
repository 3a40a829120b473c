"""What stands between us and the mail server, and the way out of each."""

from mail.trial import Obstacle, Trial
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG
from vocabulary.settings_ground import MailTls

TLS_PORT = 465

WAYS_OUT = {
    Obstacle.NO_SUCH_HOST: "Correct mail_host, or this machine's name server (/etc/resolv.conf): getent hosts {host}",
    Obstacle.NOT_LISTENING: "Nothing listens there. If letters left before, its administrator must start it: they wait,"
    " and leave by themselves. Otherwise correct mail_host and mail_port (587 or 25, or 465 with tls)",
    Obstacle.UNREACHABLE: "No way to that machine: ask whoever runs the network to open {host}, port {port}, from here",
    Obstacle.SILENT: "It does not answer: a firewall on the way, or the wrong port. Try by hand: nc -v {host} {port}",
    Obstacle.TURNED_AWAY: "It takes nothing from this machine: ask whoever runs it to allow this machine's address",
    Obstacle.NO_STARTTLS: "It offers no STARTTLS: mail_tls = tls with mail_port = 465, or another port of it",
    Obstacle.NOT_TLS: "It does not speak TLS from the first byte there: mail_tls = starttls, or mail_port = 465",
    Obstacle.OTHER_NAME: "Write the name that stands in its certificate as mail_host; openssl s_client shows it",
    Obstacle.EXPIRED: "Its certificate has expired: tell whoever runs it. See also that this machine's clock is right",
    Obstacle.UNKNOWN_AUTHORITY: "Name the PEM file of the ministry's own authority as mail_ca_file, or have it renewed",
    Obstacle.NO_CA_FILE: "mail_ca_file cannot be read or holds no certificate: name a PEM file that this user can read",
    Obstacle.LOGIN_REFUSED: "Correct mail_username and mail_password, or ask whoever runs it to open the account",
    Obstacle.NOT_ASCII: "mail_username and mail_password may hold plain letters only: choose another password there",
    Obstacle.NO_LOGIN: "It asks for no account on this port: remove mail_username and mail_password, or use port 587",
    Obstacle.LOGIN_WANTED: "It wants an account: set mail_username and mail_password",
    Obstacle.SENDER_REFUSED: "It takes no letters from {desk}: correct desk_address, or have it allowed there",
    Obstacle.PUT_OFF: "It is busy for the moment: nothing to correct. Try again in some minutes",
}


def way_past(trial: Trial, settings: Settings) -> str:
    """What to do about what stands in the way; settings are corrected in their file."""
    if trial.obstacle is None:
        return ""
    if trial.obstacle is Obstacle.SILENT and settings.mail_port == TLS_PORT and settings.mail_tls is not MailTls.TLS:
        return f"Port {TLS_PORT} speaks TLS from the first byte: mail_tls = tls in {settings.instance / CONFIG}"
    where = {"host": settings.mail_host, "port": settings.mail_port, "desk": settings.desk_address}
    return WAYS_OUT[trial.obstacle].format(**where)


def words_of(trial: Trial) -> str:
    """What the server said, or the system."""
    return " ".join(filter(None, [str(trial.receipt.code or ""), trial.receipt.text]))
