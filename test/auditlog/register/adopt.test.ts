import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Head, openHeadFile } from '../../../auditlog/heads.js';
import { adoptHead, adoptNewLog } from '../../../auditlog/register/adopt.js';
import { ensureNamed } from '../../../auditlog/register/ensureNamed.js';
import { readNamed } from '../../../auditlog/register/statement.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog, silent, testHeads, testOpening } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { logTables, tamperingWith } from '../verification/tampering.js';

const { pool, admin } = useLogDatabase();
let heads: string;
let number = 0;
/** The instance, and the head of its log. */
let instance = '';
let head: Head;

beforeEach(async () => {
  heads = mkdtempSync(join(testHeads(), 'adopt-'));
  number += 1;
  instance = `main-${number}`;
  for (const logId of [instance, `${instance}.w1`]) await write(logId, 6);
  head = openHeadFile(heads, instance).read() as Head;
});

const open = (logId = instance) => openLog(pool, { logId, heads });
async function write(logId: string, count: number): Promise<void> {
  const log = await open(logId);
  await appendMany(log, count);
  await log.close();
}
const deployment = () => ({
  ...{ pool, keys: auditKeys, heads, opening: testOpening, log: silent, operator: 'night shift' },
});
const opened = async (log: string, index: number) => {
  const entry = await createAuditReader(pool, log, auditKeys).entry(index);
  return { kind: entry?.header.kind, said: entry?.body?.variables };
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a log whose head file is lost', () => {
  beforeEach(() => rmSync(join(heads, `${instance}.head`)));

  it('is not begun anew, and the refusal names the way out', async () => {
    await expect(open()).rejects.toMatchObject({
      code: 'AUDIT_FORKED',
      message: expect.stringMatching(/no head file[\s\S]*audit adopt --checkpoint/),
    });
  });

  it('goes on behind a checkpoint that it extends, and says so in its next entry', async () => {
    await adoptHead(deployment(), head);
    expect(await opened(instance, 7)).toMatchObject({
      kind: 'OPENED',
      said: { operator: 'night shift', adopted: { size: 7, root: hex(head.root) }, found: { size: 7 } },
    });
    await write(instance, 1);
    await expect(adoptHead(deployment(), head)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['another root', () => ({ ...head, root: Buffer.alloc(32, 7) })],
    ['more entries than there are', () => ({ ...head, size: 99 })],
  ])('does not go on behind one of %s', async (_name, wrong) => {
    await expect(adoptHead(deployment(), wrong())).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
    await expect(open()).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });

  it.each([
    ['is a copy', false, /entry 7 is missing or was changed/],
    ['is a copy whose leaf was made for its place', true, /does not open under its keys/],
  ])('does not go on where an entry behind the checkpoint %s', async (_name, isPlaced, why) => {
    await admin.query(
      `insert into audit.entry (log, index, bytes, header, leaf_hash, sealed, kind, at, request_id, code)
        select log, 7, bytes, header, leaf_hash, sealed, kind, at, 'again', code from audit.entry where log = $1 and index = 3`,
      [instance],
    );
    if (isPlaced) {
      const tampering = tamperingWith(admin, instance);
      await tampering.replaceLeaves();
      await tampering.rehash();
    }
    await expect(adoptHead(deployment(), head)).rejects.toThrow(why);
  });

  it('is refused too where the file is there and spoiled, until a checkpoint is adopted', async () => {
    writeFileSync(join(heads, `${instance}.head`), 'spoiled');
    await expect(open()).rejects.toThrow(/cannot be read/);
    await adoptHead(deployment(), head);
    await write(instance, 1);
  });
});

describe('a log that lost signed entries', () => {
  /** As a backup brings it back: the end is gone, and what signed it. */
  beforeEach(async () => {
    await admin.query('delete from audit.entry where log = $1 and index >= 4', [instance]);
    await admin.query('delete from audit.checkpoint where log = $1', [instance]);
  });

  it('is not written on, and another goes on for it, whose first entry names both heads of each', async () => {
    await expect(open()).rejects.toThrow(
      /Committed: 7 entries, root [0-9a-f]{64}; found: 4 entries, root [0-9a-f]{64}/,
    );
    const left = await adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    const { kind, said } = await opened(`${instance}-on`, 0);
    expect(kind).toBe('OPENED');
    expect(said).toMatchObject({ operator: 'night shift', continues: left });
    expect(left).toMatchObject([
      { log: instance, committed: { size: 7, root: hex(head.root) }, found: { size: 4 } },
      { log: `${instance}.w1`, committed: { size: 7 }, found: { size: 7 } },
    ]);
    await write(`${instance}-on`, 2);
    const register = await readNamed(pool, `${instance}-on.register`);
    expect([...register.values()].map(({ log, state, size }) => `${log} ${state} ${size}`)).toEqual([
      `${instance} LEFT 7`,
      `${instance}-on OPENED 0`,
      `${instance}.w1 LEFT 7`,
    ]);
  });

  it('is never written again, nor one of its instance, new ones too', async () => {
    await adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    for (const logId of [instance, `${instance}.w1`, `${instance}.w2`, `${instance}.cli`])
      await expect(open(logId)).rejects.toThrow(`--log-id ${instance}-on`);
  });

  it('is not taken for whole by its own checkpoint', async () => {
    rmSync(join(heads, `${instance}.head`));
    await expect(adoptHead(deployment(), head)).rejects.toThrow(/7 entries were committed and only 4/);
  });

  it('is left for none that has entries already', async () => {
    await write(`${instance}-on`, 1);
    const adopting = adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    await expect(adopting).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a log that is whole', () => {
  it('is left where the register named another that is gone, its head file with all of its rows', async () => {
    await ensureNamed(`${instance}.w1`, { ...deployment(), instance, waitMs: 0 });
    for (const table of logTables) await admin.query(`delete from audit.${table} where log = $1`, [`${instance}.w1`]);
    rmSync(join(heads, `${instance}.w1.head`));
    const left = await adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    expect(left.map(({ log }) => log)).toEqual([instance, `${instance}.register`, `${instance}.w1`]);
  });

  it('is not left for another', async () => {
    const adopting = adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    await expect(adopting).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await write(instance, 1);
  });

  it('is not left while it is written', async () => {
    const log = await open();
    const adopting = adoptNewLog(deployment(), { instance, successor: `${instance}-on` });
    await expect(adopting).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await log.close();
  });

  it('keeps its head in a file that says how far it goes', () => {
    expect(readFileSync(join(heads, `${instance}.head`), 'latin1')).toContain(` 7 ${hex(head.root)} ${instance} `);
  });
});
