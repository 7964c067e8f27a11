import { expect, it } from '@jest/globals';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { stripEntries } from '../../../auditlog/store/retention/expire.js';
import { dutchAuditor, supervisor, withAudit } from './ask.js';

const list = '{ auditEntries { edges { node { index agency } } } }';

it("an entry that expired has its day, leaf and proof, and is the supervisor's alone: whose it was is not known", async () => {
  await withAudit(async (expiring) => {
    await expiring.append({ subject: 'nl-1' });
    await stripEntries(expiring.admin as LogQuery, 'main', [{ from: 1, to: 1 }]);
    const query =
      '{ auditEntry(index: 1) { kind at subject erased document retention count leafInput inclusionProof { treeSize } } }';
    const answer = await expiring.ask(supervisor, query);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.auditEntry).toEqual({
      ...{
        kind: 'EXPIRED',
        at: expect.stringMatching(/T00:00:00Z$/),
        erased: true,
        inclusionProof: { treeSize: 2 },
      },
      ...{ subject: null, document: null, retention: null, count: null, leafInput: expect.stringMatching(/^Ag/) },
    });
    expect((await expiring.ask(dutchAuditor, query)).data?.auditEntry).toBeNull();
    expect(JSON.stringify((await expiring.ask(supervisor, list)).data)).toContain('"index":1');
  });
});
