import { expect, it } from '@jest/globals';
import { envelopeFields } from '../../../ingest/records/envelope.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { OperationGrant } from '../../../policy/policy.js';
import { latinName } from '../../../schema/identifiers/nameKey.js';
import { type Field, type Fields, isComputed } from '../../../schema/records/description/fields.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { formatOf, originator, source } from '../exports/everyKind.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

const { databases } = await ownIngestDatabase();
const policy = loadPolicy();
const described: readonly RecordDescription[] = Object.values(records);

/** Signs by how many letters they are in Latin; U+2716 is a phrase. */
const phrases = Array.from({ length: 0x20000 }, (_, at) => String.fromCodePoint(at))
  .filter((sign) => sign.isWellFormed() && latinName(sign).length > 6 * sign.length)
  .sort((one, other) => latinName(other).length / other.length - latinName(one).length / one.length);

/** Signs of texts that compressing does not make shorter. */
const alphabets: Readonly<Record<string, (random: number, at: number) => string>> = {
  'letters and digits': (random) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[random % 36] as string,
  'signs of four bytes': (random) => String.fromCodePoint(0x20000 + (random % 0xa000)),
  'signs of three bytes, each a syllable': (random) => String.fromCodePoint(0x4e00 + (random % 20_000)),
  'signs of a phrase each': (_, at) => phrases[at % phrases.length] as string,
};

function textOf(alphabet: string, length: number, seed: number): string {
  const sign = alphabets[alphabet] as (typeof alphabets)[string];
  let [state, text, next, at] = [seed * 2_654_435_761 + 1, '', '', 0];
  while (text.length + next.length <= length) {
    text += next;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    next = sign(state >>> 8, at);
    at += 1;
  }
  return text;
}

/** A place in records of a kind where a text may stand. */
interface Place {
  readonly path: readonly string[];
  readonly isIndexed: boolean;
  /** What an object states that has the text there. */
  readonly state: (text: string) => Readonly<Record<string, unknown>>;
}

function placesOf(fields: Fields): Place[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (isComputed(field)) return [];
    if (!('fields' in field)) return placesOfValue(name, field);
    const isList = field.kind === 'entries' || field.kind === 'child';
    const isPlain = 'plain' in field && field.plain === true;
    return placesOf(field.fields).map(({ path, isIndexed, state }) => ({
      path: [name, ...path],
      isIndexed,
      state: (text: string) => {
        const one = isPlain ? text : { ...entryOf(field.fields), ...state(text) };
        return { [name]: isList ? [one] : one };
      },
    }));
  });
}

function placesOfValue(name: string, field: Field): Place[] {
  const { kind } = field;
  const place = (value: (text: string) => unknown): Place => ({
    ...{ path: [name], isIndexed: field.indexed === true },
    state: (text) => ({ [name]: value(text) }),
  });
  if (kind === 'list') return [place((text) => [text])];
  if (kind === 'pointer') return [place((sourceRef) => ({ source, sourceRef })), place((at) => pointer(at))];
  if (kind === 'money') return [place((currency) => ({ minorUnits: 1, currency }))];
  if (kind === 'properties') return [place((text) => ({ stated: text, [text]: [text] }))];
  return typeof sampleOfKind(kind) === 'string' ? [place((text) => text)] : [];
}

/** What an object must state. */
function required(fields: Fields): Record<string, unknown> {
  const needed = Object.entries(fields).filter(([, field]) => field.required && !isComputed(field));
  return Object.fromEntries(needed.map(([name, field]) => [name, stateOf(name, field)]));
}

function entryOf(fields: Fields): Record<string, unknown> {
  const stated = required(fields);
  const [name, field] = Object.entries(fields).find(([, each]) => !isComputed(each)) ?? [];
  return name && field && Object.keys(stated).length === 0 ? { [name]: stateOf(name, field) } : stated;
}

function stateOf(name: string, field: Field): unknown {
  if (field.kind === 'list') return [];
  if (field.kind === 'entries' || field.kind === 'child') return [entryOf(field.fields)];
  if ('fields' in field) return entryOf(field.fields);
  // A code list brings its own codes alone.
  if (name === 'list') return source;
  return field.kind === 'code' ? field.codes?.stored[0] : sampleOfKind(field.kind);
}

const pointer = (at: string) => ({ source: at, sourceRef: 'exemplar' });
const samples: Readonly<Partial<Record<Field['kind'], unknown>>> = {
  ...{ date: '1970-01-31', instant: '2020-01-31T10:00:00Z', country: 'NL', boolean: true, pointer: pointer(source) },
  ...{ integer: 1, number: 1, kg: 1, quantity: 1, percentage: 1, latitude: 1, longitude: 1 },
};
const sampleOfKind = (kind: Field['kind']): unknown => samples[kind] ?? 'exemplar';

