#!/usr/bin/env python3
"""Score a built graph against gold articles (NAME.txt and NAME.json each).

    python score_gold.py GRAPH GOLD_DIR [--ontology labor.ttl] [--json OUT] [--errors]

GRAPH is any RDF file that rdflib reads (.trig .nq .ttl .nt), holding the extraction of every article in
GOLD_DIR; it is read with the terms of ontology/labor.ttl, named graphs merged. The article of a gold file is
found by lab:textSha256, then schema:text, then an identifier, source or IRI that ends in the gold id.
A property of an action is read from its direct triples and from this article's claims that are not negated,
whoever makes them; its status is that of the claims with the latest lab:asOf.

What is counted (precision, recall, F1, micro-averaged over articles)
  statements   words of the content spans in reading order, token F1 >= 0.6, matched one to one, best first
  attribution  the same, and exactly the gold speakers (any name; the surname is enough for a person)
  mode, date   share of matched statements with the right direct / indirect / mixed, and the right day
  about        entities and actions of lab:about, matched one to one; issues are left out
  stance       (target, value) pairs; neutral stances and stances to issues are left out
               (both: missed and false statements count in full; "about, matched" and "stance, matched": without them)
  entities     named entities (all but Collective and FacilityGroup) by name; then share with the right type
  positions    person and organization right, and role token F1 >= 0.5
  actions      type right, and organizer or employer in common (or none in gold, or none given and the same words);
               then, of the matched ones that have the slot in gold: status, start, end, workers, sites, duration, places, issues;
               "no start" / "no end": of those without it in gold, share without it in the graph
  quantities   value equal, and unit or comparator equal; then share with the right unit, comparator and source
               (the speaker of the claim, or the article); the size of an action may also stand as a quantity

Exit status: 0 scored, 1 an article of the gold is not in the graph, 2 bad usage or an unreadable file.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from rdflib import RDF, RDFS, Dataset, Graph, Namespace
from rdflib.namespace import DCTERMS, FOAF, ORG, SKOS

LAB = Namespace("https://w3id.org/labornews/def#")
ISS = "https://w3id.org/labornews/issue/"
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
TIME = Namespace("http://www.w3.org/2006/time#")
ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology" / "labor.ttl"
NAMES = (RDFS.label, FOAF.name, SKOS.prefLabel, SKOS.altLabel, SCHEMA.name, SCHEMA.alternateName)
KEYS = (SCHEMA.identifier, DCTERMS.identifier, DCTERMS.source, SCHEMA.url, SCHEMA.isBasedOn, SCHEMA.name, RDFS.label)
AGENTS = (LAB.organizer, LAB.employer, LAB.participant, LAB.target, LAB.party, LAB.proposedBy, LAB.proposedTo)
TYPE_OK = {
    "Person": {"Person"}, "Employer": {"Employer", "FormalOrganization", "Organization"},
    "LaborUnion": {"LaborUnion", "UnionLocal"}, "UnionLocal": {"UnionLocal", "LaborUnion"},
    "GovernmentBody": {"GovernmentBody"}, "NewsOrganization": {"NewsOrganization"},
    "Organization": {"FormalOrganization", "Organization", "Employer"},
    "Place": {"City", "State", "Country", "Place", "AdministrativeArea", "GovernmentBuilding", "CivicStructure", "Facility"},
    "Facility": {"Facility", "FacilityGroup", "Place", "CivicStructure", "Employer"},
}
MODE = {"DirectQuotation": "direct", "IndirectQuotation": "indirect", "MixedQuotation": "mixed"}
ACTIONS = {"Strike", "SympathyStrike", "Lockout", "Walkout", "Slowdown", "Picket", "Rally", "Boycott", "SitIn",
           "StrikeAuthorizationVote", "RatificationVote", "RepresentationElection", "Negotiation", "Impasse",
           "Proposal", "TentativeAgreement", "CollectiveAgreement"}
UNITS = {"person": "people worker nurse member employee staff striker teacher driver operator patient student family household resident "
                   "actor writer doctor physician clinician therapist professional pilot attendant guard temp hire retiree voter individual",
         "site": "hotel warehouse terminal school store plant clinic facility hospital location port campus factory restaurant shop depot "
                 "station office building",
         "percent": "percentage pct %", "USD": "$ usd dollar us$", "GBP": "£ gbp pound", "EUR": "€ eur euro"}
UNIT_OF = {w: k for k, words in UNITS.items() for w in [k.lower(), *words.split()]}
TALLIES = ("statements", "attribution", "about", "about, matched", "stance", "stance, matched", "entities", "positions", "actions", "action issues", "quantities")
SHARES = ("mode", "statement date", "entity type", "action status", "action start", "action end", "action no start", "action no end",
          "action workers", "action sites", "action duration", "action places", "quantity unit", "quantity comparator", "quantity source")


# ---- words

def norm(text: str) -> str:
    text = text.lower().replace("’", "'").replace("‘", "'")
    text = re.sub(r"'s?\b", "", text)
    text = re.sub(r"[^\w$%£€.]+", " ", text)
    text = re.sub(r"\.(?!\d)", "", text).strip()
    return re.sub(r"^(the|a|an) ", "", text)


def tokens(text: str) -> list[str]:
    return norm(text).split()


def overlap(a: str, b: str) -> float:
    x, y = Counter(tokens(a)), Counter(tokens(b))
    common = sum((x & y).values())
    return 2 * common / (sum(x.values()) + sum(y.values())) if common else 0.0


def local(term) -> str:
    return re.split(r"[#/]", str(term))[-1]


def code(text: str) -> str:
    """under way, Under-way, UnderWay -> underway"""
    return re.sub(r"[^a-z]", "", text.lower())


def unit(text: str | None) -> str:
    """nurses -> person, dollars per hour -> USD per hour, crane moves per hour -> crane move per hour"""
    head, per, rest = re.sub(r"\s+", " ", (text or "").strip()).partition(" per ")
    words = head.split(" ")
    last = words[-1].lower()
    for form in (last, re.sub(r"ies$", "y", last), re.sub(r"(?<!s)s$", "", last)):
        if form in UNIT_OF and (len(words) == 1 or UNIT_OF[form] in ("person", "site")):
            return UNIT_OF[form] + per + rest
    return " ".join([w.lower() for w in words[:-1]] + [re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", last))]) + per + rest


def duration(text: str) -> tuple[float, float] | None:
    """Months and seconds of "3 days", "24 hours" or an xsd:duration."""
    m = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", text)
    if m:
        y, mo, w, d, h, mi, s = (float(x or 0) for x in m.groups())
        return y * 12 + mo, ((w * 7 + d) * 24 + h) * 3600 + mi * 60 + s
    m = re.fullmatch(r"([\d.]+)[ -](year|month|week|day|hour|minute)s?", text.lower())
    if not m:
        return None
    n, u = float(m[1]), m[2]
    return (n * {"year": 12, "month": 1}.get(u, 0), n * {"week": 604800, "day": 86400, "hour": 3600, "minute": 60}.get(u, 0))


def text_of(item) -> str:
    return item["text"] if isinstance(item, dict) else item or ""


def locate(text: str, item) -> tuple[int, int] | None:
    """Offsets of a gold string, or of its nth occurrence."""
    words, nth = text_of(item), item.get("nth", 1) if isinstance(item, dict) else 1
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0 or not words:
            return None
    return at, at + len(words)


def surname_fits(pred: str, gold: str) -> bool:
    """Dr. Ruiz, M. Ruiz, Ruiz fit Maria Ruiz; Carlos Ruiz does not."""
    p, q = ([w for w in n.split() if w not in {"jr", "sr", "ii", "iii", "iv"}] for n in (pred, gold))
    if not p or not q or p[-1] != q[-1] or len(p) > 4:
        return False
    first = [w for w in p[:-1] if w not in {"mr", "ms", "mrs", "dr", "sen", "rep", "gov", "judge", "president", "mayor", "rev", "sir"}]
    return not first or len(q) == 1 or first[0] == q[0] or first[0][0] == q[0] or q[0][0] == first[0]


def same_name(pred: set[str], entity: dict) -> bool:
    gold = {norm(entity["name"])} | {norm(a) for a in entity.get("aliases", [])}
    if pred & gold:
        return True
    if entity["type"] == "Person":
        return any(surname_fits(p, norm(entity["name"])) for p in pred)
    limit = 0.6 if entity["type"] == "Collective" else 0.85

    def digits(s):
        return re.findall(r"\d+", s)
    return any(overlap(p, g) >= limit and digits(p) == digits(g) for p in pred for g in gold)


# ---- sums

class Tally:
    def __init__(self):
        self.tp = self.pred = self.gold = 0

    def add(self, tp, pred, gold):
        self.tp += tp
        self.pred += pred
        self.gold += gold

    def row(self):
        p = self.tp / self.pred if self.pred else 0.0
        r = self.tp / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": p, "r": r, "f1": f1 if self.pred or self.gold else None, "tp": self.tp, "pred": self.pred, "gold": self.gold}


class Share:
    def __init__(self):
        self.ok = self.n = 0

    def add(self, ok):
        self.ok += bool(ok)
        self.n += 1

    def row(self):
        return {"share": self.ok / self.n if self.n else None, "ok": self.ok, "n": self.n}


# ---- the graph

class Built:
    """The graph with the look-ups that every article needs."""

    def __init__(self, path: Path):
        self.g = g = Dataset(default_union=True)
        form = {".trig": "trig", ".nq": "nquads", ".nt": "nt", ".ttl": "turtle"}[path.suffix]
        g.parse(data=path.read_text(encoding="utf-8"), format=form)
        self.names = defaultdict(set)
        for p in NAMES:
            for s, o in g.subject_objects(p):
                self.names[s].add(norm(str(o)))
        self.types = defaultdict(set)
        for s, o in g.subject_objects(RDF.type):
            self.types[s].add(local(o))
        self.nodes = sorted(self.types)
        self.articles = [s for s in self.nodes if self.types[s] & {"Article", "NewsArticle"}]

    def article(self, gold_id: str, text: str):
        sha = hashlib.sha256(text.encode()).hexdigest()
        for test in (lambda a: any(str(o).lower() == sha for o in self.g.objects(a, LAB.textSha256)),
                     lambda a: any(str(o) == text for o in self.g.objects(a, SCHEMA.text)),
                     lambda a: any(self.named(str(o), gold_id) for p in KEYS for o in self.g.objects(a, p)),
                     lambda a: self.named(str(a), gold_id)):
            found = [a for a in self.articles if test(a)]
            if found:
                return found[0]
        return None

    @staticmethod
    def named(key: str, gold_id: str) -> bool:
        last = re.split(r"[/#]", key.rstrip("/"))[-1]
        return gold_id in (key, last, re.sub(r"\.(txt|html?|json)$", "", last))

    def label(self, node):
        return self.names.get(node, set()) or {norm(local(node).replace("-", " "))}

    def is_issue(self, node) -> bool:
        return str(node).startswith(ISS) or bool(self.types.get(node, set()) & {"Issue", "Concept"})


class View:
    """What the graph says of one article."""

    def __init__(self, b: Built, art):
        self.b, self.g, self.art = b, b.g, art
        self.spans = {s: (int(b.g.value(s, OA.start)), int(b.g.value(s, OA.end))) for s in b.g.subjects(LAB.inArticle, art)}
        self.claims = defaultdict(list)
        for c in b.nodes:
            if "Claim" in b.types[c] and self.here(c) and not any(str(o) in ("true", "1") for o in b.g.objects(c, LAB.negated)):
                for s in b.g.objects(c, LAB.claimSubject):
                    self.claims[s].append(c)

    def here(self, node) -> bool:
        g = self.g
        if (node, LAB.reportedIn, self.art) in g or (node, LAB.assertedIn, self.art) in g:
            return True
        if any(o in self.spans for p in (LAB.mentionSpan, LAB.contentSpan) for o in g.objects(node, p)):
            return True
        return any((st, LAB.reportedIn, self.art) in g for st in g.objects(node, LAB.assertedIn))

    def at(self, node, *props) -> list[tuple[int, int]]:
        return sorted(self.spans[o] for p in props for o in set(self.g.objects(node, p)) if o in self.spans)

    def content(self, st) -> str:
        pieces = sorted((self.spans[o], str(self.g.value(o, OA.exact))) for o in set(self.g.objects(st, LAB.contentSpan)) if o in self.spans)
        return " ".join(w for _, w in pieces) or " ".join(str(o) for o in self.g.objects(st, LAB.quoteText))

    def values(self, node, prop) -> set:
        """Of a property of an action: direct triples and claims."""
        out = set(self.g.objects(node, prop))
        for c in self.claims[node]:
            if (c, LAB.claimPredicate, prop) in self.g:
                out |= set(self.g.objects(c, LAB.claimObject)) | set(self.g.objects(c, LAB.claimValue))
        return out

    def status(self, node) -> set[str]:
        dated = [(str(self.g.value(c, LAB.asOf) or ""), code(local(o))) for c in self.claims[node]
                 if (c, LAB.claimPredicate, LAB.status) in self.g for o in self.g.objects(c, LAB.claimObject)]
        last = max((d for d, _ in dated), default="")
        return {s for d, s in dated if d == last} | {code(local(o)) for o in self.g.objects(node, LAB.status)}

    def about(self, st) -> list:
        return sorted(x for x in set(self.g.objects(st, LAB.about)) if not self.b.is_issue(x))

    def stances(self, st) -> list[tuple]:
        """(target, value), neutral ones and those to issues left out."""
        pairs = {(y, code(local(self.g.value(x, LAB.stanceValue) or ""))) for x in self.g.objects(st, LAB.expressesStance)
                 for y in self.g.objects(x, LAB.stanceTarget) if not self.b.is_issue(y)}
        return sorted((y, val) for y, val in pairs if val != "neutral")

    def number(self, q):
        for p in (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue):
            v = self.g.value(q, p)
            if v is not None:
                try:
                    return float(v)
                except ValueError:
                    return None
        return None

    def unit(self, q) -> str:
        return unit(str(self.g.value(q, SCHEMA.unitText) or self.g.value(q, SCHEMA.unitCode) or ""))

    def sizes(self, node, kind: str, props) -> set:
        """Numbers of people or sites that the claims about an action, or about those taking part in it, give."""
        out = {self.number(q) for c in self.claims[node] for q in self.g.objects(c, LAB.quantity)
               if self.unit(q) == kind or any((c, LAB.claimPredicate, p) in self.g for p in props) and self.unit(q) in (kind, "")}
        out |= {self.number(q) for p in props for x in self.values(node, p) for q in self.g.subjects(LAB.measures, x)}
        return out | {self.number(q) for q in self.g.subjects(LAB.measures, node) if self.unit(q) == kind}


def same_number(a, b) -> bool:
    """Equal; a fraction may stand as a decimal or as percent (2/3, 0.67, 66.7)."""
    if a is None or b is None:
        return False
    b = float(b)
    if abs(a - b) < 1e-6 * max(1, abs(a)):
        return True
    fraction = any(0 < x < 1 or x % 1 for x in (a, b))
    return fraction and any(abs(x - y) <= 0.01 * max(abs(x), abs(y)) for x, y in ((a, b), (a * 100, b), (a, b * 100)))


# ---- the parts of the score

def pair(wanted: list, nodes: list, fits) -> dict:
    """One-to-one: wanted -> node, best first; fits(w, n) is a number, or 0 for no fit."""
    scored = sorted(((fits(w, n), -i, -k) for i, w in enumerate(wanted) for k, n in enumerate(nodes)), reverse=True)
    out, used = {}, set()
    for s, i, k in scored:
        if s > 0 and -i not in out and -k not in used:
            out[-i] = nodes[-k]
            used.add(-k)
    return {wanted[i]: n for i, n in out.items()}


def refs(v: View, ents, acts, aligned, wanted: list[str], nodes: list) -> dict:
    def fits(w, n):
        if w in ents:
            exact = norm(ents[w]["name"]) in v.b.label(n)
            return (2 if exact else 1) if same_name(v.b.label(n), ents[w]) and not v.b.types.get(n, set()) & ACTIONS else 0
        if w in acts:
            return 2 if aligned.get(w) == n else int(w not in aligned and acts[w]["type"] in v.b.types.get(n, set()))
        return 0
    return pair(wanted, nodes, fits)


def align_actions(v: View, ents, gold, text) -> tuple[list, dict]:
    nodes = [s for s in v.b.nodes if v.b.types[s] & ACTIONS and v.here(s)]
    acts = {a["id"]: a for a in gold["actions"]}

    def fits(w, n):
        a = acts[w]
        if a["type"] not in v.b.types[n]:
            return 0
        who = [x for k in ("organizer", "employer") for x in (a.get(k) or []) if x in ents]
        agents = {x for p in AGENTS for x in v.values(n, p)}
        common = sum(any(same_name(v.b.label(x), ents[w]) for x in agents) for w in who)
        where = locate(text, a["mention"])
        close = bool(where) and any(s < where[1] and where[0] < e for s, e in v.at(n, LAB.mentionSpan))
        if who and not common and (agents or not close):
            return 0
        dated = a.get("start") and a["start"] in {str(o) for o in v.values(n, LAB.startDate)}
        return 1 + common + 3 * close + 2 * bool(dated) + (code(a["status"]) in v.status(n))
    return nodes, pair(list(acts), nodes, fits)


def joined(gold: list[dict]) -> list[dict]:
    """A joint statement stands twice in gold, once a speaker: here it is one, with both speakers."""
    out = {}
    for gs in gold:
        key = tuple(json.dumps(c, sort_keys=True) for c in gs["content"])
        said = gs["speaker"] if isinstance(gs["speaker"], list) else [gs["speaker"]]
        if key in out:
            out[key]["speaker"] += [x for x in said if x not in out[key]["speaker"]]
            out[key]["about"] = list(dict.fromkeys(out[key].get("about", []) + gs.get("about", [])))
        else:
            out[key] = {**gs, "speaker": list(said)}
    return list(out.values())


def speaks_for(v: View, node) -> set[str]:
    """Names of the organizations that an unnamed spokesperson speaks for (FORMAT.md takes these too)."""
    if not any(re.search(r"\b(spokes\w+|representative|official)s?\b", n) for n in v.b.label(node)):
        return set()
    orgs = set(v.g.objects(node, LAB.employedBy)) | set(v.g.objects(node, ORG.memberOf))
    orgs |= {o for m in v.g.subjects(ORG.member, node) for o in v.g.objects(m, ORG.organization)}
    return set().union(*(v.b.label(o) for o in orgs)) if orgs else set()


def score_statements(v: View, gold, text, ents, acts, aligned, t, errors):
    g, b = v.g, v.b
    gold = {**gold, "statements": joined(gold["statements"])}
    nodes = [s for s in b.nodes if (b.types[s] & MODE.keys() or "Statement" in b.types[s]) and v.here(s)]
    twins = defaultdict(list)  # the same words in the same place: one statement, with the speakers of all
    for s in nodes:
        twins[tuple(v.at(s, LAB.contentSpan)) or s].append(s)
    nodes = [group[0] for group in twins.values()]
    spoken = {group[0]: sorted({x for s in group for x in g.objects(s, LAB.speaker)}) for group in twins.values()}
    words = {s: v.content(s) for s in nodes}
    goldwords = [" ".join(text_of(c) for c in gs["content"]) for gs in gold["statements"]]
    starts = [(locate(text, gs["content"][0]) or (0, 0))[0] for gs in gold["statements"]]

    def spoken_by(j, s) -> bool:
        said = gold["statements"][j]["speaker"]
        want = [w for w in (said if isinstance(said, list) else [said]) if w]
        speakers = spoken[s]
        if len(speakers) == len(want) == 1 and want[0] in ents and ents[want[0]]["type"] != "Person" and same_name(speaks_for(v, speakers[0]), ents[want[0]]):
            return True
        return len(speakers) == len(want) == len(refs(v, ents, acts, aligned, want, speakers))

    def fits(j, s):
        f = overlap(words[s], goldwords[j])
        if f < 0.6:
            return 0
        at = v.at(s, LAB.contentSpan)  # same words twice: the nearer place, then the right speaker
        return f + (1e-3 / (1 + abs(at[0][0] - starts[j])) if at else 0) + 1e-6 * spoken_by(j, s)
    match = pair(list(range(len(goldwords))), nodes, fits)
    t["statements"].add(len(match), len(nodes), len(goldwords))
    right = 0
    for j, s in sorted(match.items()):
        gs = gold["statements"][j]
        speakers = spoken[s]
        ok = spoken_by(j, s)
        right += ok
        if not ok:
            errors.append(("speaker", gold["id"], words[s][:80], ["/".join(sorted(b.label(x))) for x in speakers], gs["speaker"]))
        mode = next((MODE[x] for x in sorted(b.types[s]) if x in MODE), None)
        t["mode"].add(mode == gs["mode"])
        if mode != gs["mode"]:
            errors.append(("mode", gold["id"], words[s][:80], mode, gs["mode"]))
        if gs.get("date"):
            t["statement date"].add(gs["date"] in {str(d) for w in g.objects(s, LAB.when) for p in (TIME.inXSDDate, TIME.inXSDgYearMonth, TIME.inXSDgYear) for d in g.objects(w, p)})
        wanted = list(dict.fromkeys(gs.get("about", [])))
        hit = len(refs(v, ents, acts, aligned, wanted, v.about(s)))
        t["about, matched"].add(hit, len(v.about(s)), len(wanted))
        t["about"].add(hit, 0, 0)
        given, hit = v.stances(s), 0
        for val in sorted({code(w["value"]) for w in gs.get("stance", [])}):
            hit += len(refs(v, ents, acts, aligned, [w["target"] for w in gs["stance"] if code(w["value"]) == val], [y for y, x in given if x == val]))
        t["stance, matched"].add(hit, len(given), len(gs.get("stance", [])))
        t["stance"].add(hit, 0, 0)
    t["about"].add(0, sum(len(v.about(s)) for s in nodes), sum(len(set(gs.get("about", []))) for gs in gold["statements"]))
    t["stance"].add(0, sum(len(v.stances(s)) for s in nodes), sum(len(gs.get("stance", [])) for gs in gold["statements"]))
    t["attribution"].add(right, len(nodes), len(goldwords))
    for j, w in enumerate(goldwords):
        if j not in match:
            errors.append(("missed statement", gold["id"], gold["statements"][j]["mode"], w[:100]))
    for s in nodes:
        if s not in match.values():
            errors.append(("false statement", gold["id"], sorted(b.types[s] & MODE.keys()), words[s][:100]))


def score_entities(v: View, gold, ents, t, errors):
    b = v.b
    kinds = set().union(*TYPE_OK.values())
    named = {w: e for w, e in ents.items() if e["type"] != "Collective"}
    nodes = [s for s in b.nodes if b.types[s] & kinds and "Collective" not in b.types[s] and v.here(s)]

    def fits(w, n):
        if not same_name(b.names.get(n, set()), named[w]):
            return 0
        return 1 + 2 * (norm(named[w]["name"]) in b.names[n]) + bool(b.types[n] & TYPE_OK[named[w]["type"]])
    match = pair(list(named), nodes, fits)
    for w, e in named.items():
        if w in match:
            ok = b.types[match[w]] & TYPE_OK[e["type"]]
            t["entity type"].add(ok)
            if not ok:
                errors.append(("entity type", gold["id"], e["name"], sorted(b.types[match[w]]), e["type"]))
        else:
            errors.append(("missed entity", gold["id"], e["type"], e["name"]))
    false = [s for s in nodes if s not in match.values() and "FacilityGroup" not in b.types[s]]
    t["entities"].add(len(match), len(match) + len(false), len(named))
    for s in false:
        errors.append(("false entity", gold["id"], sorted(b.types[s] & kinds), sorted(b.names.get(s, []))))


def score_positions(v: View, gold, ents, t, errors):
    g, b = v.g, v.b
    nodes = [m for m in b.nodes if "Membership" in b.types[m] and v.here(m)]

    def fits(i, m):
        q = gold["positions"][i]
        person, org = g.value(m, ORG.member), g.value(m, ORG.organization)
        if person is None or not same_name(b.label(person), ents[q["person"]]):
            return 0
        if q.get("org") and (org is None or not same_name(b.label(org), ents[q["org"]])):
            return 0
        role = max((overlap(x, q["role"]) for r in g.objects(m, ORG.role) for x in b.label(r)), default=0)
        return role if role >= 0.5 else 0
    match = pair(list(range(len(gold["positions"]))), nodes, fits)
    t["positions"].add(len(match), len(nodes), len(gold["positions"]))
    for i, q in enumerate(gold["positions"]):
        if i not in match:
            errors.append(("missed position", gold["id"], q))
    for m in nodes:
        if m not in match.values():
            errors.append(("false position", gold["id"], *("/".join(sorted(b.label(o))) for p in (ORG.member, ORG.role, ORG.organization) for o in g.objects(m, p))))


def score_actions(v: View, gold, ents, nodes, aligned, issues, t, errors):
    for a in gold["actions"]:
        n = aligned.get(a["id"])
        if n is None:
            errors.append(("missed action", gold["id"], a["type"], a["status"], text_of(a["mention"])))
            continue

        def slot(name, ok, got):
            t[f"action {name}"].add(ok)
            if not ok:
                errors.append((f"action {name}", gold["id"], a["type"], text_of(a["mention"]), a.get(name), sorted(map(str, got))))
        slot("status", v.status(n) == {code(a["status"])}, v.status(n))
        for name, prop in (("start", LAB.startDate), ("end", LAB.endDate)):
            got = {str(o) for o in v.values(n, prop)}
            if a.get(name):
                slot(name, got == {a[name]}, got)
            else:
                slot(f"no {name}", not got, got)
        for name, kind, props in (("workers", "person", (LAB.participant,)), ("sites", "site", (LAB.affects, LAB.place))):
            if a.get(name):
                got = v.sizes(n, kind, props) - {None}
                slot(name, any(same_number(x, a[name]["value"]) for x in got), got)
        if a.get("duration"):
            got = {str(o) for o in v.values(n, LAB.duration)} | {code(local(o)) for o in v.values(n, LAB.durationType)}
            got |= {f"{v.number(q):g} {v.unit(q)}" for q in v.g.subjects(LAB.measures, n) if v.number(q) is not None}
            want = duration(a["duration"])
            slot("duration", code(a["duration"]) in got or want is not None and any(duration(x) == want for x in got), got)
        if a.get("places"):
            places = v.values(n, LAB.place)
            near = places | {y for x in places for y in v.g.objects(x, SCHEMA.containedInPlace)}
            ok = [w for w in a["places"] if any(same_name(v.b.label(x), ents[w]) for x in near)]
            slot("places", len(ok) * 2 >= len(a["places"]), {x for y in places for x in v.b.label(y)})
        got = v.values(n, LAB.issue)
        hit = len(pair(list(dict.fromkeys(a.get("issues") or [])), sorted(got), lambda w, x: issues.fits(w, x, v.b.label(x))))
        t["action issues"].add(hit, len(got), len(set(a.get("issues") or [])))
    t["actions"].add(len(aligned), len(nodes), len(gold["actions"]))
    for s in nodes:
        if s not in aligned.values():
            errors.append(("false action", gold["id"], sorted(v.b.types[s] & ACTIONS), sorted(v.b.names.get(s, []))))


class Issues:
    """Names of the issues and which is under which, from labor.ttl."""

    def __init__(self, path: Path):
        g = Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle") if path.exists() else Graph()
        self.names, self.up = defaultdict(set), {}
        for s in g.subjects(RDF.type, LAB.Issue):
            self.names[s] = {norm(local(s).replace("-", " "))} | {norm(str(o)) for p in (SKOS.prefLabel, SKOS.altLabel) for o in g.objects(s, p)}
            self.up[s] = g.value(s, SKOS.broader)

    def fits(self, word: str, node, labels: set[str]) -> int:
        word = norm(word.replace("-", " "))
        if word in labels | self.names.get(node, set()) or word == norm(local(node).replace("-", " ")):
            return 2
        return int(word in self.names.get(self.up.get(node), set()))


def score_quantities(v: View, gold, text, ents, acts, aligned, t, errors):
    g, b = v.g, v.b
    nodes = [s for s in b.nodes if b.types[s] & {"Quantity", "QuantitativeValue", "MonetaryAmount"} and v.here(s)]
    hedge = {s: code(local(g.value(s, LAB.comparator) or "")) for s in nodes}

    def fits(i, s):
        q = gold["quantities"][i]
        if not same_number(v.number(s), q.get("value")):
            return 0
        where = locate(text, q.get("text"))
        alike = 2 * (v.unit(s) == unit(q.get("unit"))) + (hedge[s] == code(q.get("comparator") or "exactly"))
        return alike and alike + 4 * (bool(where) and any(a < where[1] and where[0] < e for a, e in v.at(s, LAB.mentionSpan)))
    match = pair(list(range(len(gold["quantities"]))), nodes, fits)
    for i, q in enumerate(gold["quantities"]):
        if i not in match:
            errors.append(("missed quantity", gold["id"], q.get("value"), q.get("unit"), text_of(q.get("text"))))
            continue
        s = match[i]
        t["quantity unit"].add(v.unit(s) == unit(q.get("unit")))
        t["quantity comparator"].add(hedge[s] == code(q.get("comparator") or "exactly"))
        speakers = sorted({x for c in g.subjects(LAB.quantity, s) for st in g.objects(c, LAB.assertedIn) for x in g.objects(st, LAB.speaker)})
        want = [q["claimed_by"]] if q.get("claimed_by") else []
        ok = len(refs(v, ents, acts, aligned, want, speakers)) == 1 if want else not speakers
        t["quantity source"].add(ok)
        if not ok:
            errors.append(("quantity source", gold["id"], text_of(q.get("text")), ["/".join(sorted(b.label(x))) for x in speakers], q.get("claimed_by")))
    sizes = [a[k]["value"] for a in acts.values() for k in ("workers", "sites") if a.get(k)]
    false = [s for s in nodes if s not in match.values() and not any(same_number(v.number(s), x) for x in sizes)]
    t["quantities"].add(len(match), len(match) + len(false), len(gold["quantities"]))
    for s in false:
        errors.append(("false quantity", gold["id"], v.number(s), v.unit(s), sorted(b.names.get(s, []))))


def score_article(b: Built, art, gold: dict, text: str, issues: Issues, t: dict, errors: list):
    v = View(b, art)
    ents = {e["id"]: e for e in gold["entities"]}
    acts = {a["id"]: a for a in gold["actions"]}
    nodes, aligned = align_actions(v, ents, gold, text)
    score_statements(v, gold, text, ents, acts, aligned, t, errors)
    score_entities(v, gold, ents, t, errors)
    score_positions(v, gold, ents, t, errors)
    score_actions(v, gold, ents, nodes, aligned, issues, t, errors)
    score_quantities(v, gold, text, ents, acts, aligned, t, errors)


def score(graph: Path, folder: Path, ontology: Path = ONTOLOGY) -> tuple[dict, list, list]:
    """Rows by name, articles not found, errors."""
    b, issues = Built(graph), Issues(ontology)
    t = {**{k: Tally() for k in TALLIES}, **{k: Share() for k in SHARES}}
    errors: list = []
    missing: list[str] = []
    for f in sorted(folder.glob("*.json")):
        gold = json.loads(f.read_text(encoding="utf-8"))
        text = f.with_suffix(".txt").read_bytes().decode("utf-8")
        art = b.article(gold["id"], text)
        if art is None:
            missing.append(gold["id"])
            for k in ("statements", "attribution", "actions", "positions", "quantities"):
                t[k].add(0, 0, len(gold["statements" if k == "attribution" else k]))
            t["entities"].add(0, 0, sum(e["type"] != "Collective" for e in gold["entities"]))
            t["about"].add(0, 0, sum(len(set(s.get("about", []))) for s in gold["statements"]))
            t["stance"].add(0, 0, sum(len(s.get("stance", [])) for s in gold["statements"]))
            continue
        score_article(b, art, gold, text, issues, t, errors)
    return {k: x.row() for k, x in t.items()}, missing, errors


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("graph", type=Path)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--ontology", type=Path, default=ONTOLOGY, help="labor.ttl, for the names of issues")
    ap.add_argument("--json", type=Path)
    ap.add_argument("--errors", action="store_true")
    args = ap.parse_args()
    if not args.gold.is_dir() or not any(args.gold.glob("*.json")):
        print(f"{args.gold}: no gold files (*.json) here", file=sys.stderr)
        return 2
    try:
        rows, missing, errors = score(args.graph, args.gold, args.ontology)
    except (OSError, SyntaxError, ValueError) as e:
        print(e, file=sys.stderr)
        return 2
    for k, r in rows.items():
        if "f1" in r:
            f1 = "  -  " if r["f1"] is None else f"{r['f1']:.3f}"
            print(f"{k:20} P {r['p']:.3f}  R {r['r']:.3f}  F1 {f1}   ({r['tp']} right, {r['pred']} given, {r['gold']} in gold)")
        else:
            share = "  -  " if r["share"] is None else f"{r['share']:.3f}"
            print(f"{k:20} {share}   ({r['ok']} of {r['n']})")
    if missing:
        print("articles not found in the graph:", ", ".join(missing))
    if args.errors:
        for e in errors:
            print(*e, sep=" | ")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
