"""What stands on a page beside its story: boxes, rails, teasers, notices. All of it is taken out of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.read.clean import clean
from kg.read.quoted import mark

# Words of class and id attributes. A box is short: what is long is the story, whatever its class says. What belongs to
# readers or to other stories may be long.
BOXES = re.compile(
    r"(?:^|[\s_-])(?:newsletter|sign-?up|subscribe|subscription|cookies?|consent|gdpr|read-?(?:more|next)|see-?also|"
    r"pull-?quote|promo|teasers?|card|advert(?:isement)?|ad|ads|sponsor(?:ed)?|share|social|video|skip-link|paywall|"
    r"breadcrumbs?|donate|donation|tags|topics|menu|byline|author)(?:$|[\s_-])",
    re.IGNORECASE,
)
RAILS = re.compile(
    r"(?:^|[\s_-])(?:related|recirc(?:ulation)?|more-from|most-(?:read|popular|viewed)|trending|outbrain|taboola|disqus|"
    r"comments?|author-bio|footer|nav|navbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Words that sites also give to parts of a story; such a box holds no whole sentence.
UNSURE = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|sponsor(?:ed)?|paywall|tags|topics|byline|author)(?:$|[\s_-])", re.IGNORECASE
)
SENTENCE = re.compile(r"[^.?!]{40,}[.?!][”\"’']?\s*$")
LONGEST_BOX = 800
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:$|\s)", re.IGNORECASE)
LIVE = re.compile(r"(?:^|[\s_-])(?:live|updates?|post|entry)(?:$|[\s_-])", re.IGNORECASE)
# A line of its own below a picture, and one that ends in its credit.
CREDIT = re.compile(
    r"\(?(?:(?:photo|image|picture|illustration|video|graphic)s?(?: credit)?(?: by|:| courtesy(?: of)?)|"
    r"credits?:|courtesy(?: of|:)) ?[^.]{2,80}\)?\.?|\([A-Z][\w .]{0,30}(?:photo|image)s?/[^()]{2,60}\)|"
    r"FILE ?[–—-].{10,400}\([^()]{3,60}\)",
    re.IGNORECASE,
)
CREDITED = re.compile(
    r"\((?:(?:photo|image|courtesy|credit|file)\b[^()]*|[^()]{3,40}/[^()]{2,40})\)\W*$", re.IGNORECASE
)
CAPTIONS = re.compile(r"(?:^|[\s_-])(?:caption|captions|credit|credits|cutline)(?:$|[\s_-])", re.IGNORECASE)
LONGEST_CAPTION = 1000
# In front of a link to another story.
TEASER = re.compile(
    r"(?:read (?:more|also|next|the full story)|also read|more|see also|watch|listen|recommended|don['’]t miss|"
    r"related(?: (?:story|stories|coverage|news|articles?))?|in case you missed it|more on this|from the archives?|"
    r"what to (?:read|know) next)\s*[:|>–—-]+\s*",
    re.IGNORECASE,
)
NOTICES = (
    r"[\W_]+|\d+ of \d+",
    r"(?:(?:last |first )?(?:updated|published|posted|modified)\b[^.“\"]{0,25}\d.{0,40}(?:[|•·]\s*|$)){1,2}",
    r"this (?:story|article|report) was (?:first|originally) (?:published|posted)\b[^.“\"]{0,40}\d.{0,40}",
    r"the post .{3,160} (?:appeared first|first appeared) on .{2,80}",
    r"ads?\W*|advertis(?:ement|ing)(?:\W{1,3}.{0,40})?|sponsored(?: content)?|scroll to continue.{0,30}|loading\W*",
    r"(?:continue reading|keep reading) below.{0,40}|opens? in (?:a )?new (?:window|tab)\W*|[\w.+-]+@[\w-]+\.[\w.-]+",
    r"page \d+ of \d+\b.{0,40}|(?:prev(?:ious)?\W+)?(?:\d+\W+){2,}(?:next(?: page)?)?\W*|next page\W*",
    r"have a (?:news |story )?tip\?.{0,160}|find this (?:article|story) (?:at|online).{0,300}",
    r"print (?:this )?(?:page|article|story)",
    r"(?:support|donate to) (?:local|independent|our|public) (?:journalism|news|reporting|newsroom).{0,160}",
    r"[^.]{3,80} (?:can|may) be (?:reached|contacted) (?:at|by|on|via) (?=.*@).{3,160}",
    r"(?:story|article|text|content)s? continues? (?:below|after).{0,50}",
    r"read (?:more|next|also)\W*|most (?:read|popular)\W*|more from [^.“\"]{1,40}",
    r"related(?: (?:stories|coverage|content|news|articles|topics))?\W*",
    r"(?:please )?sign up (?=.*(?:newsletter|inbox|e-?mail|alert|briefing|updates)).{0,160}",
    r"get (?:the|our) [^.“\"]{0,40}(?:newsletter|briefing|in your inbox).{0,80}",
    r"(?:please )?(?:subscribe|log in|sign in|register)(?: (?:now|today|here|to (?:continue|keep|read)).{0,100})?\W*",
    r"(?:already|are you|not) a (?:subscriber|member)\W.{0,60}|to continue reading.{0,120}",
    r"this (?:story|article|content) is (?:only )?(?:for|available to) (?:our )?subscribers.{0,80}",
    r"you have (?:read|reached|used) .{0,40}(?:free|limit).{0,80}|your browser does not support.{0,60}",
    r"(?:we|this (?:site|website)) (?:and our partners )?uses? cookies.{0,300}",
    r"by (?:continuing|using|clicking|signing up|submitting)\b[^.“\"]{0,80}\b(?:agree|consent|accept)\b.{0,160}",
    r"share (?:this|on) .{0,40}|(?:follow|like) us on .{0,60}",
    r"our standards: .{0,80}|(?:additional )?reporting by [^.]{3,120}(?:; ?(?:editing|writing) by [^.]{3,80})+",
    r"thank(?:s| you) for reading.{0,80}|(?:share|print|save|comment|listen|tweet|e-?mail)\W*|\d+ comments?",
    r"listen to this (?:article|story).{0,30}|\d{1,2}[ -]min(?:ute)?s?(?: read)?\W*",
    r"\[(?:read|watch|listen|see also|related)\b.{0,200}\]",
    r"copyright ©?.{0,300}|© ?\d{4}.{0,120}|all rights reserved\W*",
)
NOTICE = re.compile("|".join(NOTICES), re.IGNORECASE)
# What was struck out is no longer said.
STRUCK = ("del", "s", "strike")
OUTSIDE = ("script", "style", "template", "noscript", "nav", "footer", "form", "button", "iframe", "svg", "dialog")
LEAVES = ("p", "li", "h2", "h3", "h4", "h5", "h6")
BLOCKS = (*LEAVES, "div", "ul", "ol", "table", "blockquote", "section", "article")


def prune(tree: Any) -> tuple[str, ...]:
    """Takes out of a tree what is not its story; gives the captions and credits, in the order of the page."""
    captions: list[str] = []
    _drop_hidden(tree)
    _drop_other_articles(tree)
    _drop_repeated_quotes(tree)
    mark(tree)
    whole = len(tree.text_content())
    pending = list(reversed(tree))
    while pending:
        node = pending.pop()
        if (
            not isinstance(node.tag, str)
            or node.tag in (*OUTSIDE, *STRUCK)
            or _is_stamp(node)
            or _is_box(node, whole)
            or _is_teaser(node)
        ):
            node.drop_tree()
        elif _is_caption(node):
            captions.append(clean(" ".join(node.itertext())))
            node.drop_tree()
        else:
            pending += reversed(node)
    return tuple(dict.fromkeys(c for c in captions if c))


def is_notice(line: str) -> bool:
    """Whether a paragraph is no part of a story: "Story continues below advertisement"."""
    return bool(NOTICE.fullmatch(line))


def words_of(text: str) -> str:
    """Letters and digits alone, one blank between words, by which what is said twice is known."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _marks(node: Any) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _drop_hidden(tree: Any) -> None:
    """What browsers do not show; unless it is most of the page, which a script will show."""
    hidden = [
        n for n in tree.xpath("//*[@hidden or @style]") if n.get("hidden") is not None or HIDDEN.search(n.get("style"))
    ]
    hidden = [n for n in hidden if n.tag not in ("html", "body")]
    if sum(len(n.text_content()) for n in hidden) * 2 >= len(tree.text_content()):
        hidden = []
    for node in [*hidden, *(n for n in tree.xpath("//*[@class]") if UNSEEN.search(n.get("class")))]:
        if node.getparent() is not None:
            node.drop_tree()


