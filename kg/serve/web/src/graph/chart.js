// The drawing: cytoscape on a canvas.
import cytoscape from "cytoscape";
import { short } from "../text.js";
import { place } from "./layout.js";
import { GROUPS, LINES, WEDGE, group, isDark, line, onThemeChange } from "./theme.js";

cytoscape.warnings(false);
const MANY = 400;
// Names are drawn at least so large (pixels), and only where they lie on no other name.
const LETTERS = 11;
const LINE = 16;
// Room around the outermost things, for their names (pixels).
const RIM = 60;
const AHEAD = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Chart {
  // on: {thing(iri), again(iri), edge(key), nothing()} are told what was clicked; `again` is a thing already chosen.
  constructor(box, on) {
    this.box = box;
    this.on = on;
    this.chosen = "";
    this.order = [];
    this.cy = cytoscape({
      container: box, style: [], elements: [], minZoom: 0.03, maxZoom: 4,
      boxSelectionEnabled: false, selectionType: "single", autounselectify: true,
    });
    this.cy.on("tap", "node", ({ target }) => (target.id() === this.chosen ? on.again : on.thing)(target.id()));
    this.cy.on("tap", "edge", ({ target }) => on.edge(target.id()));
    this.cy.on("tap", ({ target }) => target === this.cy && on.nothing());
    this.cy.on("mouseover", "node, edge", () => box.classList.add("over"));
    this.cy.on("mouseout", "node, edge", () => box.classList.remove("over"));
    this.cy.on("zoom", () => this.names());
    onThemeChange(() => this.cy.style(sheet(this.cy.nodes().length)));
    new ResizeObserver(() => this.cy.resize()).observe(box);
  }

  // Draws all of the model; what is new is placed, set out around `near`, and what is there stays where it is.
  async show(model, near) {
    const { cy } = this;
    const kept = new Map();
    for (const node of cy.nodes()) if (model.things.has(node.id())) kept.set(node.id(), { ...node.position() });
    const fresh = [...model.things.keys()].filter((iri) => !kept.has(iri));
    const edges = [...model.edges.values()];
    cy.batch(() => {
      cy.elements().filter((drawn) => !(model.things.has(drawn.id()) || model.edges.has(drawn.id()))).remove();
      const from = kept.get(near) ?? { x: 0, y: 0 };
      cy.add(fresh.map((iri, i) => node(model.things.get(iri), from, i)));
      cy.add(edges.filter((edge) => !cy.hasElementWithId(edge.key)).map(arrow));
    });
    // A picture of many is moved as a whole, and drawn anew when it rests.
    cy.renderer().textureOnViewport = model.things.size > MANY;
    cy.style(sheet(model.things.size));
    this.order = [...model.things.values()].sort((a, b) => b.links - a.links).map(({ iri }) => cy.getElementById(iri));
    this.mark(model);
    this.filter(model);
    if (!kept.size) this.fit();
    performance.mark("graph-ready");
    this.move(await place({ kept, fresh, near, edges }));
    if (!kept.size) this.fit();
    else if (near) this.centre(near);
    performance.mark("graph-settled");
  }

  move(places) {
    this.cy.nodes().positions((node) => places.get(node.id()) ?? node.position());
    this.names();
  }

  // Draws the names for which there is room, those of things with the most links first.
  names() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.cy.batch(() => {
      const least = LETTERS / this.cy.zoom(), taken = [];
      for (const node of this.order) {
        const size = Math.max(node.data("letters"), least), box = nameBox(node, size);
        const free = !node.hasClass("off") && !taken.some((other) =>
          box.x1 < other.x2 && other.x1 < box.x2 && box.y1 < other.y2 && other.y1 < box.y2);
        if (free) taken.push(box);
        if (free || node.hasClass("beside") || node.id() === this.chosen) {
          node.style({ "font-size": size, "text-max-width": size * LINE * 0.6 });
        }
        node.toggleClass("named", free);
      }
    }));
  }

  // Hides what the reader does not want to see.
  filter(model) {
    this.cy.batch(() => {
      for (const node of this.cy.nodes()) node.toggleClass("off", !model.shows(model.things.get(node.id())));
      for (const edge of this.cy.edges()) edge.toggleClass("off", !model.showsEdge(model.edges.get(edge.id())));
    });
    this.names();
  }

  // Marks things with more links than are drawn.
  mark(model) {
    const drawn = new Map();
    for (const { source, target } of model.edges.values()) {
      for (const iri of new Set([source, target])) drawn.set(iri, (drawn.get(iri) ?? 0) + 1);
    }
    this.cy.batch(() => {
      for (const { iri, links } of model.things.values()) {
        this.cy.getElementById(iri).toggleClass("more", links > (drawn.get(iri) ?? 0));
      }
    });
  }

  choose(id) {
    this.chosen = id;
    this.cy.batch(() => {
      this.cy.elements(".chosen, .beside").removeClass("chosen beside");
      const drawn = this.cy.getElementById(id);
      drawn.addClass("chosen");
      (drawn.isNode?.() ? drawn.connectedEdges() : drawn.connectedNodes?.() ?? drawn).addClass("beside");
    });
    this.names();
  }

  centre(iri) {
    const node = this.cy.getElementById(iri);
    if (node.nonempty()) this.cy.viewport({ zoom: Math.max(this.cy.zoom(), 0.8), pan: this.panTo(node) });
  }

  panTo(node) {
    const zoom = Math.max(this.cy.zoom(), 0.8);
    const { x, y } = node.position();
    return { x: this.cy.width() / 2 - x * zoom, y: this.cy.height() / 2 - y * zoom };
  }

  // Shows the whole drawing; few things are not made larger than they are.
  fit() {
    const places = this.cy.nodes().filter((node) => !node.hasClass("off")).map((node) => node.position());
    if (!places.length) return;
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { x: middle, y: centre } = this.middle();
    const rim = Math.min(RIM, middle / 4);
    const zoom = Math.min(1.2, (2 * (middle - rim)) / (right - left || 1), (2 * centre - rim) / (bottom - top || 1));
    this.cy.viewport({ zoom, pan: { x: middle - (zoom * (left + right)) / 2, y: centre - (zoom * (top + bottom)) / 2 } });
    this.names();
  }

  zoom(factor) {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: this.middle() });
  }

  middle() {
    return { x: this.cy.width() / 2, y: this.cy.height() / 2 };
  }

  // The thing that the arrow key leads to: the nearest one in that direction, else the one already chosen.
  towards(keyName) {
    const [dx, dy] = AHEAD[keyName];
    const here = this.cy.getElementById(this.chosen);
    const nodes = this.cy.nodes(":visible");
    if (!here.isNode?.()) return nodes.nonempty() ? nodes[0].id() : "";
    const from = here.position();
    let best = "", least = Infinity;
    for (const node of nodes) {
      const x = node.position("x") - from.x, y = node.position("y") - from.y;
      const ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      const cost = ahead + 2.5 * aside;
      if (node !== here && ahead > 1 && cost < least) [best, least] = [node.id(), cost];
    }
    return best || this.chosen;
  }
}

