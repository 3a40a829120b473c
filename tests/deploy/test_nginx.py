"""The site of nginx, tried: real nginx on the loopback before the real application."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server

from models.database import db
from tests.conftest import ROOT, make_app
from tests.mail.test_trial import certificate
from tests.reliability.waiting import wait_until
from vocabulary.settings import Settings
from web.uploads import READ_AT_MOST

SITE = ROOT / "deploy" / "nginx.conf"
NAME = "samai.ministry.example"
TOKEN = "k9f4Qm2Zr7Lx"
SEEN = tuple[str, str, str]

MAIN = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    access_log {folder}/access.log;
    include {folder}/site.conf;
}}
"""


def program() -> str:
    """nginx, which stands where only root's PATH leads."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert found, "nginx is missing: `make test` installs it, or says how"
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Front:
    """nginx at work, and what the application behind it has seen: address, scheme and number of each request.

    `said` is the last page that it gave.
    """

    folder: Path
    plain: int
    https: int
    seen: list[SEEN] = field(default_factory=list)
    said: str = ""

    def ask(
        self, path: str, method: str = "GET", *, source: str = "127.0.0.1", **headers: str
    ) -> http.client.HTTPResponse:
        """What a visitor from this address is answered over TLS."""
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        raw = socket.create_connection(("127.0.0.1", self.https), timeout=20, source_address=(source, 0))
        client = http.client.HTTPSConnection(NAME, self.https, timeout=20)
        client.sock = context.wrap_socket(raw, server_hostname=NAME)
        with closing(client):
            client.request(method, path, headers={"Host": NAME, **told})
            answer = client.getresponse()
            self.said = answer.read().decode("utf-8", "replace")
        return answer

    def written(self) -> str:
        """Everything that nginx has written down."""
        return "".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log")))


def site(folder: Path, front: Front, service: int) -> str:
    """The site as it stands in the project, with the tests' own ports and places."""
    text = SITE.read_text("utf-8")
    for before, after in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{front.https} ssl http2;"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{service};"),
        ("/etc/ssl/samai/fullchain.pem", f"{folder}/certificate.pem"),
        ("/etc/ssl/samai/privkey.pem", f"{folder}/key.pem"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert before in text, f"{before} does not stand in deploy/nginx.conf any more"
        text = text.replace(before, after)
    return text


def write_configuration(folder: Path, front: Front, service: int) -> list[str]:
    """nginx's own file around the site, and the words that use it."""
    certificate(folder, f"DNS:{NAME}")
    (folder / "site.conf").write_text(site(folder, front, service))
    user = "user root;" if Path("/proc/self").stat().st_uid == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    return [program(), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]


class Quiet(WSGIRequestHandler):
    """Writes nothing."""

    def log(self, type: str, message: str, *args: object) -> None: ...  # noqa: A002 - the library's name


@pytest.fixture
def proxied(settings: Settings) -> Flask:
    """The application as its installation sets it up behind one proxy."""
    return make_app(settings.model_copy(update={"base_url": f"https://{NAME}", "proxies": 1}))


@pytest.fixture
def front(proxied: Flask, tmp_path: Path) -> Iterator[Front]:
    """nginx before the application, until the test ends."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    made = Front(folder, free_port(), free_port())

    def note() -> None:
        number = request.headers.get("X-Request-ID", "")
        made.seen.append((request.remote_addr or "", request.scheme, number))

    proxied.before_request_funcs[None].insert(0, note)
    server = make_server("127.0.0.1", 0, proxied, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    command = write_configuration(folder, made, server.server_port)
    nginx = subprocess.Popen(command)
    try:
        wait_for(made.https)
        yield made
    finally:
        nginx.terminate()
        nginx.wait(20)
        server.shutdown()
        thread.join()
        server.server_close()
        with proxied.app_context():
            db.session.remove()
            db.engine.dispose()


def wait_for(port: int) -> None:
    """Until somebody listens."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens at {port}")


def test_nginx_finds_nothing_to_say_about_the_site(tmp_path: Path) -> None:
    command = write_configuration(tmp_path, Front(tmp_path, free_port(), free_port()), free_port())
    ran = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert (ran.returncode, "[warn]" in ran.stderr, "[emerg]" in ran.stderr) == (0, False, False), ran.stderr