def _drop_other_articles(tree: Any) -> None:
    """Articles beside the one with the headline, and those whose headings lead elsewhere; not those of a live blog."""
    articles = tree.xpath("//article[not(ancestor::article)]")
    own = [a for a in articles if a.find(".//h1") is not None]
    for node in tree.xpath("//article") if len(articles) > 1 or tree.xpath("//article//article") else ():
        leads = node.xpath(".//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]")
        beside = len(own) == 1 and node in articles and node not in own and not LIVE.search(_marks(node))
        other = beside or (leads and node not in own and node.getparent() is not None)
        if other and 2 * len(node.text_content()) < len(tree.text_content()):
            node.drop_tree()


def _is_caption(node: Any) -> bool:
    if node.tag == "figcaption":
        return True
    if node.tag in ("p", "div", "span") and not any(child.tag in BLOCKS for child in node):
        text = clean(node.text_content()[: LONGEST_CAPTION + 1])
        pictured = node.find(".//img") is not None and len(text) <= LONGEST_CAPTION and CREDITED.search(text)
        if CREDIT.fullmatch(text) or pictured:
            return True
    return bool(CAPTIONS.search(_marks(node))) and len(node.text_content()) <= LONGEST_CAPTION and node.tag != "body"


def _is_stamp(node: Any) -> bool:
    """Whether it is a time outside a sentence."""
    if node.tag != "time":
        return False
    block = next((above for above in node.iterancestors() if above.tag in BLOCKS), node)
    return block.tag not in LEAVES and not SENTENCE.search(block.text_content()[-LONGEST_BOX:])


