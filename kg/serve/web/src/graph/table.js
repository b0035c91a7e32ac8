// What is drawn, in words: a table of the links shown, filled when it is opened.
import { element, visible } from "../text.js";
import { said } from "./panel.js";

export class Table {
  constructor(box, act) {
    this.act = act;
    this.count = element("summary");
    this.body = element("tbody");
    const head = ["From", "Link", "To", "Times"].map((word) => element("th", { scope: "col" }, word));
    this.box = element("details", { className: "graph-table", ontoggle: () => this.fill() }, this.count,
      element("div", { className: "table", tabIndex: 0, role: "region", "aria-label": "Links shown" },
        element("table", {}, element("thead", {}, element("tr", {}, ...head)), this.body)));
    box.append(this.box);
  }

  show(model) {
    this.model = model;
    this.edges = null;
    const edges = model.shownEdges().length;
    this.count.textContent = `The ${edges} ${edges === 1 ? "link" : "links"} shown, as a table`;
    this.fill();
  }

  fill() {
    if (!this.box.open || this.edges) return;
    const { things } = this.model;
    this.edges = this.model.shownEdges();
    this.body.replaceChildren(...this.edges.map((edge) => element("tr", {},
      element("td", {}, this.end(things.get(edge.source))),
      element("td", {}, element("button", { type: "button", className: "graph-link", onclick: () => this.act.edge(edge.key) }, said(edge))),
      element("td", {}, this.end(things.get(edge.target))),
      element("td", { className: "number" }, String(edge.weight)))));
  }

  end(thing) {
    return element("button", { type: "button", className: "graph-link", onclick: () => this.act.choose(thing.iri) }, visible(thing.label));
  }
}
