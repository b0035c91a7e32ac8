// The side panel: a card of a thing, or the sentences behind a link.
import { element, linkable, visible } from "../text.js";
import { line, lineOf, sign, stroke } from "./theme.js";

const MOST_LINKS = 60;

export class Panel {
  // act: {choose(iri), edge(key), open(iri), only(iri)} are what its buttons do.
  constructor(box, act) {
    this.box = box;
    this.act = act;
  }

  help(count) {
    const text = count
      ? "Choose a thing to see what it is, or a line to read the sentences behind it."
      : "Nothing in this view. Try another one, or another name.";
    this.box.replaceChildren(element("p", { className: "soft" }, text));
  }

  thing(thing, edges, things, address) {
    const hidden = thing.links - edges.length;
    const names = thing.names.filter((name) => name !== thing.label).slice(0, 6);
    this.box.replaceChildren(
      element("h2", {}, sign(thing.group), visible(thing.label)),
      element("p", { className: "soft" }, visible(thing.kind || thing.group)),
      names.length ? element("p", { className: "small" }, `Also: ${visible(names.join("; "))}`) : "",
      element("p", { className: "graph-acts" },
        linkable(address) ? element("a", { className: "button", href: address }, "Its page") : "",
        hidden > 0 ? element("button", { type: "button", onclick: () => this.act.open(thing.iri) }, `Show its other links (${hidden})`) : "",
        element("button", { type: "button", onclick: () => this.act.only(thing.iri) }, "Only what is near it")),
      element("h3", {}, `${edges.length} ${edges.length === 1 ? "link" : "links"} shown`),
      element("ul", { className: "graph-links" }, ...edges.slice(0, MOST_LINKS).map((edge) => this.link(edge, thing, things))),
      edges.length > MOST_LINKS ? element("p", { className: "soft small" }, "The table below has them all.") : "",
    );
  }

  link(edge, thing, things) {
    const out = edge.source === thing.iri;
    const other = things.get(out ? edge.target : edge.source);
    return element("li", {}, element("button", { type: "button", className: "graph-link", onclick: () => this.act.edge(edge.key) },
      stroke(edge.line), `${said(edge)} ${out ? "→" : "←"} ${visible(other.label)}${times(edge)}`));
  }

  edge(edge, things) {
    const end = (iri) => element("button", { type: "button", className: "graph-link", onclick: () => this.act.choose(iri) },
      sign(things.get(iri).group), visible(things.get(iri).label));
    this.sentences = element("div", { className: "graph-sentences" }, element("p", { className: "soft" }, "Looking up the sentences …"));
    this.box.replaceChildren(
      element("h2", {}, stroke(edge.line), said(edge), times(edge)),
      element("p", { className: "graph-ends" }, end(edge.source), " → ", end(edge.target)),
      this.sentences,
    );
  }

  // The evidence of the link last shown; `address` gives the place of words in a story of this site, or "".
  evidence(found, address) {
    const passages = found.flatMap((one) => one.passages.map((passage) => quoted(passage, one, address)));
    const none = "No sentence stands behind it: it is background, or follows from other facts.";
    this.sentences.replaceChildren(...(passages.length ? passages : [element("p", { className: "soft" }, none)]));
  }

  failed(message) {
    (this.sentences ?? this.box).replaceChildren(element("p", { role: "alert" }, visible(message)));
  }
}

export function said(edge) {
  return edge.stance ? line(lineOf(edge.kind)).word : visible(edge.kind);
}

function times(edge) {
  return edge.weight > 1 ? ` (${edge.weight})` : "";
}

function quoted(passage, { said_by: by }, address) {
  const place = address(`${passage.article}#char=${passage.marks[0][0]},${passage.marks.at(-1)[1]}`);
  const title = visible(passage.title || passage.article);
  const source = linkable(place) ? element("a", { href: place }, title) : title;
  return element("figure", {},
    element("blockquote", {}, ...marked(passage)),
    element("figcaption", { className: "soft small" }, by ? `${visible(by)}, in ` : "", source, passage.published ? `, ${visible(passage.published)}` : ""));
}

// The sentence with the words that bear the link marked; offsets count code points from the start of the story.
function marked({ text, start, marks }) {
  const signs = [...text], pieces = [];
  let at = 0;
  for (const [from, to] of marks) {
    pieces.push(visible(signs.slice(at, from - start).join("")));
    pieces.push(element("mark", {}, visible(signs.slice(from - start, to - start).join(""))));
    at = to - start;
  }
  return [...pieces, visible(signs.slice(at).join(""))];
}
