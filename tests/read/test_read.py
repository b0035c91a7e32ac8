import json
import os
from pathlib import Path

import pytest

from kg.config import Settings
from kg.errors import InputError
from kg.model import Article
from kg.read import SUFFIXES, Given, read
from kg.read.sources import left_out
from kg.read.written import day_at_head

STORY = "“We strike Friday,” said Ann Lee — of Local 5."
GERMAN = (
    "Die Gewerkschaft hat am Montag zu einem Streik aufgerufen, sagte die Sprecherin. Die Beschäftigten fordern mehr "
    "Lohn und bessere Arbeitsbedingungen in den Krankenhäusern der Stadt. Der Arbeitgeber lehnte die Forderung ab und "
    "bot zwei Prozent an, was die Gewerkschaft als Provokation bezeichnete."
)


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def one(path, **options) -> Article | InputError:
    (found,) = read([str(path)], **options)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_detected(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(STORY.encode(encoding))
    assert one("a.txt").text == STORY


def test_text_is_kept_to_the_byte(tmp_path):
    raw = "Line one\r\n\r\n  Line\ttwo \u00a0 three\n\n\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    assert one("a.txt").text == raw


def test_front_matter_gives_metadata_and_is_no_part_of_the_text(tmp_path):
    (tmp_path / "a.txt").write_text(
        "---\ntitle: Nurses out\npublished: 2024-01-02\nbyline: [A B, C D]\n---\n\nThey left.\n"
    )
    story = one("a.txt")
    assert (story.text, story.title, story.published, story.byline) == (
        "They left.\n",
        "Nurses out",
        "2024-01-02",
        "A B, C D",
    )


def test_a_rule_of_dashes_is_no_front_matter(tmp_path):
    (tmp_path / "a.txt").write_text("---\nNurses struck.\n---\nThey left.\n")
    assert one("a.txt").text == "---\nNurses struck.\n---\nThey left.\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Dockers strike\nBy Bo Lund\nPublished: June 8, 2026\n", "2026-06-08"),
        ("Dockers strike\nMonday, 8 June 2026\n", "2026-06-08"),
        ("---\ntitle: Dockers strike\n---\nPosted on June 8, 2026\nUpdated June 9, 2026\n", "2026-06-08"),
        ("Dockers strike\nUpdated June 9, 2026\n", None),
        ("A chronicle\n\nMarch 3, 2024\nDockers strike.\n\nMarch 9, 2024\n", None),
        ("Published March 12, 2024\nA chronicle\nMarch 3, 2024\n", "2024-03-12"),
        (f"{STORY} {STORY} {STORY}\nJune 8, 2026\n", None),
    ],
)
def test_a_line_at_the_head_of_pasted_text_tells_the_day(tmp_path, head, day):
    (tmp_path / "a.txt").write_text(f"{head}\n{STORY}")
    assert one("a.txt").published == day
    assert one("a.txt", given=Given(published="2026-01-02")).published == "2026-01-02"


def test_sidecar_and_options(tmp_path):
    (tmp_path / "a.txt").write_text("Nurses struck.")
    (tmp_path / "a.yaml").write_text("id: n1\ntitle: Side\npublished: 2024-05-06\n")
    story = one("a.txt", given=Given(title="Mine"))
    assert (story.identifier, story.title, story.published) == ("n1", "Mine", "2024-05-06")


def test_json_lines_go_on_after_a_bad_line(tmp_path):
    good = {"text": "Nurses struck.", "id": "a b/c", "published": "2024-05-06T08:00:00Z", "url": "https://e.org/1"}
    lines = [json.dumps(good), "{not json", '{"id": 3}', '["x"]', "", json.dumps({"text": "Out."})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = list(read(["a.jsonl"]))
    assert [type(f) for f in found] == [Article, InputError, InputError, InputError, Article]
    assert (found[0].identifier, found[0].published) == ("a b/c", "2024-05-06T08:00:00+00:00")
    assert str(found[1]).startswith("a.jsonl:2: is not JSON.")
    assert str(found[2]).startswith('a.jsonl:3: has no "text".')
    assert found[4].source == "a.jsonl:6"


def test_folders_are_walked_in_order_and_other_files_left_out(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "a/.hidden.txt", "a/note.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Nurses struck.")
    os.symlink("/etc/hosts", tmp_path / "a" / "link.txt")
    assert [s.source for s in read(["."])] == ["a/1.txt", "b/2.txt"]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("empty.txt", b"", "empty.txt: is empty."),
        ("blank.txt", b" \n\t\n", "blank.txt: is empty."),
        ("bin.txt", bytes(range(256)) * 4, "bin.txt: is "),
        ("zeros.txt", b"\0" * 1000, "zeros.txt: is "),
        ("de.txt", GERMAN.encode(), "de.txt: seems to be in the language 'de'"),
        ("long.txt", b"Nurses struck. " * 200, "long.txt: longer than 2,000 bytes."),
        ("fm.txt", b"---\n: : :\n  - [\n---\nNurses struck.", "fm.txt: the front matter is not YAML."),
        ("open.txt", b"---\ntitle: Out\n\nNurses struck.", "open.txt: the front matter has no end."),
        ("none.html", b"<html><body></body></html>", "none.html: "),
    ],
)
def test_bad_input_names_file_and_remedy(tmp_path, name, raw, says):
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "z.txt").write_text("Nurses struck.")
    bad, good = read([name, "z.txt"], settings=Settings(max_bytes=2000))
    assert isinstance(bad, InputError)
    assert str(bad).startswith(says)
    assert bad.remedy
    assert good.text == "Nurses struck."


