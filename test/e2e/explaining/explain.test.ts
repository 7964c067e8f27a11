import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isLeafType } from 'graphql';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { withAdmin } from '../../../storage/roles.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { tries } from '../../support/runner/tries.js';

/* An officer asks why a value is as it is, over HTTP; and the attacks on what the answer could tell beyond that. */
const policy = loadPolicy();
const compared = tries(120, 10_000);
let deployment: TestDeployment;
let schema: GraphQLSchema;
const ids = new Map<string, string[]>();
const idOf = new Map<string, string>();

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_PREVENTION', justification: 'for a test' };
const tax: Asker = { agency: 'ES-TAX', purpose: 'SANCTIONS_ENFORCEMENT' };
const border: Asker = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };
const judicial: Asker = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'EJ-2026-00044' };
const thirdCountry: Asker = { agency: 'XA-CUSTOMS', purpose: 'SANCTIONS_ENFORCEMENT' };

/** Two records that differ in one datum that nobody who is not their originator may read. */
const pairs: Readonly<Record<string, readonly [object, object]>> = {
  'contact data or none': [{ contactInfos: undefined, emails: ['exemplar@example.org'] }, {}],
  'alerts or none': [{ alerts: [{ suggestedAction: 'SPECIFIC_CHECK' }] }, {}],
  'a joint operation or none': [{ envelope: { jointOperation: 'operation_saltmarsh777777777777777' } }, {}],
  'one released to them or to all': [{ envelope: { releasableTo: ['kind:CUSTOMS_MS', 'kind:TAX_MS'] } }, {}],
  'who may know of it': [{ envelope: { hitTo: ['agency:XA-CUSTOMS', 'agency:ES-TAX'] } }, {}],
  'a victim or a minor': [{ envelope: { dataSubjectCategory: 'VICTIM' } }, { envelope: { minor: true } }],
  'addressed to them alone or not': [
    { envelope: { handlingCodes: ['H2'], addressees: ['NL-CUSTOMS'] } },
    { envelope: { handlingCodes: ['H2'], addressees: ['NL-CUSTOMS', 'ES-TAX', 'BE-CUSTOMS'] } },
  ],
};

const personOf = (sourceRef: string, { envelope = {}, ...stated }: { envelope?: object }) => ({
  ...{ kind: 'person', sourceRef, names: [{ name: 'EXEMPLAROV, Exemplar', kind: 'NAME' }], birthDates: ['1961-04-12'] },
  ...{ reason: 'Invented', ...stated },
  envelope: { originator: 'BE-CUSTOMS', classification: 'PUBLIC', ...envelope },
});

beforeAll(async () => {
  ({ apiSchema: schema } = await loadSchema(readPackageFile('schema', 'supergraph.graphql')));
  deployment = await openTestDeployment({ demo: true });
  const hit = personOf('hit', {
    identifications: [{ type: 'PASSPORT', country: 'BE', number: 'P1234567' }],
  } as object);
  const records = Object.entries(pairs).flatMap(([name, [one, other]]) => [
    personOf(`${name} 1`, one),
    personOf(`${name} 2`, other),
  ]);
  await deployment.load([...records, hit] as never, () => 'demo-persons');
  await withAdmin(deployment.adminUrl, async (admin) => {
    for (const { type, source, table } of nodeRecords) {
      const { rows } = await admin.query(`select id, source_ref from ${source}.${table}`);
      ids.set(
        type,
        rows.map(({ id }) => id),
      );
      for (const { id, source_ref } of rows) idOf.set(source_ref, id);
    }
  });
});
afterAll(() => deployment?.close());

/** Leaf fields of a type that take no arguments. */
const leavesOf = (type: string): string[] =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0 && field.name !== 'id')
    .map(({ name }) => name);

interface Explained {
  readonly effect: string;
  readonly reason: string | null;
  readonly rule: string;
  readonly contact: string | null;
}

const members = 'field effect reason words rule category legalBasis contact';

