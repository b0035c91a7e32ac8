"""Tables with a story a row."""

import pytest

from kg.errors import InputError
from kg.read import mapping_from, read

ONE = "Drivers at Quill Freight walked off the job on Monday."
TWO = "“We waited,” said Ines Okoro.\n\nTalks go on."


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def found(*paths, **options):
    return list(read(paths, **options))


@pytest.mark.parametrize(
    ("name", "separator", "encoding"),
    [("a.csv", ",", "utf-8-sig"), ("a.csv", ";", "cp1252"), ("a.tsv", "\t", "utf-16")],
)
def test_a_story_a_row_in_the_order_of_the_rows(tmp_path, name, separator, encoding):
    rows = (
        ["ID", "Title", "published", "Text", "desk"],
        ["n1", "Drivers, out; again", "2026-06-02", ONE, "city"],
        ["", "", "", "", ""],
        ["", '"No" to talks', "", TWO, ""],
    )
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    (tmp_path / name).write_bytes("\r\n".join(quoted).encode(encoding))
    first, second = found(name)
    assert (first.identifier, first.title, first.published) == ("n1", "Drivers, out; again", "2026-06-02")
    assert (first.text, first.source) == (ONE, name)
    assert (second.title, second.text, second.source) == ('"No" to talks', TWO, f"{name}:4")


def test_columns_of_other_names_by_a_mapping(tmp_path):
    (tmp_path / "m.yaml").write_text("html: Body.html\ntitle: Headline\n")
    (tmp_path / "a.csv").write_text(f"Headline,Body.html\nOut,<p>{ONE}</p>\n")
    (story,) = found(str(tmp_path), mapping=mapping_from(tmp_path / "m.yaml"))
    assert (story.title, story.text, story.source) == ("Out", ONE, "a.csv:2")
    assert str(found(str(tmp_path))[0]).startswith(f"{tmp_path}: the folder holds no story.")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("id,body\n1,x\n", 'a.csv: has no column "text", only id, body.'),
        ("text,id\n,n1\n", "a.csv (n1): holds no text."),
        ("id,text\nn1\n", 'a.csv:2: has no "text".'),
        (f'text\n"{"x" * 200_000}"\n', "a.csv: is no table from line 2 on: field larger than field limit (100000)."),
        ("text", None),
    ],
)
def test_what_is_no_story_is_told_with_its_place(tmp_path, text, error):
    from kg.config import Settings

    (tmp_path / "a.csv").write_text(text)
    (only,) = found("a.csv", settings=Settings(max_bytes=100_000))
    assert isinstance(only, InputError)
    assert str(only).startswith(error or "a.csv: holds no story.")
