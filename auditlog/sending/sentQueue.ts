import type { Prepared } from '../entry/encode.js';
import type { SealedEnvelope } from '../entry/envelope.js';
import { noAnswer } from '../opening/connection.js';
import type { Receipt } from '../types.js';
import { unavailable } from '../writer/pending.js';
import { Deadlines, type Waiter } from '../writer/waiting/deadlines.js';
import { markSending } from './sentEntry.js';

/** An entry that waits for its receipt, or for the word that it is not written. */
export interface Sent {
  readonly prepared: Pick<Prepared, 'header' | 'subject'>;
  readonly envelopes: readonly SealedEnvelope[];
  readonly frame: Buffer;
  readonly waiter: Waiter;
  /** True once it was sent: it may be written. */
  wasSent: boolean;
}

/** Entries that may wait. */
const maxItems = 10_000;

/** Entries without an answer, in the order of their numbers: bounded, each with a deadline. */
export class SentQueue {
  readonly #deadlines: Deadlines;
  /** Null where an answer came. Why an array: a map that is added to and taken from for ever keeps what it held. */
  readonly #items: (Sent | null)[] = [];
  /** Number of the first item. */
  #first = 0;
  #onEmpty: () => void = () => undefined;

  constructor(deadlineMs: number) {
    this.#deadlines = new Deadlines(deadlineMs, () =>
      unavailable(`It took longer than ${deadlineMs} ms (--log-timeout-ms).`, noAnswer),
    );
  }

  get isFull(): boolean {
    return this.#items.length >= maxItems;
  }

  /** The number of the next entry. */
  get next(): number {
    return this.#first + this.#items.length;
  }

  /** Adds an entry under the next number, and waits for its receipt. */
  add({ prepared, envelopes, frame }: Omit<Sent, 'waiter' | 'wasSent'>, wasSent: boolean): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.#items.push({ prepared, envelopes, frame, waiter: this.#deadlines.add(resolve, reject), wasSent });
    });
  }

  /** Takes out an entry that has its answer; null if nothing waits under this number. */
  take(number: number): Sent | null {
    const sent = this.#items[number - this.#first] ?? null;
    if (sent) this.#items[number - this.#first] = null;
    this.#prune();
    return sent;
  }

  /** Forgets the deadlines of those that have their answer. */
  answered(): void {
    this.#deadlines.prune();
    if (this.#items.length === 0) this.#onEmpty();
  }

  /** The frames of all that wait, for a new connection: of what was sent before, each says so; what was not and is late is dropped. */
  again(): Buffer[] {
    const frames: Buffer[] = [];
    for (const [place, sent] of this.#items.entries()) {
      if (!sent) continue;
      if (sent.waiter.isSettled && !sent.wasSent) {
        this.#items[place] = null;
        continue;
      }
      if (sent.wasSent) markSending(sent.frame, sent.waiter.isSettled ? 'GIVEN_UP' : 'AGAIN');
      sent.wasSent = true;
      frames.push(sent.frame);
    }
    this.#prune();
    this.answered();
    return frames;
  }

  #prune(): void {
    const waiting = this.#items.findIndex((sent) => sent !== null);
    const answered = waiting < 0 ? this.#items.length : waiting;
    this.#items.splice(0, answered);
    this.#first += answered;
  }

  /** Resolves once nothing waits. */
  async emptied(): Promise<void> {
    if (this.#items.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
  }
}