/** The explanation of each of these fields; null where the record is not there. */
async function explain(
  asker: Asker,
  type: string,
  { id, names }: { readonly id: string; readonly names: readonly string[] },
): Promise<Readonly<Record<string, Explained>> | null> {
  const asked = names.map((name, at) => `e${at}: explain(field: "${name}") { ${members} }`);
  const { body } = await deployment.ask(
    asker,
    `query ($id: ID!) { node(id: $id) { ... on ${type} { ${asked.join(' ')} } } }`,
    {
      id,
    },
  );
  expect(body.errors).toBeUndefined();
  return body.data.node && Object.fromEntries(names.map((name, at) => [name, body.data.node[`e${at}`]]));
}

const anyAsker = fc.constantFrom(...Object.values(policy.agencies)).chain(({ id: agency, roles, purposes, ...known }) =>
  fc.record({
    agency: fc.constant(agency),
    role: fc.constantFrom(...roles.filter((role) => role !== 'SYSTEM_CLIENT')),
    purpose: fc.constantFrom(...purposes),
    caseReference: fc.constant(known.caseReference.example),
    justification: fc.constant('for a test'),
  }),
);

describe('explain', () => {
  it('says of each field of each record what the answer and its report say of it, to every viewer', async () => {
    const seen = { FULL: 0, MASKED: 0, HIT: 0, NONE: 0 };
    let count = 0;
    const anyRecord = fc
      .constantFrom(...[...ids.keys()].filter((type) => ids.get(type)?.length !== 0))
      .chain((type) => fc.record({ type: fc.constant(type), id: fc.constantFrom(...(ids.get(type) ?? [''])) }));
    await fc.assert(
      fc.asyncProperty(anyAsker, anyRecord, async (asker, { type, id }) => {
        if (count >= compared) return;
        const names = leavesOf(type);
        const { status, body } = await deployment.ask(
          asker,
          `query ($id: ID!) { node(id: $id) { ... on ${type} { ${names.join(' ')} } } }`,
          { id },
        );
        if (status !== 200) return;
        const explained = await explain(asker, type, { id, names });
        expect(explained === null).toBe(body.data.node === null);
        for (const name of names) {
          if (explained === null) break;
          count += 1;
          const { effect, reason } = explained[name] as Explained;
          seen[effect as 'FULL'] += 1;
          const line = body.extensions.withheld?.find(({ path }: { path: string }) => path === `node.${name}`);
          const said = line ?? { effect: body.data.node[name] === null && effect === 'HIT' ? 'HIT' : 'FULL' };
          expect([type, name, effect, reason]).toEqual([
            type,
            name,
            said.effect,
            line?.reason ?? (effect === 'HIT' ? reason : null),
          ]);
        }
      }),
      { numRuns: compared, ...(compared === 120 ? { seed: 84 } : {}) },
    );
    expect(count).toBeGreaterThanOrEqual(compared);
    expect(Math.min(seen.FULL, seen.MASKED, seen.HIT, seen.NONE)).toBeGreaterThan(0);
  }, 3_600_000);

  it('tells no two records apart by what is withheld on them', async () => {
    const names = [...leavesOf('Person'), 'identifications', 'addresses', 'alerts', 'physical', 'Handling.minor'];
    let told = 0;
    for (const name of Object.keys(pairs))
      for (const asker of [customs, police, tax, border, thirdCountry]) {
        const [one, other] = await Promise.all(
          [1, 2].map((nth) => explain(asker, 'Person', { id: idOf.get(`${name} ${nth}`) ?? '', names })),
        );
        for (const field of one && other ? names : []) {
          const [first, second] = [one?.[field], other?.[field]] as [Explained, Explained];
          if (first.effect !== second.effect || first.reason !== second.reason) continue;
          told += 1;
          expect([name, asker.agency, first]).toEqual([name, asker.agency, second]);
          expect(JSON.stringify(first)).not.toMatch(/dataSubject|linkSubject|operation_|cap\.release"/);
        }
      }
    expect(told).toBeGreaterThan(300);
  });

  it('reads nothing for it, whatever the number of records and fields', async () => {
    const rows = (selection: string) => `{ persons(first: 50) { edges { node { id ${selection} } } } }`;
    await deployment.ask(customs, rows(''));
    const count = async (query: string) => {
      const before = deployment.statements();
      const { body } = await deployment.ask(customs, query);
      expect(body.errors).toBeUndefined();
      return deployment.statements() - before;
    };
    const plain = await count(rows(''));
    const asked = 'a: explain(field: "birthDate") { rule } b: explain(field: "Handling.minor") { words contact }';
    expect(await count(rows(asked))).toBe(plain);
  });

  it('names the record in the log, and its handling where that is told of', async () => {
    const id = idOf.get('a victim or a minor 1') ?? '';
    const entry = async (field: string) => {
      await explain(customs, 'Person', { id, names: [field] });
      const auditor: Asker = {
        agency: 'NL-CUSTOMS',
        role: 'AUDITOR',
        purpose: 'DATA_PROTECTION_AUDIT',
        caseReference: 'NLC-2026-00017',
      };
      const query = `query ($filter: AuditEntryFilter) { auditEntries(first: 1, filter: $filter) { edges { node {
        disclosed { type id categories presence } } } } }`;
      const { body } = await deployment.ask(auditor, query, {
        filter: { entity: { id }, purpose: { eq: 'CUSTOMS_CONTROL' } },
      });
      expect(body.errors).toBeUndefined();
      return body.data.auditEntries.edges[0].node.disclosed.filter((each: { id: string }) => each.id === id);
    };
    expect(await entry('handling')).toEqual([{ type: 'Person', id, categories: [], presence: true }]);
    expect(await entry('name')).toEqual([{ type: 'Person', id, categories: ['handling'], presence: false }]);
  });

  it('says of a hit whom to ask for what it holds, and of its conditions nothing', async () => {
    const identification = { type: 'PASSPORT', country: 'BE', number: 'P1234567' };
    const query = `query ($identification: IdentificationInput!) { person(identification: $identification) { id
      name: explain(field: "name") { ${members} } addresses: explain(field: "addresses") { ${members} }
      handling: explain(field: "handling") { ${members} } } }`;
    const { body } = await deployment.ask(judicial, query, { identification });
    expect(body.errors).toBeUndefined();
    const { contact } = policy.agencies['BE-CUSTOMS'] ?? {};
    expect(body.data.person).toMatchObject({
      name: { effect: 'HIT', reason: 'CATEGORY', contact },
      addresses: { effect: 'NONE', contact: null },
      handling: { effect: 'NONE', contact: null },
    });
  });

  it('explains a link to a person by who may stand at its end, without saying who', async () => {
    const query = `{ seizures(first: 100) { edges { node { handling { originator } persons { edges { node {
      explain(field: "statedName") { effect rule reason }
    } } } } } } }`;
    const { body } = await deployment.ask(police, query);
    expect(body.errors).toBeUndefined();
    // The originator is told who stands there.
    const others = body.data.seizures.edges.filter(
      ({ node }: { node: { handling: { originator: string } | null } }) => node.handling?.originator !== police.agency,
    );
    const found = JSON.stringify(others).match(/"effect":"MASKED","rule":"[^"]*"/g) ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(['"effect":"MASKED","rule":"record"']));
  });

  it.each([
    ['birthdate', 'did you mean birthDate'],
    ['Person.brithDate', 'did you mean Person.birthDate'],
    ['Seizure.kind', 'see docs'],
    ['ref', ''],
    ['Provenance.sourceRecord', ''],
    ['incidents', ''],
  ])('refuses %s, which no person decides: %s', async (field, hint) => {
    const id = idOf.get('alerts or none 1');
    const query =
      'query ($id: ID!, $field: String!) { node(id: $id) { ... on Person { explain(field: $field) { rule } } } }';
    const { status, body } = await deployment.ask(customs, query, { id, field });
    expect([status, body.data.node]).toEqual([200, { explain: null }]);
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', at: 'Person.explain(field:)' } }]);
    expect(body.errors[0].message).toContain(`${field} is no field that a Person itself decides`);
    expect(body.errors[0].extensions.hint).toContain(hint);
  });
});
