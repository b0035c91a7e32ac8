// Where more of the graph comes from: the site that serves the page, or the page's own file.
import { addresses, folded } from "../text.js";
import { key } from "./model.js";

const AROUND = 60;
const AT_FIRST = 300;

// A site: its JSON addresses.
export class Site {
  constructor(folders) {
    // Where a thing has its page; "" if it has none here.
    this.address = addresses(folders);
    this.views = ["speech", "actions", "all"];
  }

  near(iri, view) {
    return this.named(iri, view);
  }

  async named(name, view) {
    return (await get("/graph.json", { focus: name, view, limit: AROUND })).part;
  }

  async sentences(edge, view) {
    const { source, target, kind } = edge;
    return (await get("/graph/link.json", { source, target, kind, view })).evidence;
  }
}

async function get(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`, { headers: { accept: "application/json" } });
  const found = await answer.json();
  if (!answer.ok) throw new Error([found.error, found.remedy].filter(Boolean).join(" "));
  return found;
}

// A file: the whole graph and all its sentences lie in the page.
export class File {
  constructor({ part, evidence }) {
    this.part = part;
    this.evidence = evidence;
    this.views = [part.view];
    this.things = new Map(part.things.map((thing) => [thing.iri, thing]));
    this.touching = new Map(part.things.map(({ iri }) => [iri, []]));
    for (const edge of part.edges) {
      this.touching.get(edge.source).push(edge);
      if (edge.target !== edge.source) this.touching.get(edge.target).push(edge);
    }
  }

  start() {
    if (this.part.things.length <= AT_FIRST) return this.part;
    if (this.part.focus.length) return this.near(this.part.focus[0]);
    return this.among(this.part.things.slice(0, AT_FIRST).map(({ iri }) => iri), []);
  }

  near(iri) {
    const weights = new Map();
    for (const edge of this.touching.get(iri)) {
      const other = edge.source === iri ? edge.target : edge.source;
      weights.set(other, (weights.get(other) ?? 0) + edge.weight);
    }
    const beside = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([other]) => other);
    return this.among([iri, ...beside.filter((other) => other !== iri).slice(0, AROUND)], [iri]);
  }

  named(name) {
    const wanted = folded(name);
    const named = ({ label, names }) => [label, ...names].some((text) => folded(text) === wanted);
    const part = ({ label }) => folded(label).includes(wanted);
    const found = this.part.things.find(named) ?? this.part.things.find(part);
    if (!found) throw new Error(`Nothing here is called “${name}”.`);
    return this.near(found.iri);
  }

  sentences(edge) {
    return edge.behind.map((iri) => this.evidence[iri]).filter(Boolean);
  }

  address() {
    return "";
  }

  among(iris, focus) {
    const kept = new Set(iris);
    const edges = new Map();
    for (const iri of iris) {
      for (const edge of this.touching.get(iri)) {
        if (kept.has(edge.source) && kept.has(edge.target)) edges.set(key(edge), edge);
      }
    }
    const things = iris.map((iri) => this.things.get(iri));
    return { ...this.part, focus, things, edges: [...edges.values()], left_out: this.part.things.length - iris.length };
  }
}
