import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from '../../../../storage/kysely.js';
import { compileStatement, openDatabase } from '../../../../storage/pool/database.js';
import type { Column } from '../../../../subgraphs/kit/listing.js';
import { compileFilter, readFilter } from '../../../../subgraphs/kit/page/filter.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';

interface Sample {
  readonly name: string | null;
  readonly tags: readonly string[];
  readonly at: string | null;
  readonly mass: number | null;
  readonly codes: readonly string[];
  readonly fullA: boolean;
  readonly fullB: boolean;
}

const columns: Readonly<Record<string, Column>> = {
  name: { sql: sql`r.name`, type: 'text' },
  tags: { sql: sql`r.tags`, type: 'text[]' },
  at: { sql: sql`r.at`, type: 'timestamptz' },
  mass: { sql: sql`r.mass`, type: 'float8' },
  code: {
    sql: sql`c.code`,
    type: 'text',
    within: (leaf) => sql<boolean>`exists (select 1 from filter_child c where c.sample_id = r.id and ${leaf})`,
  },
};
/** `name` and `tags` belong to category a, the others to b. */
const categoryOf = (leaf: string): string => (leaf === 'name' || leaf === 'tags' ? 'a' : 'b');
const wall = { full: (category: string) => (category === 'a' ? sql<boolean>`r.full_a` : sql<boolean>`r.full_b`) };

const words = fc.constantFrom('', 'a', 'A', 'ab', 'Ab', 'b%', '_', 'ä', "o'");
const instants = fc.constantFrom('2026-01-01T00:00:00Z', '2026-06-01T12:00:00Z', '2026-12-31T23:59:59Z');
const masses = fc.constantFrom(-1.5, 0, 0.1, 7);
const sample: fc.Arbitrary<Sample> = fc.record({
  name: fc.option(words),
  tags: fc.array(words, { maxLength: 3 }),
  at: fc.option(instants),
  mass: fc.option(masses),
  codes: fc.array(words, { maxLength: 3 }),
  fullA: fc.boolean(),
  fullB: fc.boolean(),
});

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.record({
  eq: optional(words),
  in: optional(fc.array(words, { maxLength: 2 })),
  startsWith: optional(words),
  isNull: optional(fc.boolean()),
});
const range = <T>(value: fc.Arbitrary<T>, upper: 'lt' | 'lte') =>
  fc.record({ gte: optional(value), [upper]: optional(value), isNull: optional(fc.boolean()) });
type Input = { readonly [name: string]: unknown };
const leaves = {
  name: text,
  tags: text,
  code: text,
  at: range(instants, 'lt'),
  mass: range(masses, 'lte'),
};

/** A filter nested at most so deep, with some of the leaves. */
function filterOf(depth: number): fc.Arbitrary<Input> {
  const some = fc.subarray(Object.keys(leaves) as (keyof typeof leaves)[], { maxLength: 2 });
  return some.chain((names): fc.Arbitrary<Input> => {
    const own = Object.fromEntries(names.map((name) => [name, leaves[name] as fc.Arbitrary<unknown>]));
    if (depth === 0) return fc.record(own);
    const inner = filterOf(depth - 1);
    const nested = { not: inner, and: fc.array(inner, { maxLength: 2 }), or: fc.array(inner, { maxLength: 2 }) };
    return fc.record<Input>({ ...own, ...nested }, { requiredKeys: names });
  });
}

const filter = filterOf(2);

/** The same question in TypeScript: a leaf and its negation both need the datum in full. */
function holds(input: Input, row: Sample, negated = false): boolean {
  const parts = Object.entries(input).flatMap(([name, value]): boolean[] => {
    if (value === undefined || value === null) return [];
    if (name === 'not') return [holds(value as Input, row, !negated)];
    if (name === 'and' || name === 'or') {
      const members = (value as Input[]).map((each) => holds(each, row, negated));
      const conjunction = (name === 'and') !== negated;
      return [conjunction ? members.every(Boolean) : members.some(Boolean)];
    }
    const operators = Object.entries(value as Input).filter(([, operand]) => operand !== undefined);
    const full = categoryOf(name) === 'a' ? row.fullA : row.fullB;
    const leaves = operators.map(([operator, operand]) => full && leafHolds(name, operator, operand, row) !== negated);
    return [negated ? leaves.some(Boolean) : leaves.every(Boolean)];
  });
  return negated ? parts.some(Boolean) : parts.every(Boolean);
}

