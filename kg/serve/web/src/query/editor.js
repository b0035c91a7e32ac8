// The SPARQL editor: CodeMirror. It lives in a shadow root, where it brings its styles as constructed sheets: a page
// with a strict policy would refuse the style element that it writes elsewhere.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completions.js";

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--strong)", borderRadius: "3px", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "14rem", maxHeight: "min(45vh, 30rem)", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--shade)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--said) 45%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--picked)" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--strong)", maxWidth: "min(36rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--picked)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginInlineStart: "1em" },
  ".cm-completionInfo": { padding: ".5rem .7rem", fontFamily: "var(--sans)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--organizations)", fontWeight: "600" },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: "var(--people)" },
  { tag: tags.string, color: "var(--places)" },
  { tag: [tags.atom, tags.number, tags.bool], color: "var(--numbers)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.standard(tags.variableName), tags.typeName, tags.meta], color: "var(--events)" },
]);

// Where text takes the place of coloured text, Chromium would keep the colours as inline styles, against the policy.
const REPLACING = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

export class Editor {
  // Takes the place of a text area, which stays in its form with the same text. `run` is called by Ctrl+Enter.
  constructor(area, terms, run) {
    this.area = area;
    const host = document.createElement("div");
    host.className = "editor";
    area.before(host);
    area.hidden = true;
    const root = host.attachShadow({ mode: "open" });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: area.value, extensions: [
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        lineNumbers(), history(), drawSelection(), bracketMatching(), indentOnInput(), highlightActiveLine(),
        StreamLanguage.define(sparql), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping,
        autocompletion({ override: [completions(terms)], icons: false }),
        EditorView.contentAttributes.of({ "aria-label": "SPARQL query. Ctrl and Enter runs it; Tab leaves it.", tabindex: "0" }),
        REPLACING,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = this.text;
        }),
      ] }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  // Marks where the query is wrong; line and column count from 1, columns in code points.
  fault(line, column, message) {
    const { doc } = this.view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = at.from + [...at.text].slice(0, column - 1).join("").length;
    const word = at.text.slice(from - at.from).match(/^\S+/)?.[0].length ?? 0;
    const to = Math.max(Math.min(from + word, at.to), Math.min(from + 1, at.to));
    this.view.dispatch(setDiagnostics(this.view.state, [{ from: Math.min(from, to), to, severity: "error", message }]),
      { selection: { anchor: Math.min(from, at.to) }, scrollIntoView: true });
  }

  clearFault() {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }
}