def test_the_service_lies_behind_it_safe_and_numbered(front: Front) -> None:
    answer = front.ask("/sign-in", X_Request_ID="a-visitors-own")
    assert answer.status == 200
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-samai=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"]
    number = answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", number), "nginx's own, and no visitor's"
    assert front.seen[-1] == ("127.0.0.1", "https", number)
    wait_until(lambda: number in (front.folder / "samai.log").read_text(), "its line in the log")  # after the answer


def test_visitors_are_told_apart_by_where_they_are_and_not_by_what_they_say(front: Front) -> None:
    front.ask("/sign-in", source="127.0.0.2", X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9")
    front.ask("/sign-in", source="127.0.0.3", X_Forwarded_Proto="http")
    assert [seen[:2] for seen in front.seen] == [("127.0.0.2", "https"), ("127.0.0.3", "https")]


def test_whoever_comes_without_tls_is_sent_to_the_one_name(front: Front) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", front.plain, timeout=20)) as client:
        client.request("GET", "/sign-in", headers={"Host": "elsewhere.example"})
        answer = client.getresponse()
        answer.read()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/sign-in")
    assert front.seen == []


def test_no_token_stands_in_any_log_of_it(front: Front) -> None:
    for path in (
        f"/r/{TOKEN}",
        f"/r/{TOKEN}/calendar.ics",
        f"/%72/{TOKEN}",
        f"//r//{TOKEN}",
        f"/x/../r/{TOKEN}",
        f"/feeds/{TOKEN}.ics",
        f"/sign-in/link/{TOKEN}",
        f"/sign-in?next=/r/{TOKEN}",
    ):
        front.ask(path, Referer=f"https://{NAME}/r/{TOKEN}")
    time.sleep(0.2)
    log = (front.folder / "samai.log").read_text()
    assert log.count("/r/...") >= 4
    assert ("/feeds/..." in log, "/sign-in/link/..." in log) == (True, True)
    assert TOKEN not in front.written()


def test_no_token_stands_in_them_while_the_service_is_away_either(tmp_path: Path) -> None:
    away = Front(tmp_path, free_port(), free_port())
    nginx = subprocess.Popen(write_configuration(tmp_path, away, free_port()))
    try:
        wait_for(away.https)
        assert away.ask(f"/r/{TOKEN}").status == 502
    finally:
        nginx.terminate()
        nginx.wait(20)
    assert " 502 " in away.written()
    assert TOKEN not in away.written()


def test_it_lets_in_as_much_as_the_service_takes_and_no_more(front: Front) -> None:
    found = re.search(r"client_max_body_size (\d+)m;", SITE.read_text("utf-8"))
    assert found
    assert int(found[1]) * 1024 * 1024 == READ_AT_MOST
    too_much = front.ask("/sign-in", "POST", Content_Length=str(READ_AT_MOST + 1))
    assert too_much.status == 413
    assert "choose a smaller one" in front.said
    assert front.seen == []


SLOW = {
    "heads": f"GET /sign-in HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ",
    "bodies": f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 5000\r\n\r\nemail=",
}


@pytest.mark.parametrize("kind", SLOW)
def test_whoever_sends_slowly_holds_up_nobody_and_never_reaches_the_service(front: Front, kind: str) -> None:
    """F21: three hundred at once, from more addresses than may be held off as one."""
    context = ssl.create_default_context(cafile=str(front.folder / "certificate.pem"))
    with ExitStack() as crowd:
        for number in range(300):
            raw = socket.create_connection(("127.0.0.1", front.https), 20, (f"127.0.1.{number % 4 + 1}", 0))
            slow = crowd.enter_context(context.wrap_socket(raw, server_hostname=NAME))
            slow.sendall(SLOW[kind].encode())
        began = time.monotonic()
        assert front.ask("/sign-in", source="127.0.0.9").status == 200
        assert time.monotonic() - began < 5
        assert [address for address, _, _ in front.seen] == ["127.0.0.9"]
