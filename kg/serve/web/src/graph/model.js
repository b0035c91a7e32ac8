// What is known and what of it is shown.
import { lineOf } from "./theme.js";

export class Model {
  constructor() {
    this.things = new Map();
    this.edges = new Map();
    this.opened = new Set();
    this.hiddenGroups = new Set();
    this.hiddenLines = new Set();
  }

  // Takes a part in; gives the things that are new.
  add(part) {
    const fresh = part.things.filter((thing) => !this.things.has(thing.iri));
    for (const thing of part.things) {
      const known = this.things.get(thing.iri);
      if (!known || known.links < thing.links) this.things.set(thing.iri, thing);
    }
    for (const edge of part.edges) {
      this.edges.set(key(edge), { ...edge, key: key(edge), line: lineOf(edge.kind) });
    }
    for (const iri of part.focus) this.opened.add(iri);
    return fresh;
  }

  clear() {
    this.things.clear();
    this.edges.clear();
    this.opened.clear();
  }

  shows(thing) {
    return !this.hiddenGroups.has(thing.group);
  }

  showsEdge(edge) {
    return !this.hiddenLines.has(edge.line)
      && this.shows(this.things.get(edge.source)) && this.shows(this.things.get(edge.target));
  }

  shownThings() {
    return [...this.things.values()].filter((thing) => this.shows(thing));
  }

  shownEdges() {
    return [...this.edges.values()].filter((edge) => this.showsEdge(edge));
  }

  edgesOf(iri) {
    return this.shownEdges().filter((edge) => edge.source === iri || edge.target === iri);
  }
}

export function key(edge) {
  return JSON.stringify([edge.source, edge.target, edge.kind]);
}
