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