def _is_box(node: Any, whole: int) -> bool:
    if node.tag in ("html", "head", "body", "main"):
        return False
    marks = _marks(node)
    rail = RAILS.search(marks)
    if not rail and not BOXES.search(marks):
        return False
    length = len(node.text_content())
    if length * 2 >= whole or (length > LONGEST_BOX and not rail):
        return False
    return not (UNSURE.search(marks) and any(SENTENCE.search(p.text_content()[-200:]) for p in node.iter("p")))


def _linked(node: Any) -> int:
    """Characters of a node that are links."""
    return sum(len(clean(a.text_content())) for a in node.iter("a"))


def _is_teaser(node: Any) -> bool:
    """A line or a list that leads to other stories: all of it a link, or a link behind "Read more:"."""
    if node.tag in ("ul", "ol"):
        items = [i for i in node if i.tag == "li"]
        texts = [clean(i.text_content()) for i in items]
        # Items that are sentences are the story's own.
        told = any(t.endswith((".", ";")) for t in texts)
        return bool(items) and not told and all(t and _linked(i) >= len(t) for i, t in zip(items, texts, strict=True))
    if node.tag not in LEAVES and not (node.tag == "div" and not any(c.tag in BLOCKS for c in node)):
        return False
    text = clean(node.text_content()[: LONGEST_BOX + 1])
    linked = _linked(node) if len(text) <= LONGEST_BOX else 0
    if not linked:
        return False
    if lead := TEASER.match(text):
        return linked * 2 >= len(text) - lead.end()
    long = text.count(" ") >= 3 or ((head := node.getprevious()) is not None and is_notice(clean(head.text_content())))
    return node.tag == "p" and linked >= len(text) and long and text[-1] not in ".?!”\"’'"


def _drop_repeated_quotes(tree: Any) -> None:
    """Pull quotes: a block quote or an aside whose words stand in a paragraph of the story."""
    quotes = [n for n in tree.iter("blockquote", "aside") if n.getparent() is not None]
    if not quotes:
        return
    inside = {p for quote in quotes for p in quote.iter("p")}
    told = f" {' | '.join(words_of(p.text_content()) for p in tree.iter('p') if p not in inside)} "
    for quote in quotes:
        said = [words_of(t) for t in _lines(quote)]
        first = max(said, key=len, default="")
        if first.count(" ") >= 2 and f" {first} " in told:
            quote.drop_tree()


def _lines(node: Any) -> Iterator[str]:
    yield from (p.text_content() for p in node.iter("p", "cite", "footer"))
    yield node.text or ""
