"""The wheel holds all that a run needs, outside the checkout too."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = "Nurses at Tarn Hospital will strike on June 11, the Tarn Nurses Union said."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


def test_wheel_holds_ontology_queries_and_lexicons(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, suffix in (("ontology", "*.ttl"), ("queries", "*.rq")):
        assert {f"kg/data/{folder}/{p.name}" for p in (ROOT / folder).glob(suffix)} <= names
    assert {f"kg/lexicon/{p.name}" for p in (ROOT / "kg" / "lexicon").iterdir() if p.is_file()} <= names
    assert {f"kg/serve/static/built/{name}" for name in ("graph.js", "query.js", "licences.txt")} <= names
    assert not [n for n in names if n.startswith(("tests/", "seeds/", "kg/serve/web/"))]


def test_an_editable_install_has_a_script_of_its_own_and_a_wheel_an_entry_point(wheel, tmp_path):
    """The script of older pips imports `re`, which takes as long as a question."""
    code = f"from hatchling.build import build_editable\nbuild_editable({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    (editable,) = map(zipfile.ZipFile, tmp_path.glob("*.whl"))
    held = {name.partition("/")[2]: name for name in editable.namelist()}
    assert "entry_points.txt" not in held
    assert editable.read(held["scripts/kg"]).startswith(b"#!python\nfrom kg.cli import main\n")
    assert editable.getinfo(held["scripts/kg"]).external_attr >> 16 & 0o111
    whole = zipfile.ZipFile(wheel)
    (entries,) = [name for name in whole.namelist() if name.endswith("/entry_points.txt")]
    assert whole.read(entries) == b"[console_scripts]\nkg = kg.cli:main\n"


def test_wheel_works_outside_the_checkout(wheel, tmp_path):
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": str(site)}

    def run(*words, stdin=None):
        command = [sys.executable, "-P", "-m", "kg.cli", *words]
        return subprocess.run(command, cwd=tmp_path, env=env, input=stdin, capture_output=True, text=True, check=True)

    where = subprocess.run(
        [sys.executable, "-P", "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    assert "A temporary work stoppage" in run("ontology", "Strike").stdout
    run("build", "-", "--published", "2019-06-03", stdin=STORY)
    ask = (
        "SELECT ?d WHERE { ?s a lab:Strike . "
        "?c lab:claimSubject ?s ; lab:claimPredicate lab:startDate ; lab:claimValue ?d }"
    )
    assert "2019-06-11" in run("query", "-e", ask, "--format", "csv").stdout
