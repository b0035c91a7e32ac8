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
    return answered(**words)


def leave(status: int) -> NoReturn:
    """Ends the process, at once where its output is its own: there is nothing to tidy up."""
    if sys.stdout is None or sys.stdout is not sys.__stdout__:
        sys.exit(status)
    print(end="", flush=True)
    os._exit(status)
