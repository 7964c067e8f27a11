import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../../auditlog/canonical.js';
import { writePlain } from '../../../auditlog/entry/body/plain.js';
import { type Prepared, prepareEntry } from '../../../auditlog/entry/encode.js';
import { writeNote } from '../../../auditlog/sending/messages.js';
import { receiveEntries } from '../../../auditlog/sending/receiveEntries.js';
import type { LogSocket } from '../../../auditlog/sending/sendingOptions.js';
import { readEntry, writeEntry } from '../../../auditlog/sending/sentEntry.js';
import type { ReadBody } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, silent } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { intrude, newSocket, Opened, openReceiving, openSending } from './support.js';

/* What a process may send that was broken into, or is none of the instance: it spoils nothing for the others. */
const { pool } = useLogDatabase();
const opened = new Opened();
let socket: LogSocket;
let logId = '';

beforeEach(async () => {
  socket = newSocket();
  logId = `sent-${crypto.randomUUID().slice(0, 8)}`;
  const { log, receiving } = await openReceiving(socket, pool, { logId });
  opened.add(async () => {
    await receiving.close(100);
    await log.close();
  });
});
afterEach(() => opened.closeAll());

const prepared = (changes: Parameters<typeof sampleHeader>[0] = {}): Prepared =>
  prepareEntry({ header: sampleHeader(changes), body: sampleBody() });
/** As JSON has it: without what is undefined. */
const asText = (value: object): object => JSON.parse(JSON.stringify(value));
const frameOf = (entry: Prepared): Buffer => writeEntry(7, entry, []);
const withHeader = (change: object): Buffer => {
  const { header, ...entry } = prepared();
  const changed = JSON.parse(canonicalize({ ...asText(header), ...change }));
  return frameOf({ ...entry, header: changed });
};
const size = async (): Promise<number> =>
  Number((await pool.query('select count(*) from audit.entry where log = $1', [logId])).rows[0]?.count);

/** Sends it as one of the instance, and says whether that one was cut off; another goes on, and the log holds nothing of it. */
async function expectCutOff(...frames: readonly Buffer[]): Promise<void> {
  const other = openSending(socket, logId);
  await appendMany(other, 1);
  const before = await size();
  const intruder = await intrude(socket, ...frames);
  expect(await Promise.race([intruder.cutOff, pause(3000)])).toBe('cut off');
  await appendMany(other, 2);
  await other.close();
  expect(await size()).toBe(before + 2);
  expect(await verifyLog(pool, logId, auditKeys)).toMatchObject({ faults: [] });
}

describe('a sender is cut off, and no other one is', () => {
  const random = Buffer.from('00000009ffeeddccbbaa998877', 'hex');
  const long = Buffer.from('ffffffff01', 'hex');
  const garbled = (place: number, value: number): Buffer => {
    const frame = frameOf(prepared());
    frame[place] = value;
    return frame;
  };

  it.each([
    ['no known kind of frame', () => [random]],
    ['a frame longer than any', () => [long]],
    ['an empty frame', () => [Buffer.alloc(4)]],
    ['an entry that is cut short', () => [Buffer.from('0000000401000000', 'hex')]],
    ['an entry whose parts are longer than it is', () => [garbled(12, 255)]],
    ['no known reason to send it', () => [garbled(5, 9)]],
    ['a note that is none', () => [Buffer.from('00000003037b7b', 'hex')]],
    ['a note that only the writer has to tell', () => [writeNote({ type: 'writable', isWritable: true })]],
  ])('that sends %s', async (_what, frames) => {
    await expectCutOff(...frames());
  });

  const counted = { party: '0'.repeat(32), code: 'UNAUTHENTICATED', second: '2026-11-27T09:30:00', count: 1 };

  const viewer = { subject: 'one', agency: 'NL-CUSTOMS', agencyKind: 'CUSTOMS', role: 'ANALYST' };

  it.each([
    ['none', undefined],
    ['no list', { length: 1 }],
    ['nothing', [null]],
    ['a source that is no pseudonym', [{ ...counted, party: '192.0.2.1' }]],
    ['a viewer without an agency', [{ ...counted, party: { subject: 'one', role: 'ANALYST', agencyKind: 'CUSTOMS' } }]],
    ['a viewer with more than a name', [{ ...counted, party: { ...viewer, count: 'x' } }]],
    ['a viewer whose name no index can hold', [{ ...counted, party: { ...viewer, agency: 'A'.repeat(513) } }]],
    ['a code in words', [{ ...counted, code: 'the words of a stranger' }]],
    ['no time', [{ ...counted, second: 'now' }]],
    ['a time that is no text', [{ ...counted, second: { toString: null } }]],
    ['less than one', [{ ...counted, count: 0 }]],
    ['a text for a number', [{ ...counted, count: '1' }]],
  ])('that counts refusals of %s: one without a list ended the process that writes', async (_what, each) => {
    await expectCutOff(writeNote({ type: 'refusals', counted: each as never }));
  });

  it.each([
    ['an act about the log itself', { kind: 'ERASE', retention: 'HOUSE' }],
    ['the opening of a writer', { kind: 'OPENED' }],
    ['an act of an operator', { kind: 'ADMIN' }],
    ['the end of another\u2019s intent', { kind: 'UNKNOWN' }],
    ['a request id that no index can hold', { requestId: randomBytes(8000).toString('hex') }],
    ['a kind that there is not', { kind: 'OTHER' }],
    ['a retention that is not its kind\u2019s', { kind: 'OUTCOME', retention: 'REFUSAL' }],
    ['a member that no header has', { addition: 1 }],
    ['a text that no column can hold', { code: 'O\0K' }],
    ['no time', { at: 'now' }],
  ])('whose entry states %s', async (_what, change) => {
    await expectCutOff(withHeader(change));
  });

  it('whose body nobody could open again: the next writer would take the log for forked', async () => {
    const entry = prepared();
    for (const bytes of [Buffer.from('{"subject":null}'), Buffer.concat([entry.plain.bytes, Buffer.from([0])])])
      await expectCutOff(frameOf({ ...entry, plain: { ...entry.plain, bytes } }));
  });

  it.each([
    { askedNames: 5 },
    { decided: null },
    { caseReference: { toString: null } },
    { subject: { toString: null } },
  ])('whose body names by %j: it took a whole batch with it', async (names) => {
    const body = { subject: null, ...sampleBody(), ...names } as never as ReadBody;
    await expectCutOff(frameOf({ ...prepared(), plain: writePlain(body.subject, body) }));
  });

  it('whose header has another order than the canonical one, which no reader would take for a header', async () => {
    const { header, ...entry } = prepared();
    await expectCutOff(frameOf({ ...entry, header: { ...{ version: 2 as const }, ...header } }));
  });

  it('that does not know the secret, before it has said anything else', async () => {
    const stranger = await intrude({ ...socket, secret: 'of another' }, frameOf(prepared()));
    expect(await Promise.race([stranger.cutOff, pause(3000)])).toBe('cut off');
    const long = await intrude({ ...socket, secret: 'x'.repeat(2000) });
    expect(await Promise.race([long.cutOff, pause(3000)])).toBe('cut off');
    expect(await size()).toBe(1);
  });

  it('that says nothing at all, after five seconds', async () => {
    const mute = connect(socket.path);
    const closed = once(mute, 'close').then(() => 'cut off');
    expect(await Promise.race([closed, pause(9000, undefined, { ref: false })])).toBe('cut off');
    mute.destroy();
  });
});

