import { Agent, request } from 'node:http';
import { expect, test } from '@jest/globals';
import { closedAfter } from '../support/runner/closedAfter.js';
import { startHarness } from './support/harness.js';

/*
 * A gateway whose successor listens already: nothing that comes on its connections is turned away.
 */
let open = closedAfter(await startHarness());
const authorization = `Bearer ${await open.token()}`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
closedAfter({ close: () => agent.destroy() });

/** Status, `Connection` and body of an operation, or of a probe, on the one kept connection. */
async function call(path: string, query?: string): Promise<[number, string | undefined, string]> {
  return await new Promise((resolve, reject) => {
    const headers = { authorization, 'query-purpose': 'CUSTOMS_CONTROL', 'content-type': 'application/json' };
    const method = query ? 'POST' : 'GET';
    const sent = request(new URL(path, open.url), { method, agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, response.headers.connection, text]));
    });
    sent.on('error', reject);
    sent.end(query && JSON.stringify({ query }));
  });
}

test('while it drains, requests on open connections are answered and the connection closed; no new one is taken', async () => {
  expect((await call('/graphql', '{ ships { name } }'))[1]).toBe('keep-alive');
  const drained = open.drain();
  await expect(fetch(open.url)).rejects.toThrow();
  const [status, connection, text] = await call('/graphql', '{ slow(ms: 300) ships { name } }');
  expect([status, connection]).toEqual([200, 'close']);
  expect(JSON.parse(text).data.slow).toBe('done');
  await drained;
  await expect(call('/readyz')).rejects.toThrow();
});

test('a probe on an open connection is told that all is well, and to close', async () => {
  const other = await startHarness();
  const previous = open;
  open = other;
  await call('/livez');
  const drained = other.drain();
  expect(await call('/readyz')).toEqual([200, 'close', expect.stringContaining('"status":"ok"')]);
  await drained;
  await other.close();
  open = previous;
});
