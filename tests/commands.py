"""`kg` in this process, as tests of several folders run it."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from kg.cli import main


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*words, stdin=""):
    """`kg` with these words; what it prints keeps its line ends."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["kg", *map(str, words)])
        patch.setattr(sys, "stdin", given)
        with pytest.raises(SystemExit) as left:
            main()
    out.flush()
    return Done(left.value.code, out.buffer.getvalue().decode(), err.getvalue())
