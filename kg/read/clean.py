"""Characters of a web page -> characters that a reader sees."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

# Soft hyphens, zero-width and control characters, direction and byte order marks: nothing that a reader sees.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
ESCAPES = re.compile(r"&(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
# Ligatures, and letters and digits of double width; hyphens at which no line ends, as word processors set them.
LIGATURES = re.compile("[\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
HYPHENS = str.maketrans("\u2010\u2011", "--")
# A closing mark whose last byte was lost on the way; no other common character ends in a byte that gets lost.
LOST = re.compile("â€(?:\ufffd|\x9d|(?=[\\s,.;:)]|$))")
SUSPECT = re.compile("[\x80-\x9fÂÃâðï]")


def clean(text: str) -> str:
    """The text without invisible characters, each blank a single space, mojibake and doubled escapes repaired."""
    if ESCAPES.search(text):
        text = unescape(text)
    return re.sub(r"\s+", " ", INVISIBLE.sub("", repaired(text))).strip()


def repaired(text: str) -> str:
    """The text with UTF-8 that was read as something else read rightly, and ligatures, wide letters and
    hyphens that hold words together as plain ones.

    ftfy changes nothing but sequences of characters that are not found in good text.

    >>> repaired("Zoë’s â€œyesâ€�")
    'Zoë’s “yes”'
    """
    text = LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text).translate(HYPHENS)
    if not SUSPECT.search(text):
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    # Word by word: a sentence may hold good and bad characters side by side.
    words = re.split(r"([ \t\r\n]+)", LOST.sub("”", text))
    return "".join(fix_encoding(w) if is_bad(w) else w for w in words)
