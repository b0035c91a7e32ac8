"""Words of `kg query` that are understood without click, since loading that takes longer than most questions.

What is not plain - help, completion, a wrong or unknown word, an option in another writing - is left to click, which
then does everything itself. Both give the same values to `kg.cli.asking.answered`; a test compares them.
"""

from __future__ import annotations

import os
import sys

from kg.cli.asking import FORMATS, answered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

# Option -> the argument of `answered` that takes its value, or is true where it is given; as in kg.cli.query.
VALUES = {
    "-e": "text",
    "--execute": "text",
    "-p": "pairs",
    "--param": "pairs",
    "--data": "data",
    "--format": "form",
    "-o": "output",
    "--output": "output",
    "--timeout": "timeout",
    "--limit": "limit",
    "--store": "store",
}
FLAGS = {"--json": "as_json", "--sentences": "sentences", "--iris": "iris", "--allow-service": "allow_service"}
# When a question was first asked that did not end where it was tried.
SINCE = "_KG_SINCE"
MANY = ("pairs", "data")
# What an argument is where its option is left out; the store is read from the environment.
DEFAULTS: dict[str, Any] = {
    "name": None,
    "text": None,
    "pairs": (),
    "data": (),
    "form": None,
    "as_json": False,
    "output": None,
    "timeout": 30.0,
    "limit": None,
    "sentences": False,
    "iris": False,
    "allow_service": False,
    "store": "labor.kg",
}


def understood(words: list[str]) -> dict[str, Any] | None:
    """The arguments of `answered` for the words after `kg`; None where click must read them."""
    if not words or words[0] != "query" or "_KG_COMPLETE" in os.environ:
        return None
    found = dict(DEFAULTS, store=os.environ.get("KG_STORE") or DEFAULTS["store"])
    rest = iter(words[1:])
    for word in rest:
        if word in FLAGS:
            found[FLAGS[word]] = True
        elif word in VALUES:
            value = next(rest, None)
            key = VALUES[word]
            if value is None or value.startswith("-"):
                return None
            found[key] = (*found[key], value) if key in MANY else value
        elif (word.startswith("-") and word != "-") or found["name"] is not None:
            return None
        else:
            found["name"] = word
    return found if _numbers(found) and found["form"] in (None, *FORMATS) else None


def _numbers(found: dict[str, Any]) -> bool:
    """Reads the numbers; whether they are plain ones in their range."""
    for key, kind in (("timeout", float), ("limit", int)):
        value = found[key]
        if isinstance(value, str):
            if not (value.isascii() and value.replace(".", "", kind is float).isdecimal()):
                return False
            found[key] = kind(value)
    return bool(found["timeout"] > 0)


def asked(words: dict[str, Any]) -> int:
    """Asks; gives the exit status."""
    since = os.environ.pop(SINCE, "")
    if since.replace(".", "", 1).isdecimal():
        return answered(**words, since=float(since))
    return answered(**words, again=_again if _alone() else None)


def _alone() -> bool:
    """Whether this process is `kg` and nothing else, on a system that tells what a process takes."""
    words = sys.argv[1:]
    return (
        sys.platform == "linux"
        and len(os.listdir("/proc/self/task")) == 1
        and bool(sys.executable)
        and sys.stdout is sys.__stdout__
        and sys.argv[0].endswith(("/kg", "/kg/cli/__main__.py"))
        and sys.orig_argv[-len(words) :] == words
    )


def _again(since: float) -> NoReturn:
    """Begins this process anew with the same words, to ask by a process of its own."""
    os.environ[SINCE] = str(since)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def leave(status: int) -> NoReturn:
    """Ends the process, at once where its output is its own: there is nothing to tidy up."""
    if sys.stdout is None or sys.stdout is not sys.__stdout__:
        sys.exit(status)
    print(end="", flush=True)
    os._exit(status)
