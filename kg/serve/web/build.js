// Bundles src/ into the folder given, with the licence texts of every package that went in.
// The same sources and the same lock give the same bytes.
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const [output] = process.argv.slice(2);
const result = await build({
  entryPoints: ["src/graph.js", "src/graph.css", "src/query.js", "src/query.css"],
  outdir: output,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Licences: licences.txt beside this file. */" },
  metafile: true,
  logLevel: "warning",
});

const packages = new Set();
for (const path of Object.keys(result.metafile.inputs)) {
  const found = path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}
const texts = ["The scripts in this folder contain these packages.\n"];
for (const name of [...packages].sort()) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  texts.push(`== ${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`);
}
await writeFile(join(output, "licences.txt"), texts.join("\n"));
