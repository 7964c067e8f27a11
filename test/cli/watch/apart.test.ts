import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Settings } from '../../../cli/config.js';
import { ownWithin } from '../../../cli/watch/apart.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';

const { path: data, remove } = temporaryDataDirectory();
const above = dirname(data);
const settings = { data } as Settings;
afterAll(remove);

test.each([
  ['around the data directory', above],
  ['the data directory', data],
  ['the database', join(data, 'database')],
  ['within the keys', join(data, 'keys', 'new')],
  ['the heads of the log', join(data, 'heads')],
])('a folder that is watched is none of our own: %s', (_, folder) => {
  expect(ownWithin(folder, settings)).toContain(data);
});

test('a folder beside them may be watched, in the data directory too', () => {
  for (const folder of [join(above, 'inbox'), join(data, 'inbox'), join(data, 'database-files')])
    expect(ownWithin(folder, settings)).toBeUndefined();
  expect(ownWithin(join(above, 'inbox'), { data, keys: join(above, 'inbox', 'keys') } as Settings)).toContain('keys');
});

test('a link to them is followed', () => {
  mkdirSync(join(above, 'links'));
  mkdirSync(join(data, 'keys'), { recursive: true });
  symlinkSync(data, join(above, 'links', 'inbox'));
  expect(ownWithin(join(above, 'links', 'inbox'), settings)).toContain(data);
});

test('portcullis ingest --watch refuses the folder in which its data lies: it moved database and keys away as a delivery that failed', async () => {
  const watch = runCommand(['ingest', '--watch', above, '--originator', 'EU-ANALYSIS', '--data', data, '--once']);
  expect(await watch.ended).toBe(1);
  expect(watch.err()).toContain('watch another folder');
  expect([existsSync(join(data, 'keys')), existsSync(join(above, 'failed'))]).toEqual([true, false]);
});
