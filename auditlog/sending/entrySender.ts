import { type ErrorCode, PortcullisError } from '../../schema/errors.js';
import { createEnvelopeNames, type EnvelopeNames } from '../entry/body/envelopeNames.js';
import { type Prepared, prepareEntry } from '../entry/encode.js';
import type { SealedEnvelope } from '../entry/envelope.js';
import { unsentEntry } from '../opening/unsentEntry.js';
import type { NewEntry, Receipt } from '../types.js';
import { unavailable } from '../writer/pending.js';
import type { CountedRefusals } from '../writer/refusals.js';
import {
  type LogState,
  lengthSize,
  maxFrame,
  messageKinds,
  type Note,
  readNote,
  readReceipt,
  writeNote,
} from './messages.js';
import type { SendingOptions } from './sendingOptions.js';
import { writeEntry } from './sentEntry.js';
import { SentQueue } from './sentQueue.js';
import { WriterSocket } from './writerSocket.js';

/**
 * Sends entries to the process that writes the log, and hears of them.
 *
 * Invariant: an entry whose caller was told that it is not written is closed, should it be: by this process (see `unsentEntry`), or by the
 * writer where that refused it. One that ends between the two leaves it open, as any process.
 */
export class EntrySender {
  /** What the log last said of itself; null before. */
  state: LogState | null = null;
  readonly #options: SendingOptions;
  readonly #names: EnvelopeNames;
  readonly #queue: SentQueue;
  readonly #socket: WriterSocket;
  /** Who asked whether it is writable, in order. */
  readonly #asking: ((isWritable: boolean) => void)[] = [];

  constructor(options: SendingOptions) {
    const { logId, keys, deadlineMs, log, socket } = options;
    this.#options = options;
    this.#names = createEnvelopeNames(keys);
    this.#queue = new SentQueue(deadlineMs);
    this.#socket = new WriterSocket({
      ...socket,
      onConnected: () => this.#queue.again(),
      onFrame: (frame) => this.#onFrame(frame),
      onLost: () => {
        log.warn({ log: logId }, 'the process that writes the audit log is gone');
        for (const answer of this.#asking.splice(0)) answer(false);
      },
    });
  }

  get isConnected(): boolean {
    return this.#socket.isConnected;
  }

  /** See `AuditLog.append`. */
  append(stated: NewEntry): Promise<Receipt> {
    const { entry, missing } = this.#names.name(stated);
    return this.#send(prepareEntry(entry), missing);
  }

  tellRefusals(counted: readonly CountedRefusals[]): void {
    this.#socket.send(writeNote({ type: 'refusals', counted }));
  }

  isWritable(): Promise<boolean> {
    if (!this.isConnected) return Promise.resolve(false);
    this.#socket.send(writeNote({ type: 'isWritable' }));
    return new Promise((resolve) => {
      this.#asking.push(resolve);
    });
  }

  /** Resolves once all that was sent has its answer. */
  emptied(): Promise<void> {
    return this.#queue.emptied();
  }

  close(): void {
    this.#socket.close();
  }

  #send(prepared: Prepared, envelopes: readonly SealedEnvelope[]): Promise<Receipt> {
    if (this.#queue.isFull) return Promise.reject(unavailable('Too many entries wait.'));
    const frame = writeEntry(this.#queue.next, prepared, envelopes);
    if (frame.length > lengthSize + maxFrame) return Promise.reject(unavailable('An entry is too long.'));
    const { header, subject } = prepared;
    const receipt = this.#queue.add({ prepared: { header, subject }, envelopes, frame }, this.isConnected);
    this.#socket.send(frame);
    return receipt;
  }

  #onFrame(frame: Buffer): void {
    if (frame[0] === messageKinds.receipt) this.#onReceipt(frame);
    else this.#onNote(readNote(frame));
  }

  #onNote(note: Note): void {
    if (note.type === 'refused') {
      const refusal = new PortcullisError(note.code as ErrorCode, { message: note.message });
      this.#queue.take(note.number)?.waiter.reject(refusal);
      this.#queue.answered();
    } else if (note.type === 'writable') this.#asking.shift()?.(note.isWritable);
    else if (note.type === 'state') this.state = note.state;
  }

  #onReceipt(frame: Buffer): void {
    const { number, index, leafHash } = readReceipt(frame);
    const sent = this.#queue.take(number);
    if (!sent) return;
    this.#names.stored(sent.envelopes);
    if (sent.waiter.isSettled) this.#closeUnsent(sent.prepared);
    sent.waiter.resolve({ log: this.#options.logId, index, leafHash });
    this.#queue.answered();
  }

  #closeUnsent(prepared: Pick<Prepared, 'header' | 'subject'>): void {
    const closing = unsentEntry(prepared);
    if (!closing) return;
    const onLost = (err: unknown): void =>
      this.#options.log.warn({ err }, 'an entry of the log itself could not be written');
    this.#send(prepareEntry(closing), []).catch(onLost);
  }
}
