import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workedSince } from '../../../../auditlog/verification/pacer.js';
import { bodiesOfPage } from '../../../../subgraphs/audit/seen/readSeen.js';
import { type AuditSource, openAudit } from '../ask.js';
import { agreement, ask, askSeen, held, look, pageOf } from './scene.js';

let source: AuditSource;
beforeAll(async () => {
  source = await openAudit();
  const own = (purpose: string, count: number) =>
    source.appendAll(Array.from({ length: count }, () => look('NL-CUSTOMS', purpose, [{}])));
  await own('CUSTOMS_CONTROL', 3);
  await own('RISK_ANALYSIS', bodiesOfPage - 1);
  await source.appendAll(Array.from({ length: 20 }, () => look('DE-POLICE', 'CRIMINAL_INVESTIGATION', [{}])));
});
afterAll(() => source.close());

const told = (page: ReturnType<typeof pageOf>) =>
  page?.rows.map(({ agency, purpose, times }) => [agency, purpose, times]);

describe('a page of who has seen the asked person', () => {
  it('opens 5,000 bodies of told looks at most, and the next one goes on where it ended', async () => {
    const first = pageOf(await askSeen(source));
    expect(told(first)).toEqual([
      ['NL-CUSTOMS', 'CUSTOMS_CONTROL', 1],
      ['NL-CUSTOMS', 'RISK_ANALYSIS', bodiesOfPage - 1],
      ['DE-POLICE', null, null],
    ]);
    expect(first?.looks).toBe(bodiesOfPage);
    const second = pageOf(await askSeen(source, { after: first?.next ?? 'none' }));
    expect(told(second)).toEqual([['NL-CUSTOMS', 'CUSTOMS_CONTROL', 2]]);
    expect(second).toMatchObject({ looks: 2, next: null });
  });

  it('never holds the thread for long', async () => {
    let [longest, isOver] = [0, false];
    const watching = (async () => {
      while (!isOver) {
        const used = process.cpuUsage();
        await setImmediate();
        longest = Math.max(longest, workedSince(used));
      }
    })();
    const answer = await askSeen(source);
    isOver = true;
    await watching;
    expect(pageOf(answer)?.looks).toBe(bodiesOfPage);
    expect(longest).toBeLessThan(50);
  });

  it('goes on only for the same question, and while the same agencies have agreed', async () => {
    const { next } = pageOf(await askSeen(source)) ?? {};
    expect(next).toEqual(expect.any(String));
    const codeOf = async (changes: Parameters<typeof askSeen>[1]) =>
      (await askSeen(source, { after: next ?? null, ...changes })).errors?.map(({ extensions }) => extensions.code);
    expect(await codeOf({ ids: [held.person] })).toEqual(['CURSOR_INVALID']);
    expect(await codeOf({ request: 'another' })).toEqual(['CURSOR_INVALID']);
    expect(await codeOf({})).toBeUndefined();
    await source.appendAll([ask(), agreement('DE-POLICE')]);
    expect(await codeOf({})).toEqual(['CURSOR_INVALID']);
  });
});
