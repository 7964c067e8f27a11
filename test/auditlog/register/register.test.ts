import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import { parseNamed } from '../../../auditlog/entry/named.js';
import { ensureNamed } from '../../../auditlog/register/ensureNamed.js';
import { type LogRegister, openLogRegister, type RegisterOptions } from '../../../auditlog/register/register.js';
import { readNamed } from '../../../auditlog/register/statement.js';
import { streamEntries } from '../../../auditlog/store/rows.js';
import type { AuditLog } from '../../../auditlog/types.js';
import { runAuditVerify } from '../../../cli/audit/auditVerify.js';
import { script } from '../../support/waiting/child.js';
import { until } from '../../support/waiting/until.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog, silent, testOpening, writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { logTables } from '../verification/tampering.js';

const { database, pool, admin } = useLogDatabase();
let heads: string;
let open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  heads = await emptyLogs(admin);
});
afterEach(async () => {
  for (const each of open.reverse()) await each.close();
  open = [];
});

const options = (instance: string): Omit<RegisterOptions, 'ahead'> => ({
  ...{ pool, instance, keys: auditKeys, heads, opening: testOpening, log: silent, leaseWaitMs: 500 },
});

async function register(instance = 'main', changes: Partial<RegisterOptions> = {}): Promise<LogRegister> {
  const opened = await openLogRegister({
    ...{ ...options(instance), watching: pool, ahead: [`${instance}.cli`], everyMs: 50 },
    ...changes,
  });
  open.push(opened);
  return opened;
}

/** A log as a worker opens it. */
async function child(by: LogRegister, logId: string): Promise<AuditLog> {
  const registered = await by.opened(logId);
  return await openLog(pool, { logId, heads, opening: { ...testOpening, registered }, checkpointEveryMs: 20 });
}

async function write(by: LogRegister, logId: string, count: number): Promise<void> {
  const log = await child(by, logId);
  await appendNow(log, count);
  await log.close();
  by.closed(logId);
}

/** What each entry of a register names, in order. */
async function statementsOf(log: string): Promise<string[][]> {
  const found: string[][] = [];
  for await (const entry of streamEntries(pool, { log, from: 0, to: 10_000 })) {
    const { kind, heads: named = [] } = decodeEntry(entry)?.header ?? {};
    const said = named.flatMap((text) => parseNamed(text) ?? []);
    if (kind === 'REGISTER') found.push(said.map((each) => `${each.log} ${each.state} ${each.size}`));
  }
  return found;
}

async function end(each: { close(): Promise<void> }): Promise<void> {
  open = open.filter((other) => other !== each);
  await each.close();
}

/** All rows of a log, and its head file: what one can do who has the machine. */
async function drop(log: string): Promise<void> {
  for (const table of logTables) await admin.query(`delete from audit.${table} where log = $1`, [log]);
  rmSync(join(heads, `${log}.head`), { force: true });
}

async function verify() {
  const lines: string[] = [];
  const code = await runAuditVerify({ pool, keys: auditKeys, heads, json: true, out: (line) => lines.push(line) });
  const { faults, missing } = JSON.parse(lines.join('')) as {
    faults: { log: string; what: string }[];
    missing: object[];
  };
  return { code, faults: faults.map(({ log, what }) => `${log}: ${what}`), missing };
}

describe('a log whose rows and head file are all gone', () => {
  it('is missed by the register: verification names the entry that named it, and nobody begins it anew', async () => {
    const own = await register();
    await write(own, 'main.w1', 3);
    await write(own, 'main.w2', 5);
    await end(own);
    expect(await verify()).toEqual({ code: 0, faults: [], missing: [] });
    await drop('main.w2');
    const { code, faults } = await verify();
    expect([code, faults]).toEqual([
      1,
      [expect.stringMatching(/^main\.w2: entry \d+ of main\.register is over 6 entries, but only 0 are there$/)],
    ]);
    const again = await register();
    await expect(again.opened('main.w2')).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
    expect(again.isWhole()).toBe(false);
    await again.opened('main.w1');
  });

  it('is missed by a running register within a look, and is not when it is there again', async () => {
    const said: boolean[] = [];
    const own = await register('main', { onWhole: (isWhole) => void said.push(isWhole) });
    await write(own, 'main.w2', 5);
    await until(async () => (await statementsOf('main.register')).at(-1)?.includes('main.w2 CLOSED 6') === true);
    await admin.query(`update audit.entry set log = 'away' where log = 'main.w2'`);
    await until(() => !own.isWhole());
    await admin.query(`update audit.entry set log = 'main.w2' where log = 'away'`);
    await until(() => own.isWhole());
    expect(said).toEqual([false, true]);
  });

  it('is missed where another log of the same length stands in its place', async () => {
    const own = await register();
    await write(own, 'main.w2', 5);
    await end(own);
    await drop('main.w2');
    await writeLog(pool, 5, { logId: 'main.w2', heads });
    expect((await verify()).faults[0]).toMatch(/it is not the entry that entry \d+ of main\.register is over/);
  });
});

