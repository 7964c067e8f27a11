import { mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { archiveDelivery } from '../../../cli/watch/archiveDelivery.js';
import { makeFolder } from '../../ingest/support/samples.js';

it('shows a report only once it is whole: a feed that waits for its name read half of one', async () => {
  const path = makeFolder();
  const inside = { done: join(path, 'done'), failed: join(path, 'failed'), taken: join(path, '.taken') };
  for (const own of Object.values(inside)) mkdirSync(own);
  const seen: string[] = [];
  const watcher = watch(inside.failed, (_, name) => {
    if (name && /\.report\.(json|txt)$/.test(name)) seen.push(readFileSync(join(inside.failed, name), 'utf8'));
  });
  try {
    for (let number = 0; number < 20; number += 1) {
      const name = `${number}.csv`;
      writeFileSync(join(inside.taken, name), 'exemplar');
      const error = { code: 'BAD_USER_INPUT', message: 'x'.repeat(100_000), hint: null };
      await archiveDelivery(
        { path, ...inside, release: () => undefined },
        { name } as never,
        {
          outcome: 'FAILED',
          error,
        } as never,
      );
    }
    for (let tries = 0; tries < 200 && seen.length < 40; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  } finally {
    watcher.close();
  }
  expect(seen.length).toBeGreaterThanOrEqual(40);
  expect(seen.filter((text) => text.length < 100_000)).toEqual([]);
  expect(readdirSync(inside.failed)).toHaveLength(60);
});
