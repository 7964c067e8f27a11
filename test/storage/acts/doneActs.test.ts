import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from '@jest/globals';
import { openActList } from '../../../storage/acts/actList.js';
import { countDone, findBehind, type Places } from '../../../storage/acts/doneActs.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* A deployment over two databases. */
const [one, other] = [await ownTestDatabase(), await ownTestDatabase()];
const heads = mkdtempSync(join(tmpdir(), 'portcullis-done-'));
const list = openActList(heads, new Uint8Array(32).fill(7));
const places: Places = new Map([
  [one.adminUrl, ['cargo', 'audit']],
  [other.adminUrl, ['persons']],
]);
const putBack = (text: string) => withAdmin(other.adminUrl, (admin) => admin.query(text));

beforeEach(() => countDone(places, list, true));

it('are as many in each database as beside the list, and none is behind', async () => {
  await Promise.all([countDone(places, list), countDone(places, list)]);
  expect(await findBehind(places, list)).toBeNull();
});

it('are fewer in a database that was put back, and all acts since its last count are to be done again', async () => {
  const before = await list.position();
  await list.append([{ kind: 'PURGE', asOf: '2026-12-01T00:00:00.000Z', quarantineDays: null }]);
  await countDone(places, list);
  await putBack(`update storage.done_acts set times = times - 1, position = '${before}'`);
  expect(await findBehind(places, list)).toEqual({ schemas: ['persons'], since: before });
  await putBack('drop table storage.done_acts');
  expect(await findBehind(places, list)).toEqual({ schemas: ['persons'], since: null });
  await withAdmin(one.adminUrl, (admin) => admin.query('update storage.done_acts set times = times - 1'));
  expect(await findBehind(places, list)).toEqual({ schemas: ['cargo', 'audit', 'persons'], since: null });
  expect([...list.since(null)]).toHaveLength(1);
});

it('hide nothing where a process that still runs goes on counting, until the later ones are done again', async () => {
  await putBack('update storage.done_acts set times = times - 1');
  for (let time = 0; time < 3; time += 1) await countDone(places, list);
  expect(await findBehind(places, list)).toMatchObject({ schemas: ['persons'] });
  await countDone(places, list, true);
  expect(await findBehind(places, list)).toBeNull();
});

it('are not believed where their file was changed', () => {
  writeFileSync(join(heads, 'acts', 'done'), JSON.stringify({ cargo: 0, sum: 'x' }));
  expect(() => list.done()).toThrow(expect.objectContaining({ code: 'ACTS_DAMAGED' }));
  rmSync(join(heads, 'acts', 'done'));
});
