"""Which lexical forms are in the lexical space of an XSD datatype (XML Schema 1.1, part 2)."""

from __future__ import annotations

import re
from datetime import date, time

XSD = "http://www.w3.org/2001/XMLSchema#"
STRING = f"<{XSD}string>"
ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
FORMS = {
    "date": re.compile(rf"(-?\d{{4,}}-\d\d-\d\d){ZONE}"),
    "dateTime": re.compile(rf"(-?\d{{4,}}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?{ZONE}"),
    "time": re.compile(rf"()(\d\d:\d\d:\d\d)(?:\.\d+)?{ZONE}"),
    "gYearMonth": re.compile(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){ZONE}"),
    "gYear": re.compile(rf"-?\d{{4,}}{ZONE}"),
    "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    "nonNegativeInteger": re.compile(r"\+?\d+|-0+"),
    "boolean": re.compile(r"true|false|1|0"),
    "duration": re.compile(
        r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    ),
}


def well_formed(term: str, datatype: str) -> bool:
    """Whether the term, as N-Triples have it, is a literal of the datatype (an IRI in angle brackets) with a lexical
    form that belongs to it."""
    if datatype == STRING:
        return term.startswith('"') and term.endswith('"')
    if not term.startswith('"') or not term.endswith(f'"^^{datatype}'):
        return False
    form = FORMS.get(datatype[1:-1].removeprefix(XSD))
    if form is None:
        return True
    found = form.fullmatch(term, 1, len(term) - len(datatype) - 3)
    return found is not None and all(map(_exists, found.groups()))


def _exists(part: str) -> bool:
    """Whether a day is in the calendar or a time on the clock; years past 9999 and before 1 are taken as they are."""
    if not part or not re.fullmatch(r"\d{4}-.+|..:.+", part):
        return True
    try:
        (time if ":" in part else date).fromisoformat(part)
    except ValueError:
        return part == "24:00:00"
    return True