/** Every indexed text of an object at once; a plain list has no other. */
function allIndexed(fields: Fields, text: (seed: number) => string): Record<string, unknown> {
  return [key, ...placesOf(fields)]
    .filter(({ isIndexed }) => isIndexed)
    .reduce((stated, { state }, seed) => merge(stated, state(text(seed))), required(fields));
}

function merge(one: Record<string, unknown>, other: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  const merged = Object.entries(other).map(([name, value]) => {
    const known = one[name];
    if (Array.isArray(known) && Array.isArray(value) && isObject(known[0])) return [name, [merge(known[0], value[0])]];
    return [name, isObject(known) && isObject(value) ? merge(known, value) : value];
  });
  return { ...one, ...Object.fromEntries(merged) };
}

/** Characters of an indexed text: see `ingest/records/forms.ts`. */
const longest = 400;
/** The key of a code begins with its list. */
const keyOf = (text: string): string => `${source}/${[...text].slice(3).join('')}`;
const key: Place = { path: ['sourceRef'], isIndexed: true, state: (text) => ({ sourceRef: keyOf(text) }) };
const places = described.flatMap(({ kind, fields }) => {
  const ofEnvelope = placesOf(envelopeFields).map(({ state, ...place }) => ({
    ...place,
    state: (text: string) => ({ envelope: state(text) }),
  }));
  return [key, ...placesOf(fields), ...ofEnvelope].map((place) => ({ ...place, kind, fields }));
});

let deliveries = 0;

/** Ingests records, each with a key of its own; what became of each: `stored`, or the field and reason of quarantine. */
async function ingestAll(stated: readonly { readonly kind: string }[]): Promise<readonly string[]> {
  deliveries += 1;
  const made = stated.map((record, index) => {
    const key = `${record.kind === 'code' ? `${source}/` : ''}long-${deliveries}-${index}`;
    return { sourceRef: key, ...record } as unknown as SourceRecord;
  });
  const operations = made.map(({ sourceRef: id }) => ({ ...policy.operations[0], id, members: [originator] }));
  const { run } = await ingest({
    ...{ format: formatOf(made), files: [writeFile('specimen.txt', `delivery ${deliveries}`)] },
    ...{ envelope: { originator }, databases, linkKey, ...testRun() },
    policy: { ...policy, operations: operations as OperationGrant[] },
  });
  const rejects = await databases.ingest.exec<{ line: number; why: string }>(
    `select line, concat(field, ' ', reason) as why from ingest.quarantine where run_id = $1`,
    [run],
  );
  const why = new Map(rejects.map(({ line, why }) => [line, why]));
  return made.map((_, index) => why.get(index + 1) ?? 'stored');
}

it.each(['letters and digits', 'signs of four bytes'])(
  'a text of %s that no index could hold goes to quarantine by its field, and what is beside it is published',
  async (alphabet) => {
    const long = places.map(({ kind, fields, state }, index) => {
      return { kind, ...required(fields), ...state(textOf(alphabet, 5000, index)) };
    });
    const good = described.map(({ kind, fields }) => ({ kind, ...required(fields) }));
    const outcomes = await ingestAll([...long, ...good]);
    expect(outcomes.slice(places.length)).toEqual(good.map(() => 'stored'));
    for (const [index, { kind, path }] of places.entries()) {
      const outcome = outcomes[index] as string;
      if (outcome === 'stored') continue;
      const [field, reason] = outcome.split(' ');
      expect([kind, path, reason]).toEqual([kind, path, expect.not.stringMatching(/^database/)]);
      expect(path).toContain(field);
    }
    const tooLong = outcomes.filter((outcome) => outcome.endsWith('field.tooLong'));
    expect(tooLong.length).toBeGreaterThan(places.filter(({ isIndexed }) => isIndexed).length);
  },
);

it.each(Object.keys(alphabets))(
  'a text of %s that is as long as it may be is published, in any field, and in all of a record at once',
  async (alphabet) => {
    const indexed = places.filter(({ isIndexed }) => isIndexed);
    const alone = indexed.map(({ kind, fields, state }, index) => {
      return { kind, ...required(fields), ...state(textOf(alphabet, longest, index)) };
    });
    const all = described.map(({ kind, fields }, at) => {
      return { kind, ...allIndexed(fields, (seed) => textOf(alphabet, longest, 1000 * at + seed)) };
    });
    const outcomes = await ingestAll([...alone, ...all]);
    const names = [...indexed.map(({ kind, path }) => [kind, ...path].join('.')), ...described.map(({ kind }) => kind)];
    expect(names.map((name, index) => [name, outcomes[index]])).toEqual(names.map((name) => [name, 'stored']));
  },
);
