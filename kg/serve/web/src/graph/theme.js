// Colours, lines and shapes: those of the pictures (kg/draw/theme.py), which readers who see few colours tell apart.
import theme from "./theme.json";

// Markers as kg/draw names them -> shapes of the drawing.
const SHAPES = { o: "ellipse", h: "hexagon", s: "rectangle", p: "pentagon", 8: "octagon", "^": "triangle", D: "diamond", v: "wedge" };

export const GROUPS = Object.keys(theme.nodes);
export const LINES = Object.keys(theme.lines);
export const WEDGE = [-0.9, -0.8, 0.9, -0.8, 0, 0.95];

const dark = matchMedia("(prefers-color-scheme: dark)");
export const isDark = () => dark.matches;
export const onThemeChange = (then) => dark.addEventListener("change", then);

export function lineOf(kind) {
  return kind in theme.lines ? kind : (theme.styles[kind] ?? "belongs");
}

export function line(style) {
  const { word, dash, light, dark: pale } = theme.lines[style];
  return { word, dash, colour: isDark() ? pale : light };
}

export function group(name) {
  const { marker, fill } = theme.nodes[name] ?? theme.nodes.other;
  return { shape: SHAPES[marker] ?? "ellipse", fill };
}

const POLYGONS = {
  ellipse: null,
  hexagon: 6,
  rectangle: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  pentagon: 5,
  octagon: 8,
  triangle: [[0, -0.9], [0.9, 0.8], [-0.9, 0.8]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  wedge: [[-0.9, -0.8], [0.9, -0.8], [0, 0.95]],
};

// Small pictures for the legend, as SVG; attributes only, so that a strict policy lets them be.
export function sign(name) {
  const { shape, fill } = group(name);
  const polygon = POLYGONS[shape];
  const corners = Array.isArray(polygon) ? polygon : Array.from({ length: polygon ?? 0 }, (_, i) => {
    const turn = (2 * Math.PI * (i + (polygon === 5 ? 0 : 0.5))) / polygon;
    return [Math.sin(turn), -Math.cos(turn)];
  });
  const form = corners.length
    ? svg("polygon", { points: corners.map(([x, y]) => `${8 + 6.5 * x},${8 + 6.5 * y}`).join(" ") })
    : svg("circle", { cx: 8, cy: 8, r: 6 });
  form.setAttribute("fill", fill);
  form.setAttribute("class", "rim");
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, form);
}

export function stroke(style) {
  const { dash, colour } = line(style);
  const drawn = svg("line", { x1: 0, y1: 6, x2: 34, y2: 6, stroke: colour, "stroke-width": 2.5 });
  if (dash.length) drawn.setAttribute("stroke-dasharray", dash.map((part) => part * 2.5).join(" "));
  return svg("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" }, drawn);
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
