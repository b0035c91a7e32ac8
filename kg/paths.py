"""The only finder of files that travel with the package: ontology, queries, lexicons, scripts of pages.

They lie in the checkout for a source or editable install and in kg/data of a wheel.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    PACKAGE: Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def __getattr__(name: str) -> Path:
    """PACKAGE, the folder of the package."""
    if name == "PACKAGE":
        return _path()
    raise AttributeError(name)


def data(kind: str) -> Path:
    """The folder "ontology" or "queries".

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    return _path(folder(kind))


def folder(kind: str) -> str:
    """The same as plain text, without what paths cost to import."""
    for place in (os.path.join(_PACKAGE, "data", kind), os.path.join(os.path.dirname(_PACKAGE), kind)):
        if os.path.isdir(place):
            return place
    raise FileNotFoundError(f"the folder {kind!r} is missing from the installation of kg; install it again")


def lexicon(name: str) -> Path:
    """A file of kg/lexicon, such as "cues.yaml"."""
    return _path("lexicon", name)


def static(name: str) -> Path:
    """A file of kg/serve/static, such as "kg.css"; those in built/ are there once the package was installed."""
    return _path("serve", "static", name)


def _path(*parts: str) -> Path:
    """A place in the package."""
    from pathlib import Path

    return Path(_PACKAGE, *parts)
