import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LogQuery } from '../../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../../auditlog/store/reader.js';
import { destroyTokens } from '../../../../auditlog/store/retention/erase.js';
import { stripEntries } from '../../../../auditlog/store/retention/expire.js';
import { bodiesOfPage } from '../../../../subgraphs/audit/seen/readSeen.js';
import type { Recipient } from '../../../../subject/answer.js';
import { mergeRows } from '../../../../subject/pages.js';
import { keyStoreBeside } from '../../../auditlog/support/keyStore.js';
import { auditKeys } from '../../../auditlog/support/samples.js';
import { takeKey } from '../../../auditlog/support/treeKeys.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';
import { turnsOf } from '../../../support/waiting/turns.js';
import { openAudit } from '../ask.js';
import { agreement, ask, askSeen, held, look, pageOf } from './scene.js';

const source = closedAfter(await openAudit());
beforeAll(async () => {
  const own = (purpose: string, count: number) =>
    source.appendAll(Array.from({ length: count }, () => look('NL-CUSTOMS', purpose, [{}])));
  await own('CUSTOMS_CONTROL', 7);
  await own('RISK_ANALYSIS', bodiesOfPage - 1);
  await source.appendAll(Array.from({ length: 20 }, () => look('DE-POLICE', 'CRIMINAL_INVESTIGATION', [{}])));
});

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
    expect(told(second)).toEqual([['NL-CUSTOMS', 'CUSTOMS_CONTROL', 6]]);
    expect(second).toMatchObject({ looks: 6, next: null });
  });

  it('never holds the thread for long', async () => {
    // Garbage is collected when it will, so the quickest of three counts.
    let quickest = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && quickest >= 50; attempt += 1) {
      const { longest } = await turnsOf(async () => {
        expect(pageOf(await askSeen(source))?.looks).toBe(bodiesOfPage);
      });
      quickest = Math.min(quickest, longest);
    }
    expect(quickest).toBeLessThan(50);
  });

  it('counts each look once, and none that is gone: one month over two pages, while others arrive, are erased and expire', async () => {
    const countOf = async (isThere: (index: number) => boolean) => {
      const keys = { ...auditKeys, store: keyStoreBeside(source.keysUrl) };
      const reader = createAuditReader(source.admin as never, 'main', keys);
      const { entries } = await reader.search({ agencies: ['NL-CUSTOMS'], limit: 10_000 });
      const own = entries.filter(({ index }) => isThere(index));
      const times = new Map<string, number>();
      for (const { header, body } of own)
        if (body?.disclosed.some(({ ids }) => ids.includes(held.person)))
          times.set(`${header.purpose}`, (times.get(`${header.purpose}`) ?? 0) + 1);
      return [...times].sort().map(([purpose, count]) => ['NL-CUSTOMS', purpose, count]);
    };
    const first = pageOf(await askSeen(source));
    const size = 1 + 7 + (bodiesOfPage - 1) + 20;
    expect((await countOf(() => true)).map(([, , count]) => count)).toEqual([7, bodiesOfPage - 1]);
    await source.appendAll([
      ...Array.from({ length: 3 }, () => look('NL-CUSTOMS', 'CUSTOMS_CONTROL', [{}])),
      look('BE-CUSTOMS', 'RISK_ANALYSIS', [{}]),
    ]);
    // All of the second page.
    await takeKey(source.admin, 'main', 1);
    await destroyTokens(source.admin as LogQuery, 'main', [{ from: 2, to: 2 }]);
    await stripEntries(source.admin as LogQuery, 'main', [{ from: 3, to: 3 }]);
    const second = pageOf(await askSeen(source, { after: first?.next ?? 'none' }));
    const rows = mergeRows([...(first?.rows ?? []), ...(second?.rows ?? [])] as unknown as Recipient[]);
    const own = rows.flatMap(({ agency, purpose, times }) =>
      agency === 'NL-CUSTOMS' ? [[agency, purpose, times]] : [],
    );
    expect(own).toEqual(await countOf((index) => index < size && ![1, 2, 3].includes(index)));
    expect((first?.looks ?? 0) + (second?.looks ?? 0)).toBe(bodiesOfPage + 3);
    expect(rows.map(({ agency }) => agency)).toEqual(['NL-CUSTOMS', 'NL-CUSTOMS', 'DE-POLICE']);
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
