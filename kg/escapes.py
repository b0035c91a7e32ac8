"""Text of articles made fit for terminals and spreadsheets.

A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection), and so does a cell
that begins with an apostrophe: to get the value back, take one leading apostrophe away.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_STEERING = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
# The signs in full width are read as the plain ones where the spreadsheet's language is Chinese, Japanese or Korean.
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def control() -> re.Pattern[str]:
    """What finds the control characters of a text."""
    # Imported where there is something to escape: most answers are quicker than the import.
    import re

    return re.compile(_CONTROL)


def visible(text: str) -> str:
    """The text with control and direction-changing characters as escapes such as \\x1b."""
    if text.isprintable():
        return text
    import re

    return re.sub(_STEERING, escaped, control().sub(escaped, text))


def escaped(match: re.Match[str]) -> str:
    """The escape of one character."""
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def risky(cell: str) -> bool:
    """Whether a spreadsheet might run the cell, or would lose its first character."""
    return cell.startswith(_RISKY) or cell.lstrip().startswith(_RISKY)


def defused(cell: str) -> str:
    """The cell as it is written into a table."""
    return "'" + cell if risky(cell) else cell
