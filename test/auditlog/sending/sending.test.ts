import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareEntry } from '../../../auditlog/entry/encode.js';
import { forked } from '../../../auditlog/forked.js';
import type { LogSocket } from '../../../auditlog/sending/sendingOptions.js';
import { markSending, writeEntry } from '../../../auditlog/sending/sentEntry.js';
import { intentLocksOf } from '../../../auditlog/store/intent.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { holdingIntents } from '../../../cli/workers/holdingIntents.js';
import { placeLocks } from '../../../storage/locks/placeLocks.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { until } from '../../support/waiting/until.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { isAppend, spy } from '../support/spyPool.js';
import { intrude, newSocket, Opened, openReceiving, openSending } from './support.js';

/* Entries of several processes in one log: over a real socket, into a real database. */
const { database, pool, admin } = useLogDatabase();
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

/** A writer whose commits wait for `go` once it is to `stall`. */
async function openStalling() {
  let isStalled = false;
  let go: () => void = () => undefined;
  const stalled = new Promise<void>((resolve) => {
    go = resolve;
  });
  await openWriter(
    {},
    spy(pool, (statement) => (isStalled && isAppend(statement) ? stalled : undefined)),
  );
  return {
    stall: () => {
      isStalled = true;
    },
    go,
  };
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

  it('that nobody is known for are all told by a process that ends: it told those of 256 sources', async () => {
    await openWriter();
    const sender = openSending(socket, logId);
    await appendMany(sender, 1);
    for (let i = 0; i < 600; i += 1) sender.countRefused(`source ${i}`, 'UNAUTHENTICATED', new Date().toISOString());
    await sender.close();
    await until(async () => (await kinds()).filter((kind) => kind.startsWith('REFUSED')).length === 600);
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
    const { stall, go } = await openStalling();
    const sender = openSender(400);
    await appendMany(sender, 1);
    stall();
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

describe('an entry that is sent again', () => {
  it('while it is under way over a connection that was lost, gets the receipt of its first sending', async () => {
    const { stall, go } = await openStalling();
    await appendMany(openSender(), 1);
    stall();
    const frame = writeEntry(1, prepareEntry({ header: sampleHeader(), body: sampleBody() }), []);
    const first = await intrude(socket, frame);
    await pause(200);
    first.end();
    await pause(200);
    markSending(frame, 'AGAIN');
    const again = await intrude(socket, frame);
    await pause(200);
    go();
    await until(() => again.receipts + again.heard.filter(({ type }) => type === 'refused').length > 0);
    expect(again.receipts).toBe(1);
    again.end();
  });

  it('is looked for until the database answers: a look-up that failed was taken for an entry that is not there', async () => {
    let failures = 0;
    const failing: LogPool = {
      connect: () => pool.connect(),
      query: async (statement) => {
        if (statement.text.includes('e.request_id = $2 and e.kind = $3') && failures < 2) {
          failures += 1;
          throw new Error('timeout exceeded when trying to connect');
        }
        return await pool.query(statement as never);
      },
    };
    await openWriter({}, failing);
    const entry = { header: sampleHeader(), body: sampleBody() };
    const sender = openSender();
    const { index } = await sender.append(entry);
    const again = writeEntry(1, prepareEntry(entry), []);
    markSending(again, 'AGAIN');
    const other = await intrude(socket, again);
    await until(() => other.receipts + other.heard.filter(({ type }) => type === 'refused').length > 0);
    expect([other.receipts, failures, index]).toEqual([1, 2, 1]);
    other.end();
  });
});

describe('an intent whose process still works on it', () => {
  const kindsOf = async (requestId: string): Promise<string[]> => {
    const text = 'select kind from audit.entry where log = $1 and request_id = $2 order by index';
    return (await pool.query(text, [logId, requestId])).rows.map(({ kind }) => kind);
  };

  it('is left alone by who begins to write the log, and closed as UNKNOWN once the process is gone', async () => {
    const writer = await openWriter();
    const sender = openSender();
    const holder = openLogPool(database.auditWriterUrl);
    opened.add(() => holder.close());
    const append = holdingIntents(sender.append, placeLocks(holder, intentLocksOf(logId)));
    const [ended, left] = [sampleHeader({ kind: 'INTENT' }), sampleHeader({ kind: 'INTENT' })];
    for (const header of [ended, left]) await append({ header, body: sampleBody() });
    await writer.receiving.close(0);
    await writer.log.close();
    await openWriter();
    await append({ header: { ...ended, kind: 'OUTCOME' }, body: sampleBody() });
    expect(await kindsOf(ended.requestId)).toEqual(['INTENT', 'OUTCOME']);
    expect(await kindsOf(left.requestId)).toEqual(['INTENT']);
    // As a kill looks to the writer and the database.
    await sender.close();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'portcullis auditlog' and datname = current_database()`,
    );
    await until(async () => (await kindsOf(left.requestId)).length > 1);
    expect(await kindsOf(left.requestId)).toEqual(['INTENT', 'UNKNOWN']);
    expect(await kindsOf(ended.requestId)).toEqual(['INTENT', 'OUTCOME']);
  });
});
