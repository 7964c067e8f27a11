import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ownPlaces } from '../../../gateway/export/places.js';
import { type Harness, startHarness } from '../support/harness.js';

/* Sixty refusals a minute have an entry each, and one more for each second. */
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    permissive: false,
    settings: { refusalsPerMinute: 60 },
    logFiles: { files: { read: async () => null }, readers: [] },
    exports: { places: ownPlaces(), logged: { find: async () => null } },
  });
});
afterAll(async () => await harness?.close());
beforeEach(() => {
  harness.log.entries.length = 0;
  harness.log.refused.length = 0;
});

const invalid = (number: number): string => `{ nothing${number} }`;
const valid = '{ ships(first: 1) { name } }';
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends so many invalid documents, twenty at once. @returns how often each status was answered */
async function flood(subject: string, times: number): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  for (let from = 0; from < times; from += 20) {
    const part = Array.from({ length: 20 }, (_, at) => harness.ask(invalid(from + at), { claims: { subject } }));
    for (const { status } of await Promise.all(part)) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

/** Asks as a viewer whose refusals are used up: again where one came back before the question did. */
async function askRefused<Answer extends { readonly status: number }>(
  subject: string,
  ask: () => Promise<Answer>,
  tries = 5,
): Promise<Answer> {
  await flood(subject, 80);
  const answer = await ask();
  return answer.status === 429 || tries === 1 ? answer : await askRefused(subject, ask, tries - 1);
}

describe('a viewer who is refused too often', () => {
  it('leaves an entry of each refusal up to his budget, and the others counted: no refusal is without a trace', async () => {
    const begun = performance.now();
    const statuses = await flood('floods', 400);
    const most = 60 + Math.ceil((performance.now() - begun) / 1000);
    const { entries, refused } = harness.log;
    expect(entries.length).toBeLessThanOrEqual(most);
    expect(entries.length + refused.length).toBe(400);
    expect(statuses).toEqual({ 400: entries.length, 429: refused.length });
    expect(refused.every(({ code }) => code === 'RATE_LIMITED')).toBe(true);
    expect(refused[0]?.party).toEqual({
      ...{ subject: 'floods', agency: 'NL-CUSTOMS', agencyKind: 'CUSTOMS_MS', role: 'ANALYST' },
    });
  });

  it('waits before anything of a request is read, is told for how long, and reads again afterwards', async () => {
    let before = 0;
    const refused = await askRefused('waits', () => {
      before = harness.sources.ships.asked.length;
      return harness.ask(valid, { claims: { subject: 'waits' } });
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(refused.body.errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
    expect(harness.sources.ships.asked.length).toBe(before);
    await wait(1_100);
    const shown = await harness.ask(valid, { claims: { subject: 'waits' } });
    expect([shown.status, harness.log.entries.at(-1)?.header.kind]).toEqual([200, 'OUTCOME']);
  });

  it('leaves a trace, and is told for how long, where files of the log and receipts are asked too', async () => {
    const authorization = `Bearer ${await harness.token({ subject: 'wanders' })}`;
    for (const path of ['/log/main/checkpoint', `/export/${'0'.repeat(36)}/receipt`]) {
      const { status, headers } = await askRefused('wanders', () => {
        harness.log.refused.length = 0;
        return fetch(new URL(path, harness.url), { headers: { authorization } });
      });
      expect([status, headers.get('retry-after'), headers.get('www-authenticate')]).toEqual([429, '1', null]);
      expect(harness.log.refused).toEqual([
        { code: 'RATE_LIMITED', party: expect.objectContaining({ subject: 'wanders' }) },
      ]);
    }
    const stranger = await fetch(new URL('/log/main/checkpoint', harness.url));
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="portcullis"']);
  });

  it('takes nothing from another viewer, who is served meanwhile', async () => {
    const [statuses, answers] = await Promise.all([
      flood('takes', 200),
      Promise.all(Array.from({ length: 20 }, () => harness.ask(valid, { claims: { subject: 'other' } }))),
    ]);
    expect(statuses[429]).toBeGreaterThan(100);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });

  it('has an entry that ends each intent, however many others were refused', async () => {
    const hangUp = new AbortController();
    harness.sources.ships.answer = async () => {
      await flood('intends', 80);
      hangUp.abort();
      return await new Promise(() => undefined);
    };
    const change = 'mutation { rename(id: "s1", name: "x") { name } }';
    const asking = harness.ask(change, { claims: { subject: 'intends' }, signal: hangUp.signal });
    await expect(asking).rejects.toThrow();
    harness.restore();
    const { entries } = harness.log;
    const intent = entries.find(({ header }) => header.kind === 'INTENT');
    const own = () => entries.filter(({ header }) => header.requestId === intent?.header.requestId);
    for (let i = 0; i < 100 && own().length < 2; i += 1) await wait(20);
    expect(own().map(({ header }) => `${header.kind} ${header.code}`)).toEqual(['INTENT OK', 'REFUSED CLIENT_CLOSED']);
  });
});
