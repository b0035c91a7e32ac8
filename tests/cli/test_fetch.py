"""`kg fetch` against a real server on this machine."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

TEXT = b"Nurses at Orrin Hospital struck."
PAGE = b"<html><head><title>Out</title></head><body><article><p>" + TEXT + b"</p></article></body></html>"
RSS = '<rss version="2.0"><channel><item><link>%s/one</link></item><item><link>%s/gone</link></item></channel></rss>'
LATIN = "<p>“Nö,” said Zoë.</p>"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url></urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><urlset><url><loc>&j;</loc></url></urlset>'


class Site(BaseHTTPRequestHandler):
    """A site with all that can go wrong."""

    protocol_version = "HTTP/1.1"
    asked: list = []  # noqa: RUF012
    robots = b""

    def log_message(self, *_):
        pass

    def send(self, body=b"", status=200, **headers):
        self.send_response(status)
        for key, value in ({"Content_Type": "text/html"} | headers).items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        type(self).asked.append((self.path, self.headers["Host"], self.headers["User-Agent"], time.monotonic()))
        here = f"http://{self.headers['Host']}"
        path = self.path.split("?")[0]
        if path.startswith("/to/"):
            hops = int(path[4:])
            return self.send(status=302, Location=f"/to/{hops - 1}" if hops else "/one")
        answers = {
            "/robots.txt": lambda: self.send(self.robots, 200 if self.robots else 404),
            "/one": lambda: self.send(PAGE),
            "/two": lambda: self.send(gzip.compress(PAGE), Content_Encoding="gzip"),
            "/latin": lambda: self.send(LATIN.encode("cp1252"), Content_Type="text/html; charset=latin1"),
            "/plain": lambda: self.send(b"Nurses struck.", Content_Type="text/plain"),
            "/pdf": lambda: self.send(b"%PDF", Content_Type="application/pdf"),
            "/inside": lambda: self.send(status=302, Location="http://169.254.169.254/latest/meta-data"),
            "/file": lambda: self.send(status=301, Location="file:///etc/passwd"),
            "/bomb": lambda: self.send(gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip"),
            "/cut": lambda: self.send(gzip.compress(PAGE)[:-10], Content_Encoding="gzip"),
            "/brotli": lambda: self.send(b"x", Content_Encoding="br"),
            "/endless": self.endless,
            "/drip": self.drip,
            "/drip-head": self.drip_head,
            "/busy": lambda: self.send(status=429, Retry_After="100000"),
            "/busy-once": self.busy_once,
            "/feed": lambda: self.send((RSS % (here, here)).encode(), Content_Type="application/rss+xml"),
            "/map": lambda: self.send(INDEX.replace("%s", f"<sitemap><loc>{here}/map1.gz</loc></sitemap>"
                f"<sitemap><loc>{here}/map2</loc></sitemap><sitemap><loc>{here}/map</loc></sitemap>").encode()),
            "/map1.gz": lambda: self.send(gzip.compress((MAP % f"{here}/one").encode())),
            "/map2": lambda: self.send((MAP % f" {here}/two ").encode()),
            "/map-deep": lambda: self.send((INDEX % f"<sitemap><loc>{here}/map-deep?{len(self.path)}{self.path[-9:]}"
                "</loc></sitemap>").encode()),
            "/map-bomb": lambda: self.send((BOMB % "".join(
                f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefghi", "bcdefghij", strict=True))).encode()),
        }  # fmt: skip
        return answers.get(path, lambda: self.send(b"gone", 404))()

    def start(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def endless(self):
        self.start()
        try:
            while True:
                self.wfile.write(b"<p>more" * 10_000)
        except OSError:
            self.close_connection = True

    def drip(self):
        self.start()
        self.drops(b"<")

    def drip_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drops(b"x")

    def drops(self, drop):
        try:
            for _ in range(600):
                self.wfile.write(drop)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def busy_once(self):
        if sum(path == "/busy-once" for path, *_ in self.asked) > 1:
            return self.send(PAGE)
        return self.send(status=503, Retry_After="0")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The address of the site; `Site` is fresh for each test, the current folder empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Site, "asked", [])
    monkeypatch.setattr(Site, "robots", b"")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetch(kg):
    def run(*words, **options):
        return kg("fetch", "-o", "pages", "--allow-private", "--delay", "0", *words, **options)

    return run


def asked():
    return [path for path, *_ in Site.asked]


def test_pages_are_saved_with_address_and_day_and_can_be_built(site, fetch, kg):
    done = fetch(f"{site}/one", f"{site}/two#part", f"{site}/one", f"{site}/to/3", f"{site}/plain")
    assert (done.returncode, done.stderr) == (0, "pages: 4 saved, 0 here already, 0 failed\n")
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [p.suffix for p in paths] == [".html", ".html", ".html", ".txt"]
    assert [p.read_bytes() for p in paths] == [PAGE, PAGE, PAGE, b"Nurses struck."]
    records = [yaml.safe_load(p.with_suffix(".yaml").read_text()) for p in paths]
    assert [r["url"] for r in records] == [f"{site}/{end}" for end in ("one", "two", "one", "plain")]
    assert all(len(r["fetched"]) == 10 for r in records)
    assert {agent.split("/")[0] for *_, agent, _ in Site.asked} == {"labor-news-graph"}
    assert asked().count("/robots.txt") == 1
    built = kg("build", "pages", "--fast", "--store", "x.kg")
    assert (built.returncode, "0 failed" in built.stderr) == (0, True)
    urls = kg("query", "-e", "SELECT DISTINCT ?u WHERE { ?a a lab:Article ; schema:url ?u }", "--store", "x.kg").stdout
    assert sorted(urls.count(f"{site}/{end}") for end in ("one", "two", "plain")) == [1, 1, 1]


def test_what_is_there_is_not_fetched_again(site, fetch):
    fetch(f"{site}/one")
    before = len(Site.asked)
    done = fetch(f"{site}/one")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "pages: 0 saved, 1 here already, 0 failed\n")
    assert len(Site.asked) == before


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nothing", "the server answers 404."),
        ("/to/6", "leads on more than 5 times."),
        ("/inside", "169.254.169.254: its address 169.254.169.254 is not one of the public internet."),
        ("/file", "leads to an address that is not allowed."),
        ("/pdf", "is application/pdf, not a page."),
        ("/bomb", "longer than 5,000,000 bytes."),
        ("/endless", "longer than 5,000,000 bytes."),
        ("/cut", "is cut off."),
        ("/brotli", "comes packed as 'br'"),
        ("/busy", "the server is busy (429)."),
        ("/drip", "cannot be fetched"),
        ("/drip-head", "cannot be fetched"),
    ],
)
def test_failures_are_told_and_the_rest_goes_on(site, fetch, path, says):
    done = fetch(site + path, f"{site}/one", "--timeout", "1")
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.endswith("pages: 1 saved, 0 here already, 1 failed\n")
    assert len(list(Path("pages").glob("*.html"))) == 1


def test_loopback_is_refused_unless_it_is_wanted(site, kg):
    done = kg("fetch", f"{site}/one", "-o", "pages")
    assert done.returncode == 1
    assert "its address 127.0.0.1 is not one of the public internet. Use --allow-private" in done.stderr
    assert Site.asked == []


def test_a_name_is_looked_up_once_a_request_and_stays_in_the_header(site, fetch, monkeypatch):
    import socket

    lookups = []
    port = int(site.rsplit(":", 1)[1])

    def look_up(host, at, *_, **__):
        lookups.append(host)
        # A second look-up for one request would be led elsewhere.
        address = "127.0.0.1" if lookups.count(host) <= 2 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, at))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda h, *a, **k: (look_up if h == "post.test" else real)(h, *a, **k))
    done = fetch(f"http://post.test:{port}/one")
    assert done.returncode == 0, done.stderr
    assert lookups == ["post.test", "post.test"]  # robots.txt and the page
    assert {host for _, host, *_ in Site.asked} == {f"post.test:{port}"}


def test_robots_are_obeyed(site, fetch):
    Site.robots = b"User-agent: *\nDisallow: /one\n\nUser-agent: labor-news-graph\nDisallow: /two\nCrawl-delay: 1\n"
    done = fetch(f"{site}/one", f"{site}/two", f"{site}/to/0")
    assert f"{site}/two: robots.txt of 127.0.0.1 forbids it" in done.stderr
    assert asked() == ["/robots.txt", "/one", "/to/0", "/one"]
    times = [at for *_, at in Site.asked]
    assert times[2] - times[1] >= 0.99  # as the site asks
    assert done.returncode == 1


def test_a_site_that_wants_years_between_pages_is_left_alone(site, fetch):
    Site.robots = b"User-agent: *\nCrawl-delay: 99999999\n"
    done = fetch(f"{site}/one")
    assert "its robots.txt asks for 99999999 seconds between pages." in done.stderr
    assert asked() == ["/robots.txt"]


def test_the_delay_is_kept(site, kg):
    kg("fetch", "-o", "pages", "--allow-private", "--delay", "0.3", f"{site}/one", f"{site}/two")
    times = [at for *_, at in Site.asked]
    assert all(b - a >= 0.29 for a, b in pairwise(times))


def test_a_busy_server_is_asked_again_when_it_says(site, fetch):
    assert fetch(f"{site}/busy-once").returncode == 0
    assert asked() == ["/robots.txt", "/busy-once", "/busy-once"]


def test_an_encoding_that_only_the_header_names_is_not_lost(site, fetch):
    done = fetch(f"{site}/latin")
    assert Path(done.stdout.strip()).read_text("utf-8-sig") == LATIN


def test_lists_feeds_and_sitemaps(site, fetch):
    Path("list.txt").write_text(f"# pages\n\n{site}/plain\nftp://x.example/\n")
    done = fetch("-f", "list.txt", "--sitemap", f"{site}/map", "--feed", f"{site}/feed")
    assert "ftp://x.example/: is no address of the web." in done.stderr
    assert f"{site}/gone: the server answers 404." in done.stderr
    assert done.stderr.endswith("pages: 3 saved, 0 here already, 2 failed\n")
    assert fetch("-f", "-", stdin=f"{site}/one\n").stderr == "pages: 0 saved, 1 here already, 0 failed\n"


@pytest.mark.parametrize(
    ("option", "path", "says"),
    [
        ("--sitemap", "/map-bomb", "pages: 0 saved, 0 here already, 1 failed"),
        ("--sitemap", "/map-deep", "names more sitemaps than are read."),
        ("--sitemap", "/plain", "is not XML that can be read."),
        ("--sitemap", "/bomb", "bytes."),
        ("--feed", "/plain", "is neither RSS nor Atom."),
        ("-f", "/none.txt", "cannot be read"),
    ],
)
def test_lists_that_do_harm_are_told_of(site, fetch, option, path, says):
    done = fetch(option, path if option == "-f" else site + path)
    assert says in done.stderr
    assert done.returncode == 1


def test_no_more_pages_than_wanted(site, fetch):
    done = fetch(f"{site}/one", f"{site}/two", f"{site}/plain", "--most", "2")
    assert "is more than 2 pages." in done.stderr
    assert done.returncode == 1


def test_nothing_to_fetch_is_wrong_usage(kg):
    assert kg("fetch", "-o", "pages").returncode == 2
