import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { mintLocalToken } from '../../../gateway/identity/localIssuer.js';
import { createAccessLog } from '../../../gateway/server/accessLog.js';
import { breakFrom, holdPart, investigator, linesOf, openExports, postExport, takeAll } from './exporting.js';

let failing: string | null = null;
const said: Record<string, unknown>[] = [];
const accessLog = createAccessLog(
  { accessLog: true },
  pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line)) }),
);
const { log, deployment } = await openExports({
  offers: () => ({ observer: { planned: () => undefined, pageRead: () => undefined, answered: accessLog } }),
  settings: { objectsPerMinute: 1350, exportLimitMs: 10_000 },
  watch: (source, database) =>
    new Proxy(database, {
      get: (target, name) => {
        if (name === 'rows' && failing === source) return async () => Promise.reject(new Error('away'));
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
});
afterEach(() => {
  failing = null;
});

const consignments = '{ consignments(first: 100) { edges { node { mrn } } } }';
const withSeizures =
  '{ consignments(first: 10) { edges { node { mrn seizures(first: 1) { edges { node { seizure { id } } } } } } } }';

describe('an export', () => {
  it('is charged as its pages in the budget of its viewer, waits where that is used up, and ends with its own limit', async () => {
    const own = { ...investigator, subject: 'spends' };
    const response = await postExport(deployment, own, consignments);
    const { bytes, isCut } = await takeAll(response);
    // 300 objects a page of 1,350, 22 more a second: four pages at once, the fifth after 7 s. Then a page is there again after 13 s.
    const rows = linesOf(bytes).filter(({ record }) => record);
    expect(rows.length).toBeGreaterThanOrEqual(500);
    expect(isCut).toBe(true);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code: 'EXPORT_TIMED_OUT' });
    const next = await postExport(deployment, own, consignments);
    expect([next.status, next.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    const page = '{ consignments(first: 100) { edges { node { mrn handling { originator } provenance { line } } } } }';
    expect((await deployment.ask(own, page)).status).toBe(429);
  });

  it('is no file where a source does not answer: a null of it would be read as nothing', async () => {
    failing = 'seizures';
    const response = await postExport(deployment, investigator, withSeizures);
    const body = (await response.json()) as { readonly errors: readonly { readonly extensions: object }[] };
    expect(response.status).toBe(503);
    expect(body.errors[0]?.extensions).toMatchObject({ code: 'EXPORT_INCOMPLETE', source: 'seizures' });
    expect(log.kinds()).toEqual(['INTENT', 'REFUSED']);
    expect(new Set(log.entries.map(({ header }) => header.requestId)).size).toBe(1);
  });

  it('has in its access line how long its pages waited for each source, whole or not, and nothing of them in its entry', async () => {
    await takeAll(await postExport(deployment, investigator, '{ seizures(first: 50) { edges { node { id } } } }'));
    expect(said.at(-1)).toMatchObject({ handler: 'export', code: 'OK', sources: { seizures: expect.any(Number) } });
    expect(log.entries.at(-1)?.body.sources).toEqual([]);
    const held = holdPart(log, 1);
    const response = await postExport(deployment, investigator, withSeizures);
    await held.reached;
    failing = 'seizures';
    held.go();
    await takeAll(response);
    expect(said.at(-1)).toMatchObject({ code: 'EXPORT_INCOMPLETE', sources: { cargo: expect.any(Number) } });
  });

  it('ends where a source stops to answer', async () => {
    const held = holdPart(log, 1);
    const response = await postExport(deployment, investigator, withSeizures);
    await held.reached;
    failing = 'seizures';
    held.go();
    const { bytes, isCut } = await takeAll(response);
    expect([linesOf(bytes).filter(({ record }) => record).length, isCut]).toEqual([20, true]);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code: 'EXPORT_INCOMPLETE' });
  });

  it('ends with the token', async () => {
    const claims = { agency: 'DE-POLICE', role: 'INVESTIGATOR', subject: 'expires', clearance: 'PUBLIC' } as const;
    const token = await mintLocalToken({ ...claims, ttlSeconds: 1 }, deployment.parts.localKey);
    const held = holdPart(log, 1);
    const headers = { authorization: `Bearer ${token}` };
    const response = await postExport(deployment, investigator, withSeizures, { headers });
    await held.reached;
    await sleep(7_000);
    held.go();
    const { isCut } = await takeAll(response);
    expect(isCut).toBe(true);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code: 'UNAUTHENTICATED', agency: 'DE-POLICE' });
    expect(log.entries.at(-1)?.body.exported).toMatchObject({ parts: 2, rows: 20 });
  });

  it('gives its place back where it was refused', async () => {
    const own = { ...investigator, subject: 'twice' };
    breakFrom(log, 'INTENT', 0);
    expect((await postExport(deployment, own, withSeizures)).status).toBe(503);
    log.reset();
    const again = await postExport(deployment, own, withSeizures);
    expect(again.status).toBe(200);
    // Why not taken: its budget would hold it until the limit.
    await again.body?.cancel();
    for (let i = 0; i < 500 && log.kinds().at(-1) !== 'ABORTED'; i += 1) await sleep(20);
    expect(log.kinds().at(-1)).toBe('ABORTED');
  });
});
