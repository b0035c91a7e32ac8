// What can be completed: terms of the ontology with their meaning, prefixes, variables of the query, keywords.

const KEYWORDS = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "GRAPH", "ORDER BY", "GROUP BY", "HAVING", "LIMIT",
  "OFFSET", "BIND", "VALUES", "MINUS", "NOT EXISTS", "EXISTS", "ASK", "CONSTRUCT", "DESCRIBE", "COUNT", "SUM", "MIN", "MAX",
  "SAMPLE", "GROUP_CONCAT", "LCASE", "CONTAINS", "REGEX", "STR", "LANG", "DATATYPE", "BOUND", "COALESCE", "DESC", "ASC", "AS", "IN", "PREFIX"];

export function completions({ prefixes, terms }) {
  const options = terms.map(({ name, label, definition }) => ({
    label: name, detail: label, info: definition || null, boost: name.startsWith("lab:") ? 1 : 0,
    apply: (view, option, from, to) => insert(view, name, from, to, prefixes),
  }));
  const names = Object.keys(prefixes).map((prefix) => ({ label: `${prefix}:`, detail: prefixes[prefix] }));
  const words = KEYWORDS.map((label) => ({ label, type: "keyword" }));
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variables(context, variable.text), validFor: /^[?$]\w*$/ };
    const word = context.matchBefore(/[\w-]+:?[\w.-]*/);
    if (!word && !context.explicit) return null;
    return { from: word ? word.from : context.pos, options: [...options, ...names, ...words], validFor: /^[\w-]*:?[\w.-]*$/ };
  };
}

function variables(context, written) {
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  found.delete(written);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

// Puts a term in, and above the query the declaration of its prefix, where it has none.
function insert(view, name, from, to, prefixes) {
  const prefix = name.split(":")[0];
  const text = view.state.doc.toString();
  const declared = new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(text);
  const changes = [{ from, to, insert: name }];
  const line = `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
  if (!declared) changes.unshift({ from: 0, insert: line });
  view.dispatch({ changes, selection: { anchor: from + name.length + (declared ? 0 : line.length) }, userEvent: "input.complete" });
}
