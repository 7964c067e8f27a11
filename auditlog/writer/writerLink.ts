import { openConnection, type WriterConnection } from '../opening/connection.js';
import type { WriterReports } from './reports.js';
import type { SequencerOptions } from './sequencerOptions.js';
import type { Alarm } from './waiting/alarm.js';

/** Who hears of a link. */
interface LinkListener {
  /** A connection is not used any more. */
  onDrop(): void;
  /** The connection ended by itself. */
  onEnded(): void;
}

/** The one connection of a writer, which holds the lease; made again when it is lost. */
export class WriterLink {
  readonly #options: SequencerOptions;
  readonly #reports: WriterReports;
  readonly #listener: LinkListener;
  #current: WriterConnection | null = null;
  /** Session of the last connection: one that was lost may still hold the lease at the server. */
  #former: WriterConnection['session'] = null;
  #pauseMs = 0;

  constructor(options: SequencerOptions, reports: WriterReports, listener: LinkListener) {
    this.#options = options;
    this.#reports = reports;
    this.#listener = listener;
  }

  /** Null while there is none. */
  get current(): WriterConnection | null {
    return this.#current;
  }

  async connect(leaseWaitMs: number): Promise<WriterConnection> {
    const { pool, logId, holder, timeoutMs } = this.#options;
    let opened: WriterConnection | null = null;
    opened = await openConnection(pool, {
      log: logId,
      holder,
      former: this.#former,
      leaseWaitMs,
      timeoutMs,
      at: new Date().toISOString(),
      onError: (error) => {
        this.#reports.connectionEnded(error);
        if (opened) this.drop(opened);
        this.#listener.onEnded();
      },
    });
    this.#current = opened;
    this.#former = opened.session;
    return opened;
  }

  /** One more attempt, after a pause that doubles up to a second; null if it failed. */
  async reconnect(alarm: Alarm): Promise<WriterConnection | null> {
    if (this.#pauseMs > 0) await alarm.sleep(this.#pauseMs);
    try {
      const connection = await this.connect(0);
      this.#pauseMs = 0;
      this.#reports.connectedAgain(this.#options.committed.range.size);
      return connection;
    } catch (error) {
      this.#pauseMs = Math.min(1000, Math.max(50, this.#pauseMs * 2));
      this.#reports.unreachable(error);
      return null;
    }
  }

  /** Closes a connection, if it is still the current one. */
  drop(connection: WriterConnection): void {
    if (this.#current !== connection) return;
    this.#current = null;
    this.#listener.onDrop();
    connection.client.release(true);
  }

  close(): void {
    if (this.#current) this.drop(this.#current);
  }
}
