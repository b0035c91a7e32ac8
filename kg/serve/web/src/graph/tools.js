// The controls above the drawing: find, view, zoom, and which kinds of things and lines are shown.
import { element, visible } from "../text.js";
import { GROUPS, LINES, line, sign, stroke } from "./theme.js";

const VIEWS = { speech: "Who said what about whom", actions: "Who does what, where", all: "Everything" };
const MOST_NAMES = 3000;

export class Tools {
  // act: {find(text), view(name), zoom(factor), fit(), restart(), filter()}
  constructor(box, views, view, act) {
    this.act = act;
    this.names = element("datalist", { id: "graph-names" });
    this.input = element("input", { type: "search", name: "focus", list: "graph-names", autocomplete: "off", placeholder: "A name", "aria-label": "Find a thing by its name" });
    const find = element("form", { className: "graph-find", role: "search", "aria-label": "In the graph", onsubmit: (event) => {
      event.preventDefault();
      if (this.input.value.trim()) act.find(this.input.value.trim());
    } }, this.input, this.names, element("button", { type: "submit" }, "Find"));
    const button = (word, name, then) => element("button", { type: "button", ...(word.length === 1 ? { "aria-label": name } : {}), title: name, onclick: then }, word);
    this.select = element("select", { onchange: () => act.view(this.select.value) },
      ...views.map((name) => element("option", { value: name, selected: name === view }, VIEWS[name] ?? name)));
    this.filters = element("div", { className: "graph-filters" });
    box.append(
      element("div", { className: "graph-bar" }, find,
        views.length > 1 ? element("label", { className: "graph-view" }, "View ", this.select) : "",
        element("div", { className: "graph-buttons", role: "group", "aria-label": "Drawing" },
          button("+", "Zoom in", () => act.zoom(1.3)), button("−", "Zoom out", () => act.zoom(1 / 1.3)),
          button("Fit", "Show the whole drawing", act.fit), button("Start again", "Back to the graph this page began with", act.restart))),
      this.filters);
  }

  show(model) {
    const groups = count([...model.things.values()].map(({ group }) => group));
    const lines = count([...model.edges.values()].map((edge) => edge.line));
    this.filters.replaceChildren(
      this.boxes("Things", GROUPS.filter((name) => groups[name]), groups, model.hiddenGroups, sign, (name) => name),
      this.boxes("Links", LINES.filter((name) => lines[name]), lines, model.hiddenLines, stroke, (name) => line(name).word));
    this.names.replaceChildren(...[...model.things.values()].slice(0, MOST_NAMES).map(({ label }) => element("option", { value: visible(label) })));
  }

  boxes(title, names, counts, hidden, picture, word) {
    return element("fieldset", {}, element("legend", {}, title), ...names.map((name) => {
      const box = element("input", { type: "checkbox", name: `${title}-${name}`, checked: !hidden.has(name), onchange: () => {
        if (box.checked) hidden.delete(name);
        else hidden.add(name);
        this.act.filter();
      } });
      return element("label", {}, box, picture(name), ` ${word(name)} `, element("span", { className: "soft" }, String(counts[name])));
    }));
  }
}

function count(words) {
  const found = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}
