"""Finds patterns of a query that share no variable, the usual reason why one never ends."""

from __future__ import annotations

from kg.query.tokens import Token, tokens

_STARTERS = ("OPTIONAL", "UNION", "MINUS")


def unconnected(query: str) -> list[str]:
    """Variables of each part of the first group whose parts share none, such as ["?a ?p ?b", "?c ?q ?d"]."""
    found = tokens(query)
    index = 0
    while index < len(found):
        if found[index].is_sign("{"):
            parts = _components(found[index + 1 : _closing(found, index)])
            if len(parts) > 1:
                return [" ".join(part) for part in parts]
        index += 1
    return []


def _closing(found: list[Token], start: int) -> int:
    """Index of the bracket that closes the one at `start`."""
    depth = 0
    for index in range(start, len(found)):
        if found[index].is_sign("{", "(", "["):
            depth += 1
        elif found[index].is_sign("}", ")", "]"):
            depth -= 1
            if depth == 0:
                return index
    return len(found)


def _components(inside: list[Token]) -> list[list[str]]:
    """The patterns of a group as sets of variables, those joined that share one."""
    if inside and inside[0].is_word("SELECT"):
        return []
    joined: list[list[str]] = []
    for pattern in _patterns(inside):
        touching = [part for part in joined if set(part) & set(pattern)]
        for part in touching:
            joined.remove(part)
        merged = [name for part in [*touching, pattern] for name in part]
        joined.append(list(dict.fromkeys(merged)))
    return joined


def _patterns(inside: list[Token]) -> list[list[str]]:
    """Variables of each triple pattern and nested group; filters and binds join nothing and are left out."""
    found: list[list[str]] = [[]]
    index = 0
    while index < len(inside):
        token = inside[index]
        if token.is_word("FILTER", "BIND"):
            index = _past_expression(inside, index + 1)
            found.append([])
            continue
        if token.is_sign("{"):
            end = _closing(inside, index)
            names = [t.text for t in inside[index:end] if t.kind == "variable"]
            if index and inside[index - 1].is_word("UNION") and len(found) > 1:
                found[-2] += names
            else:
                found += [names, []]
            index = end + 1
            continue
        if token.is_word("GRAPH", "SERVICE"):
            # its name belongs to the group after it
            brace = next((i for i in range(index, len(inside)) if inside[i].is_sign("{")), len(inside) - 1)
            end = _closing(inside, brace)
            found += [[t.text for t in inside[index:end] if t.kind == "variable"], []]
            index = end + 1
            continue
        if token.is_word(*_STARTERS) or token.is_sign("."):
            found.append([]) if not token.is_word("UNION") else None
        elif token.kind == "variable":
            found[-1].append(token.text)
        index += 1
    return [names for names in found if names]


def _past_expression(inside: list[Token], index: int) -> int:
    """Index after the expression of a FILTER or BIND."""
    while index < len(inside):
        if inside[index].is_sign("(", "{"):
            return _closing(inside, index) + 1
        index += 1
    return index
