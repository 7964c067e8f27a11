import { beforeAll, describe, expect, it } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { dutchAuditor, openAudit, supervisor, withAudit } from './ask.js';

const several = closedAfter(await openAudit());

describe('where several workers write', () => {
  beforeAll(async () => {
    await several.append({ at: '2026-11-25T10:00:00.000Z' });
    await several.appendTo('main.w1', { at: '2026-11-25T11:00:00.000Z' });
    await several.append({ at: '2026-11-25T12:00:00.000Z' });
    await several.checkpoint();
  });
  const places = '{ auditEntries { edges { node { log index } } } }';

  it('entries of all logs are listed, newest first', async () => {
    const { data } = await several.ask(dutchAuditor, places);
    const { edges } = (data as { auditEntries: { edges: { node: unknown }[] } }).auditEntries;
    expect(edges.map(({ node }) => node)).toEqual([
      { log: 'main', index: 2 },
      { log: 'main.w1', index: 1 },
      { log: 'main', index: 1 },
    ]);
  });

  it('an entry is found by the log and index of its receipt, and proven', async () => {
    const { data } = await several.ask(
      dutchAuditor,
      '{ auditEntry(log: "main.w1", index: 1) { log inclusionProof { treeSize } } }',
    );
    expect(data).toEqual({ auditEntry: { log: 'main.w1', inclusionProof: { treeSize: 2 } } });
  });

  it.each(['{ auditEntry(index: 0) { log } }', '{ auditCheckpoint { log } }'])(
    'a question that names no log is refused: %s',
    async (query) => {
      const { errors } = await several.ask(dutchAuditor, query);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('a log of operators is none out of which answers come: one other log need not be named', async () => {
    await withAudit(async (one) => {
      await one.append({});
      await one.appendTo('main.cli', {});
      const { data, errors } = await one.ask(dutchAuditor, '{ auditEntry(index: 1) { log } }');
      expect([data, errors]).toEqual([{ auditEntry: { log: 'main' } }, undefined]);
    });
  });

  it('a page goes on where an agency looked for the first time: its cursor was bound to the tokens of those that had looked', async () => {
    const query = `query($after: String) { auditEntries(first: 1, after: $after, filter: { entity: { id: "person_secretsecret" } }) {
      edges { cursor node { index } } } }`;
    await withAudit(async (one) => {
      const page = async (after: string | null) => {
        const { data, errors } = await one.ask(supervisor, query, { after });
        expect(errors).toBeUndefined();
        return (data as { auditEntries: { edges: { cursor: string; node: unknown }[] } }).auditEntries.edges[0];
      };
      for (const _ of [1, 2]) await one.append({ agency: 'NL-CUSTOMS' });
      const newest = await page(null);
      expect(newest?.node).toEqual({ index: 2 });
      await one.append({ agency: 'DE-POLICE' });
      expect((await page(newest?.cursor ?? null))?.node).toEqual({ index: 1 });
      expect((await page(null))?.node).toEqual({ index: 3 });
    });
  });

  it('tokens are made of the agencies that an auditor may see entries of, and looked for once: 1,441 were, twice, for one agency', async () => {
    const query = '{ auditEntries(filter: { entity: { id: "person_secretsecret" } }) { edges { node { agency } } } }';
    await withAudit(async (one) => {
      for (const agency of ['NL-CUSTOMS', 'DE-POLICE', 'BE-CUSTOMS']) await one.append({ agency });
      const { data } = await one.ask(dutchAuditor, query);
      expect(data).toEqual({ auditEntries: { edges: [{ node: { agency: 'NL-CUSTOMS' } }] } });
      // One of the month for each amount that may have been told.
      expect(one.takeTokenCounts()).toEqual([3]);
      const all = (await one.ask(supervisor, query)).data as { auditEntries: { edges: object[] } };
      expect(all.auditEntries.edges).toHaveLength(3);
      // That of the entry without an agency, by which the log was opened, too.
      expect(one.takeTokenCounts()).toEqual([3 * 4]);
    });
  });

  it('the signed heads of all logs are given', async () => {
    const { data } = await several.ask(dutchAuditor, '{ auditCheckpoints { log size note at } }');
    const note = expect.stringContaining('portcullis.example/main');
    const at = expect.stringMatching(/Z$/);
    expect(data?.auditCheckpoints).toEqual([
      { log: 'main', size: 3, note, at },
      { log: 'main.w1', size: 2, note, at },
    ]);
  });
});
