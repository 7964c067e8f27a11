import { describe, expect, test } from '@jest/globals';
import { openPool } from '../../auditlog/support/openTestLog.js';
import { forge, forgeries, readEntries } from '../../auditlog/verification/forge.js';
import { openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* A running gateway whose log is forged by a superuser of the database, who ends its connection. */
const deployment = closedAfter(await openTestDeployment());
const admin = closedAfter(openPool(deployment.adminUrl));
const { rows } = await admin.query('select distinct log from audit.entry');
const logId: string = rows[0]?.log;

const asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;
const ask = () => deployment.ask(asker, '{ consignments(first: 1) { edges { node { id } } } }');
const probe = async (path: string): Promise<number> => (await fetch(new URL(path, deployment.url))).status;

describe('a gateway whose log was forged', () => {
  test('answers no more, signs nothing and is not ready, and does not find out of it by itself', async () => {
    for (let i = 0; i < 4; i += 1) expect((await ask()).status).toBe(200);
    const cut = forgeries['an entry cut out, the rest shifted'];
    const entries = await readEntries(admin, logId);
    await forge(admin, logId, cut?.(entries, () => 2) ?? [], { checkpoints: true, cutOff: true, leases: false });
    for (let i = 0; i < 3; i += 1) {
      const { status, body } = await ask();
      expect([status, body.data, body.errors[0].extensions.code]).toEqual([503, undefined, 'AUDIT_FORKED']);
      // Heads and paths are the operator's.
      expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{64}|Committed:/);
    }
    expect([await probe('/readyz'), await probe('/livez')]).toEqual([503, 200]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { rows } = await admin.query('select note from audit.checkpoint where log = $1', [logId]);
    expect(rows).toEqual([]);
    expect((await ask()).status).toBe(503);
  });
});
