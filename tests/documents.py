"""What the documents show, beside what `kg` really says.

In a document
- a block `sh` holds commands that run and end well,
- a block `console` holds commands after "$ ", each with what it prints,
- a block `sparql` with a block without a name right after it is a query with its answer,
- a block whose first line is "# NAME.yaml" or "# NAME.rq" is that file, from there on.

A line "..." in a shown answer stands for any number of lines. `python -m tests.documents FILE...` writes into the
documents what the commands say now.
"""

import re
import shlex
import shutil
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

from kg.cli import main

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^\$ kg ((?:.*\\\n)*.*)\n", re.MULTILINE)
# A document that builds a store before it asks begins without one, all others with that of the seeds.
BUILDS = "```console\n$ kg build"
NAMED = re.compile(r"# ([\w-]+\.(?:yaml|rq))\n")


def prepare(folder: Path) -> None:
    """Puts what documents speak of into a folder: the seeds, and the stories of the tutorial."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "docs" / "tutorial", folder / "stories")


def said(line: str) -> tuple[int, str]:
    """The exit status of a command line without its `kg`, and what it prints on either stream."""
    stream = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    argv = ["kg", *shlex.split(line.replace("\\\n", " "))]
    with mock.patch.object(sys, "argv", argv), redirect_stdout(stream), redirect_stderr(stream):
        try:
            main()
        except SystemExit as left:
            code = left.code
    lines = stream.buffer.getvalue().decode().splitlines()
    return code, "".join(f"{text.rstrip()}\n" for text in lines)


def real(text: str) -> str:
    """The text of a document with what its commands say in the folder where this runs; what is shown right stays."""
    pieces, end, asked = [], 0, ""
    for block in FENCE.finditer(text):
        kind, shown = block.groups()
        between = text[end : block.start()]
        if named := NAMED.match(shown):
            Path(named[1]).write_text(shown, encoding="utf-8")
        if kind == "sh":
            run(shown)
        elif kind == "console":
            shown = console(shown)
        elif not kind and asked and not between.strip():
            shown = kept(shown, answer(f"query -e {shlex.quote(asked)}"))
        asked = block[2] if kind == "sparql" else ""
        pieces += [between, f"```{kind}\n{shown}```"]
        end = block.end()
    return "".join(pieces) + text[end:]


def run(block: str) -> None:
    """Runs the commands of a block."""
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("kg "):
            code, printed = said(line.removeprefix("kg "))
            assert code == 0, f"{line}\n{printed}"


def console(block: str) -> str:
    """A block of commands and what they print, with what they really print."""
    first, *rest = PROMPT.split(block)
    assert not first, f"text before the first command: {first}"
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return "".join(f"$ kg {line}\n{kept(shown, answer(line))}" for line, shown in pairs)


def answer(line: str) -> str:
    """What a command prints that ends well, or with "no"."""
    code, printed = said(line)
    assert code in (0, 3), f"kg {line}\n{printed}"
    return printed


def kept(shown: str, printed: str) -> str:
    """What is shown if it fits what is printed, else what is printed."""
    lines = shown.splitlines(keepends=True)
    fits = "".join(r"(?:.*\n)*" if line == "...\n" else re.escape(line) for line in lines)
    return shown if re.fullmatch(fits, printed) else printed


if __name__ == "__main__":
    for path in [Path(name).resolve() for name in sys.argv[1:]]:
        before = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as name, chdir(name):
            prepare(Path(name))
            if BUILDS not in before:
                run("kg build seeds -q")
            after = real(before)
        path.write_text(after, encoding="utf-8")
