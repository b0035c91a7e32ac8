import cytoscape from "cytoscape";
import { forceSimulation } from "d3-force";
console.log(cytoscape, forceSimulation);
