// Answers as tables and text, and as files to keep.
import { element, linkable, visible } from "../text.js";

const MOST_ROWS = 1000;
export const FORMS = {
  csv: { word: "CSV", accept: "text/csv", end: "csv" },
  json: { word: "JSON", accept: "application/sparql-results+json", end: "json" },
  turtle: { word: "Turtle", accept: "text/turtle", end: "ttl" },
};

// What an answer looks like. `names` turns an IRI into {word, address}.
export function shown(kind, text, names) {
  if (kind === "triples") return triples(text);
  const found = JSON.parse(text);
  return "boolean" in found ? element("p", { className: "lead" }, found.boolean ? "Yes." : "No.") : rows(found, names);
}

function rows({ head, results }, names) {
  const variables = head.vars, all = results.bindings;
  const count = all.length === 1 ? "1 row" : `${all.length} rows`;
  const caption = all.length > MOST_ROWS ? `${count}; the first ${MOST_ROWS} are shown, a file holds all` : count;
  return element("div", { className: "table", tabIndex: 0, role: "region", "aria-label": "Answer" },
    element("table", {}, element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...variables.map((name) => element("th", { scope: "col" }, visible(name))))),
      element("tbody", {}, ...all.slice(0, MOST_ROWS).map((row) =>
        element("tr", {}, ...variables.map((name) => cell(row[name], names)))))));
}

function cell(term, names) {
  if (!term) return element("td");
  if (term.type === "uri") {
    const { word, address } = names(term.value);
    return element("td", {}, linkable(address) ? element("a", { href: address }, visible(word)) : visible(word));
  }
  if (term.type === "triple") return element("td", {}, visible(JSON.stringify(term.value)));
  const number = /#(integer|decimal|double|nonNegativeInteger)$/.test(term.datatype ?? "");
  return element("td", { className: number ? "number" : "" }, element("bdi", {}, visible(term.value)));
}

function triples(text) {
  return element("pre", { className: "answer-text", tabIndex: 0, role: "region", "aria-label": "Answer" }, visible(text));
}

export function save(text, type, name) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
