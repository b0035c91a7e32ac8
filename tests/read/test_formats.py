"""Feeds, web archives, packed files and the JSON of news services."""

import gzip
import io
import json
import os
import re
import tarfile
import tracemalloc
import zipfile
from html import escape
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import Given, mapping_from, read

ONE = "Drivers at Quill Freight walked off the job on Monday after talks over overtime broke down in Marlow."
TWO = "“We asked for two days’ notice of a shift,” said Ines Okoro, a dispatcher. “They gave us two hours.”"
BODY = f"<p>{ONE}</p><p>{TWO}</p>"
TEXT = f"{ONE}\n\n{TWO}"
PAGE = f"<html><head><title>Drivers out</title></head><body><article>{BODY}</article></body></html>"


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def found(*paths, **options):
    return list(read(paths, **options))


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Marlow Post</title>
<item><title>Drivers out</title><link>https://post.example/1</link><pubDate>Tue, 02 Jun 2026 10:00:00 +0200</pubDate>
<dc:creator>Sam Ode</dc:creator><description>Short.</description><content:encoded><![CDATA[<h1>Drivers out</h1>{BODY}
<p><a href="/x">Read more about the yard and its owner</a></p>]]></content:encoded></item>
<item><title>Only a line</title><link>https://post.example/2</link><description>Crews vote &lt;b&gt;today&lt;/b&gt;.
</description></item>
<item><title>Nothing</title></item>
<item><guid>n4</guid><pubDate>soon</pubDate><description>Plain words.\n\nTwo parts.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:1</id><title>Drivers out</title>
<link href="https://wire.example/1"/><published>2026-06-02T08:00:00Z</published><updated>2026-06-09T08:00:00Z</updated>
<author><name>Ann Lee</name></author><author><name>Bo Dahl</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>"""


def test_rss(tmp_path):
    (tmp_path / "a.rss").write_text(RSS)
    full, summary, nothing, plain = found("a.rss")
    assert full == Article(
        TEXT,
        title="Drivers out",
        published="2026-06-02T10:00:00+02:00",  # the day counts where the paper is
        publisher="Marlow Post",
        url="https://post.example/1",
        byline="Sam Ode",
        source="a.rss:1",
    )
    assert (summary.text, summary.title) == ("Crews vote today.", "Only a line")
    assert summary.warnings == ("a.rss:2: only a summary; 'kg fetch --feed' saves the whole story",)
    assert str(nothing).startswith("a.rss:3: the entry has a title at most.")
    assert (plain.text, plain.identifier, plain.published_raw) == ("Plain words.\n\nTwo parts.", "n4", "soon")


def test_a_feed_that_calls_words_plain_or_a_title_html(tmp_path):
    text = "Drivers at AT&amp;T &lt;Local 9&gt; left."
    entry = f"<title type='html'>Drivers &lt;b&gt;out&lt;/b&gt;</title><content type='text'>{text}</content>"
    (tmp_path / "a.atom").write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>")
    (story,) = found("a.atom")
    assert (story.title, story.text) == ("Drivers out", "Drivers at AT&T <Local 9> left.")


@pytest.mark.parametrize("name", ["a.atom", "a.xml", "feed"])
def test_atom_by_suffix_or_content(tmp_path, name):
    (tmp_path / name).write_text(ATOM)
    (story,) = found(name)
    assert (story.text, story.byline, story.url) == (TEXT, "Ann Lee, Bo Dahl", "https://wire.example/1")
    assert (story.published, story.modified) == ("2026-06-02T08:00:00+00:00", "2026-06-09T08:00:00+00:00")


def item(inside):
    head = "<rss version='2.0'><channel><title>Marlow Post</title><item><title>Drivers out</title>"
    return f"{head}{inside}</item></channel></rss>"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("ilee@marlow.press (Ina Lee)", "Ina Lee"),
        ("Ina Lee &lt;ilee@marlow.press&gt;", "Ina Lee"),
        ("ilee@marlow.press", None),
        ("ilee@marlow.example (Ina Lee)", "Ina Lee"),
        ("Ina Lee", "Ina Lee"),
    ],
)
def test_an_author_of_rss_with_an_address(tmp_path, author, byline):
    (tmp_path / "a.rss").write_text(item(f"<author>{author}</author><description>{ONE}</description>"))
    assert [story.byline for story in found("a.rss")] == [byline]


def test_an_entry_whose_tags_were_escaped_twice(tmp_path):
    (tmp_path / "a.rss").write_text(item(f"<description>{escape(escape(BODY))}</description>"))
    assert [story.text for story in found("a.rss")] == [TEXT]


def test_the_address_of_an_entry_is_its_own_and_not_that_of_a_related_story(tmp_path):
    related = "<n:related xmlns:n='http://news.example/ns'><link>https://post.example/9</link></n:related>"
    inside = f"<link>https://post.example/1</link>{related}<description>{ONE}</description>"
    (tmp_path / "a.rss").write_text(item(inside))
    assert [story.url for story in found("a.rss")] == ["https://post.example/1"]


def test_a_feed_that_is_none(tmp_path):
    (tmp_path / "a.xml").write_text("<note>Buy milk</note>")
    (tmp_path / "b.rss").write_text("<rss><channel><title>x</title></channel></rss>")
    assert [str(e).split(".")[1] for e in found("a.xml", "b.rss")] == [
        "xml: is neither RSS nor Atom",
        "rss: the feed has no entries",
    ]


def warc(*pages, packed=True):
    out = b""
    for url, status, kind, body in pages:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-06-05T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


PAGES = (
    ("https://a.example/1", "200 OK", "text/html; charset=windows-1252", PAGE.encode("cp1252")),
    ("https://a.example/gone", "404 Not Found", "text/html", PAGE.encode()),
    ("https://a.example/i.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://a.example/void", "200 OK", "text/html", b"<html><body></body></html>"),
    (
        "https://a.example/2",
        "200 OK",
        "text/html",
        PAGE.replace(
            "<title>",
            "<link rel=canonical href='https://a.example/two'><meta name=pubdate content='2026-06-02'><title>",
        ).encode(),
    ),
)


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_warc(tmp_path, name, packed):
    (tmp_path / name).write_bytes(warc(*PAGES, packed=packed))
    one, void, two = found(name)
    assert (one.text, one.url, one.published) == (TEXT, "https://a.example/1", "2026-06-05")
    assert one.warnings == (f"{name}:1: the page gives no day of publication; 2026-06-05, when it was saved, is taken",)
    assert str(void).startswith(f"{name}:4: no story is found on the page.")
    assert (two.url, two.published, two.source, two.warnings) == (
        "https://a.example/two",
        "2026-06-02",
        f"{name}:5",
        (),
    )


@pytest.mark.parametrize("cut", [40, -200])
def test_a_warc_that_was_cut_gives_what_is_whole(tmp_path, cut):
    raw = warc(*PAGES)
    (tmp_path / "a.warc.gz").write_bytes(raw[:cut])
    *stories, last = found("a.warc.gz")
    assert [s.url for s in stories if isinstance(s, Article)] == (["https://a.example/1"] if cut < 0 else [])
    assert isinstance(last, InputError)


def test_a_warc_that_is_none(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"\0no archive at all\n" * 50)
    (error,) = found("a.warc")
    assert str(error).startswith("a.warc:1: cannot be read as WARC")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (0, "a.warc:1: does not end where its Content-Length says. Some of it may be lost."),
        (1, "a.warc:2: does not end where its Content-Length says. Some of it may be lost."),
    ],
)
def test_a_warc_record_with_a_wrong_length_is_told_in_our_own_words(tmp_path, capfd, at, said):
    page = PAGE.encode()
    records = [warc((f"https://a.example/{n}", "200 OK", "text/html", page), packed=False) for n in (1, 2)]
    length = re.search(rb"Content-Length: (\d+)", records[at])[1]
    records[at] = records[at].replace(length, b"%d" % (int(length) - 5))
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    read = found("a.warc")
    assert [s.text for s in read if isinstance(s, Article)] == [TEXT, TEXT]
    assert [str(e) for e in read if isinstance(e, InputError)] == [said]
    assert capfd.readouterr() == ("", "")


def test_a_warc_address_with_a_blank_is_read_without_a_word(tmp_path, capfd):
    (tmp_path / "a.warc").write_bytes(warc(("https://a.example/a b", "200 OK", "text/html", PAGE.encode())))
    (story,) = found("a.warc")
    assert story.url == "https://a.example/a%20b"
    assert capfd.readouterr() == ("", "")


def tar(path, *members, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info.type, info.linkname = content
                archive.addfile(info)


MEMBERS = (
    ("b/one.html", PAGE.encode()),
    ("b/.hidden.txt", b"no"),
    ("b/photo.jpg", b"\xff\xd8"),
    ("../../etc/two.txt", TWO.encode()),
    ("/root/three.txt", b""),
    ("C:\\x\\fo\x1bur.txt", ONE.encode()),
    ("feed.xml", ATOM.encode()),
    ("rows.jsonl", json.dumps({"text": ONE}).encode() + b"\n{}"),
)
INSIDE = [
    ("NAME/b/one.html", TEXT),
    ("NAME/etc/two.txt", TWO),
    (None, "NAME/root/three.txt: is empty."),
    ("NAME/x/fo_ur.txt", ONE),
    ("NAME/feed.xml:1", TEXT),
    ("NAME/rows.jsonl:1", ONE),
    (None, 'NAME/rows.jsonl:2: has no "text".'),
]


def told(stories):
    return [(s.source, s.text) if isinstance(s, Article) else (None, s.what) for s in stories]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.xz"])
def test_archives_are_read_and_never_unpacked(tmp_path, name):
    if name == "a.zip":
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in MEMBERS:
                archive.writestr(zipfile.ZipInfo(member), content)
            link = zipfile.ZipInfo("link.txt")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/hosts")
    else:
        links = (("link.txt", (tarfile.SYMTYPE, "/etc/hosts")), ("hard.txt", (tarfile.LNKTYPE, "b/one.html")))
        modes = {"a.tar": "w", "a.tar.xz": "w:xz"}
        tar(name, *MEMBERS, *links, ("pipe.txt", (tarfile.FIFOTYPE, "")), mode=modes.get(name, "w:gz"))
    assert told(found(name)) == [(s and s.replace("NAME", name), t.replace("NAME", name)) for s, t in INSIDE]
    assert os.listdir(tmp_path) == [name]


def test_the_stories_of_an_archive_are_not_held_together(tmp_path):
    with zipfile.ZipFile("a.zip", "w") as archive:
        for number in range(30):
            archive.writestr(f"{number}.txt", f"Story {number}. " + os.urandom(500_000).hex())
    assert found("a.zip")[0].source == "a.zip/0.txt"  # the language model is loaded
    tracemalloc.start()
    assert sum(1 for s in read(["a.zip"]) if isinstance(s, Article)) == 30
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


def test_a_damaged_entry_does_not_stop_the_others(tmp_path):
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("1.txt", ONE)
        archive.writestr("2.txt", TWO)
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[raw.index(b"Drivers")] ^= 1
    (tmp_path / "a.zip").write_bytes(raw)
    assert told(found("a.zip")) == [(None, "a.zip/1.txt: is damaged."), ("a.zip/2.txt", TWO)]


NEWS = {
    "response": {
        "results": [
            {
                "uuid": 7,
                "fields": {"body": BODY, "lang.code": "en"},
                "tags": [{"name": "Sam Ode"}],
                "source": {"name": "Marlow Post"},
                "date": "2026-06-02T08:00:00Z",
            },
            {"uuid": 8, "fields": {"body": None}},
            {"uuid": 9, "fields": {"body": BODY}, "source": {"name": {}}},
            "x",
        ]
    }
}
MAPPING = """stories: response.results
id: uuid
html: fields.body
byline: tags.0.name
publisher: source.name
published: date
lang: fields.lang.code
"""


def mapping(tmp_path, text=MAPPING):
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    return mapping_from(path)


def test_json_by_a_mapping(tmp_path):
    (tmp_path / "n.json").write_text(json.dumps(NEWS))
    one, none, wrong, word = found("n.json", mapping=mapping(tmp_path))
    assert (one.text, one.identifier, one.byline, one.publisher) == (TEXT, "7", "Sam Ode", "Marlow Post")
    assert (one.published, one.source) == ("2026-06-02T08:00:00+00:00", "n.json")
    assert str(none).startswith('n.json:2: has no "fields.body".')
    assert str(wrong).startswith("n.json:3: the value of 'publisher' is not text.")
    assert str(word).startswith('n.json:4: has no "fields.body".')


def test_json_lines_and_folders_by_a_mapping(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.jsonl").write_text(json.dumps({"b": [ONE, TWO]}))
    (tmp_path / "d" / "b.json").write_text(json.dumps([{"b": ONE}]))
    assert told(found("d", mapping=mapping(tmp_path, "text: b"))) == [("d/a.jsonl:1", TEXT), ("d/b.json:1", ONE)]


def test_json_without_a_mapping(tmp_path):
    (tmp_path / "n.json").write_text(json.dumps([{"text": ONE, "title": "Out"}]))
    (tmp_path / "o.json").write_text(json.dumps({"data": []}))
    (tmp_path / "p.json").write_text("[")
    one, other, broken = found("n.json", "o.json", "p.json")
    assert (one.text, one.title) == (ONE, "Out")
    assert str(other).startswith('o.json:1: has no "text".')
    assert str(broken).startswith("p.json: is not JSON.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("headline: x\ntext: y", "mapping.yaml: 'headline' is no field."),
        ("title: x", "mapping.yaml: gives no place of the words."),
        ("text: x\nhtml: y", "mapping.yaml: gives no place of the words."),
        ("text: [a, b]", "mapping.yaml: the place of 'text' is not text."),
        ("- x", "mapping.yaml: holds no mapping of fields to places."),
        ("a: b: c", "mapping.yaml: cannot be read as YAML."),
    ],
)
def test_a_wrong_mapping_is_told_of(tmp_path, text, says):
    with pytest.raises(InputError) as raised:
        mapping(tmp_path, text)
    assert says in str(raised.value)


def test_a_list_that_is_not_where_the_mapping_says(tmp_path):
    (tmp_path / "n.json").write_text(json.dumps(NEWS))
    (error,) = found("n.json", mapping=mapping(tmp_path, "stories: response.items\ntext: x"))
    assert error.what == "n.json: there is no list of stories at 'response.items'."


def test_a_page_has_its_sidecar_too(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "a.yaml").write_text("url: https://post.example/1\nfetched: 2026-06-03\n")
    (story,) = found("a.html")
    assert (story.url, story.published, story.title) == ("https://post.example/1", None, "Drivers out")
    (story,) = found("a.html", given=Given(url="https://post.example/2"))
    assert story.url == "https://post.example/2"


def test_gzip_inside_a_name_does_not_matter(tmp_path):
    (tmp_path / "A.TAR.GZ").write_bytes(gzip.compress(b""))
    (error,) = found("A.TAR.GZ")
    assert error.what == "A.TAR.GZ: is damaged; what follows is not read."


def test_metadata_named_beside_its_story_is_no_story_of_its_own(tmp_path):
    files = {"walk.txt": TEXT, "walk.yaml": "title: Walkout", "page.html": PAGE, "page.json": '{"publisher": "Post"}'}
    for name, told in files.items():
        (tmp_path / name).write_text(told)
    walkout, page = found(*files)
    assert (walkout.title, page.publisher) == ("Walkout", "Post")
    (alone,) = found("walk.yaml")
    assert str(alone).endswith("is no story. It says what the story of its name is; build that.")


@pytest.mark.parametrize("ending", ["ttl", "nq", "jsonld", "rdf"])
def test_a_graph_is_no_story(tmp_path, ending):
    (tmp_path / f"g.{ending}").write_text('<http://a.example/> <http://p.example/> "Nurses walked out Monday" .')
    (error,) = found(f"g.{ending}")
    assert isinstance(error, InputError)
    assert "is a graph, not a story. 'kg query --data FILE' asks it" in str(error)


def test_an_address_is_fetched_first(tmp_path):
    (error,) = found("https://tarn.example/walkout.html")
    assert str(error).endswith("no such file or folder. 'kg fetch ADDRESS -o pages/' saves a page.")


def test_a_store_is_no_folder_of_stories(tmp_path):
    (tmp_path / "labor.kg").mkdir()
    (tmp_path / "labor.kg" / "readings.sqlite").write_text("")
    (error,) = found("labor.kg")
    assert str(error) == "labor.kg: is a store, not stories. Name the files of stories; 'kg stats' counts a store."


def test_a_mapping_that_is_not_there_is_told_as_such():
    with pytest.raises(InputError, match=r"the mapping none\.yaml cannot be read: No such file or directory"):
        mapping_from(Path("none.yaml"))
