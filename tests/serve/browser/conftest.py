"""A real browser. Whatever a page asks of another machine is refused and fails the test, as does any error that the
browser reports, a breach of the page's policy among them.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parents[3] / "build" / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def chromium():
    """A running browser. It is one of a module: as long as it runs, no other test may run an event loop."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        why = f"no browser: none of {', '.join(PROGRAMS)} is installed"
        if os.environ.get("KG_BROWSER") == "required":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched(browser, **options):
    """A page of a browser that must stay on this machine and report no error."""
    context = browser.new_context(**options)
    faults = []

    def stay(route):
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob", "file") or parts.hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", stay)
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and faults.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def page(chromium):
    """A wide page."""
    with watched(chromium, viewport={"width": 1440, "height": 900}) as found:
        yield found


@pytest.fixture(scope="session")
def home(site):
    """Address of the served site."""
    return str(site.base_url).rstrip("/")


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, which comes with the tools that `make` installs."""
    return AXE.read_text("utf-8")
