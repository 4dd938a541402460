// Reads every Bicep file: syntax, resource types against types.json, names, modules and parameter files against each other.
// It proves neither property names nor types nor that Azure takes it: `az bicep build` and what-if do, where Azure's tools are.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as rules from './rules.mjs';
import { parse } from './syntax.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../bicep', import.meta.url));
const allowed = JSON.parse(readFileSync(new URL('types.json', import.meta.url), 'utf8'));
const files = (await readdir(folder, { recursive: true })).filter(f => /\.bicep(param)?$/.test(f)).map(f => join(folder, f)).sort();
const trees = new Map();
for (const file of files)
  trees.set(file, await parse(file));

let faults = 0;
for (const [file, root] of trees) {
  const isParameters = file.endsWith('.bicepparam');
  const read = path => trees.get(path);
  const found = [
    ...rules.syntax(root),
    ...rules.namesAreDeclared(root),
    ...(isParameters ? rules.parameterFileFits(root, file, readFileSync(file, 'utf8'), read) : [
      ...rules.typesAreKnown(root, allowed),
      ...rules.nothingIsUnused(root),
      ...rules.modulesFit(root, file, read),
    ]),
  ];
  for (const [line, sentence] of found)
    console.error(`${relative(process.cwd(), file)}:${line}: ${sentence}`);
  faults += found.length;
}

console.log(`${files.length} Bicep files read, ${faults} faults`);
process.exitCode = faults > 0 || files.length === 0 ? 1 : 0;
