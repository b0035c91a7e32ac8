"""Reads served pages as a program does: parsed by lxml, elements by tag, class and attribute."""

import re

import lxml.html

from kg.serve.site import address

STEP = re.compile(r"(?P<tag>\w+)?(?:#(?P<id>\w+))?(?:\.(?P<class>[\w-]+))?(?:\[(?P<name>[\w-]+)=(?P<value>[^]]+)\])?")


def page(site, path):
    """The page at an address, parsed."""
    found = site.get(path, headers={"accept": "text/html"})
    assert found.status_code == 200, path
    return lxml.html.document_fromstring(found.text)


def chosen(element, steps):
    """Elements by steps such as `section[id=said] blockquote.direct p`, each inside the one before it."""
    path = "."
    for step in steps.split():
        found = STEP.fullmatch(step)
        path += f"//{found['tag'] or '*'}"
        path += f"[@id='{found['id']}']" if found["id"] else ""
        path += f"[contains(concat(' ', @class, ' '), ' {found['class']} ')]" if found["class"] else ""
        path += f"[@{found['name']}='{found['value']}']" if found["name"] else ""
    return element.xpath(path)


def words(element):
    """What people read of an element: its text without what only screen readers get, blanks made one."""
    skipped = "ancestor-or-self::*[@aria-hidden='true' or contains(concat(' ', @class, ' '), ' unseen ')]"
    return " ".join("".join(element.xpath(f".//text()[not({skipped})]")).split())


def story(site, title):
    """Address of the story of this title."""
    items = site.get("/stories.json").json()["stories"]["items"]
    return next(address(i["article"]["iri"]) for i in items if i["article"]["label"] == title)
