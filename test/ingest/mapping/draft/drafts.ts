import { expect } from '@jest/globals';
import { openFiles } from '../../../../ingest/input/openFiles.js';
import { type Verification, verifyMapping } from '../../../../ingest/mapping/check/verify.js';
import { type Draft, draftMapping } from '../../../../ingest/mapping/draft/draft.js';
import { parseMapping } from '../../../../ingest/mapping/parse/parse.js';
import { writeFile } from '../../support/samples.js';

/** What is expected of the draft for some rows; members that are absent are not looked at. */
interface Expected {
  /** Of the file; `rows.csv` where absent. */
  readonly name?: string;
  readonly kind?: string;
  /** Columns by field, others beside them. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Columns by field, and no other. */
  readonly only?: Readonly<Record<string, string>>;
  readonly lacks?: readonly string[];
  readonly says?: readonly string[];
  readonly never?: readonly (string | RegExp)[];
  /** What it leaves to a person. */
  readonly asks?: readonly (string | RegExp)[];
  readonly ignored?: readonly string[];
  /** How the draft fits the rows. */
  readonly found?: Partial<Verification> | object;
}

/** A draft for a file, and how it fits that file. */
export async function draftAndCheck(path: string): Promise<{ draft: Draft; found: Verification }> {
  const [file] = await openFiles([path]);
  if (!file) throw new Error('no file');
  const draft = await draftMapping(file);
  const { mapping, mistakes } = parseMapping(draft.text, 'draft.yaml');
  expect(mistakes).toEqual([]);
  if (mapping === null) throw new Error('no mapping');
  return { draft, found: await verifyMapping(mapping, file) };
}

/** Drafts a mapping for rows, and looks at it. */
export async function expectDraft(rows: string, expected: Expected): Promise<void> {
  const { name = 'rows.csv', kind, fields, only, lacks = [], says = [], never = [], asks = [] } = expected;
  const { draft, found } = await draftAndCheck(writeFile(name, rows));
  const columns = Object.fromEntries(draft.fields.map(({ field, column }) => [field, column]));
  if (kind !== undefined) expect(draft.kind).toBe(kind);
  if (fields) expect(columns).toMatchObject(fields);
  if (only) expect(columns).toEqual(only);
  for (const field of lacks) expect(Object.keys(columns)).not.toContain(field);
  for (const text of says) expect(draft.text).toContain(text);
  for (const text of never) expect(draft.text).not.toMatch(text);
  for (const ask of asks) expect(draft.todo).toContainEqual(ask instanceof RegExp ? expect.stringMatching(ask) : ask);
  if (expected.ignored) expect(draft.ignored).toEqual(expected.ignored);
  if (expected.found) expect(found).toMatchObject(expected.found);
}
