// Bicep source to a tree. tree-sitter's grammar does not know parameter files: their assignments are read as variables.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

export async function parse(path) {
  const source = await readFile(path, 'utf8');
  return parser.parse(path.endsWith('.bicepparam') ? asVariables(source) : source).rootNode;
}

export const nodes = (root, ...types) => root.descendantsOfType(types);

export const text = node => node.namedChildren.filter(c => c.type === 'string_content').map(c => c.text).join('');

export const line = node => node.startPosition.row + 1;

const asVariables = source => source.replace(/^using .*$/m, '').replace(/^param (\w+) =/gm, 'var $1 =');
