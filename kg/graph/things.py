"""Entities, positions, documents and mentions that stay open."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode

from kg.graph.article import URL
from kg.graph.corrections import withdrawn
from kg.graph.sheet import EMPLOYER, ORGANIZATION, PERSON, PLACE, Sheet
from kg.graph.terms import ALT_LABEL, EXACT_MATCH, PREF_LABEL, english, is_a, term, text
from kg.ids import DATA, slug
from kg.model import Action, Address, Document, Entity, Mention, Position, Ref, Span
from kg.prefixes import PREFIXES

GENDER = {"f": "female", "m": "male"}
FACILITY = term("Facility")
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})


def write(sheet: Sheet) -> None:
    """Writes entities with their links to one another, then actions, documents and positions."""
    extraction = sheet.extraction
    spans = mentioned(sheet)
    for entity in extraction.entities:
        _entity(sheet, entity, spans[entity.ref])
    for action in extraction.actions:
        _thing(sheet, action, action.kind, (*action.spans, *spans[action.ref]))
    for entity in extraction.entities:
        _links(sheet, entity)
    for document in extraction.documents:
        _document(sheet, document, spans[document.ref])
    for address in extraction.addresses:
        _address(sheet, address)
    for position in extraction.positions:
        _position(sheet, position)
    _open_mentions(sheet)


def mentioned(sheet: Sheet) -> dict[Ref, list[Span]]:
    """Where each thing is mentioned, but for the "I" of speakers. A parent that is named only inside its local's name
    rests on the local's words.
    """
    found: dict[Ref, list[Span]] = defaultdict(list)
    names: dict[Ref, list[Span]] = defaultdict(list)
    spoken: dict[Ref, list[Span]] = defaultdict(list)
    for mention in sheet.extraction.mentions:
        if mention.target is not None:
            (spoken if _says_i(sheet, mention) else found)[mention.target].append(mention.span)
            if mention.kind == "name":
                names[mention.target].append(mention.span)
    for ref, spans in spoken.items():
        found[ref] = found[ref] or spans
    for entity in sheet.extraction.entities:
        if entity.parent and not found[entity.parent]:
            found[entity.parent] += (names[entity.ref] or found[entity.ref])[:1]
    return found


def _says_i(sheet: Sheet, mention: Mention) -> bool:
    """Whether a mention is the first person in the words of its speaker, which the statement tells by itself."""
    return mention.span.of(sheet.text).lower() in FIRST_PERSON and any(
        s.source is not None and s.speakers == (mention.target,) and any(c.holds(mention.span) for c in s.content)
        for s in sheet.extraction.statements
    )


def _entity(sheet: Sheet, entity: Entity, spans: list[Span]) -> None:
    me, kind = sheet.resolve(entity.ref), term(entity.kind)
    sheet.type(me, kind)
    sheet.label(me, english(entity.name))
    if is_a([kind], PERSON):
        sheet.add(me, "foaf:name", text(entity.name))
        sheet.add(me, "honorificSuffix", *map(text, entity.credentials))
    others = [*entity.aliases, *([entity.canonical] if entity.canonical else [])]
    sheet.put(me, ALT_LABEL, *(english(name) for name in others if name != entity.name))
    if entity.geonames:
        sheet.put(me, EXACT_MATCH, NamedNode(f"{PREFIXES['geonames']}{entity.geonames}/"))
    if entity.gender:
        sheet.add(me, "gender", text(GENDER.get(entity.gender, entity.gender)))
    sheet.spans(me, "mentionSpan", spans)
    sheet.sure(me, entity.rule, entity.confidence)


def _links(sheet: Sheet, entity: Entity) -> None:
    me = sheet.resolve(entity.ref)

    def to(ref: Ref | None) -> NamedNode | None:
        return sheet.resolve(ref) if ref else None

    if entity.parent and sheet.fit(sheet.resolve(entity.parent), ORGANIZATION) and sheet.fit(me, ORGANIZATION):
        sheet.add(me, "subOrganizationOf", to(entity.parent))
    if entity.within and is_a(sheet.kinds[me], PLACE) and sheet.fit(sheet.resolve(entity.within), PLACE):
        sheet.add(me, "containedInPlace", to(entity.within))
    if withdrawn(sheet):
        return
    sheet.link(me, "employedBy", to(entity.employer))
    sheet.link(me, "representedBy", to(entity.union))
    if entity.part_of and sheet.fit(sheet.resolve(entity.part_of), ORGANIZATION):
        sheet.add(me, "memberOf", to(entity.part_of))
    sheet.add(me, "foaf:member", *sheet.resolve_all(entity.members))
    sheet.link(me, "subgroupOf", to(entity.subgroup_of))


def _thing(sheet: Sheet, thing: Action | Document, kind: str, spans: tuple[Span, ...]) -> NamedNode:
    me = sheet.resolve(thing.ref)
    sheet.type(me, term(kind))
    sheet.label(me, english(thing.label))
    sheet.spans(me, "mentionSpan", spans)
    sheet.sure(me, thing.rule, thing.confidence)
    return me


def _document(sheet: Sheet, document: Document, spans: list[Span]) -> None:
    me = _thing(sheet, document, "SourceDocument", (*document.spans, *spans))
    sheet.add(me, "genre", text(document.genre) if document.genre else None)
    sheet.add(me, "wasAttributedTo", *sheet.resolve_all(document.issuers))
    sheet.add(me, "when", sheet.time(document.time))


def _address(sheet: Sheet, address: Address) -> None:
    """An account has its name without the sign; a page its address, where it is printed as one (http)."""
    me, words = sheet.named(address.kind, address.span), address.span.of(sheet.text)
    sheet.label(me, english(words))
    if address.kind == "account":
        sheet.type(me, term("OnlineAccount"))
        sheet.add(me, "accountName", text(words.removeprefix("@")))
    else:
        sheet.type(me, term("WebPage"))
        sheet.add(me, "url", NamedNode(words) if URL.fullmatch(words) else None)
    sheet.spans(me, "mentionSpan", [address.span])
    sheet.sure(me, address.rule, address.confidence)


def _position(sheet: Sheet, position: Position) -> None:
    """A post that is no longer or not yet held says so in its role and employs nobody."""
    me, person = sheet.named("position", position.span), sheet.resolve(position.person)
    words = " ".join(position.role.split())
    if position.standing != "current" and position.standing not in words.split("-")[0].split():
        words = f"{position.standing} {words}"
    role = NamedNode(f"{DATA}role/{slug(words)}")
    sheet.type(role, term("Role"))
    sheet.put(role, PREF_LABEL, english(words))
    sheet.type(me, term("Membership"))
    sheet.add(me, "org:member", person)
    sheet.add(me, "org:role", role)
    if position.organization:
        organization = sheet.resolve(position.organization)
        if is_a(sheet.kinds[organization], FACILITY) or sheet.fit(organization, ORGANIZATION):
            sheet.add(me, "org:organization", organization)
        current = position.standing in ("current", "acting") and not withdrawn(sheet)
        if current and is_a(sheet.kinds[organization], EMPLOYER):
            sheet.add(person, "employedBy", organization)
    sheet.spans(me, "mentionSpan", [position.span])
    sheet.sure(me, position.rule, position.confidence)


def _open_mentions(sheet: Sheet) -> None:
    for mention in sheet.extraction.mentions:
        if mention.target is None and mention.candidates:
            me = sheet.named("mention", mention.span)
            sheet.type(me, term("AmbiguousMention"))
            sheet.add(me, "candidate", *sheet.resolve_all(mention.candidates))
            sheet.spans(me, "mentionSpan", [mention.span])
            sheet.sure(me, mention.rule, mention.confidence)
