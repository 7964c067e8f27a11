import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identifyProcess, isAlive } from '../../storage/locks/processIdentity.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-lock-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
});

describe('acquireServerLock', () => {
  it('is held by one at a time and free after release', () => {
    const lock = acquireServerLock(folder);
    expect(() => acquireServerLock(folder)).toThrow(expect.objectContaining({ code: 'DATA_DIRECTORY_IN_USE' }));
    lock.release();
    acquireServerLock(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that was killed', async () => {
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const identity = identifyProcess(child.pid ?? 0);
    writeFileSync(join(folder, 'server.lock'), JSON.stringify(identity));
    expect(() => acquireServerLock(folder)).toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireServerLock(folder).release();
  });

  it('is taken over where the number of a dead process now belongs to another', () => {
    const reused = { pid: process.pid, startedAt: 'long ago' };
    writeFileSync(join(folder, 'server.lock'), JSON.stringify(reused));
    acquireServerLock(folder).release();
  });

  it('is taken over where its file is damaged', () => {
    writeFileSync(join(folder, 'server.lock'), '{"pid":');
    acquireServerLock(folder).release();
  });

  it('says in one clear line that the directory is not there to write', () => {
    // Node's own recursive mkdir never comes back from there.
    const refused = expect.objectContaining({ code: 'DATA_DIRECTORY_NOT_WRITABLE' });
    expect(() => acquireServerLock('/proc/nowhere/data')).toThrow(refused);
  });
});

describe('identifyProcess', () => {
  it('knows this process and none that is gone', () => {
    const self = identifyProcess(process.pid);
    expect(self && isAlive(self)).toBe(true);
    expect(identifyProcess(4_194_305)).toBeUndefined();
    expect(identifyProcess(0)).toBeUndefined();
  });
});
