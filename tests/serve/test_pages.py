"""Pages at fixed addresses: the first one, all stories, the report."""

import csv
import io
import threading
from importlib import import_module

import pytest

from kg.errors import StoreError
from kg.serve.pages.report import BY
from kg.serve.site import Site
from tests.serve.reading import chosen, page, words


def test_the_first_page_tells_what_the_store_holds(site):
    found = page(site, "/")
    tallies = {words(t.xpath("dt")[0]): words(t.xpath("dd")[0]) for t in chosen(found, "dl.tallies div")}
    assert tallies["stories"] == "5"
    assert tallies["outlets"] == "3"
    latest = [words(h) for h in chosen(found, "section[aria-labelledby=latest] h3")]
    assert latest[:3] == [
        "<script>alert('title')</script> Strike at Ødegård & Søn",
        "Drivers ratify contract with Harbor Line",
        "Tentative deal ends Harbor Line strike",
    ]
    heard = [words(li) for li in chosen(found, "section[aria-labelledby=speakers] li")]
    assert "Marta Ilves 5 statements" in heard[:2]


def test_stories_can_be_narrowed_to_an_outlet_and_a_month(site):
    def titles(**query):
        answer = site.get("/stories.json", params=query).json()
        return [story["article"]["label"] for story in answer["stories"]["items"]]

    assert len(titles()) == 5
    assert titles(outlet="Tidewater Ledger") == [
        "Tentative deal ends Harbor Line strike",
        "Harbor Line drivers call strike from May 6",
    ]
    assert titles(month="2024-06") == ["<script>alert('title')</script> Strike at Ødegård & Søn"]
    assert titles(outlet="Tidewater Ledger", month="2024-06") == titles(page="2") == []
    chosen_option = page(site, "/stories?outlet=Tidewater%20Ledger").xpath("//option[@selected]")[0]
    assert words(chosen_option) == "Tidewater Ledger (2)"
    assert "No story fits" in words(page(site, "/stories?month=1999-01"))


def test_a_long_list_is_paged_and_keeps_its_filter(site, monkeypatch):
    from kg.serve.pages import stories

    monkeypatch.setattr(stories, "SIZE", 2)
    found = page(site, "/stories?month=2024-05&page=2")
    assert words(chosen(found, "nav.pager")[0]) == "← PreviousPage 2 of 2"
    assert chosen(found, "nav.pager a")[0].get("href") == "?month=2024-05&page=1"
    assert len(chosen(found, "ul.stories li")) == 2


def test_the_report_counts_statements_of_each_side(site):
    report = site.get("/report.json").json()
    assert [cut["by"] for cut in report["cuts"]] == list(BY)
    outlets = report["cuts"][0]
    row = dict(zip(outlets["columns"], outlets["rows"][0], strict=True))
    assert (row["outlet"], row["statements"], row["union"], row["employer"]) == ("Tidewater Ledger", 10, 6, 4)
    assert sum(r[1] for r in outlets["rows"]) == report["statements"] == 21
    found = page(site, "/report")
    cells = [words(cell) for cell in chosen(found, "section[aria-labelledby=outlet] tbody tr")[0]]
    assert cells[:4] == ["Tidewater Ledger", "10", "6", "4"]
    bars = chosen(found, "section[aria-labelledby=outlet] svg rect")
    assert [words(bar) for bar in bars[:2]] == ["union: 6", "employer: 4"]
    assert float(bars[0].get("width")) / float(bars[1].get("width")) == 1.5


def test_the_report_comes_as_csv_that_no_spreadsheet_runs(site):
    found = site.get("/report/outlet.csv")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert rows[0]["outlet"] == "Tidewater Ledger"
    assert rows[2]["outlet"] == '\'=HYPERLINK("javascript:alert(1)")'
    assert site.get("/report/side.csv").status_code == 404


@pytest.mark.parametrize(
    ("path", "module", "wanted"),
    [("/report", "report", "Tidewater Ledger"), ("/graph?view=speech", "graph", "graph-data")],
)
def test_report_and_graph_do_not_wait_for_a_large_store(server, store, monkeypatch, path, module, wanted):
    shown = import_module(f"kg.serve.pages.{module}")
    owner, name = (shown, "_counted") if module == "report" else (shown.near, "most_linked")
    make, go, times = getattr(owner, name), threading.Event(), []

    def slowly(*words, **named):
        times.append(go.wait(30))
        return make(*words, **named)

    monkeypatch.setattr(shown, "PATIENCE", 0.05)
    monkeypatch.setattr(owner, name, slowly)
    with server(store) as client:
        early = [client.get(path).text for _ in range(2)]
        go.set()
        record = client.get(path.replace(f"/{module}", f"/{module}.json")).json()
        later = client.get(path).text
    assert all("being counted" in text and "/static/soon.js" in text and wanted not in text for text in early)
    assert record.get("statements") or record["part"]["things"]
    assert "being counted" not in later
    assert wanted in later
    assert times == [True]


def test_what_fails_beside_a_page_is_told_once_and_tried_again(store):
    site, made = Site(str(store)), iter([StoreError("the disk is gone."), 7])

    def make(engine):
        found = next(made)
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(StoreError):
        site.soon("key", make, 30)
    assert site.soon("key", make, 30) == 7
    assert site.kept("key", make) == 7


def test_the_first_page_does_not_wait_for_a_large_store_to_be_counted(server, store, monkeypatch):
    from kg.profile import overview
    from kg.serve.pages import home

    counted, go = overview.overview, threading.Event()
    monkeypatch.setattr(home, "PATIENCE", 0.05)
    monkeypatch.setattr(overview, "overview", lambda engine: go.wait(30) and counted(engine))
    with server(store) as client:
        early = client.get("/").text
        go.set()
        record = client.get("/index.json").json()
        later = client.get("/").text
    assert "is being counted" in early
    assert "/static/soon.js" in early
    assert record["overview"]["stories"] == 5
    assert "is being counted" not in later
    assert "Latest stories" in later
