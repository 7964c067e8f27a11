import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { pseudonymOf } from '../../../auditlog/entry/tokens.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyInclusion } from '../../../auditlog/proofs/verifyProof.js';
import { openCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { auditKeys } from '../../auditlog/support/samples.js';
import { takeKey } from '../../auditlog/support/treeKeys.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import {
  type AuditSource,
  dutchAnalyst,
  dutchAuditor,
  dutchOfficer,
  dutchSupervisor,
  germanAuditor,
  internalAudit,
  openAudit,
  supervisor,
  withAudit,
} from './ask.js';

/** Pseudonym of somebody who asked. */
const pseudonym = (agency: string, subject: string): string =>
  pseudonymOf(auditKeys.blindIndex, { agency, at: new Date().toISOString() }, subject);

/*
 * 0     nobody: the log was opened
 * 1, 2  NL-CUSTOMS, two analysts; 2 discloses person_two
 * 3     DE-POLICE
 * 4     nobody: aggregated refusals
 */
const source = closedAfter(await openAudit());

beforeAll(async () => {
  await source.append({ subject: 'nl-1', requestId: 'first' });
  await source.append(
    { subject: 'nl-2', requestId: 'second', at: '2026-11-25T12:00:00.000Z', purpose: 'CUSTOMS_CONTROL' },
    {
      disclosed: [
        {
          type: 'Person',
          originator: 'DE-POLICE',
          categories: ['persons.identity'],
          hit: true,
          ids: ['person_two', 'person_three'],
        },
        { type: 'Container', originator: null, categories: [], ids: ['CSQU3054383'] },
      ],
      caseReference: 'NLC-2026-00001',
    },
  );
  await source.append({
    agency: 'DE-POLICE',
    agencyKind: 'POLICE_MS',
    subject: 'de-1',
    kind: 'REFUSED',
    code: 'FORBIDDEN',
    at: '2026-11-25T13:00:00.000Z',
  });
  await source.append(
    {
      ...{ agency: null, agencyKind: null, subject: null, role: null, purpose: null },
      ...{ kind: 'REFUSED', code: 'UNAUTHENTICATED', count: 9, source: 'abc' },
    },
    { disclosed: [], caseReference: null },
  );
  await source.checkpoint();
});

const list = '{ auditEntries { edges { node { index agency } } } }';
const indices = (answer: Awaited<ReturnType<AuditSource['ask']>>): unknown[] => {
  const data = answer.data as { auditEntries?: { edges: { node: { index: number } }[] } } | null;
  return data?.auditEntries?.edges.map((edge) => edge.node.index) ?? [];
};

describe('who sees which entries', () => {
  it.each([
    ['an auditor those of the own agency', dutchAuditor, [2, 1]],
    ['an auditor of another agency its own', germanAuditor, [3]],
    ['a data protection officer those of the own agency', dutchOfficer, [2, 1]],
    ['a supervisor those of the agencies in its mandate, and those that name no agency', supervisor, [4, 3, 2, 1, 0]],
    ['a supervisor of one country those of its mandate, and none that names no agency', dutchSupervisor, [2, 1]],
    ['internal audit none that names no agency', internalAudit, []],
    ['an analyst none, not even the own', dutchAnalyst, []],
    ['nobody without a purpose', { agency: 'NL-CUSTOMS' }, []],
  ])('%s', async (_name, asker, expected) => {
    const answer = await source.ask(asker, list);
    expect(answer.errors).toBeUndefined();
    expect(indices(answer)).toEqual(expected);
  });

  it('strangers who were turned away are found by the supervisor, who saw none of them, and by nobody else', async () => {
    const query =
      '{ auditEntries(filter: { code: { eq: "UNAUTHENTICATED" } }) { edges { node { index agency count } } } }';
    expect((await source.ask(supervisor, query)).data).toEqual({
      auditEntries: { edges: [{ node: { index: 4, agency: null, count: 9 } }] },
    });
    for (const asker of [dutchAuditor, dutchOfficer, dutchSupervisor, internalAudit]) {
      expect(indices(await source.ask(asker, query))).toEqual([]);
    }
  });

  it('an entry of another agency and one that does not exist are the same answer', async () => {
    const ask = (index: number) => source.ask(dutchAuditor, `{ auditEntry(index: ${index}) { index leafHash } }`);
    const [other, none, own] = [await ask(3), await ask(99), await ask(1)];
    expect(other.data).toEqual({ auditEntry: null });
    expect(JSON.stringify(other.data)).toBe(JSON.stringify(none.data));
    expect(own.data?.auditEntry).toMatchObject({ index: 1 });
  });

  it('rows of other agencies never leave the database', async () => {
    source.takeOriginators();
    await source.ask(dutchAuditor, '{ auditEntry(index: 3) { index } auditEntries { edges { node { index } } } }');
    expect(source.takeOriginators()).toEqual(['NL-CUSTOMS', 'NL-CUSTOMS']);
    await source.ask(dutchAnalyst, '{ auditEntry(index: 1) { index } auditEntries { edges { node { index } } } }');
    expect(source.takeOriginators()).toEqual([]);
  });

  it('a proof of an entry that is not for the viewer is not given either', async () => {
    const answer = await source.ask(dutchAuditor, '{ auditEntry(index: 3) { inclusionProof { root } } }');
    expect(answer.data).toEqual({ auditEntry: null });
  });
});

