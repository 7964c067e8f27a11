import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  lengthSize,
  maxFrame,
  messageKinds,
  type Note,
  readNote,
  writeNote,
} from '../../../auditlog/sending/messages.js';
import { type Receiving, receiveEntries } from '../../../auditlog/sending/receiveEntries.js';
import { openSendingLog } from '../../../auditlog/sending/sendingLog.js';
import type { LogSocket } from '../../../auditlog/sending/sendingOptions.js';
import type { AuditLog } from '../../../auditlog/types.js';
import type { WrittenLog } from '../../../auditlog/writer/writtenLog.js';
import { FrameReader, joined } from '../../../schema/frames/frameReader.js';
import { currentRun } from '../../support/databaseServer.js';
import { openLog, silent } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

/** A place for the socket of a test. */
export function newSocket(): LogSocket {
  return { path: join(mkdtempSync(join(currentRun().files, 's-')), 'log'), secret: 'of the instance' };
}

/** What a test has opened, closed in reverse order. */
export class Opened {
  readonly #opened: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#opened.push(close);
  }

  async closeAll(): Promise<void> {
    for (const close of this.#opened.splice(0).reverse()) await close();
  }
}

/** A log that takes entries over a socket, and what was reported of its senders. */
export async function openReceiving(
  socket: LogSocket,
  ...opening: Parameters<typeof openLog>
): Promise<{ readonly log: WrittenLog; readonly receiving: Receiving; readonly faults: unknown[] }> {
  const log = await openLog(...opening);
  const faults: unknown[] = [];
  const reporter = { ...silent, error: (facts: object) => void faults.push(facts) };
  const state = () => ({ isWitnessed: true, areLogsWhole: true });
  const receiving = await receiveEntries({ ...socket, log, reporter, state });
  return { log, receiving, faults };
}

/** A log whose entries are sent. */
export function openSending(socket: LogSocket, logId: string, deadlineMs = 5000): AuditLog {
  return openSendingLog({ logId, socket, keys: auditKeys, deadlineMs, log: silent });
}

/** A process of nobody in particular, which writes what it likes. */
export async function intrude({ path, secret }: LogSocket, ...frames: readonly Buffer[]): Promise<Intruder> {
  const socket = connect(path);
  const intruder = new Intruder(socket);
  socket.write(Buffer.concat([writeNote({ type: 'hello', secret }), ...frames]));
  return intruder;
}

export class Intruder {
  readonly #socket: Socket;
  readonly heard: Note[] = [];
  receipts = 0;
  readonly cutOff: Promise<'cut off'>;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new FrameReader(lengthSize, maxFrame, (_head, payload) => {
      const frame = joined(payload);
      if (frame[0] === messageKinds.receipt) this.receipts += 1;
      else this.heard.push(readNote(frame));
    });
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    this.cutOff = new Promise((resolve) => {
      socket.once('close', () => resolve('cut off'));
    });
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.destroy();
  }
}