function leafHolds(name: string, operator: string, operand: unknown, row: Sample): boolean {
  const values: readonly unknown[] =
    name === 'tags'
      ? row.tags
      : name === 'code'
        ? row.codes
        : [row[name as 'name' | 'at' | 'mass']].filter((each) => each !== null);
  if (operator === 'isNull') return (values.length === 0) === operand;
  return values.some((value) => {
    if (operator === 'eq') return value === operand;
    if (operator === 'in') return (operand as unknown[]).includes(value);
    if (operator === 'startsWith') return String(value).toLowerCase().startsWith(String(operand).toLowerCase());
    const [left, right] =
      typeof value === 'string'
        ? [Date.parse(value), Date.parse(operand as string)]
        : [value as number, operand as number];
    return operator === 'gte' ? left >= right : operator === 'lte' ? left <= right : left < right;
  });
}

const database = await ownTestDatabase({ sources: [] });
const admin = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

describe('a filter in SQL', () => {
  beforeAll(async () => {
    await admin.exec(
      'create table filter_sample (id int primary key, name text, tags text[], at timestamptz, mass float8, full_a bool, full_b bool)',
    );
    await admin.exec('create table filter_child (sample_id int, code text)');
  });

  function find(input: Input) {
    const { tree, values } = readFilter(input);
    const condition = compileFilter(tree, columns, wall, categoryOf);
    const statement = sql<{ id: number }>`select r.id from filter_sample r where ${condition} order by r.id`;
    return admin.rows(statement, { values: { filter: values } });
  }

  test('finds the same rows as the same filter in TypeScript', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sample, { minLength: 1, maxLength: 12 }),
        fc.array(filter, { minLength: 1, maxLength: 12 }),
        async (rows, filters) => {
          await admin.exec('truncate filter_sample, filter_child');
          await admin.exec(
            `insert into filter_sample select (e ->> 'id')::int, e ->> 'name', array(select jsonb_array_elements_text(e -> 'tags')),
            (e ->> 'at')::timestamptz, (e ->> 'mass')::float8, (e ->> 'fullA')::bool, (e ->> 'fullB')::bool from jsonb_array_elements($1::jsonb) e`,
            [JSON.stringify(rows.map((row, id) => ({ ...row, id })))],
          );
          await admin.exec(
            `insert into filter_child select (e ->> 'id')::int, c from jsonb_array_elements($1::jsonb) e, jsonb_array_elements_text(e -> 'codes') c`,
            [JSON.stringify(rows.map((row, id) => ({ id, codes: row.codes })))],
          );
          for (const input of filters) {
            expect((await find(input)).map(({ id }) => id)).toEqual(
              rows.flatMap((row, id) => (holds(input, row) ? [id] : [])),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('neither finds nor rules out a row whose value is not shown in full', async () => {
    await admin.exec('truncate filter_sample');
    await admin.exec(
      `insert into filter_sample values (1, 'a', '{}', null, null, false, true), (2, null, '{}', null, null, false, true)`,
    );
    for (const leaf of [{ eq: 'a' }, { in: ['a'] }, { startsWith: '' }, { isNull: true }, { isNull: false }]) {
      for (const input of [
        { name: leaf },
        { not: { name: leaf } },
        { not: { not: { name: leaf } } },
        { not: { or: [{ name: leaf }] } },
      ]) {
        expect(await find(input)).toEqual([]);
      }
    }
  });
});

describe('the form of a filter', () => {
  test('is the same for other values, and different where the statement is', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(filter, (input) => {
        const { form, tree } = readFilter(input);
        const { sql: text } = compileStatement(compileFilter(tree, columns, wall, categoryOf));
        expect(seen.get(form) ?? text).toBe(text);
        seen.set(form, text);
      }),
      { numRuns: 2000 },
    );
    const [one, other] = ['a', 'b'].map((word) => readFilter({ not: { name: { eq: word, in: [word, word] } } }));
    expect(one?.form).toBe(other?.form);
    expect(one?.values).not.toEqual(other?.values);
    expect(readFilter({ name: { isNull: true } }).form).not.toBe(readFilter({ name: { isNull: false } }).form);
  });
});

test('a filter of more than 200 conditions is refused', () => {
  const many = { or: Array.from({ length: 201 }, () => ({ name: { eq: 'a' } })) };
  expect(() => readFilter(many)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test('texts of a filter are counted as they are compared: one sign that is eighteen in plain held a worker for seconds', () => {
  const refused = expect.objectContaining({ code: 'BAD_USER_INPUT' });
  for (const name of [{ eq: 'n'.repeat(1001) }, { startsWith: '\ufdfa'.repeat(56) }, { in: ['n', 'ﷺ'.repeat(56)] }])
    expect(() => readFilter({ not: { name } })).toThrow(refused);
  const texts = (count: number) => ({ in: Array.from({ length: count }, () => '\ufdfa'.repeat(55)) });
  expect(() => readFilter({ name: texts(200) })).not.toThrow();
  expect(() => readFilter({ name: texts(300) })).toThrow(refused);
  expect(() => readFilter({ or: [{ name: texts(150) }, { not: { name: texts(150) } }] })).toThrow(refused);
});
