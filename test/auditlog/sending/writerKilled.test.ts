import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogSocket } from '../../../auditlog/sending/sendingOptions.js';
import type { AuditLog, Receipt } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { end, linesOf, startScript } from '../../support/waiting/child.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog, testHeads } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { intrude, newSocket, openSending } from './support.js';

/* The process that writes the log is killed, or stopped, while others answer: the senders are of this process. */
const { database, pool } = useLogDatabase();
let socket: LogSocket;
let logId = '';
let writer: ChildProcess | null = null;

beforeEach(() => {
  socket = newSocket();
  logId = `killed-${crypto.randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await kill();
});

async function startWriter(): Promise<void> {
  const args = [database.auditWriterUrl, logId, testHeads(), socket.path, socket.secret];
  writer = startScript('auditlog/sending/writingChild.ts', args);
  await once(linesOf(writer), 'line');
}

async function kill(): Promise<void> {
  if (writer) await end(writer);
  writer = null;
}

/** Receipts and refusals of senders that append without end. */
interface Load {
  readonly receipts: (Receipt & { readonly requestId: string })[];
  /** Request ids that were refused. */
  readonly refused: string[];
  stop(): Promise<void>;
}

function startLoad(senders: readonly AuditLog[], underWay: number): Load {
  let isEnding = false;
  const [receipts, refused]: [Load['receipts'], string[]] = [[], []];
  const appendOn = async (sender: AuditLog): Promise<void> => {
    while (!isEnding) {
      const header = sampleHeader();
      const { requestId } = header;
      await sender.append({ header, body: sampleBody() }).then(
        (receipt) => void receipts.push({ ...receipt, requestId }),
        () => void refused.push(requestId),
      );
    }
  };
  const asking = senders.flatMap((sender) => Array.from({ length: underWay }, () => appendOn(sender)));
  const stop = async (): Promise<void> => {
    isEnding = true;
    await Promise.all(asking);
  };
  return { receipts, refused, stop };
}

/** Every receipt proves its entry, no entry stands twice, and what was refused is not there, or is closed as not shown. */
async function expectTrue({ receipts, refused }: Load): Promise<void> {
  await kill();
  await (await openLog(pool, { logId, leaseWaitMs: 5000 })).close();
  expect(await verifyLog(pool, logId, auditKeys)).toMatchObject({ faults: [] });
  const { rows } = await pool.query(
    `select index::text, leaf_hash, request_id, array_agg(kind) over (partition by request_id) as kinds from audit.entry where log = $1`,
    [logId],
  );
  const stored = new Map(rows.map((row) => [Number(row.index), row]));
  const isProven = ({ index, leafHash, requestId }: Load['receipts'][number]): boolean => {
    const row = stored.get(index);
    return row?.request_id === requestId && Buffer.from(row.leaf_hash).toString('hex') === leafHash;
  };
  expect(receipts.filter((receipt) => !isProven(receipt))).toEqual([]);
  expect(new Set(receipts.map(({ index }) => index)).size).toBe(receipts.length);
  const kindsOf = new Map(rows.map((row) => [row.request_id, String(row.kinds.toSorted())]));
  expect(receipts.filter(({ requestId }) => kindsOf.get(requestId) !== 'OUTCOME')).toEqual([]);
  expect(refused.filter((id) => ![undefined, 'OUTCOME,REFUSED'].includes(kindsOf.get(id)))).toEqual([]);
}

describe('a writer that is killed under load', () => {
  it('costs no answer: what it had written has its receipt from the next, and what it had not is written by that', async () => {
    await startWriter();
    const senders = [openSending(socket, logId, 30_000), openSending(socket, logId, 30_000)];
    const load = startLoad(senders, 8);
    for (let round = 0; round < 5; round += 1) {
      const before = load.receipts.length;
      while (load.receipts.length < before + 40) await pause(2);
      await pause(Math.random() * 60);
      await kill();
      await startWriter();
    }
    await load.stop();
    for (const sender of senders) await sender.close();
    expect(load.refused).toEqual([]);
    expect(load.receipts.length).toBeGreaterThan(200);
    await expectTrue(load);
  });

  it('leaves no answer that was refused meanwhile looking as if it was shown', async () => {
    await startWriter();
    const sender = openSending(socket, logId, 150);
    const load = startLoad([sender], 8);
    for (let round = 0; round < 3; round += 1) {
      const before = load.receipts.length;
      while (load.receipts.length < before + 40) await pause(2);
      await kill();
      await startWriter();
    }
    await load.stop();
    await sender.close();
    expect(load.refused.length).toBeGreaterThan(0);
    await expectTrue(load);
  });
});

describe('a writer that is stopped', () => {
  it('has answers refused at their deadline, and closes those that it writes once it goes on', async () => {
    await startWriter();
    const sender = openSending(socket, logId, 300);
    const before = startLoad([sender], 4);
    while (before.receipts.length < 20) await pause(2);
    writer?.kill('SIGSTOP');
    const begun = performance.now();
    while (before.refused.length < 8) await pause(10);
    expect(performance.now() - begun).toBeLessThan(5000);
    await before.stop();
    writer?.kill('SIGCONT');
    await sender.close();
    await pause(500);
    await expectTrue(before);
  });
});

describe('a sender that is killed', () => {
  it('leaves the others and the log as they are', async () => {
    await startWriter();
    const senders = [openSending(socket, logId), openSending(socket, logId)];
    const load = startLoad(senders, 4);
    while (load.receipts.length < 20) await pause(2);
    // As a kill looks to the writer: the connection ends between two bytes.
    const dying = await intrude(socket, Buffer.from('0000ffff01', 'hex'));
    dying.end();
    await dying.cutOff;
    const after = load.receipts.length;
    while (load.receipts.length < after + 40) await pause(2);
    await load.stop();
    for (const sender of senders) await sender.close();
    expect(load.refused).toEqual([]);
    await expectTrue(load);
  });
});
