import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isLeafType } from 'graphql';
import { factsOf } from '../../../cli/policy/explain.js';
import { type ExplainRecordCommand, explainOnRecord, type RecordsOfSource } from '../../../cli/policy/explainRecord.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { guardsOf } from '../../../schema/access.js';
import { PortcullisError } from '../../../schema/errors.js';
import { readPackageFile } from '../../../schema/files.js';
import { productAccess } from '../../../schema/productAccess.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { type RecordSourceName, recordSourceNames } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { withAdmin } from '../../../storage/roles.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { subgraphs } from '../../../subgraphs/index.js';
import type { LookAt } from '../../../subgraphs/kit/explaining/lookAt.js';
import { sourceOfRows } from '../../../subgraphs/kit/explaining/placed.js';
import { failingOperatorLog, memoryOperatorLog, type RememberedAct } from '../../support/acts.js';
import { openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { tries } from '../../support/runner/tries.js';

const policy = loadPolicy();
const fields = tries(100, 10_000);
const deployment = closedAfter(await openTestDeployment({ demo: true }));
const databases = new Map<RecordSourceName, WritableDatabase>();
const looks = new Map<RecordSourceName, LookAt>();
const records: { readonly type: string; readonly id: string }[] = [];
const persons: { readonly id: string; readonly seizure: string }[] = [];

beforeAll(async () => {
  for (const name of recordSourceNames) {
    const database = closedAfter(openDatabase(deployment.parts.url(name), { source: name }));
    databases.set(name, database);
    const { keys } = deployment.parts;
    looks.set(name, subgraphs[name]({ policy, database, keys }, keys).lookAt);
  }
  await withAdmin(deployment.adminUrl, async (admin) => {
    for (const { type, source, table } of nodeRecords)
      for (const { id } of (await admin.query(`select id from ${source}.${table}`)).rows) records.push({ type, id });
    const { rows } = await admin.query('select id, seizure_id as seizure from seizures.seizure_person');
    persons.push(...rows);
  });
});

const lookAtOf = (type: string): LookAt => looks.get(sourceOfRows(type) as RecordSourceName) as LookAt;

async function explained(
  asked: Partial<ExplainRecordCommand> & { readonly record: string },
  log = memoryOperatorLog(),
) {
  const lines: string[] = [];
  const command: ExplainRecordCommand = {
    ...{ agency: 'NL-CUSTOMS', role: 'ANALYST', purpose: 'CUSTOMS_CONTROL', caseReference: undefined },
    ...{ coordinate: 'Person.birthDate', operator: 'night shift', json: false },
    out: (line) => lines.push(line),
    ...asked,
  };
  const lookAt = lookAtOf(command.record.split(':')[0] ?? '');
  const parts: RecordsOfSource = { policy, lookAt, operatorLog: log };
  await explainOnRecord(command, parts);
  return { lines, acts: log.acts };
}

/** Leaf fields of a type that take no arguments. */
const leavesOf = (schema: GraphQLSchema, type: string): string[] =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0 && field.name !== 'id')
    .map(({ name }) => name);

const anyAsked = fc.constantFrom(...Object.values(policy.agencies)).chain((agency) =>
  fc.record({
    agency: fc.constant(agency.id),
    role: fc.constantFrom(...agency.roles.filter((role) => role !== 'SYSTEM_CLIENT')),
    purpose: fc.constantFrom(...agency.purposes),
    hasCase: fc.boolean(),
    record: fc.nat(),
  }),
);

