import { expect, test } from '@jest/globals';
import { buildASTSchema } from 'graphql';
import { loadPolicy } from '../../policy/loading/load.js';
import { readAccess } from '../../schema/access.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { tablesOf } from '../../schema/records/description/tables.js';
import { records } from '../../schema/records/index.js';
import { cargo } from '../../subgraphs/cargo/index.js';
import { incidents } from '../../subgraphs/incidents/index.js';
import { sourceDocument } from '../../subgraphs/kit/serve/sourceDocument.js';
import { readShapes, type Shapes } from '../../subgraphs/kit/shape.js';
import { persons } from '../../subgraphs/persons/index.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import { fieldWords } from '../../subject/catalogue/fields.js';
import { languages } from '../../subject/index.js';
import { subjectSources } from '../../subject/sources.js';

const modules = { persons, seizures, incidents, cargo };
const { categories } = loadPolicy();

/** Names of fields on the way to each value of a type that a letter may tell, and of its lists. */
function namesIn(shapes: Shapes, type: string, seen: ReadonlySet<string> = new Set()): readonly string[] {
  const fields = [...(shapes.get(type)?.fields ?? [])].filter(([, { guards }]) =>
    guards.every((category) => categories[category]?.subjectAccess),
  );
  return fields.flatMap(([name, { kind, named }]) => {
    if (kind === 'leaf') return [name];
    if (kind === 'keyed') return shapes.get(named)?.number ? [name] : [];
    return seen.has(named) ? [] : [name, ...namesIn(shapes, named, new Set([...seen, named]))];
  });
}

test('each field that a letter may tell has words in each language', () => {
  const told = subjectSources.flatMap((source) => {
    const document = sourceDocument(modules[source]);
    const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
    const shapes = readShapes(schema, readAccess(document), new Set());
    const own = Object.values<RecordDescription>(records).filter((each) => each.source === source);
    return own.flatMap(tablesOf).flatMap(({ type, list }) => [...namesIn(shapes, type), ...(list ? [list] : [])]);
  });
  const names = [...new Set(told)].sort();
  expect(names.length).toBeGreaterThan(150);
  const wordless = names.filter((name) => !languages.every((language) => fieldWords[name]?.[language]));
  expect(wordless).toEqual([]);
});
