import { describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, type GraphQLUnionType, getNamedType, isEnumType, isObjectType } from 'graphql';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../../../storage/envelopeKey.js';
import {
  type Asker,
  analysis,
  antifraud,
  belgianCustoms,
  border,
  customs,
  judicial,
  partner,
  police,
  requestOf,
  tax,
} from '../../askers.js';
import { createRandom } from '../compiled/randomOperation.js';
import { comparable } from '../compiled/sameAnswer.js';
import { type CountedList, countedLists, openCountedScene } from './bruteForce.js';
import { randomFilter } from './randomFilter.js';

/*
 * Two worlds that differ in one thing that the asker is not shown. All that can be counted of every list and under every edge is
 * asked, by nine agencies (`npm run fuzz -- counts`; a few by `npm test`): numbers, and what the log would say, must be the same.
 */
const isWhole = process.env.TEST_CRAWL === 'whole';
const nine = [customs, police, border, belgianCustoms, analysis, antifraud, tax, judicial, partner];
const askers = nine.slice(0, isWhole ? 9 : 2).map((asker): Asker => ({ ...asker, clearance: 'RESTREINT_UE' }));
const policy = loadPolicy();
const counted = await openCountedScene(policy);
const sources = ['cargo', 'persons', 'seizures', 'incidents'] as const;
type Source = (typeof sources)[number];

const count = '{ number atLeast }';
const others = `more none ${count} notShown ${count}`;

/** All that is counted of a connection type. */
function countsOf(schema: GraphQLSchema, connection: string): string {
  const type = schema.getType(connection);
  if (!isObjectType(type)) return '';
  const { facets, histogram, sum } = type.getFields();
  const values = (field: typeof facets, argument: string): readonly string[] => {
    const by = getNamedType(field?.args.find(({ name }) => name === argument)?.type);
    return isEnumType(by) ? by.getValues().map(({ name }) => name) : [];
  };
  const parts = `{ parts { value unit sum count ${count} } ${others} }`;
  return [
    `totalCount ${count}`,
    ...values(facets, 'by').map(
      (by) => `f_${by}: facets(by: ${by}, first: 100) { buckets { value count ${count} } ${others} }`,
    ),
    ...values(histogram, 'by').map(
      (by) => `h_${by}: histogram(by: ${by}, interval: DAY) { buckets { begins count ${count} } ${others} }`,
    ),
    ...values(sum, 'of').map((of) => `s_${of}: sum(of: ${of}) ${parts}`),
  ].join(' ');
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

function* questionsTo(source: Source): Generator<Question> {
  const { schema } = counted.source(source);
  const random = createRandom(2801);
  for (const list of countedLists.filter((each) => each.source === source)) {
    const filters = Array.from({ length: isWhole ? 9 : 1 }, () => randomFilter(schema, list.filter, random));
    for (const filter of [null, ...filters])
      yield { query: asList(schema, list, filter !== null), variables: { filter } };
  }
  const entities = (schema.getType('_Entity') as GraphQLUnionType).getTypes();
  const edges = entities.map((type) => {
    const own = Object.values(type.getFields()).flatMap((field) => {
      const below = getNamedType(field.type);
      const isCounted = isObjectType(below) && below.getFields().totalCount;
      return isCounted ? [`${field.name} { ${countsOf(schema, below.name)} }`] : [];
    });
    return own.length > 0 ? `... on ${type.name} { ${own.join(' ')} }` : '';
  });
  const names = new Set(entities.map(({ name }) => name));
  const known = counted.scene
    .representations(source)
    .filter(
      (each) => Object.values(each).every((part) => typeof part === 'string') && names.has(Object.values(each)[0]),
    );
  yield {
    query: `query ($of: [_Any!]!) { _entities(representations: $of) { ${edges.join(' ')} } }`,
    variables: { of: known },
  };
}

function asList(schema: GraphQLSchema, { field, filter: input }: CountedList, isFiltered: boolean): string {
  const connection = getNamedType(schema.getQueryType()?.getFields()[field]?.type);
  const [head, given] = isFiltered ? [`query ($filter: ${input})`, '(filter: $filter)'] : ['', ''];
  return `${head} { ${field}${given} { ${countsOf(schema, String(connection))} } }`;
}

/** What each asker is answered by a source, as text, and by which question. */
async function answers(source: Source): Promise<readonly (readonly [question: string, answer: string])[]> {
  const all: [string, string][] = [];
  for (const asker of askers) {
    const session = requestOf(asker, source, policy);
    for (const { query, variables } of questionsTo(source)) {
      const answer = await counted.source(source).execute({ query, variables, session });
      for (const error of answer.errors ?? []) throw new Error(JSON.stringify(error));
      const { statements: _, ...alike } = comparable(answer) as { readonly statements: unknown };
      all.push([
        `${asker.agency} ${query.slice(0, 60)} ${JSON.stringify(variables).slice(0, 200)}`,
        JSON.stringify(alike),
      ]);
    }
  }
  return all;
}

/** Questions that are answered otherwise, and where the answers part. */
function differing(before: Awaited<ReturnType<typeof answers>>, after: typeof before): readonly string[] {
  return before.flatMap(([question, one], index) => {
    const other = after[index]?.[1] ?? '';
    const at = [...one].findIndex((letter, place) => letter !== other[place]);
    return at < 0 && one.length === other.length
      ? []
      : [`${question}: ${one.slice(at - 90, at + 30)}, ${other.slice(at - 30, at + 30)}`];
  });
}

const run = <Row>(text: string, values: readonly unknown[] = []) => counted.scene.write.exec<Row>(text, values);

/** Tables whose rows stand in a record of a table, and by which column. */
const childrenOf = (table: string) =>
  run<{ readonly name: string; readonly by: string }>(
    `select conrelid::regclass::text as name, a.attname as by from pg_constraint
     join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1] where contype = 'f' and confrelid = $1::regclass`,
    [table],
  );

/** Envelopes of records that are put there: nobody may know of one, and of the other nobody gets a value in full but its originator. */
const envelopes = {
  hidden: { classification: '4' },
  masked: {
    originator: "'IT-FIU'",
    classification: '1',
    handling_codes: "'{H3}'",
    releasable_to: "'{}'",
    purpose_limits: "'{}'",
  },
} as const;

/** A second record like one that is there, with all that stands in it. */
async function putAnother(table: string, like: string, as: keyof typeof envelopes): Promise<string> {
  const [schema = ''] = table.split('.');
  const envelope: Readonly<Record<string, string>> = envelopes[as];
  const sqlOf = (column: string) => envelope[column] ?? `r.${column}`;
  const key = envelopeKeyOf(schema, sqlOf);
  await run(
    `${insertEnvelopes(schema)} select ${key}, ${keyedColumns.map(sqlOf).join(', ')} from ${table} r where id = $1
     on conflict do nothing`,
    [like],
  );
  const other = (column: string) => `'${column}', r.${column} || '_${as}'`;
  const copy = (of: string, more: string, by: string) =>
    run(
      `insert into ${of} select (jsonb_populate_record(null::${of}, to_jsonb(r) || jsonb_build_object(${other('id')}, ${more}))).*
       from ${of} r where r.${by} = $1`,
      [like],
    );
  const stated = Object.entries(envelope).map(([column, value]) => `'${column}', ${value}`);
  await copy(table, [other('ref'), other('source_ref'), `'envelope_key', ${key}`, ...stated].join(', '), 'id');
  for (const { name, by } of await childrenOf(table)) await copy(name, other(by), by);
  return `${like}_${as}`;
}

/** Gives a row, or the first one in a record, the values of some other row: all but what it is called and how it is handled. */
async function revalue(table: string, by: string, id: string): Promise<void> {
  const kept = ['id', 'ref', by, 'source', 'source_ref', 'expires_at', 'envelope_key', ...keyedColumns];
  const columns = await run<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' and attname <> all($2)`,
    [table, kept],
  );
  const names = columns.map(({ name }) => name).join(', ');
  await run(
    `update ${table} set (${names}) = (select ${names} from ${table} other where other.${by} not like '%ed' order by id desc limit 1)
     where id = (select min(id) from ${table} where ${by} = $1)`,
    [id],
  );
}

