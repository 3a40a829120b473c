from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.browser.support import Reader, audit, looking, too_wide

GOOD = """<!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1><p>Everyone can read this.</p></main>"""
BAD = """<!doctype html><html lang="en"><title>Bad</title><main><h1>Bad</h1>
<input><img src="/missing.png" alt="gone"><hr class="wide" width="700"><script>1</script></main>"""


@Request.application
def pages(request: Request) -> Response:
    """Two pages under the policy that ours are served with."""
    kept = {"/good": GOOD, "/bad": BAD, "/favicon.ico": ""}
    status = 200 if request.path in kept else 404
    policy = {"Content-Security-Policy": "default-src 'self'"}
    return Response(kept.get(request.path, ""), status, headers=policy, mimetype="text/html")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, pages, threaded=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_good_page_has_no_violation_and_fits_a_small_phone(page: Page, site: str) -> None:
    page.goto(f"{site}/good")
    assert audit(page) == []
    assert too_wide(page) == []


def test_what_is_wrong_with_a_page_is_found_under_the_strict_policy(chromium: Browser, site: str) -> None:
    with looking(chromium, Reader(width=390)) as (page, complaints):
        page.goto(f"{site}/bad")
        assert {violation.rule for violation in audit(page)} == {"label"}
        assert too_wide(page) == ["hr.wide"]
        assert page.viewport_size == {"width": 390, "height": 900}
    assert [line.split(":")[0] for line in complaints.lines] == ["error", "error"]


def test_the_browser_finds_no_other_machine(chromium: Browser) -> None:
    with looking(chromium) as (page, complaints):
        with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
            page.goto("http://samai.example/")
        assert complaints.lines == ["request: http://samai.example/ net::ERR_NAME_NOT_RESOLVED"]
