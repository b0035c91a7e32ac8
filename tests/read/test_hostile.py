"""Input that is made to do harm: a clear error or a story, in bounded time and memory, and the next story is read."""

import gzip
import io
import tarfile
import tracemalloc
import zipfile

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read

P = "<p>Drivers at Quill Freight walked off the job on Monday after talks over overtime broke down in Marlow.</p>"
RECORD = b"WARC/1.0\r\nWARC-Type: response\r\n"
LEVELS = "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefghi", "bcdefghij", strict=True))
LAUGHS = f'[<!ENTITY a "aaaaaaaaaa">{LEVELS}]'


def rss(items):
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def item(text):
    return f"<item><title>Out</title><description>{text}</description></item>"


def zeros(head, count):
    """A tar.gz of a header and so many million zero bytes, made without holding them."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed:
        packed.write(head)
        for _ in range(count):
            packed.write(b"\0" * 1_000_000)
    return out.getvalue()


def header(name, kind, size):
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf()


def zip_of_zeros():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"{number}.txt", b" " * 4_900_000)
    return out.getvalue()


def warc(body, length=None):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = RECORD + b"WARC-Target-URI: http://a.example/\r\nContent-Length: %d\r\n\r\n" % (length or len(http))
    return gzip.compress(head + http + b"\r\n\r\n")


ERRORS = {
    "levels.html": ("<div>" * 100_000 + P, "its tags stand more than 250 deep."),
    "inline.html": ("<article>" + "<span>" * 100_000 + "x", "its tags stand more than 250 deep."),
    "tags.html": ("<p>x" * 100_000, "has more than 60,000 tags."),
    "long.html": ("&amp;" * 1_100_000, "longer than 5,000,000 bytes."),
    "zero.html": (P.replace("walked", "wal\0ked"), "is not text but binary data."),
    "utf-8.html": (b"<p>Nurses \xff\xfe\x81 struck.</p>", "is neither UTF-8, UTF-16 nor windows-1252 text."),
    "levels.rss": (rss("<item>" + "<a>" * 50_000), "the entry has a title at most."),
    "levels.atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><content type="xhtml">'
        + "<div>" * 20_000 + "x" + "</div>" * 20_000 + "</content></entry></feed>",
        "its tags stand more than 250 deep.",
    ),
    "entries.rss": (rss(item("x") * 5001), "has more than 5,000 entries."),
    "attributes.rss": (
        rss("<item " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>"),
        "a tag of it has more than 200 attributes.",
    ),
    "levels.json": ('{"a":' * 1_000_000, "is not JSON."),
    "digits.json": ('[{"text": "x", "id": ' + "9" * 100_000 + "}]", "is not JSON."),
    "levels.txt": ("---\n" + "[" * 20_000 + "\n---\nNurses struck.", "the front matter is not YAML."),
    "aliases.txt": (
        "---\na: &a [x]\n"
        + "".join(f"{n}: &{n} [{f'*{p},' * 9}]\n" for p, n in zip("abcdefghij", "bcdefghijk", strict=True))
        + "title: *k\n---\nNurses struck.",
        "the value of 'title' is not text.",
    ),
    "bomb.zip": (zip_of_zeros(), "unpacks to more than 20,000,000 bytes"),
    "none.zip": (b"PK\3\4 no archive", "is damaged; what follows is not read."),
    "bomb.tar.gz": (zeros(header("a.txt", tarfile.REGTYPE, 60_000_000), 60), "unpacks to more than"),
    "skipped.tar.gz": (zeros(header("a.bin", tarfile.REGTYPE, 60_000_000), 60), "unpacks to more than"),
    "header.tar.gz": (zeros(header("a", tarfile.XHDTYPE, 60_000_000), 60), "is damaged; what follows is not read."),
    "name.tar.gz": (zeros(header("a", tarfile.GNUTYPE_LONGNAME, 60_000_000), 60), "is damaged; what follows"),
    "cut.tar.gz": (zeros(header("a.txt", tarfile.REGTYPE, 2_000_000), 2)[:-100], "is damaged; what follows"),
    "bomb.warc.gz": (warc(gzip.compress(b" " * 60_000_000, 1)), "longer than 5,000,000 bytes."),
    "length.warc.gz": (warc(b"", 10**12), "unpacks to more than 20,000,000 bytes"),
    "head.warc.gz": (gzip.compress(b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000), "holds no story."),
    "no-address.warc": (RECORD + b"Content-Length: 5\r\n\r\nhello\r\n\r\n", "cannot be read as WARC"),
    "cut.warc.gz": (warc(gzip.compress(P.encode()))[:-60], "cut.warc.gz"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_what_is_made_to_do_harm_is_told_of_and_the_next_story_read(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw, says = ERRORS[name]
    (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (tmp_path / "z.txt").write_text("Nurses struck.")
    *stories, last = read([name, "z.txt"])
    assert isinstance(last, Article)
    assert [s for s in stories if isinstance(s, Article)] == []
    assert stories[-1].what.startswith(name)
    assert says in stories[-1].what


STORIES = {
    "attributes.html": f"<article><p {'a=1 ' * 500_000}>Drivers out.</p>{P}</article>",
    "entities.html": f"<article><p>{'&amp;' * 200_000}</p>{P}</article>",
    "json-ld.html": f'<script type="application/ld+json">{"[" * 500_000}</script><article>{P}</article>',
    "list.html": f'<script type="application/ld+json">[{"{}," * 200_000}{{}}]</script><article>{P}</article>',
    "date.html": f'<head><meta name="pubdate" content="{"9" * 500_000}"></head><body><article>{P}</article></body>',
    "blank.html": f"<article><p>{' ' * 2_000_000}</p>{P}</article>",
    "laughs.rss": f"<!DOCTYPE rss {LAUGHS}>" + rss(item("&j;")),
    "cdata.rss": rss(item("x") + item("<![CDATA[" * 50_000)),
    "date.rss": rss(f"<item><title>x</title><pubDate>{'1 ' * 200_000}</pubDate><description>yes</description></item>"),
}


@pytest.mark.parametrize("name", STORIES)
def test_what_is_odd_but_holds_a_story_is_read(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(STORIES[name])
    story = next(iter(read([name])))
    assert isinstance(story, Article), story
    assert len(story.text) < 300_000
    assert len(story.published_raw or "") <= 100


def test_a_line_without_end_is_passed_over_in_little_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(60):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "Nurses struck."}')
    tracemalloc.start()
    long, good = read(["a.jsonl"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert long.what == "a.jsonl:1: longer than 5,000,000 bytes."
    assert good.text == "Nurses struck."
    assert peak < 30_000_000


def test_halves_of_characters_and_zero_bytes_in_json(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = (r'{"text": "a\u0000b"}', r'{"text": "a\ud800b"}', r'{"text": "Nurses struck.", "title": "a\ud800"}')
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"text": "\xff"}')
    zero, half, story, latin = read(["a.jsonl"])
    assert [e.what for e in (zero, half)] == [f"a.jsonl:{n}: holds halves of characters or zero bytes." for n in (1, 2)]
    assert story.title == "a\ufffd"
    assert latin.what == "a.jsonl:4: is not JSON."


def test_a_page_with_what_no_tree_holds_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = "Nurses at the hospital walked out on Monday, their union said."
    (tmp_path / "a.html").write_text(
        f"<article><p>{words}<script>x</script>\x1f&#31;a&#x1f;&#xfffe;&#xd800;b&#9999999;</p><nav>x</nav>&#x1f;</article>"
    )
    (story,) = read(["a.html"])
    assert not isinstance(story, InputError)
    assert story.text == f"{words} a b"


def test_a_text_of_nothing_that_is_seen_holds_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\xff\xfe")
    (error,) = read(["a.txt"])
    assert str(error) == "a.txt: holds no text. Give a file with the words of a story."


def test_control_characters_of_a_page_reach_no_text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(
        "<title>a&#x1b;[2J</title><article><p>Nurses&#x1b;[31m &#x202e;struck&#0;.</p></article>"
    )
    (story,) = read(["a.html"])
    assert not isinstance(story, InputError)
    assert story.title == "a[2J"
    assert story.text == "Nurses[31m struck\ufffd."
