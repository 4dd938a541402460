// What must hold of every file. Each rule yields [line, sentence].
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { line, nodes, text } from './syntax.mjs';

const declarations = [
  'parameter_declaration', 'variable_declaration', 'resource_declaration', 'module_declaration', 'user_defined_function', 'type_declaration',
];
// Functions and namespaces of the language.
const known = new Set([
  'az', 'sys', 'any', 'bool', 'int', 'string', 'object', 'array', 'concat', 'contains', 'empty', 'endsWith', 'startsWith', 'environment', 'filter',
  'first', 'flatten', 'format', 'guid', 'intersection', 'items', 'join', 'last', 'length', 'loadJsonContent', 'loadTextContent', 'map', 'max', 'min',
  'range', 'readEnvironmentVariable', 'reduce', 'replace', 'resourceGroup', 'resourceId', 'skip', 'sort', 'split', 'subscription',
  'subscriptionResourceId', 'take', 'tenant', 'toLower', 'toObject', 'toUpper', 'trim', 'union', 'uniqueString', 'uri', 'true', 'false', 'null',
  'allowed', 'description', 'maxLength', 'maxValue', 'metadata', 'minLength', 'minValue', 'secure',
]);

export function* syntax(root) {
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node.type === 'ERROR' || node.isMissing)
      yield [line(node), `cannot be read: ${node.isMissing ? `"${node.type}" is missing` : JSON.stringify(node.text.slice(0, 40))}`];
    stack.push(...node.children);
  }
}

export function* typesAreKnown(root, allowed) {
  for (const resource of nodes(root, 'resource_declaration')) {
    const type = text(resource.namedChildren.find(c => c.type === 'string'));
    if (!allowed.includes(type))
      yield [line(resource), `resource type ${type} is not in types.json: check that it exists and add it`];
  }
}

export function* namesAreDeclared(root) {
  const declared = new Set(nodes(root, ...declarations, 'parameter').map(d => d.namedChildren.find(c => c.type === 'identifier')?.text));
  for (const variable of nodes(root, 'loop_variable', 'loop_enumerator'))
    declared.add(variable.text);
  for (const lambda of nodes(root, 'lambda_expression'))
    declared.add(lambda.namedChildren[0].text);
  for (const loop of nodes(root, 'for_statement')) {
    const variable = loop.namedChildren.find(c => c.type === 'identifier');
    if (variable !== undefined)
      declared.add(variable.text);
  }
  for (const identifier of nodes(root, 'identifier')) {
    const { parent } = identifier;
    const isKey = parent.type === 'object_property' && parent.namedChildren[0].equals(identifier);
    const isDeclaration = [...declarations, 'output_declaration', 'parameter'].includes(parent.type)
      && parent.namedChildren.find(c => c.type === 'identifier').equals(identifier);
    if (!isKey && !isDeclaration && !declared.has(identifier.text) && !known.has(identifier.text))
      yield [line(identifier), `${identifier.text} is declared nowhere`];
  }
}

export function* nothingIsUnused(root) {
  for (const declaration of nodes(root, 'parameter_declaration', 'variable_declaration')) {
    const name = declaration.namedChildren.find(c => c.type === 'identifier');
    if (!nodes(root, 'identifier').some(i => i.text === name.text && !i.equals(name) && !isPropertyKey(i)))
      yield [line(declaration), `${name.text} is used nowhere`];
  }
}

// Modules: the file exists with this very name, gets what it asks for and nothing else, and has the outputs that are read.
export function* modulesFit(root, path, read) {
  for (const module of nodes(root, 'module_declaration')) {
    const name = module.namedChildren.find(c => c.type === 'identifier').text;
    const file = join(dirname(path), text(module.namedChildren.find(c => c.type === 'string')));
    if (!existsSync(file) || !readdirSync(dirname(file)).includes(basename(file))) {
      yield [line(module), `module ${file} does not exist (letter case counts)`];
      continue;
    }

    const target = read(file);
    const given = nodes(module, 'object_property').find(p => p.namedChildren[0].text === 'params')?.namedChildren[1]
      .namedChildren.filter(c => c.type === 'object_property').map(p => p.namedChildren[0].text) ?? [];
    yield* compare(module, given, parametersOf(target), file);
    const outputs = nodes(target, 'output_declaration').map(o => o.namedChildren.find(c => c.type === 'identifier').text);
    for (const use of root.text.matchAll(new RegExp(`\\b${name}\\.\\??outputs\\.(\\w+)`, 'g'))) {
      if (!outputs.includes(use[1]))
        yield [line(module), `${file} has no output ${use[1]}`];
    }
  }
}

export function* parameterFileFits(root, path, source, read) {
  const file = join(dirname(path), /^using '(.*)'/m.exec(source)?.[1] ?? '');
  if (!file.endsWith('.bicep') || !existsSync(file)) {
    yield [1, `"using" names no file: ${file}`];
    return;
  }

  const given = nodes(root, 'variable_declaration').map(v => v.namedChildren.find(c => c.type === 'identifier').text);
  yield* compare(root, given, parametersOf(read(file)), file);
}

function* compare(node, given, parameters, file) {
  for (const name of given.filter(g => !parameters.some(p => p.name === g)))
    yield [line(node), `${file} has no parameter ${name}`];
  for (const { name } of parameters.filter(p => p.required && !given.includes(p.name)))
    yield [line(node), `${file} asks for parameter ${name}`];
}

const isPropertyKey = node => node.parent.type === 'object_property' && node.parent.namedChildren[0].equals(node);

const parametersOf = root => nodes(root, 'parameter_declaration').map(p => ({
  name: p.namedChildren.find(c => c.type === 'identifier').text,
  required: !p.children.some(c => c.type === '='),
}));
