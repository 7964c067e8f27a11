import { describe, expect, it } from '@jest/globals';
import type { Asker } from '../../support/deployment.js';
import { breakFrom, holdPart, investigator, linesOf, openExports, postExport, takeAll } from './exporting.js';

const { log, deployment } = await openExports();

const own: Asker = { ...investigator, subject: 'takes-along' };
const query = '{ seizures(first: 20) { edges { node { seizedAt } } } }';

async function receiptOf(id: string | null, by: Asker | null) {
  const headers = by ? await deployment.headersOf(by) : {};
  const response = await fetch(deployment.url.replace('/graphql', `/export/${id}/receipt`), { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the receipt of an export', () => {
  it('says to its viewer what the trailer of the file says, and where the log has it', async () => {
    const response = await postExport(deployment, own, query);
    const id = response.headers.get('export-id');
    const { trailer } = linesOf((await takeAll(response)).bytes).at(-1);
    const { status, body } = await receiptOf(id, own);
    expect(status).toBe(200);
    expect(body).toEqual({
      export: id,
      status: 'WHOLE',
      code: 'OK',
      format: 'jsonl',
      parts: expect.any(Number),
      ...trailer,
    });
  });

  it('is nobody else’s: to another officer, another agency and a stranger it is as if there were none', async () => {
    const response = await postExport(deployment, own, query);
    const id = response.headers.get('export-id');
    await takeAll(response);
    const missing = await receiptOf('00000000-0000-4000-8000-000000000000', own);
    expect(missing).toEqual({ status: 404, body: { status: 'not found' } });
    expect(await receiptOf(id, { ...own, subject: 'somebody-else' })).toEqual(missing);
    expect(await receiptOf(id, { ...own, agency: 'NL-CUSTOMS' })).toEqual(missing);
    expect(await receiptOf(id, null)).toMatchObject({ status: 401, body: { status: 'UNAUTHENTICATED' } });
  });

  it('is of exports alone, not of any request of the same viewer', async () => {
    const { body } = await deployment.ask(own, query);
    expect((await receiptOf(body.extensions.requestId, own)).status).toBe(404);
    expect((await receiptOf('%27', own)).status).toBe(404);
  });

  it('says that it is under way, and why it was broken off, after how much', async () => {
    const held = holdPart(log, 1);
    const response = await postExport(deployment, own, query);
    const id = response.headers.get('export-id');
    await held.reached;
    expect((await receiptOf(id, own)).body).toMatchObject({ status: 'UNDER_WAY', format: 'jsonl' });
    breakFrom(log, 'EXPORT_PART', 0);
    held.go();
    await takeAll(response);
    log.reset();
    const gone = new AbortController();
    const holding = holdPart(log, 2);
    const second = await postExport(deployment, own, query, { signal: gone.signal });
    await holding.reached;
    gone.abort();
    holding.go();
    for (let tries = 0; tries < 200 && !log.kinds().includes('ABORTED'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const { body } = await receiptOf(second.headers.get('export-id'), own);
    expect(body).toMatchObject({ status: 'ABORTED', code: 'CLIENT_CLOSED' });
    expect(body).not.toHaveProperty('sha256');
  });
});
