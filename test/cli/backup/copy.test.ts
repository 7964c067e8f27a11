import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from '@jest/globals';
import { removeLeftCopies } from '../../../cli/backup/copy.js';
import { markRestoring } from '../../../storage/acts/restoring.js';
import { identifyProcess } from '../../../storage/locks/processIdentity.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-copies-'));
});

const placesOf = () => [join(folder, 'backups', 'verify'), join(folder, 'data-verify')];
const remove = () => removeLeftCopies(join(folder, 'backups'), join(folder, 'data'));

/** What a verification has in its folder while it is under way. */
function leave(place: string, holder: number): void {
  mkdirSync(join(place, 'copy', 'database.new'), { recursive: true });
  markRestoring(join(place, 'copy'), { since: '0:x' });
  const lock = identifyProcess(holder) ?? { pid: holder, startedAt: 'before' };
  writeFileSync(join(place, 'server.lock'), JSON.stringify(lock));
}

it('is removed where its verification was killed, and stays where one runs: it was found a month later, with its keys', async () => {
  const running = spawn('sleep', ['60']);
  await once(running, 'spawn');
  const [killed, runs] = placesOf() as [string, string];
  leave(killed, 2 ** 30);
  leave(runs, running.pid ?? 0);
  await remove();
  expect([existsSync(killed), readdirSync(runs).sort()]).toEqual([false, ['copy', 'server.lock']]);
  running.kill('SIGKILL');
  await once(running, 'exit');
  await remove();
  expect(existsSync(runs)).toBe(false);
});

it('alone is removed: a folder of that name may be anything', async () => {
  const [place] = placesOf() as [string];
  mkdirSync(join(place, 'copy'), { recursive: true });
  await remove();
  expect(readdirSync(place)).toEqual(['copy']);
  leave(place, 2 ** 30);
  writeFileSync(join(place, 'notes.txt'), 'mine');
  await remove();
  expect(readdirSync(place)).toEqual(['notes.txt']);
});
