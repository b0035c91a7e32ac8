"""The skeleton: forms, headers and errors of every answer."""

import shutil
import socket

import pytest

from kg.serve.app import POLICY, application, pages
from kg.serve.once import get
from kg.serve.pages import PAGES
from kg.serve.site import Site, names
from kg.store import open_store


def test_a_page_has_its_twin_and_a_strict_policy(site):
    found = site.get("/")
    assert found.status_code == 200
    assert found.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert found.headers["cache-control"] == site.get("/static/kg.css").headers["cache-control"] == "no-cache"
    assert site.get("/index.json").json()["store"] == "labor.kg"


def test_what_is_not_there_is_said_in_the_form_asked_for(site):
    assert "<h1>Not Found</h1>" in site.get("/nothing", headers={"accept": "text/html"}).text
    assert site.get("/nothing.json").json() == {"error": "Not Found", "remedy": ""}
    assert site.get("/nothing", headers={"accept": "text/plain"}).text == "Not Found\n"


def test_a_foreign_host_name_is_refused(site):
    assert site.get("/", headers={"host": "evil.example"}).status_code == 400


def test_pages_stand_where_the_list_says():
    assert {page.name: page.path for page in pages()} == PAGES


def test_a_site_for_all_addresses_answers_to_any_name(store):
    app = application(Site(str(store), names("0.0.0.0")))
    assert get(app, "/stories.json", host="archive.example")[0] == 200
    assert get(application(Site(str(store), names("192.0.2.7"))), "/stories.json", host="archive.example")[0] == 400


def test_tables_that_a_writer_has_merged_are_looked_for_anew(store, tmp_path, monkeypatch):
    folder, aside, opened = shutil.copytree(store, tmp_path / "s.kg"), tmp_path / "aside", []
    site = Site(str(folder))
    name = next(q.subject.value for q in site.store().quads() if q.predicate.value.endswith("headline"))
    aside.mkdir()
    site = Site(str(folder))
    site.store()
    for table in (folder / "data").glob("*.sst"):
        table.replace(aside / table.name)

    def put_back(location):
        for table in aside.iterdir():
            table.replace(folder / "data" / table.name)
        opened.append(location)
        return open_store(location)

    monkeypatch.setattr("kg.serve.site.open_store", put_back)
    path = name.removeprefix("https://w3id.org/labornews")
    assert [get(application(site), f"{path}.{form}")[0] for form in ("json", "ttl")] == [200, 200]
    assert opened == [str(folder)]


@pytest.mark.parametrize(
    "target",
    [
        b"/data/%zz", b"/data/%", b'/data/<script>"', b"/data/%00", b"/data/%ff%fe", b"/data/article/%2e%2e",
        b"/data//", b"/data/a\\b^`{}|", b"/issue/%zz.ttl", b"/data/" + b"a" * 60_000, b"/stories?page=%zz",
        b"/report/%00.csv", b"/static/..%2f..%2fapp.py", b"/static/../app.py", b"/nothing?" + b"&" * 5_000,
    ],
)  # fmt: skip
def test_no_request_line_is_a_fault(site, target):
    with socket.create_connection((site.base_url.host, site.base_url.port)) as line:
        line.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        status = line.makefile("rb").readline()
    assert status[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 404 ")


def test_a_page_of_a_store_that_has_lost_a_table_says_so(store, tmp_path, server):
    place = tmp_path / "labor.kg"
    shutil.copytree(store, place)
    with server(place) as client:
        for table in (place / "data").glob("*.sst"):
            table.unlink()
        answers = [client.get(path) for path in ("/index.json", "/stories.json", "/graph.json")]
    assert [answer.status_code for answer in answers] == [503] * 3
    assert all("'kg resolve --rebuild' makes" in answer.json()["remedy"] for answer in answers)
