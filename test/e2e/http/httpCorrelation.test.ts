import { describe, expect, test } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const open = closedAfter(await openTestDeployment());

describe("a client's X-Request-Id", () => {
  test('sent a thousand times comes back a thousand times, and is the id of none of a thousand entries', async () => {
    const stated = '0191f2f4-0000-7000-8000-000000000001';
    const headers = {
      ...(await open.headersOf({ agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' })),
      'content-type': 'application/json',
      'x-request-id': stated,
    };
    const body = JSON.stringify({ query: '{ viewer { agency { id } } }' });
    const ids = new Set<string>();
    const client = async (): Promise<void> => {
      for (let count = 0; count < 40; count += 1) {
        const response = await fetch(open.url, { method: 'POST', headers, body });
        const { extensions } = (await response.json()) as { extensions: { requestId: string } };
        expect([response.status, response.headers.get('x-request-id')]).toEqual([200, stated]);
        ids.add(extensions.requestId);
      }
    };
    await Promise.all(Array.from({ length: 25 }, client));
    expect(ids.size).toBe(1_000);
    const entries = await withAdmin(open.adminUrl, async (admin) => {
      const { rows } = await admin.query(`select request_id as id from audit.entry where kind = 'OUTCOME'`);
      return rows.map(({ id }) => String(id));
    });
    expect(entries).toHaveLength(1_000);
    expect(entries.filter((id) => !ids.has(id) || id === stated)).toEqual([]);
  });
});
