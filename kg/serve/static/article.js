// A story's page: what a mark means, and words that links point to. Without this file the page still shows all layers,
// and its links still lead to the right place. Text of the story reaches the page only as text.

const story = document.getElementById("story");
const panel = document.getElementById("panel");
const twin = document.querySelector('link[type="application/json"]')?.href;
let record = null; // promise of the page's record
let pinned = null; // the piece whose panel stays open
let timer = 0;

/** Where a thing is shown in the site. */
function address(iri) {
  const base = story.dataset.base;
  return iri.startsWith(base) ? "/data/" + iri.slice(base.length) : iri.replace(/^.*\/issue\//, "/issue/");
}

function made(tag, words = "", more = {}) {
  const element = Object.assign(document.createElement(tag), more);
  element.textContent = words;
  return element;
}

/** Ranges of the story's text by code points: the text nodes with the offset at which each begins. */
const nodes = [];
{
  const walker = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("#story > p")) continue;
    const odd = node.parentElement.classList.contains("odd");
    const length = odd ? 1 : Array.from(node.data).length;
    nodes.push({ node, at, end: at + length, odd });
    at += length;
  }
}

/** Place in a text node, in the units of JavaScript, of a character of the story. */
function units(found, offset) {
  if (found.odd) return offset > found.at ? found.node.length : 0;
  return Array.from(found.node.data).slice(0, offset - found.at).join("").length;
}

function range(start, end) {
  const first = nodes.find((n) => n.end > start);
  const last = nodes.findLast((n) => n.at < end);
  if (!first || !last || end <= start) return null;
  const made = document.createRange();
  made.setStart(first.node, units(first, start));
  made.setEnd(last.node, units(last, Math.min(end, last.end)));
  return made;
}

/** "3,9 12,15" as ranges. */
function ranges(words) {
  return [...words.matchAll(/(\d+),(\d+)/g)].map((m) => range(Number(m[1]), Number(m[2]))).filter(Boolean);
}

function light(name, found) {
  if (!("highlights" in CSS)) return;
  if (found.length) CSS.highlights.set(name, new Highlight(...found));
  else CSS.highlights.delete(name);
}

/** Marks the characters that the address names, and brings them into view. */
function pick(scroll) {
  const named = /^#char=(\d+,\d+)$/.exec(decodeURIComponent(location.hash));
  const found = named ? ranges(named[1]) : [];
  light("picked", found);
  document.body.classList.toggle("lit", found.length > 0 && "highlights" in CSS);
  if (!found.length) return;
  if (!("highlights" in CSS)) {
    getSelection().removeAllRanges();
    getSelection().addRange(found[0]);
  }
  if (scroll) {
    const box = found[0].getBoundingClientRect();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: box.top - innerHeight * 0.3, behavior: calm ? "auto" : "smooth" });
  }
}

function line(mark) {
  const item = made("li");
  const name = made("a", mark.label, { href: address(mark.iri), dir: "auto" });
  const what = mark.layer === "speech" ? `${mark.role} of speech (${mark.kind})` : mark.kind;
  const sure = mark.confidence === null ? "" : ` · confidence ${mark.confidence}`;
  item.append(made("strong", what), " ", name, made("p", (mark.rule ? `rule ${mark.rule}` : "") + sure, { className: "meta" }));
  return item;
}

/** Facts that rest on the words of the marks, the shortest first, then those of the same things; five at most. */
function facts(page, marks) {
  const start = Math.max(...marks.map((m) => m.start));
  const end = Math.min(...marks.map((m) => m.end));
  const things = new Set(marks.map((m) => m.iri));
  const size = (fact) => Math.min(...fact.words.map((w) => w.end - w.start));
  const holds = (fact) => fact.words.some((w) => w.start <= start && end <= w.end);
  const here = page.facts.filter(holds).sort((a, b) => size(a) - size(b));
  const near = page.facts.filter((f) => !holds(f) && (things.has(f.subject?.iri) || things.has(f.thing?.iri)));
  return [...here, ...near].slice(0, 5);
}

async function show(piece) {
  record ??= fetch(twin).then((answer) => answer.json());
  const page = await record;
  const marks = piece.dataset.marks.split(" ").filter(Boolean).map((n) => page.marks[Number(n)]);
  if (!marks.length) return;
  const list = made("ul");
  list.append(...marks.map(line));
  const close = made("button", "×", { className: "close", ariaLabel: "Close", onclick: () => hide(true) });
  panel.replaceChildren(close, list);
  const held = facts(page, marks);
  if (held.length) {
    const more = made("ul");
    for (const fact of held) {
      const item = made("li");
      item.append(made("a", fact.text, { href: address(fact.iri), dir: "auto" }));
      more.append(item);
    }
    panel.append(made("h3", "Facts"), more);
  }
  panel.hidden = false;
  panel.classList.toggle("pinned", pinned === piece);
  put(piece);
}

/** Puts the panel below the piece, inside the window. */
function put(piece) {
  const box = piece.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - 12);
  panel.style.left = `${Math.max(8, left) + scrollX}px`;
  const above = box.bottom + panel.offsetHeight + 12 > innerHeight && box.top > panel.offsetHeight + 12;
  panel.style.top = `${(above ? box.top - panel.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
}

function hide(all) {
  if (pinned && !all) return;
  const back = panel.contains(document.activeElement) ? pinned : null;
  pinned = null;
  panel.hidden = true;
  back?.focus();
}

function soon(action, wait) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

const piece = (event) => event.target.closest?.(".m[data-marks]");
story.addEventListener("pointerover", (event) => {
  const found = event.pointerType === "mouse" && piece(event);
  if (found && !pinned) soon(() => show(found), 180);
});
story.addEventListener("pointerout", () => soon(() => hide(false), 250));
panel.addEventListener("pointerenter", () => clearTimeout(timer));
panel.addEventListener("pointerleave", () => soon(() => hide(false), 250));
story.addEventListener("focusin", (event) => {
  const found = piece(event);
  clearTimeout(timer);
  if (found?.matches(":focus-visible") && !pinned) show(found);
});
story.addEventListener("focusout", () => soon(() => hide(false), 250));
panel.addEventListener("focusin", () => clearTimeout(timer));
story.addEventListener("click", async (event) => {
  const found = piece(event);
  if (!found || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  clearTimeout(timer);
  pinned = found;
  await show(found);
  if (event.detail === 0) panel.focus(); // by keyboard
});
document.addEventListener("keydown", (event) => event.key === "Escape" && hide(true));
document.addEventListener("click", (event) => {
  if (pinned && !panel.contains(event.target) && !piece(event)) hide(true);
});

// What stands beside the text lights up its words.
for (const item of document.querySelectorAll(".beside [data-words]")) {
  if (item.matches("a")) continue;
  for (const event of ["pointerenter", "focusin"]) item.addEventListener(event, () => light("near", ranges(item.dataset.words)));
  for (const event of ["pointerleave", "focusout"]) item.addEventListener(event, () => light("near", []));
}

// Citations can be copied where the browser lets a page do so.
if (navigator.clipboard) {
  for (const line of document.querySelectorAll(".citation")) {
    const button = made("button", "Copy", { type: "button" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(line.textContent);
      button.textContent = "Copied";
    });
    line.after(button);
  }
}

addEventListener("hashchange", () => pick(true));
pick(true);
