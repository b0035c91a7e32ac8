// Where things stand: forces by d3-force, which starts from a spiral and has its own fixed series of numbers, so that
// the same graph gets the same places. Long work is done in slices, and the page answers between them.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const SLICE = 20;
const TURN = Math.PI * (3 - Math.sqrt(5));

// things: iri -> place {x, y}, of those that stay where they are; fresh: IRIs to place, strongest first.
// near: the IRI around which fresh things are set out first. Gives a promise of all places.
export async function place({ kept, fresh, edges, near }) {
  const count = kept.size + fresh.length;
  const nodes = [...kept].map(([iri, { x, y }]) => ({ iri, x, y, fx: x, fy: y }));
  const from = kept.get(near) ?? { x: 0, y: 0 };
  const step = kept.size ? 26 : 34;
  fresh.forEach((iri, i) => {
    const far = step * Math.sqrt(i + (kept.size ? 4 : 0.5));
    nodes.push({ iri, x: from.x + far * Math.cos(i * TURN), y: from.y + far * Math.sin(i * TURN) });
  });
  const simulation = forces(nodes, edges, count);
  const ticks = count <= 400 ? 240 : count <= 1200 ? 140 : 70;
  simulation.alphaDecay(1 - 0.001 ** (1 / ticks));
  for (let done = 0; done < ticks;) {
    const until = performance.now() + SLICE;
    do simulation.tick(); while (++done < ticks && performance.now() < until);
    if (done < ticks) await pause();
  }
  return new Map(nodes.map(({ iri, x, y }) => [iri, { x, y }]));
}

// Few things are set wide apart, since all their names are drawn; many draw close.
function forces(nodes, edges, count) {
  const links = edges.map(({ source, target, weight }) => ({ source, target, weight }));
  const wide = Math.min(1, Math.max(0, (200 - count) / 150));
  return forceSimulation(nodes)
    .stop()
    .force("link", forceLink(links).id((node) => node.iri).distance(70 + 70 * wide))
    .force("charge", forceManyBody().strength(-160 - 900 * wide).theta(count <= 400 ? 0.9 : 1.3).distanceMax(1400))
    .force("x", forceX().strength(0.04))
    .force("y", forceY().strength(0.06 + 0.05 * wide))
    .force("apart", count <= 400 ? forceCollide(30 + 30 * wide) : null);
}

function pause() {
  return new Promise((then) => setTimeout(then, 0));
}