describe('policy show --record', () => {
  it('says what HTTP answers: of each field the same effect, and of what is not answered nothing', async () => {
    const { apiSchema } = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
    let compared = 0;
    const seen = { FULL: 0, MASKED: 0, HIT: 0, NONE: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(anyAsked, async ({ agency, role, purpose, hasCase, record: nth }) => {
        if (compared >= fields) return;
        const { type, id } = records[nth % records.length] as { type: string; id: string };
        const caseReference =
          hasCase || policy.purposes[purpose].caseReference
            ? policy.agencies[agency]?.caseReference.example
            : undefined;
        const asker = {
          agency,
          role,
          purpose,
          justification: 'for a test',
          ...(caseReference ? { caseReference } : {}),
        };
        const names = leavesOf(apiSchema, type);
        const query = `query ($id: ID!) { node(id: $id) { ... on ${type} { ${names.join(' ')} } } }`;
        const { status, body } = await deployment.ask(asker, query, { id });
        if (status !== 200) return;
        const facts = factsOf(policy, { agency, role, purpose, caseReference });
        for (const name of names) {
          const coordinate = `${type}.${name}`;
          const found = await lookAtOf(type)(facts, { type, id }, coordinate);
          compared += 1;
          if (!body.data.node) {
            seen.unknown += 1;
            expect([coordinate, found?.standing ?? 'HIT']).toEqual([coordinate, 'HIT']);
            continue;
          }
          const guards = guardsOf(productAccess().of(coordinate) as never);
          const effect = found?.deciding({ policy, facts, guards, ...found }).effect;
          const line = body.extensions.withheld?.find(({ path }: { path: string }) => path === `node.${name}`);
          const value = body.data.node[name];
          if (line) {
            seen[line.effect as 'HIT'] += 1;
            expect([coordinate, effect]).toEqual([coordinate, line.effect]);
          } else if (value !== null) {
            seen.FULL += 1;
            expect([coordinate, effect]).toEqual([coordinate, 'FULL']);
          }
        }
      }),
      { numRuns: fields, ...(fields === 100 ? { seed: 59 } : {}) },
    );
    expect(compared).toBeGreaterThanOrEqual(fields);
    expect(Math.min(seen.FULL, seen.MASKED + seen.NONE, seen.unknown)).toBeGreaterThan(0);
  }, 3_600_000);

  it('answers of a record that the viewer may not know of as of one that is not there: the same bytes by the same statements', async () => {
    const viewing = { agency: 'NL-CUSTOMS', role: 'ANALYST', purpose: 'CUSTOMS_CONTROL' } as const;
    const facts = factsOf(policy, { ...viewing, caseReference: undefined });
    const hidden = await ids(
      'Person',
      async (id) => (await lookAtOf('Person')(facts, { type: 'Person', id }, 'Person.birthDate')) === null,
    );
    expect(hidden.length).toBeGreaterThan(5);
    const database = databases.get('persons') as WritableDatabase;
    for (const json of [false, true])
      for (const id of hidden.slice(0, 5)) {
        const missing = id.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
        const before = database.statements;
        const of = await explained({ ...viewing, json, record: `Person:${id}` });
        const between = database.statements;
        const none = await explained({ ...viewing, json, record: `Person:${missing}` });
        expect(of.lines).toEqual(none.lines.map((line) => line.replaceAll(missing, id)));
        expect(of.lines.join()).toMatch(
          json ? /"known":false/ : /No such record, or none that this viewer may know of/,
        );
        expect([between - before, database.statements - between]).toEqual([1, 1]);
        const said = (act: RememberedAct | undefined) => ({
          ...act,
          id: '',
          startedAt: '',
          facts: { ...act?.facts, record: '' },
        });
        expect(said(of.acts[0])).toEqual(said(none.acts[0]));
      }
  });

  it('reads nothing more of a record that the viewer may not know of, where no envelope was read before either', async () => {
    const facts = factsOf(policy, {
      agency: 'NL-CUSTOMS',
      role: 'ANALYST',
      purpose: 'CUSTOMS_CONTROL',
      caseReference: undefined,
    });
    const look = (lookAt: LookAt, id: string) => lookAt(facts, { type: 'Person', id }, 'Person.birthDate');
    const [hidden = ''] = await ids('Person', async (id) => (await look(lookAtOf('Person'), id)) === null);
    const database = databases.get('persons') as WritableDatabase;
    const { keys } = deployment.parts;
    const fresh = subgraphs.persons({ policy, database, keys }, keys);
    const before = database.statements;
    expect(await look(fresh.lookAt, hidden)).toBeNull();
    expect(database.statements - before).toBe(1);
  });

  it('is in the log before it is printed, with the record that it tells of; and prints nothing where it cannot be', async () => {
    const [id = ''] = await ids('Person', async (each) => {
      const { lines } = await explained({ record: `Person:${each}` });
      return lines[1]?.startsWith('FULL') === true;
    });
    const { lines, acts } = await explained({ record: `Person:${id}` });
    expect(lines[0]).toBe(`Person.birthDate of Person:${id} as NL-CUSTOMS ANALYST, CUSTOMS_CONTROL`);
    expect(acts).toMatchObject([
      {
        ...{ act: 'policyExplain', operator: 'night shift' },
        facts: { record: `Person:${id}`, field: 'Person.birthDate', agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' },
        disclosed: [{ type: 'Person', ids: [id], categories: ['handling'] }],
      },
    ]);
    expect(acts[0]?.originator).toBe(acts[0]?.disclosed?.[0]?.originator);
    const printed: string[] = [];
    const failing = failingOperatorLog(() => Promise.reject(new PortcullisError('AUDIT_UNAVAILABLE')));
    const out = (line: string) => void printed.push(line);
    await expect(explained({ record: `Person:${id}`, out }, { ...memoryOperatorLog(), ...failing })).rejects.toThrow();
    expect(printed).toEqual([]);
  });

  it('judges a link to a person by who stands at its end, and names it by its own id', async () => {
    const seen = new Set<string>();
    const rules = new Set<string>();
    for (const { id } of persons) {
      const record = `SeizurePerson:${id}`;
      const asked = { agency: 'DE-POLICE', purpose: 'CRIMINAL_PREVENTION', json: true } as const;
      const { lines } = await explained({ ...asked, coordinate: 'SeizurePerson.statedName', record });
      const { known, effect, rule, elevations } = JSON.parse(lines[0] ?? '');
      if (!known) continue;
      seen.add(effect);
      // Who stands there is for the originator to know; to anybody else the rule is not told either.
      if (effect === 'MASKED') rules.add(`${rule} ${elevations[0]?.changes[0].kind ?? ''}`);
    }
    expect([...seen]).toEqual(expect.arrayContaining(['MASKED']));
    expect([...rules].filter((rule) => !/^(record OPEN|cap\.(linkSubject|dataSubject) )$/.test(rule))).toEqual([]);
  });

  it.each([
    ['Person', 'Person.birthDate', 'names no record'],
    ['Code:code_1', 'Person.birthDate', 'is no type of record'],
    ['Seizure:seizure_1', 'SeizurePerson.statedName', 'name the record or link that it stands in'],
    ['Person:person_1', 'Seizure.kind', 'is not a field of'],
    ['Person:person_1', 'SourceRecord.raw', 'not a field'],
  ])('refuses %s with %s: %s', async (record, coordinate, words) => {
    await expect(explained({ record, coordinate })).rejects.toThrow(words);
  });
});

/** Ids of the records of a type for which this holds. */
async function ids(type: string, holds: (id: string) => Promise<boolean>): Promise<string[]> {
  const found: string[] = [];
  for (const each of records) if (each.type === type && (await holds(each.id))) found.push(each.id);
  return found;
}