def test_a_folder_that_cannot_be_listed_and_a_name_too_long_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("open").mkdir()
    Path("open/a.txt").write_text("Nurses at the hospital struck.")
    Path("open/shut").mkdir()
    scan = os.scandir

    def listed(folder):
        if str(folder).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", listed)
    shut, story = read(["open"])
    assert str(shut) == "open/shut: cannot be read: Permission denied. Check the path and its rights."
    assert story.source == "open/a.txt"
    (long,) = read(["x" * 5000])
    assert "cannot be read: File name too long. Check the path" in str(long)


def test_missing_and_empty_folder(tmp_path):
    (tmp_path / "void").mkdir()
    gone, void = read(["gone.txt", "void"])
    assert str(gone).startswith("gone.txt: no such file or folder.")
    assert str(void).startswith("void: the folder holds no story.")


@pytest.mark.parametrize("raw", ["0000-00-00T00:00:00", "2024-02-30", "soon", "0001-01-01"])
def test_a_date_that_is_none_is_kept_as_text_with_a_warning(tmp_path, raw):
    (tmp_path / "a.txt").write_text("Pickets went up Monday.")
    story = one("a.txt", given=Given(published=raw))
    assert (story.published, story.published_raw) == (None, raw)
    assert raw in story.warnings[0]


@pytest.mark.parametrize("name", ["a", "a.txt", "a.html"])
@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF", "a PDF"),
        (b"{\\rtf1\\ansi Drivers struck.}", "an RTF document"),
        (b"PK\x03\x04\x14\x00word/document.xml", "a packed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a document of an old Word"),
    ],
)
def test_documents_of_offices_are_no_text(tmp_path, name, raw, kind):
    (tmp_path / name).write_bytes(raw)
    assert str(one(name)).startswith(f"{name}: is {kind}")


def test_an_empty_path_is_no_folder(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert str(one("")) == "'': no such file or folder. Check the path."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_a_pipe_in_a_folder_is_left_out(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(STORY)
    assert [story.source for story in read(["."])] == ["b.txt"]


def test_what_is_wrong_with_a_story_of_many_is_told_with_its_id(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"id": i, "text": t}) for i, t in (("g", GERMAN), ("h", "\ud800 out")))
        + '\n{"id": "d", "published": "last week", "text": "Out."}'
    )
    german, halves, dated = read(["a.jsonl"])
    assert str(german).startswith("a.jsonl (g): seems to be in the language 'de'")
    assert str(halves).startswith("a.jsonl (h): holds halves of characters")
    assert (dated.source, dated.warnings) == (
        "a.jsonl",
        ("a.jsonl:3: 'last week' is no date; relative times stay unresolved",),
    )


def test_what_folders_hold_besides_stories_is_counted(tmp_path):
    for name in (
        "a.txt",
        "a.yaml",
        "b/c.pdf",
        "b/d.PDF",
        "b/news.json",
        "b/README",
        ".e.pdf",
        ".f/g.pdf",
        "s/readings.sqlite",
        "s/t",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert left_out([".", "a.txt", "-", "gone"], SUFFIXES) == {".pdf": 2, ".json": 1, "without an ending": 1}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("June 9, 2026", "2026-06-09"),
        ("9 June 2026", "2026-06-09"),
        ("2026-06-31", None),
        ("Updated June 9, 2026", None),
    ],
)
def test_days_of_tables_and_front_matter_as_people_write_them(tmp_path, written, day):
    (tmp_path / "a.txt").write_text(f"---\npublished: {written}\n---\nNurses struck.")
    (story,) = read([str(tmp_path / "a.txt")])
    assert (story.published, story.published_raw) == (day, None if day else written)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("SUDBROOK, Ontario, March 11, 2024 — Miners struck on Monday.", "2024-03-11"),
        ("CALVERT BAY, Fla. (June 17, 2025) — Cooks will strike on Friday.", "2025-06-17"),
        ("TORONTO, June 3, 2024 /CNW/ - Members ratified a contract.", "2024-06-03"),
        ("LAWRENCE, Mass., Jan. 12, 1912 — It began that day. A museum opened in 2012.", None),
        ("On June 3, 2024 — a Monday — they struck.", None),
    ],
)
def test_the_day_of_a_dateline_is_that_of_the_story(head, day):
    assert day_at_head(f"Strike\n\n{head}") == day
