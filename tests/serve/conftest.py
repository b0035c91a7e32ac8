"""A real server over a real store, for all tests of kg/serve."""

import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from kg.config import Settings
from kg.pipeline import build, read
from kg.serve.app import application
from kg.serve.site import Site
from kg.store import open_store

STORIES = Path(__file__).parent / "stories"


@contextmanager
def serving(store):
    """Serves a store on a free port of this machine; gives a client of it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application(Site(str(store))), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=60) as client:
            yield client
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def server():
    """`serving`, for tests that bring a store of their own."""
    return serving


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Folder of a store of the stories beside this file: a strike told by four stories, and one hostile story."""
    folder = tmp_path_factory.mktemp("serve") / "labor.kg"
    settings = Settings(fast=True)
    with open_store(folder, write=True, create=True) as opened:
        for done in build(read([str(STORIES)], settings), opened, settings):
            assert done.error is None
    return folder


@pytest.fixture(scope="session")
def site(store):
    """A client of that store, served."""
    with serving(store) as client:
        yield client
