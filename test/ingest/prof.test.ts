import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';
import { createTestDatabase } from '../support/postgres.js';

it('x', async () => {
  const database = await createTestDatabase();
  const r = spawnSync(
    process.execPath,
    ['--cpu-prof', '--cpu-prof-dir=/tmp/lead/prof', '/tmp/lead/prof.mjs', database.ingestUrl],
    { encoding: 'utf8' },
  );
  console.log(r.stdout, r.stderr);
  await database.close();
}, 200000);