it('a sender is cut off for an error of any kind: the process that writes ended', async () => {
  const own = newSocket();
  const broken = {
    addRefused: () => {
      throw new TypeError('of a mistake');
    },
  };
  const receiving = await receiveEntries({
    ...own,
    log: broken as never,
    reporter: silent,
    state: () => ({}) as never,
  });
  const each = { party: 'many', code: 'UNAUTHENTICATED', second: '2026-11-27T09:30:00', count: 1 };
  const intruder = await intrude(own, writeNote({ type: 'refusals', counted: [each] }));
  expect(await Promise.race([intruder.cutOff, pause(3000)])).toBe('cut off');
  await receiving.close(0);
});

describe('a sender that says what is not so', () => {
  it('of more refusals than a header can count, keeps no other entry from being written', async () => {
    const count = Number.MAX_SAFE_INTEGER;
    const most = { party: 'many', code: 'UNAUTHENTICATED', second: '2026-11-27T09:30:00', count };
    const intruder = await intrude(socket, writeNote({ type: 'refusals', counted: [most, most] }));
    const honest = openSending(socket, logId);
    for (let i = 0; i < 20; i += 1) {
      await appendMany(honest, 1);
      await pause(100);
    }
    await honest.close();
    intruder.end();
    expect(await size()).toBe(22);
  });

  it('that it has sent an entry before, gets no receipt for another one under that request id', async () => {
    const header = sampleHeader();
    const honest = openSending(socket, logId);
    await honest.append({ header, body: sampleBody() });
    await honest.close();
    const again = (body: object) => {
      const frame = writeEntry(1, prepareEntry({ header, body: sampleBody(body) }), []);
      frame[5] = 1;
      return frame;
    };
    const unlogged = await intrude(socket, again({ caseReference: 'ANOTHER' }));
    for (let i = 0; i < 200 && !unlogged.heard.some(({ type }) => type === 'refused'); i += 1) await pause(20);
    expect(unlogged.receipts).toBe(0);
    expect(unlogged.heard).toContainEqual(expect.objectContaining({ type: 'refused', code: 'AUDIT_UNAVAILABLE' }));
    unlogged.end();
    const same = await intrude(socket, again({}));
    for (let i = 0; i < 200 && same.receipts === 0; i += 1) await pause(20);
    expect(same.receipts).toBe(1);
    same.end();
    expect(await size()).toBe(2);
  });
});

it('a frame says what was sent', () => {
  const entry = prepared();
  const envelopes = [
    { digest: Buffer.alloc(16, 1), sealed: Buffer.from('sealed') },
    { digest: Buffer.alloc(16, 2), sealed: Buffer.alloc(0) },
  ];
  const read = readEntry(writeEntry(2 ** 40, entry, envelopes).subarray(4));
  expect(read).toMatchObject({ number: 2 ** 40, sending: 'NEW', envelopes });
  const { header, subject, body, plain, key } = entry;
  expect(read.prepared).toEqual({ header: asText(header), subject, body: { ...body, subject }, plain, key });
  expect(() => readEntry(writeEntry(1, entry, envelopes).subarray(4, -1))).toThrow(/cut short/);
  // A backslash of its own, which looked like an escape.
  expect(readEntry(withHeader({ code: String.raw`A\u0000` }).subarray(4)).prepared.header.code).toBe(
    String.raw`A\u0000`,
  );
});
