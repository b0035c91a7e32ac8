// The page of questions: an editor in place of the text area, and answers without a new page.
import { addresses, element, visible } from "./text.js";
import { Editor } from "./query/editor.js";
import { FORMS, save, shown } from "./query/results.js";

const form = document.getElementById("ask");
const answer = document.getElementById("answer");
const status = document.getElementById("ask-status");
const address = addresses(JSON.parse(form.dataset.folders));
let prefixes = {};

function names(iri) {
  const found = Object.entries(prefixes).find(([, space]) => iri.startsWith(space) && /^[\w./-]*$/.test(iri.slice(space.length)));
  return { word: found ? `${found[0]}:${iri.slice(found[1].length)}` : iri, address: address(iri) || iri };
}

// The query with the parameters of the form in place of its variables, as the site binds them.
async function bound(query) {
  const given = [...new FormData(form)].filter(([name, value]) => name.startsWith("p.") && value.trim());
  if (!form.querySelector("[name^=\"p.\"]")) return query;
  const page = await (await fetch(`/query.json?${new URLSearchParams([["query", query], ...given])}`)).json();
  if (page.fault) throw page.fault;
  return page.bound;
}

async function ask(path, { body, accept = "application/json" }) {
  const found = await fetch(path, { method: "POST", body, headers: { accept } });
  if (found.ok) return found;
  const text = await found.text();
  try {
    const { error, remedy } = JSON.parse(text);
    throw { what: [error, remedy].filter(Boolean).join(" ") };
  } catch (failure) {
    throw failure.what ? failure : { what: text || `The site answered with ${found.status}.` };
  }
}

async function run() {
  editor.clearFault();
  status.textContent = "Asking …";
  answer.setAttribute("aria-busy", "true");
  const began = performance.now();
  try {
    const found = await select(FORMS.json.accept + ", text/turtle;q=0.9");
    answer.replaceChildren(shown(found.kind, found.text, names), files(found.kind));
    status.textContent = `Answered in ${((performance.now() - began) / 1000).toFixed(1)} seconds.`;
  } catch (fault) {
    failed(fault);
  }
  answer.removeAttribute("aria-busy");
}

async function select(accept) {
  const query = await bound(editor.text);
  const found = await ask("/sparql", { body: new URLSearchParams({ query }), accept });
  const type = found.headers.get("content-type") ?? "";
  return { kind: /turtle|n-triples/.test(type) ? "triples" : "rows", text: await found.text(), type };
}

function failed({ what, line, column, message }) {
  const text = what ?? message ?? "It cannot be answered.";
  const place = line ? [, line, column] : text.match(/line (\d+), column (\d+)/);
  status.textContent = "";
  answer.replaceChildren(element("p", { className: "note", role: "alert" }, visible(text)));
  if (place) editor.fault(Number(place[1]), Number(place[2] ?? 1), text);
}

function files(kind) {
  const wanted = kind === "triples" ? ["turtle"] : ["csv", "json"];
  return element("p", {}, "Keep it: ", ...wanted.flatMap((name) => {
    const { word, accept, end } = FORMS[name];
    const keep = async () => {
      try {
        const found = await select(accept);
        save(found.text, accept, `answer.${end}`);
      } catch (fault) {
        failed(fault);
      }
    };
    return [element("button", { type: "button", onclick: keep }, word), " "];
  }));
}

let editor;
async function begin() {
  const terms = await (await fetch("/terms.json")).json();
  prefixes = terms.prefixes;
  editor = new Editor(form.elements.query, terms, run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  const { line, column, what } = form.dataset;
  if (line) editor.fault(Number(line), Number(column), what);
  form.dataset.state = "ready";
}

document.getElementById("question").addEventListener("change", (event) => event.target.form.submit());
begin();
