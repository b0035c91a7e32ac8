"""`kg serve` as a process: what it says, how it ends, what it answers."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress

import httpx
import pytest

from kg.config import Settings
from kg.pipeline import build, read
from kg.store import open_store
from tests.serve.conftest import serving

KG = [sys.executable, "-m", "kg.cli"]


def kg(*words):
    return subprocess.run([*KG, "serve", *words], capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def running(*words):
    """The command with a port of its own; gives its process and a client of it."""
    process = subprocess.Popen([*KG, "serve", "--port", "0", *words], stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        with httpx.Client(base_url=re.search(r"http://\S+", line)[0], timeout=60) as client:
            yield process, client, line
    finally:
        process.kill()
        process.communicate()


def test_it_says_where_and_what_it_shows_and_ends_in_silence(store):
    with running("--store", str(store)) as (process, client, line):
        assert line.endswith(f"/ shows {store}; stop with Ctrl+C\n")
        assert client.get("/stories.json").json()["stories"]["total"]["number"] == 5
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")


def test_a_port_in_use_is_an_error(store):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = kg("--store", str(store), "--port", str(port))
    assert found.returncode == 1
    assert found.stderr == (
        f"kg: cannot listen on 127.0.0.1, port {port}: Address already in use. Name another with --port or --host.\n"
    )


def test_a_store_that_is_missing_is_an_error(tmp_path):
    found = kg("--store", str(tmp_path / "none.kg"))
    assert found.returncode == 1
    assert f"no store at {tmp_path / 'none.kg'}" in found.stderr


def test_one_page_without_a_server(store):
    found = kg("--store", str(store), "--get", "/stories.json?month=2024-06")
    assert found.returncode == 0
    assert json.loads(found.stdout)["stories"]["total"]["number"] == 1
    person = kg("--store", str(store), "--get", "/data/person/marta-ilves--oakport-transit-workers-union")
    assert '<h1 dir="auto">Marta Ilves</h1>' in person.stdout


@pytest.mark.parametrize(("path", "code"), [("/data/person/nobody", 1), ("/nothing", 1), ("stories", 2)])
def test_a_page_that_is_not_there_is_no_success(store, path, code):
    assert kg("--store", str(store), "--get", path).returncode == code


def test_a_store_that_is_built_meanwhile_is_shown_as_it_is_then(store, tmp_path):
    place = tmp_path / "labor.kg"
    shutil.copytree(store, place)
    settings = Settings(fast=True)
    more = tmp_path / "more.txt"
    more.write_text("Bus drivers in Fenmoor went on strike Monday, the Fenmoor Drivers Union said.", "utf-8")
    with serving(place) as client:
        assert client.get("/index.json").json()["overview"]["stories"] == 5
        with open_store(place, write=True) as opened:
            list(build(read([str(more)], settings), opened, settings))
        assert client.get("/index.json").json()["overview"]["stories"] == 6
        assert client.get("/stories.json").json()["stories"]["total"]["number"] == 6
        shutil.rmtree(place)
        gone = client.get("/stories", headers={"accept": "text/html"})
        assert gone.status_code == 503
        assert "no store at" in gone.text


def test_a_query_without_end_does_not_keep_it_from_ending(store):
    with running("--store", str(store)) as (process, client, _):
        query = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
        asking = threading.Thread(target=_given_up, args=(client, "/query", {"query": query, "run": "1"}))
        asking.start()
        assert client.get("/stories.json").status_code == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=15)
        asking.join()
    assert process.returncode == 0


def _given_up(client, path, params):
    with suppress(httpx.HTTPError):
        client.get(path, params=params)
