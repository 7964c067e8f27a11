import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* Those who watch over the others: what the log tells them, over real HTTP, and what it keeps from them. */
const analyst: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const audit = { role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' } as const;
const auditor: Asker = { agency: 'NL-CUSTOMS', ...audit };
const supervisor: Asker = { agency: 'EU-SUPERVISOR', ...audit };
const officer: Asker = {
  ...{ agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' },
  caseReference: 'NLC-2026-00017',
};
const deployment = closedAfter(await openTestDeployment());
let person: string;

beforeAll(async () => {
  await deployment.load(
    [
      {
        kind: 'person',
        sourceRef: '1',
        envelope: { originator: 'NL-CUSTOMS', classification: 'PUBLIC' },
        names: [{ name: 'EXEMPLAROV, Exemplar', kind: 'NAME' }],
      } as never,
    ],
    () => 'demo-persons',
  );
  const { body } = await deployment.ask(
    analyst,
    'query Find_Jan_Jansen_NL_P1234567 { persons { edges { node { id name } } } }',
  );
  expect(body.errors).toBeUndefined();
  person = body.data.persons.edges[0].node.id;
});

const entriesOf = `query ($filter: AuditEntryFilter) { auditEntries(filter: $filter) { edges { node {
  agency subject purpose operationName document variables disclosed { type id categories } } } } }`;
/** Of those who work with the data: anyone who searched the log for the person is found by that, too. */
const looksAt = (id: string) => ({ entity: { id: id }, purpose: { eq: 'CUSTOMS_CONTROL' } });
const ask = async (asker: Asker, filter: object) => await deployment.ask(asker, entriesOf, { filter });
// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
const nodesOf = (body: any): any[] => body.data.auditEntries.edges.map(({ node }: { node: unknown }) => node);

describe("a person's request", () => {
  it('is answered by a data protection officer under a case: which looks showed the person, and in what', async () => {
    const { status, body } = await ask(officer, looksAt(person));
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(nodesOf(body)).toEqual([
      {
        ...{
          agency: 'NL-CUSTOMS',
          subject: expect.stringMatching(/^[0-9a-f]{32}$/),
          purpose: 'CUSTOMS_CONTROL',
          operationName: null,
        },
        ...{ document: null, variables: null },
        disclosed: [expect.objectContaining({ type: 'Person', id: person })],
      },
    ]);
  });

  it('lacks its case, and the refusal says so, at either place where one may be missing', async () => {
    const { caseReference: _, ...without } = officer;
    const code = async (asker: Asker) => {
      const { status, body } = await ask(asker, { entity: { id: person } });
      return [status, body.errors[0].extensions.code, body.errors[0].extensions.at];
    };
    expect(await code(without)).toEqual([403, 'CASE_REFERENCE_REQUIRED', undefined]);
    expect(await code(auditor)).toEqual([403, 'CASE_REFERENCE_REQUIRED', 'AuditEntryFilter.entity']);
    expect(await code({ ...analyst, role: 'ANALYST' })).toEqual([
      403,
      'FILTER_NOT_PERMITTED',
      'AuditEntryFilter.entity',
    ]);
  });
});

describe('what is withheld of the log', () => {
  it('for want of a case is called that, not a wrong purpose', async () => {
    const { body } = await ask(auditor, { agency: { eq: 'NL-CUSTOMS' }, purpose: { eq: 'CUSTOMS_CONTROL' } });
    const withheld: { path: string; reason: string }[] = body.extensions.withheld;
    expect(Object.fromEntries(withheld.map(({ path, reason }) => [path, reason]))).toEqual({
      'auditEntries.edges.*.node.disclosed': 'CASE_REFERENCE',
      'auditEntries.edges.*.node.document': 'CASE_REFERENCE',
      'auditEntries.edges.*.node.variables': 'CASE_REFERENCE',
    });
  });

  it("is a name in a client's own words: it stands in the sealed document, under a case", async () => {
    expect(JSON.stringify((await ask(auditor, {})).body)).not.toContain('Jansen');
    const { body } = await ask({ ...auditor, caseReference: 'NLC-2026-00017' }, looksAt(person));
    expect(nodesOf(body)).toEqual([
      expect.objectContaining({
        operationName: null,
        document: expect.stringContaining('query Find_Jan_Jansen_NL_P1234567'),
      }),
    ]);
  });
});

describe('strangers who are turned away', () => {
  it('are seen by the supervisor of all, and by no auditor of an agency', async () => {
    await deployment.askAs('Bearer nonsense', '{ viewer { agency { id } } }');
    const filter = { code: { eq: 'UNAUTHENTICATED' } };
    let found: { agency: string | null }[] = [];
    for (let i = 0; found.length === 0 && i < 50; i += 1) {
      await sleep(100);
      found = nodesOf((await ask(supervisor, filter)).body);
    }
    expect(found).toEqual([expect.objectContaining({ agency: null, subject: null, disclosed: null })]);
    for (const asker of [auditor, { agency: 'NL-SUPERVISOR', ...audit }, { agency: 'EU-INTERNAL-AUDIT', ...audit }]) {
      expect(nodesOf((await ask(asker, filter)).body)).toEqual([]);
    }
  });
});

describe('the looks of an overseer', () => {
  const secondOverseer: Asker = { agency: 'EU-INTERNAL-AUDIT', ...audit };
  const looksOf = async (asker: Asker, agency: string) => nodesOf((await ask(asker, { agency: { eq: agency } })).body);

  it('are entries that the second overseer reads, and neither the agency that was looked at nor another supervisor', async () => {
    await ask({ ...supervisor, caseReference: 'SV-2026-00011' }, looksAt(person));
    const look = expect.objectContaining({ agency: 'EU-SUPERVISOR', purpose: 'DATA_PROTECTION_AUDIT' });
    expect(await looksOf(secondOverseer, 'EU-SUPERVISOR')).toContainEqual(look);
    for (const asker of [auditor, { agency: 'NL-SUPERVISOR', ...audit }])
      expect(await looksOf(asker, 'EU-SUPERVISOR')).toEqual([]);
  });

  it('say, under a case, whom the log was searched for', async () => {
    const asked = await looksOf({ ...secondOverseer, caseReference: 'IA-2026-00006' }, 'EU-SUPERVISOR');
    expect(JSON.stringify(asked)).toContain(person);
  });

  it('are watched both ways: the supervisor reads those of the second overseer', async () => {
    const look = expect.objectContaining({ agency: 'EU-INTERNAL-AUDIT', purpose: 'DATA_PROTECTION_AUDIT' });
    expect(await looksOf(supervisor, 'EU-INTERNAL-AUDIT')).toContainEqual(look);
  });
});
