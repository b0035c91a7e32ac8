// The interactive graph, on a page of kg serve and in the files of `kg draw -o FILE.html`.
import { element, folded, visible } from "./text.js";
import { Chart } from "./graph/chart.js";
import { Model } from "./graph/model.js";
import { Panel } from "./graph/panel.js";
import { File, Site } from "./graph/sources.js";
import { Table } from "./graph/table.js";
import { Tools } from "./graph/tools.js";

const KEYS = "Arrow keys go from thing to thing, Enter shows what else a chosen thing is linked with, + and − zoom, Escape lets go.";

class Page {
  constructor(root, data) {
    this.source = data.evidence ? new File(data) : new Site(data.folders);
    this.first = data.evidence ? this.source.start() : data.part;
    this.view = data.part.view;
    this.model = new Model();
    const act = {
      choose: (iri) => this.choose(iri), again: (iri) => this.open(iri), edge: (key) => this.edge(key), nothing: () => this.none(),
      open: (iri) => this.open(iri), only: (iri) => this.only(iri), find: (text) => this.find(text), view: (name) => this.change(name),
      zoom: (factor) => this.chart.zoom(factor), fit: () => this.chart.fit(), restart: () => this.restart(this.first), filter: () => this.filter(),
    };
    const box = element("div", { className: "graph-chart", tabIndex: 0, role: "application", "aria-label": "The graph", "aria-describedby": "graph-keys", onkeydown: (event) => this.key(event) });
    const side = element("aside", { className: "graph-panel", "aria-label": "What is chosen", tabIndex: -1 });
    const top = element("div", { className: "graph-tools" });
    this.status = element("p", { className: "graph-status soft small", role: "status" });
    root.replaceChildren(top, this.status, element("div", { className: "graph-stage" }, box, side),
      element("p", { className: "soft small", id: "graph-keys" }, KEYS));
    this.chart = new Chart(box, { ...act, thing: act.choose });
    this.panel = new Panel(side, act);
    // From the table below, the reader is brought to what was chosen.
    const seen = (then) => (id) => {
      then(id);
      side.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    };
    this.table = new Table(root, { choose: seen(act.choose), edge: seen(act.edge) });
    this.tools = new Tools(top, this.source.views, this.view, act);
    this.root = root;
  }

  async restart(part) {
    this.model.clear();
    this.view = part.view;
    await this.take(part, part.focus[0] ?? "");
  }

  // Takes a part in and draws it; `chosen` is then the thing in hand.
  async take(part, chosen) {
    const fresh = this.model.add(part);
    this.tools.show(this.model);
    this.table.show(this.model);
    if (!chosen) this.none();
    this.say(part, fresh.length);
    this.root.dataset.state = "placing";
    const drawn = this.chart.show(this.model, chosen);
    if (chosen) this.choose(chosen);
    await drawn;
    this.root.dataset.state = "settled";
  }

  say(part, fresh) {
    const { things, edges } = this.model;
    const rest = part.left_out ? ` ${part.left_out} more are left out: choose a thing and show its other links, or find it by name.` : "";
    const added = fresh < things.size ? ` (${fresh} new)` : "";
    this.status.textContent = `${things.size} things${added}, ${edges.size} links.${rest}`;
  }

  choose(iri) {
    const thing = this.model.things.get(iri);
    this.chart.choose(iri);
    this.chart.box.setAttribute("aria-label", `The graph: ${visible(thing.label)}, ${visible(thing.kind)}`);
    this.panel.thing(thing, this.model.edgesOf(iri), this.model.things, this.source.address(iri));
  }

  none() {
    this.chart.choose("");
    this.chart.box.setAttribute("aria-label", "The graph");
    this.panel.help(this.model.things.size);
  }

  async edge(key) {
    const edge = this.model.edges.get(key);
    this.chart.choose(key);
    this.panel.edge(edge, this.model.things);
    await this.attempt(async () => {
      const found = await this.source.sentences(edge, this.view);
      if (this.chart.chosen === key) this.panel.evidence(found, (iri) => this.source.address(iri));
    });
  }

  open(iri) {
    return this.attempt(async () => this.take(await this.source.near(iri, this.view), iri));
  }

  only(iri) {
    return this.attempt(async () => this.restart(await this.source.near(iri, this.view)));
  }

  change(view) {
    return this.attempt(async () => {
      location.search = new URLSearchParams({ view, ...(this.first.focus.length ? { focus: this.first.focus[0] } : {}) });
    });
  }

  find(text) {
    const wanted = folded(text);
    const shown = [...this.model.things.values()];
    const found = shown.find(({ label, names }) => [label, ...names].some((name) => folded(visible(name)) === wanted))
      ?? shown.find(({ label }) => folded(visible(label)).includes(wanted));
    if (found) {
      this.choose(found.iri);
      this.chart.centre(found.iri);
      return undefined;
    }
    return this.attempt(async () => {
      const part = await this.source.named(text, this.view);
      await this.take(part, part.focus[0]);
      this.chart.centre(part.focus[0]);
    });
  }

  filter() {
    this.chart.filter(this.model);
    this.table.show(this.model);
    if (this.model.things.has(this.chart.chosen)) this.choose(this.chart.chosen);
  }

  async attempt(work) {
    try {
      await work();
    } catch (error) {
      this.status.textContent = error.message;
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { chosen } = this.chart;
    if (event.key.startsWith("Arrow")) {
      const next = this.chart.towards(event.key);
      if (next) {
        this.choose(next);
        this.chart.centre(next);
      }
    } else if (event.key === "Enter" && this.model.things.has(chosen)) this.open(chosen);
    else if (event.key === "Escape") this.none();
    else if (event.key === "+" || event.key === "=") this.chart.zoom(1.3);
    else if (event.key === "-") this.chart.zoom(1 / 1.3);
    else return;
    event.preventDefault();
  }
}

const root = document.getElementById("graph");
const page = new Page(root, JSON.parse(document.getElementById("graph-data").textContent));
page.restart(page.first);
