"""A real IMAP server, Debian's Dovecot, configured for one test: free ports of the loopback, no mail but its own."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mail.inbound.imap import ImapMailbox
from tests.reliability.waiting import wait_until
from vocabulary.settings_ground import MailTls

USER, PASSWORD = "samai", "secret-for-tests"

CONFIG = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = {uid}
ssl = {ssl}
{keys}
disable_plaintext_auth = no
mail_location = maildir:{place}/mail
auth_mechanisms = plain
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server and what is in its mailbox."""

    place: Path
    port: int
    tls_port: int

    @property
    def mailbox(self) -> ImapMailbox:
        """How it is reached in clear text."""
        return ImapMailbox("127.0.0.1", self.port, MailTls.NONE, USER, PASSWORD, seconds=10)

    def deliver(self, *raws: bytes) -> None:
        """Put messages into its inbox, as a delivery agent does."""
        folder = self.place / "mail" / "new"
        for number, raw in enumerate(raws):
            (folder / f"{len(list(folder.iterdir()))}-{number}.x").write_bytes(raw)

    def names(self, folder: str = "") -> list[str]:
        """The files in one of its folders."""
        place = self.place / "mail" / folder
        return [path.name for inner in ("new", "cur") if (place / inner).exists() for path in (place / inner).iterdir()]


def dovecot() -> str:
    """The server's program."""
    found = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, "Dovecot is missing: `make test` installs it, or says how"
    return found


@dataclass(frozen=True)
class Users:
    """Who runs the server and who owns its mail: ourselves, or, since it refuses root, those that its package makes."""

    login: str
    internal: str

    @classmethod
    def here(cls) -> "Users":
        """The same on this machine."""
        if os.getuid() == 0:
            return cls("dovenull", "dovecot")
        return cls(pwd.getpwuid(os.getuid()).pw_name, pwd.getpwuid(os.getuid()).pw_name)

    @property
    def owner(self) -> pwd.struct_passwd:
        """Whose the mail is."""
        return pwd.getpwnam(self.internal)


@contextmanager
def imap_server(*, certificate: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """A server on free ports of the loopback, with one mailbox; with a certificate it speaks TLS too."""
    with TemporaryDirectory(prefix="samai-imap-") as name:
        server = Server(Path(name), free_port(), free_port())
        configure(server, Users.here(), certificate=certificate)
        with subprocess.Popen([dovecot(), "-F", "-c", str(server.place / "dovecot.conf")]) as process:
            try:
                wait_until(lambda: answers(server.port), "Dovecot", every=0.05, patience=20)
                yield server
            finally:
                process.terminate()
                process.wait(timeout=10)


def configure(server: Server, users: Users, *, certificate: tuple[Path, Path] | None) -> None:
    """Lay out the server's folders and write its configuration."""
    place, owner = server.place, users.owner
    place.chmod(0o755)
    for name in ("run", "state", "mail", "mail/new", "mail/cur", "mail/tmp"):
        (place / name).mkdir()
        if name.startswith("mail"):
            os.chown(place / name, owner.pw_uid, owner.pw_gid)
    keys = "" if certificate is None else "ssl_cert = <{}\nssl_key = <{}".format(*certificate)
    told = CONFIG.format(
        place=place,
        login=users.login,
        user=users.internal,
        group=grp.getgrgid(owner.pw_gid).gr_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        ssl="no" if certificate is None else "yes",
        keys=keys,
        password=PASSWORD,
        port=server.port,
        tls_port=server.tls_port,
    )
    (place / "dovecot.conf").write_text(told)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number


def answers(port: int) -> bool:
    """Whether somebody listens and greets."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return line.recv(10).startswith(b"* OK")
    except OSError:
        return False
