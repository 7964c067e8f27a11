import { describe, expect, test } from '@jest/globals';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { createReviver } from '../../../storage/embedded/reviver.js';
import { StorageError } from '../../../storage/storageError.js';

const layout = dataLayout('/srv/portcullis');
const alive = new AbortController().signal;

function reviver(start: () => Promise<void>, tries: number) {
  const said: string[] = [];
  const log = { info: (text: string) => said.push(text), error: (_: object, text: string) => said.push(text) };
  const pauseAfter = (ends: readonly number[]) => (ends.length > tries ? null : 0);
  return { said, revive: createReviver({ layout, log, start, pauseAfter }) };
}

describe('a server that is gone', () => {
  test('is started, and says so once when it ends and once when it runs again', async () => {
    let starts = 0;
    const { said, revive } = reviver(async () => {
      starts += 1;
    }, 5);
    await revive(alive);
    expect(starts).toBe(1);
    expect(said).toEqual([
      'the embedded PostgreSQL has ended; it is started again',
      'the embedded PostgreSQL runs again',
    ]);
  });

  test('that does not start is given up after so many tries, with the reason of the last', async () => {
    const broken = new StorageError('DATABASE_START_FAILED', 'A setting is unknown.', 'See its log.');
    const { said, revive } = reviver(() => Promise.reject(broken), 3);
    for (let tries = 0; tries < 3; tries += 1) await revive(alive);
    await expect(revive(alive)).rejects.toBe(broken);
    expect(said).toHaveLength(3);
    expect(said[2]).toContain('A setting is unknown.');
  });

  test('on a disk that is full is tried for as long as that takes, and says so once: half a minute ended the process', async () => {
    const full = new StorageError('DISK_FULL', 'No space is left.', 'Free some space.');
    let room = 4;
    const { said, revive } = reviver(async () => {
      room -= 1;
      if (room > 0) throw full;
    }, 1);
    for (let tries = 0; tries < 4; tries += 1) await revive(alive);
    expect(said.map((line) => line.replace(/: .*/, ''))).toEqual([
      'the embedded PostgreSQL has ended; it is started again',
      'the embedded PostgreSQL did not start',
      'the embedded PostgreSQL runs again',
    ]);
  });

  test('that starts and ends, again and again, is given up too', async () => {
    const { revive } = reviver(async () => undefined, 3);
    for (let tries = 0; tries < 3; tries += 1) await revive(alive);
    await expect(revive(alive)).rejects.toMatchObject({ code: 'DATABASE_START_FAILED', hint: `See ${layout.log}.` });
  });

  test('is not started for one that is closing', async () => {
    const { said, revive } = reviver(() => Promise.reject(new Error('started')), 3);
    await revive(AbortSignal.abort());
    expect(said).toHaveLength(1);
  });
});
