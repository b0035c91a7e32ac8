"""robots.txt as RFC 9309 reads it: the longest rule decides, `*` stands for any signs, `$` for the end."""

import pytest

from kg.read.web.robots import Rules, rules_from

TEXT = """
User-agent: *
Disallow: /*.pdf$
Disallow: /private*/x
Allow: /private/x/press
Disallow: /*?print=
Crawl-delay: 2.5

User-agent: labor-news-graph
Disallow: /only
"""


@pytest.mark.parametrize(
    ("name", "path", "allowed"),
    [
        ("other", "/news", True),
        ("other", "/a/b.pdf", False),
        ("other", "/a/b.pdf?page=2", True),
        ("other", "/private1/x", False),
        ("other", "/private/x/press/1", True),
        ("other", "/a?print=1", False),
        ("other", "/only", True),
        ("labor-news-graph", "/only/this", False),
        ("labor-news-graph", "/a/b.pdf", True),
    ],
)
def test_the_rules_of_a_robot(name, path, allowed):
    assert Rules(TEXT).allow(name, f"https://post.example{path}") is allowed


def test_the_delay_is_that_of_the_robot():
    assert (Rules(TEXT).delay("other"), Rules(TEXT).delay("labor-news-graph")) == (2.5, 0)


@pytest.mark.parametrize(("status", "allowed"), [(200, False), (404, True), (403, True), (500, False), (503, False)])
def test_what_the_status_says(status, allowed):
    assert rules_from(status, b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /").allow("x", "https://a.example/") is allowed


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00\xff\xfe :\n:::", b"User-agent\nDisallow", b"User-agent: *\nCrawl-delay: soon\nDisallow:",
     b"User-agent: *\nDisallow: /%zz\nDisallow: http://[x"],
)  # fmt: skip
def test_what_is_no_rule_forbids_nothing(raw):
    rules = rules_from(200, raw)
    assert (rules.allow("x", "https://a.example/b"), rules.delay("x")) == (True, 0)