describe('what is seen of an entry', () => {
  const content =
    '{ auditEntry(index: 2) { subject subjectName document literals variables caseReference justification disclosed { type id originator categories hit } disclosedCount withheld { rule } sources { name } errorCodes erased count } }';

  it('all of it under a case with the purpose of an audit', async () => {
    const answer = await source.ask(supervisor, content);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.auditEntry).toEqual({
      subject: pseudonym('NL-CUSTOMS', 'nl-2'),
      subjectName: 'nl-2',
      document: 'query Ask { person(id: $_1) { name } }',
      literals: '["SECRET-LITERAL"]',
      variables: '{"name":"SECRET-VARIABLE"}',
      caseReference: 'NLC-2026-00001',
      justification: 'SECRET-JUSTIFICATION',
      disclosed: [
        { type: 'Person', id: 'person_two', originator: 'DE-POLICE', categories: ['persons.identity'], hit: true },
        { type: 'Person', id: 'person_three', originator: 'DE-POLICE', categories: ['persons.identity'], hit: true },
        { type: 'Container', id: 'CSQU3054383', originator: null, categories: [], hit: false },
      ],
      disclosedCount: 3,
      withheld: [{ rule: 'cell.x' }],
      sources: [{ name: 'persons' }],
      errorCodes: [],
      erased: false,
      count: 1,
    });
    // Why: who reads whom a look showed has seen these, too.
    expect(answer.extensions?.manifest.disclosed).toMatchObject([
      { type: 'AuditEntry' },
      { type: 'Person', ids: ['person_two', 'person_three'], categories: expect.arrayContaining(['audit.disclosed']) },
      { type: 'Container' },
    ]);
  });

  it.each([
    ['without a case', { ...supervisor, caseReference: null }],
    ['for another purpose', { ...dutchAuditor, purpose: 'DATA_SUBJECT_REQUEST' as const, caseReference: null }],
  ])('not its content %s', async (_name, asker) => {
    const answer = await source.ask(asker, content);
    expect(answer.data?.auditEntry).toMatchObject({
      subject: pseudonym('NL-CUSTOMS', 'nl-2'),
      disclosedCount: 3,
      withheld: [{ rule: 'cell.x' }],
    });
    expect(JSON.stringify(answer.data)).not.toMatch(/SECRET|NLC-2026|person_two|nl-2/);
    expect(answer.data?.auditEntry).toMatchObject({
      subjectName: null,
      document: null,
      literals: null,
      variables: null,
      caseReference: null,
      justification: null,
      disclosed: null,
    });
  });

  it('an erased entry says so and keeps its proof', async () => {
    await withAudit(async (erasing) => {
      await erasing.append({ subject: 'nl-1' });
      await takeKey(erasing.admin, 'main', 1);
      const answer = await erasing.ask(
        dutchAuditor,
        '{ auditEntry(index: 1) { subject erased document disclosedCount inclusionProof { treeSize } } }',
      );
      expect(answer.data?.auditEntry).toEqual({
        subject: pseudonym('NL-CUSTOMS', 'nl-1'),
        erased: true,
        document: null,
        disclosedCount: 1,
        inclusionProof: { treeSize: 2 },
      });
    });
  });

  it('an entry whose key was spoiled is not called erased, and what stands in clear is read', async () => {
    await withAudit(async (spoiled) => {
      await spoiled.append({ subject: 'nl-1' });
      await spoiled.admin.query('update audit_keys.tree_key set wrapped_key = reverse(wrapped_key)');
      const { data, errors } = await spoiled.ask(dutchAuditor, '{ auditEntry(index: 1) { erased disclosedCount } }');
      expect(data?.auditEntry).toBeNull();
      expect(errors?.[0]?.extensions?.code).toBe('INTERNAL');
      expect((await spoiled.ask(dutchAuditor, '{ auditEntry(index: 1) { agency } }')).errors).toBeUndefined();
    });
  });

  it('what it shows comes from the hashed bytes, not from a column that was changed', async () => {
    await withAudit(async (changed) => {
      await changed.append({ subject: 'nl-1' });
      await changed.admin.query(`update audit.entry set subject = 'somebody else'`);
      const answer = await changed.ask(dutchAuditor, '{ auditEntry(index: 1) { subject } }');
      expect(answer.data?.auditEntry).toEqual({ subject: pseudonym('NL-CUSTOMS', 'nl-1') });
    });
  });
});

