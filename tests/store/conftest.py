"""Servers that hold stores: Oxigraph as a process of its own, and a proxy before it that fails in given ways."""

import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SECRETS = ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN", "KG_STORE_KIND", "KG_READINGS")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Oxigraph:
    """`oxigraph serve` in memory, from entering to leaving."""

    def __init__(self):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        program = Path(sys.executable).with_name("oxigraph")
        command = [program, "serve", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.02)
        raise RuntimeError("the server does not begin")

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()

    def ask(self, update):
        """Runs an update."""
        there = HTTPConnection("127.0.0.1", self.port, timeout=30)
        there.request("POST", "/update", update, {"Content-Type": "application/sparql-update"})
        assert there.getresponse().status == 204
        there.close()


class Proxy:
    """Passes requests on to a server, but for those for which `fault` gives another end.

    Attributes:
        fault: (number of the request, method, path) -> None to pass on, a status with headers and a body, "cut" to
            break off in the middle of the request, "lost" to pass it on and break off before the answer, or "slow" to
            never answer.
        seen: method, path, headers and body of each request.
    """

    def __init__(self, port):
        self.target, self.fault, self.seen = port, lambda number, method, path: None, []
        proxy, self.ended = self, threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def take(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                proxy.seen.append((self.command, self.path, self.headers, body))
                what = proxy.fault(len(proxy.seen), self.command, self.path)
                if what == "slow":
                    proxy.ended.wait(60)
                if what in ("slow", "cut"):
                    self.close_connection = True
                    return
                status, headers, answer = what if isinstance(what, tuple) else self.passed(body)
                if what == "lost":
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            def passed(self, body):
                there = HTTPConnection("127.0.0.1", proxy.target, timeout=30)
                kept = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
                there.request(self.command, self.path, body, kept)
                answer = there.getresponse()
                text = answer.read()
                there.close()
                return answer.status, {"Content-Type": answer.headers.get("Content-Type", "")}, text

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = take

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that goes away is part of what is tested.
        self.server.handle_error = lambda request, address: None
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    """What the user of this machine has set does not reach the tests."""
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="session")
def _server():
    with Oxigraph() as server:
        yield server


@pytest.fixture
def oxigraph(_server):
    """A server that holds nothing."""
    _server.ask("DROP ALL")
    return _server


@pytest.fixture
def proxy(oxigraph):
    with Proxy(oxigraph.port) as proxy:
        yield proxy