describe('a register', () => {
  it('names each log before its first entry, and is named by that', async () => {
    const own = await register();
    const registered = await own.opened('main.w1');
    expect(registered.log).toBe('main.register');
    expect((await statementsOf('main.register')).at(-1)).toEqual(['main.cli OPENED 0', 'main.w1 OPENED 0']);
    await end(own);
    await write(await register(), 'main.w1', 1);
    const stored = await admin.query(`select header from audit.entry where log = 'main.w1' and index = 0`);
    expect(stored.rows[0].header.toString('utf8')).toMatch(/"heads":\["main\.register SEEN \d+ /);
  });

  it('says what logs of an older version it finds, with their heads, before anything else', async () => {
    await writeLog(pool, 2, { logId: 'main.w3', heads });
    await register();
    expect(await statementsOf('main.register')).toEqual([['main.cli OPENED 0', 'main.w3 FOUND 3']]);
  });

  it('is opened for a moment by a command where no server ever ran, and once', async () => {
    const named = { ...options('main'), waitMs: 1000 };
    await ensureNamed('main.cli', named);
    await ensureNamed('main.cli', named);
    expect(await statementsOf('main.register')).toEqual([['main.cli OPENED 0']]);
  });

  it('has a command wait for a server that is just starting, and refuse a log that lost entries', async () => {
    await ensureNamed('main.cli', { ...options('main'), waitMs: 0 });
    const own = await register();
    await write(own, 'main.cli', 4);
    await end(own);
    await drop('main.cli');
    await expect(ensureNamed('main.cli', { ...options('main'), waitMs: 0 })).rejects.toMatchObject({
      code: 'AUDIT_FORKED',
    });
  });

  it('takes a slot again, also where all was killed between naming a log and its first entry', async () => {
    const args = [...script('auditlog/register/killedChild.ts'), database.auditWriterUrl, heads];
    const { signal } = spawnSync(process.execPath, args);
    expect([signal, (await statementsOf('main.register')).at(-1)]).toEqual(['SIGKILL', ['main.w1 OPENED 0']]);
    expect((await verify()).faults).toEqual([]);
    const again = await register();
    await write(again, 'main.w1', 2);
    await write(again, 'main.w1', 2);
    await end(again);
    expect(await verify()).toEqual({ code: 0, faults: [], missing: [] });
    expect((await statementsOf('main.register')).at(-1)).toEqual(['main.cli OPENED 0', 'main.w1 CLOSED 6']);
  });

  it('says that a log is closed, also where that comes while it writes: the news was lost then', async () => {
    const before = await register();
    await write(before, 'main.w1', 5);
    await end(before);
    const own = await register('main', { everyMs: 60_000 });
    const holder = await admin.connect();
    await holder.query('begin; lock table audit.entry in share mode');
    const naming = own.opened('main.w1');
    await until(async () => (await admin.query('select from pg_locks where not granted')).rowCount !== 0);
    own.closed('main.w1');
    await holder.query('commit');
    holder.release();
    await naming;
    await end(own);
    expect((await statementsOf('main.register')).at(-1)).toEqual(['main.cli OPENED 0', 'main.w1 CLOSED 6']);
  });

  it('is a log like the others: a row of it that is gone is a fault, and so is a log that it does not name', async () => {
    const own = await register();
    await write(own, 'main.w1', 2);
    await end(own);
    const hidden = await openLog(pool, { logId: 'main.w9', heads });
    await hidden.close();
    await admin.query(`delete from audit.entry where log = 'main.register' and index = 1`);
    const { code, faults } = await verify();
    expect(code).toBe(1);
    expect(faults).toContainEqual(expect.stringMatching(/^main\.register: the entry is missing/));
    expect(faults).toContainEqual(expect.stringMatching(/^main\.w9: no entry of main\.register names it/));
  });

  it('that is gone whole is missed by the logs that it named, and not begun anew', async () => {
    const own = await register();
    await write(own, 'main.w1', 2);
    await end(own);
    await drop('main.register');
    expect((await verify()).faults).toEqual([
      expect.stringMatching(/^main\.register: entry 0 of main\.w1 is over \d+ entries, but only 0 are there$/),
    ]);
    await expect(openLogRegister({ ...options('main'), ahead: [] })).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });
});

/** Whether a register names a head of another one. */
async function hasSeen(register: string, other: string): Promise<boolean> {
  const last = (await statementsOf(register)).at(-1) ?? [];
  return last.some((said) => said.startsWith(`${other} SEEN`) && !said.endsWith(' 0'));
}

describe('the registers of two instances', () => {
  it('name one another, and fall silent when nothing else moves', async () => {
    const [one, two] = [await register('one'), await register('two')];
    await write(one, 'one', 3);
    await until(() => hasSeen('two.register', 'one.register'));
    await until(() => hasSeen('one.register', 'two.register'));
    const count = async () => (await statementsOf('one.register')).length + (await statementsOf('two.register')).length;
    // Each look may say once more what the other said before; then there is nothing new in it.
    let before = -1;
    for (let now = await count(); now !== before; now = await count()) {
      before = now;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await write(two, 'two', 1);
    await until(async () => (await count()) > before);
  });

  it('miss one another: a register that is gone whole is found by the other, and by verification', async () => {
    const one = await register('one');
    const two = await register('two', { heads: join(heads, 'other') });
    await until(() => hasSeen('two.register', 'one.register'));
    await end(one);
    await drop('one.register');
    await until(() => !two.isWhole());
    expect((await verify()).faults).toEqual([
      expect.stringMatching(/^one\.register: entry \d+ of two\.register is over/),
    ]);
    const [head] = [...(await readNamed(pool, 'two.register')).values()].filter(({ log }) => log === 'one.register');
    await register('next', { heads: join(heads, 'third'), left: head ? [{ ...head, state: 'LEFT' }] : [] });
    await until(() => two.isWhole());
  });
});