describe('filters', () => {
  it.each([
    [`{ subject: { eq: "${pseudonym('NL-CUSTOMS', 'nl-1')}" } }`, [1]],
    ['{ subjectName: { eq: "nl-1" } }', [1]],
    ['{ subjectName: { in: ["nl-2", "de-1", "abc"] } }', [3, 2]],
    ['{ justification: { eq: "SECRET-JUSTIFICATION" } }', [4, 3, 2, 1]],
    ['{ purpose: { eq: "CUSTOMS_CONTROL" } }', [2]],
    ['{ at: { gte: "2026-11-25T11:00:00Z", lt: "2026-11-25T13:00:00Z" } }', []],
    ['{ kind: { eq: REFUSED } }', [4, 3]],
    ['{ code: { in: ["FORBIDDEN"] }, agency: { eq: "DE-POLICE" } }', [3]],
    ['{ entity: { id: "person_two" } }', [2]],
    ['{ or: [{ entity: { id: "person_two" } }, { entity: { id: "person_secretsecret" } }] }', [3, 2, 1]],
    ['{ not: { entity: { id: "person_two" } } }', [4, 3, 1, 0]],
    ['{ caseReference: { eq: "NLC-2026-00001" } }', [2]],
    ['{ or: [{ entity: { id: "person_two" } }, { subjectName: { eq: "de-1" } }] }', [3, 2]],
    ['{ entity: { type: "Container", number: "csqu 305438-3" } }', [2]],
    ['{ entity: { type: "Vessel", number: "csqu 305438-3" } }', []],
    ['{ caseReference: { eq: "NLC-2026-00001", in: ["NLC-2026-00002"] } }', []],
  ])('%s', async (filter, expected) => {
    const answer = await source.ask(supervisor, `{ auditEntries(filter: ${filter}) { edges { node { index } } } }`);
    expect(answer.errors).toBeUndefined();
    expect(indices(answer)).toEqual(expected);
  });

  const ofPerson =
    '{ auditEntries(filter: { entity: { id: "person_two" } }) { edges { node { index subject purpose document literals variables caseReference justification disclosed { id originator categories } } } } }';

  it("a person's request opens to a data protection officer under a case who was shown the person, and no question", async () => {
    const { data, errors } = await source.ask(dutchOfficer, ofPerson);
    expect(errors).toBeUndefined();
    const said = { originator: 'DE-POLICE', categories: ['persons.identity'] };
    expect(data).toEqual({
      auditEntries: {
        edges: [
          {
            node: {
              ...{ index: 2, subject: pseudonym('NL-CUSTOMS', 'nl-2'), purpose: 'CUSTOMS_CONTROL' },
              ...{ document: null, literals: null, variables: null, caseReference: null, justification: null },
              disclosed: [
                { id: 'person_two', ...said },
                { id: 'person_three', ...said },
                { id: 'CSQU3054383', originator: null, categories: [] },
              ],
            },
          },
        ],
      },
    });
  });

  it('by the time at which entries were placed find those of that time', async () => {
    const { data } = await source.ask(supervisor, '{ auditEntries { edges { node { index at askedAt } } } }');
    const nodes = (
      data as { auditEntries: { edges: { node: { index: number; at: string; askedAt: string } }[] } }
    ).auditEntries.edges.map(({ node }) => node);
    expect(nodes.find(({ index }) => index === 2)?.askedAt).toBe('2026-11-25T12:00:00Z');
    const [from, to] = [2, 4].map((wanted) => nodes.find(({ index }) => index === wanted)?.at);
    const filter = `{ at: { gte: "${from}", lt: "${to}" } }`;
    const found = await source.ask(supervisor, `{ auditEntries(filter: ${filter}) { edges { node { index } } } }`);
    expect(indices(found)).toEqual([3, 2]);
  });

  it('by the name of who asked are refused to those who may not read it', async () => {
    const query = '{ auditEntries(filter: { subjectName: { eq: "nl-1" } }) { edges { node { index } } } }';
    expect(indices(await source.ask({ ...dutchAuditor, caseReference: null }, query))).toEqual([]);
    expect(indices(await source.ask(dutchAuditor, query))).toEqual([1]);
  });

  it.each([
    ['without a case', { ...dutchOfficer, caseReference: null }],
    ['of another agency', { ...dutchOfficer, agency: 'DE-POLICE' }],
    ['of an analyst', dutchAnalyst],
  ])('by entity find nothing for the request of a person %s', async (_name, asker) => {
    expect(indices(await source.ask(asker, ofPerson))).toEqual([]);
  });

  it('by case reference find nothing for the request of a person: the case is content of the question', async () => {
    const query = '{ auditEntries(filter: { caseReference: { eq: "NLC-2026-00001" } }) { edges { node { index } } } }';
    expect(indices(await source.ask(dutchOfficer, query))).toEqual([]);
    expect(indices(await source.ask(dutchAuditor, query))).toEqual([2]);
  });

  it('find by tokens of a key before a rotation', async () => {
    const previous = (name: string) => (name === 'blindIndex' ? [auditKeys.blindIndex] : []);
    await withAudit(
      async (rotated) => {
        await rotated.append({});
        const answer = await rotated.ask(
          dutchAuditor,
          '{ auditEntries(filter: { entity: { id: "person_secretsecret" } }) { edges { node { index } } } }',
        );
        expect(indices(answer)).toEqual([1]);
      },
      { ...auditKeys, blindIndex: Buffer.alloc(32, 77), previous },
    );
  });

  it('page with cursors, in both orders', async () => {
    const page = (after: string | null) =>
      source.ask(
        supervisor,
        'query($after: String) { auditEntries(first: 3, after: $after, sort: { field: AT }) { edges { cursor node { index } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    const first = await page(null);
    const { endCursor } = (first.data as { auditEntries: { pageInfo: { endCursor: string } } }).auditEntries.pageInfo;
    const second = await page(endCursor);
    expect(new Set([...indices(first), ...indices(second)])).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(second.data).toMatchObject({ auditEntries: { pageInfo: { hasNextPage: false } } });
  });
});

describe('proofs and checkpoints', () => {
  it('prove each entry against a signed head, from the bytes that the answer shows', async () => {
    const answer = await source.ask(
      supervisor,
      '{ auditEntries { edges { node { index leafHash leafInput inclusionProof { treeSize hashes root checkpoint } } } } }',
    );
    expect(answer.errors).toBeUndefined();
    const { edges } = (answer.data as { auditEntries: { edges: { node: Proven }[] } }).auditEntries;
    expect(edges).toHaveLength(5);
    for (const { node } of edges) {
      const { treeSize: size, hashes, root, checkpoint } = node.inclusionProof;
      const leaf = leafHash(Buffer.from(node.leafInput, 'base64'));
      expect(Buffer.from(leaf).toString('hex')).toBe(node.leafHash);
      const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');
      expect(
        verifyInclusion({ index: node.index, size, leaf, proof: hashes.map(fromHex), root: fromHex(root) }, primitives),
      ).toBe(true);
      const signed = openCheckpoint(checkpoint, originOf('main'), [auditKeys.checkpoint.publicKey]);
      expect(signed).toMatchObject({ size, root: fromHex(root) });
    }
  });

  it('take as many statements for many entries as for one', async () => {
    const statements = async (first: number) => {
      const answer = await source.ask(
        supervisor,
        `{ auditEntries(first: ${first}) { edges { node { inclusionProof { root } } } } }`,
      );
      return (answer.extensions as { manifest: { statements: number } }).manifest.statements;
    };
    // Why no more: the log holds 5, and a page that is not filled takes one statement more.
    expect(await statements(3)).toBe(await statements(1));
  });

  it('a signed head is for everybody who may ask at all', async () => {
    const answer = await source.ask(
      { agency: 'NL-CUSTOMS', role: 'ANALYST' },
      '{ auditCheckpoint { log size note at } }',
    );
    expect(answer.data?.auditCheckpoint).toMatchObject({ log: 'main', size: 5 });
  });
});

interface Proven {
  readonly index: number;
  readonly leafHash: string;
  readonly leafInput: string;
  readonly inclusionProof: {
    readonly treeSize: number;
    readonly hashes: string[];
    readonly root: string;
    readonly checkpoint: string;
  };
}
