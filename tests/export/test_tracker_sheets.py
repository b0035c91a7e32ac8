"""The files of labor actions: their rows and sources, the same bytes, hostile text as text."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import ExportError
from kg.export.tracker import FORMATS, beside, table, write
from kg.export.tracker.fields import CELL_FIELDS, FIELDS
from kg.model import Article
from kg.prefixes import PREFIXES
from tests.commands import run
from tests.export.tracked import BEGUN, article, graphs, people

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-2+3",
    "\t=1",
    " =1",
    "＝1",
    "'x",
    '=HYPERLINK("http://x")',
    "\x1b[31m",
)


def hostile() -> list[Quad]:
    """A story, a speaker and an action whose names are attacks."""
    name = "\\n".join(HOSTILE).replace('"', '\\"').replace("\t", "\\t").replace("\x1b", "\\u001B")
    graph = article("one", "2024-05-01", f"SAID {people('q1', 'schema:value 400')}", voice="-2+3")
    text = f'"{name}"'
    more = parse(
        "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())
        + f"d:one-graph {{ d:strike lab:employer d:e . d:e rdfs:label '=1+1' . d:one schema:publisher d:p ."
        f" d:p rdfs:label '@x' . d:one-claim-9 a lab:Claim ; lab:claimSubject d:strike ; lab:assertedIn d:one ;"
        f" lab:modality lab:Fact ; lab:claimPredicate lab:employer ; lab:claimObject d:e ; lab:mentionSpan d:s9 ;"
        f" lab:rule 'x' ; lab:confidence 0.9 . d:s9 a lab:TextSpan ; oa:start 0 ; oa:end 7 ; oa:exact {text} . }}",
        format=RdfFormat.TRIG,
    )
    return [*graph, *more]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_of_a_line_starts_a_formula(form, tmp_path):
    target = tmp_path / f"actions.{form}"
    assert write(hostile(), target) == (1, {})
    for path in (target, beside(target)):
        raw = path.read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", raw.replace("\t", "") if form == "tsv" else raw)
        lines = list(csv.reader(raw.splitlines(keepends=True), delimiter="," if form == "csv" else "\t"))
        assert len({len(line) for line in lines}) == 1
        for cell in (cell for line in lines for cell in line):
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert "'=1+1" in target.read_text(encoding="utf-8")
    assert "'-2+3" in beside(target).read_text(encoding="utf-8")


def test_a_story_full_of_formulas_is_only_text(tmp_path):
    story = BEGUN.replace("TACOMA, Wash. — Nurses", "=cmd|' /C calc'!A0 — Nurses").replace("Cascade", "+Cascade")
    found = graphs([Article(f"@SUM(1+1)\n\n{story}", '=HYPERLINK("http://x")', "2024-09-17", "-2+3", identifier="x")])
    for form in FORMATS:
        assert write(found, tmp_path / f"a.{form}")[0] >= 1
    for name in ("a.csv", "a.cells.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as lines:
            cells = [cell for line in csv.reader(lines) for cell in line]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
        assert [cell for cell in cells if cell.startswith("'=HYPERLINK")]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert not [n for n in (1, 2) if b"<f" in book.read(f"xl/worksheets/sheet{n}.xml")]


def test_no_cell_of_a_workbook_is_a_formula_or_becomes_one(tmp_path):
    target = tmp_path / "actions.xlsx"
    write(hostile(), target)
    with zipfile.ZipFile(target) as book:
        assert not [name for name in book.namelist() if re.search("external|vba|macro|connection", name, re.IGNORECASE)]
        parts = {name: book.read(name).decode() for name in book.namelist()}
    sheets = [parts[f"xl/worksheets/sheet{n}.xml"] for n in (1, 2)]
    assert not [s for s in sheets if "<f>" in s or "<f " in s or "hyperlink" in s.lower()]
    assert {c for s in sheets for c in re.findall(r'<c [^>]*t="(\w+)"', s)} == {"s"}
    assert not re.findall(r"<c (?![^>]*t=)[^>]*>", "".join(sheets))
    texts = ["".join(e.itertext()) for e in ElementTree.fromstring(parts["xl/sharedStrings.xml"])]
    style = next(
        n
        for n, xf in enumerate(re.findall(r"<xf [^>]*>", parts["xl/styles.xml"].split("<cellXfs")[1]))
        if "quotePrefix" in xf
    )
    for text in ("=1+1", "-2+3"):
        cell = re.search(rf"<c [^>]*><v>{texts.index(text)}</v>", "".join(sheets))
        assert f's="{style}"' in cell[0]
    assert not [t for t in texts if "\x1b" in t]


def test_a_text_longer_than_a_cell_is_cut_in_a_workbook(tmp_path):
    long = article("one", "2024-05-01", f"SAID {people('q1', 'schema:value 4')}", voice="x" * 40_000)
    write(long, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    assert max(len("".join(e.itertext())) for e in texts) == 32_767


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_rows_give_the_same_bytes(form, nurses, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert write(nurses, tmp_path / name / f"a.{form}") == (2, {"threatened": 1})
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert files == sorted({f"a.{form}", f"a.cells.{form}"} if form in ("csv", "tsv") else {f"a.{form}"})
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_files_hold_the_rows(nurses, tmp_path):
    for form in FORMATS:
        write(nurses, tmp_path / f"a.{form}")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    rows = table(nurses)[0]
    assert tuple(found[0]) == FIELDS
    assert [{k: v for k, v in line.items() if v} for line in found] == [r.cells for r in rows]
    with (tmp_path / "a.cells.csv").open(encoding="utf-8", newline="") as lines:
        rests = list(csv.DictReader(lines))
    assert tuple(rests[0]) == CELL_FIELDS
    assert {(c["ID"], c["Field"]) for c in rests} == {(r.cells["ID"], field) for r in rows for field in r.cells}
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["actions"]
    assert [{k: v for k, v in line.items() if k != "cells"} for line in told] == [r.cells for r in rows]
    assert sum(len(line["cells"]) for line in told) == len(rests)


def test_a_store_without_actions_gives_the_heads_alone(tmp_path):
    assert write([], tmp_path / "a.csv") == (0, {})
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == ",".join(
        f'"{field}"' if "," in field else field for field in FIELDS
    ) + "\n"


def test_formats_that_are_not_known(tmp_path):
    with pytest.raises(ExportError, match=r"has no format 'ods'. Use \.csv, \.tsv, \.json, \.xlsx\."):
        write([], tmp_path / "a.ods")


def test_neither_file_is_new_after_a_failure(nurses, tmp_path):
    beside(tmp_path / "a.csv").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        write(nurses, tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_the_command(tmp_path):
    store, out = tmp_path / "kg", tmp_path / "actions.csv"

    def kg(*words):
        done = run(*words, "--store", store)
        return done.returncode, done.stderr

    assert kg("build", "--fast", "--quiet", ROOT / "seeds") == (0, "")
    assert kg("export", "--tracker", "-o", out) == (0, "actions: 4 written\n")
    assert (tmp_path / "actions.cells.csv").exists()
    for words in (["-o", "-"], ["-o", out, "--entity", "NUHW"]):
        code, said = kg("export", "--tracker", *words)
        assert (code, said.startswith("kg: --tracker writes the actions of whole articles")) == (2, True)
