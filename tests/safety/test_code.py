"""What no module does, since what it reads may be anybody's: run code that it reads, load objects, call a shell."""

import ast
import re
import tomllib
from pathlib import Path

import kg

MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}
UNSAFE = {("yaml", "load"), ("yaml", "unsafe_load"), ("yaml", "full_load"), ("os", "system"), ("os", "popen")}
LOADERS = {"Loader", "UnsafeLoader", "FullLoader"}


def faults(source):
    """What a module does that none may, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, a.name) for a in node.names if a.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append((node.lineno, node.module))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = (node.value.id, node.attr)
            # The loader that the lexicons are read with is made for plain data.
            if name == ("yaml", "load") and ("yaml.SafeLoader" in source or "yaml.BaseLoader" in source):
                continue
            if name in UNSAFE or (name[0] == "yaml" and name[1] in LOADERS):
                found.append((node.lineno, ".".join(name)))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in CALLS:
                found.append((node.lineno, node.func.id))
            found += [(node.lineno, "shell") for k in node.keywords if k.arg == "shell"]
    return found


def test_no_module_runs_what_it_reads():
    root = Path(kg.__file__).parent
    assert {str(p): f for p in root.rglob("*.py") if (f := faults(p.read_text(encoding="utf-8")))} == {}


def test_each_of_these_would_be_found():
    for line in (
        "import pickle", "from shelve import open", "eval('1')", "exec(x)", "yaml.load(x)", "os.system('ls')",
        "subprocess.run('ls', shell=True)", "yaml.compose(x, Loader=yaml.FullLoader)",
    ):  # fmt: skip
        assert len(faults(line)) == 1, line
    assert faults("import re\nre.compile('x')\nyaml.load(x, Loader=yaml.SafeLoader)\nsubprocess.run(['ls'])") == []


def test_the_licence_of_each_dependency_is_told():
    root = Path(kg.__file__).parents[1]
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    section = (root / "docs/data.md").read_text(encoding="utf-8").partition("## Dependencies")[2].lower()
    told = set(re.findall(r"[\w-]+", section))
    assert [d for d in wanted if re.split("[<>=]", d)[0].lower() not in told] == []
