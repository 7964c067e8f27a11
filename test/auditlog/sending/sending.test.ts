import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forked } from '../../../auditlog/forked.js';
import type { LogSocket } from '../../../auditlog/sending/sendingOptions.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { isAppend, spy } from '../support/spyPool.js';
import { newSocket, Opened, openReceiving, openSending } from './support.js';

/* Entries of several processes in one log: over a real socket, into a real database. */
const { pool } = useLogDatabase();
const opened = new Opened();
let socket: LogSocket;
let logId = '';

beforeEach(() => {
  socket = newSocket();
  logId = `sent-${crypto.randomUUID().slice(0, 8)}`;
});
afterEach(() => opened.closeAll());

async function openWriter(
  ...[changes = {}, from = pool]: [Parameters<typeof openReceiving>[2]?, Parameters<typeof openReceiving>[1]?]
) {
  const writer = await openReceiving(socket, from, { logId, closesUnsent: true, ...changes });
  opened.add(async () => {
    await writer.receiving.close(100);
    await writer.log.close();
  });
  return writer;
}

function openSender(deadlineMs?: number) {
  const sender = openSending(socket, logId, deadlineMs);
  opened.add(() => sender.close());
  return sender;
}

const kinds = async (): Promise<string[]> => {
  const { rows } = await pool.query(`select kind, code from audit.entry where log = $1 order by index`, [logId]);
  return rows.map(({ kind, code }) => `${kind} ${code}`);
};
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await isSo()) && performance.now() < end) await pause(20);
  expect(await isSo()).toBe(true);
}

describe('entries that other processes send', () => {
  it('stand in one log, each once and whole, under the receipts that their senders got', async () => {
    await openWriter();
    const senders = [openSender(), openSender(), openSender()];
    const receipts = (await Promise.all(senders.map((sender) => appendMany(sender, 200)))).flat();
    expect(receipts.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 600 }, (_, i) => i + 1),
    );
    expect(await verifyLog(pool, logId, auditKeys)).toMatchObject({ faults: [], size: 601 });
    const read = createAuditReader(pool, logId, auditKeys);
    for (const { index, leafHash } of receipts.slice(0, 5)) {
      const entry = await read.entry(index);
      expect(entry).toMatchObject({ leafHash, body: { subject: 'nl-0042', ...sampleBody() } });
    }
  });

  it('are found by whom they name', async () => {
    await openWriter();
    const { index } = await openSender().append({
      header: sampleHeader({ at: new Date().toISOString() }),
      body: sampleBody({ disclosed: [{ type: 'Person', originator: null, categories: [], ids: ['person_sent'] }] }),
    });
    const found = await createAuditReader(pool, logId, auditKeys).search({
      agencies: null,
      entities: ['person_sent'],
      limit: 9,
    } as never);
    expect(JSON.stringify(found)).toContain(`"index":${index}`);
  });

  it('are refused as the writer refuses them, a log that was forked by its own code', async () => {
    const { log } = await openWriter();
    const sender = openSender();
    const header = sampleHeader();
    await sender.append({ header, body: sampleBody() });
    await expect(sender.append({ header, body: sampleBody() })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    log.halt(forked(logId, 'a witness says so'));
    await expect(appendMany(sender, 1)).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });

  it('follow the envelopes that they were decided under, which are stored once', async () => {
    await openWriter();
    const sender = openSender();
    const decided = {
      clearance: 'RESTREINT_UE',
      decisions: [{ envelope: `{"originator":"${logId}"}`, full: ['cargo.movement'], below: [] }],
    };
    const count = async () => Number((await pool.query('select count(*) from audit.envelope')).rows[0]?.count);
    const before = await count();
    for (let i = 0; i < 3; i += 1) await sender.append({ header: sampleHeader(), body: sampleBody(), decided });
    expect((await count()) - before).toBe(1);
  });

  it('that nobody is known for are counted by the writer', async () => {
    await openWriter();
    const sender = openSender();
    for (let i = 0; i < 20; i += 1)
      sender.countRefused('192.0.2.7', 'UNAUTHENTICATED', new Date(Date.now() - 2000).toISOString());
    await until(async () => (await kinds()).includes('REFUSED UNAUTHENTICATED'));
    const { rows } = await pool.query(`select header from audit.entry where log = $1 and kind = 'REFUSED'`, [logId]);
    expect(String(rows[0]?.header)).toContain('"count":20');
  });
});

describe('a log as its senders have it', () => {
  it('is writable while the writer says so, and says what the writer knows of logs and witnesses', async () => {
    const sender = openSender();
    expect(await sender.writable()).toBe(false);
    expect(sender.areLogsWhole?.()).toBe(false);
    const { log } = await openWriter();
    await until(() => sender.writable());
    await until(() => sender.areLogsWhole?.() === true && sender.isWitnessed?.() === true);
    log.halt(forked(logId, 'a witness says so'));
    expect(await sender.writable()).toBe(false);
  });

  it('writes what waits before it closes', async () => {
    await openWriter();
    const sender = openSending(socket, logId);
    const receipts = appendMany(sender, 50);
    await Promise.all([sender.close(), receipts]);
    expect(await receipts).toHaveLength(50);
    await expect(appendMany(sender, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });
});

describe('an entry that its sender waited for in vain', () => {
  it('is refused at its deadline, and closed as not shown if it is written after all', async () => {
    let isStalled = false;
    let go: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => {
      go = resolve;
    });
    await openWriter(
      {},
      spy(pool, (statement) => (isStalled && isAppend(statement) ? stalled : undefined)),
    );
    const sender = openSender(400);
    await appendMany(sender, 1);
    isStalled = true;
    const begun = performance.now();
    await expect(appendMany(sender, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(performance.now() - begun).toBeLessThan(3000);
    go();
    await until(async () => (await kinds()).length === 4);
    expect(await kinds()).toEqual(['OPENED OK', 'OUTCOME OK', 'OUTCOME OK', 'REFUSED AUDIT_UNAVAILABLE']);
  });

  it('is refused where there is no writer, and never written', async () => {
    const sender = openSender(300);
    await expect(appendMany(sender, 3)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await openWriter();
    await appendMany(sender, 1);
    expect(await kinds()).toEqual(['OPENED OK', 'OUTCOME OK']);
  });
});