const tables = {
  cargo: ['cargo.consignment'],
  persons: ['persons.person', 'persons.organization', 'persons.vessel_record', 'persons.relation'],
  seizures: ['seizures.seizure', 'seizures.seizure_statistic'],
  incidents: ['incidents.incident', 'incidents.joint_operation'],
} as const satisfies Record<Source, readonly string[]>;

/** Links to persons, and which of them stand in records that are asked for. */
const links = {
  cargo: ['cargo.trade_party', 'true'],
  persons: ['persons.relation', 'person_ref in (select ref from persons.person order by source_ref limit 60)'],
  seizures: ['seizures.seizure_person', 'true'],
  incidents: ['incidents.incident_person', 'true'],
} as const satisfies Record<Source, readonly [table: string, asked: string]>;

/** Puts a second record beside three of each table. */
async function putOthers(source: Source, as: keyof typeof envelopes) {
  const made: { readonly table: string; readonly id: string }[] = [];
  for (const table of tables[source]) {
    const rows = await run<{ id: string }>(
      `select id from ${table} where id not like '%ed' order by source_ref limit 3`,
    );
    for (const { id } of rows) made.push({ table, id: await putAnother(table, id, as) });
  }
  return made;
}

describe.each(sources)('who counts what %s have', (source) => {
  test('learns nothing of hidden records, of values that nobody gets in full, and of links to somebody protected', async () => {
    const without = await answers(source);
    await putOthers(source, 'hidden');
    expect(differing(without, await answers(source)).slice(0, 5)).toEqual([]);

    const records = await putOthers(source, 'masked');
    const one = await answers(source);
    // Why: what is told of nothing tells nothing of two worlds.
    expect(differing(without, one).length).toBeGreaterThan(0);
    for (const { table, id } of records) {
      await revalue(table, 'id', id);
      for (const { name, by } of await childrenOf(table)) await revalue(name, by, id);
    }
    const other = await answers(source);
    expect(differing(one, other).slice(0, 5)).toEqual([]);

    const [table, asked] = links[source];
    await run(
      `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(r)
         || jsonb_build_object('id', r.id || '_victim', 'subject_category', 'VICTIM')
         || case when to_jsonb(r) ? 'ref' then jsonb_build_object('ref', r.id || '_victim', 'source_ref', r.id) else '{}' end)).*
       from (select * from ${table} where id not like '%ed' and ${asked} order by id limit 5) r`,
    );
    expect(differing(other, await answers(source)).slice(0, 5)).toEqual([]);
  });
});