// About where a name stands, from its number of letters.
function nameBox(node, size) {
  const letters = node.data("label").length, { x, y } = node.position(), top = y + node.data("size") / 2;
  const half = Math.min(letters, LINE) * size * 0.29;
  return { x1: x - half, x2: x + half, y1: top, y2: top + Math.ceil(letters / LINE) * size * 1.15 };
}

function node(thing, from, i) {
  const far = 34 * Math.sqrt(i + 0.5), turn = i * 2.399963;
  const size = Math.round(14 + 5 * Math.log2(1 + Math.min(thing.links, 100)));
  return {
    group: "nodes",
    // Letters grow with the links: zoomed out, only the names of the strongest are large enough to be drawn.
    data: { id: thing.iri, label: short(thing.label), size, letters: Math.round(size / 6 + 8) },
    classes: `group-${GROUPS.includes(thing.group) ? thing.group : "other"}`,
    position: { x: from.x + far * Math.cos(turn), y: from.y + far * Math.sin(turn) },
  };
}

function arrow(edge) {
  return {
    group: "edges",
    data: { id: edge.key, source: edge.source, target: edge.target, width: 1.8 + 1.1 * Math.log2(Math.min(edge.weight, 64)) },
    classes: `line-${LINES.indexOf(edge.line)}`,
  };
}

function sheet(count) {
  const dark = isDark(), ink = dark ? "#f2f2f2" : "#141414", paper = dark ? "#201d19" : "#ffffff";
  const rim = dark ? "#e6e6e6" : "#333333", strong = dark ? "#ffd54a" : "#141414";
  return [
    {
      selector: "node",
      style: {
        width: "data(size)", height: "data(size)", label: "data(label)", color: ink, "font-size": "data(letters)", "text-opacity": 0, "text-outline-opacity": 0,
        "font-family": "system-ui, sans-serif", "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom",
        "text-margin-y": 3, "text-outline-color": paper, "text-outline-width": 2, "border-width": 1,
        "border-color": rim,
      },
    },
    ...GROUPS.map((name) => ({
      selector: `.group-${name}`,
      style: {
        "background-color": group(name).fill,
        ...(group(name).shape === "wedge" ? { shape: "polygon", "shape-polygon-points": WEDGE } : { shape: group(name).shape }),
      },
    })),
    { selector: "node.named, node.chosen, node.beside", style: { "text-opacity": 1, "text-outline-opacity": 1 } },
    { selector: "node.more", style: { "border-width": 3, "border-style": "double" } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "curve-style": count > MANY ? "straight" : "bezier", "control-point-step-size": 26,
        "target-arrow-shape": "triangle", "arrow-scale": 0.9, opacity: count > MANY ? 0.6 : 0.9,
      },
    },
    ...LINES.map((name, i) => {
      const { colour, dash } = line(name);
      return {
        selector: `.line-${i}`,
        style: {
          "line-color": colour, "target-arrow-color": colour,
          ...(dash.length ? { "line-style": "dashed", "line-dash-pattern": dash.map((part) => part * 2) } : {}),
        },
      };
    }),
    { selector: "edge.beside", style: { opacity: 1, "z-index": 5, "underlay-color": strong, "underlay-opacity": 0.12, "underlay-padding": 3 } },
    { selector: "node.beside", style: { "border-width": 3, "border-color": strong, "z-index": 8 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": strong, "z-index": 9, "font-weight": "bold" } },
    { selector: "edge.chosen", style: { opacity: 1, "z-index": 9, "underlay-color": strong, "underlay-opacity": 0.3, "underlay-padding": 5 } },
    { selector: ".off", style: { display: "none" } },
  ];
}
