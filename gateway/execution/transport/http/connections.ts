import { type Asked, Connection, type Place } from './connection.js';

/** The connections to one source: kept, and one more opened where none is free. */
export class Connections {
  readonly #place: Place;
  readonly #max: number;
  readonly #all = new Set<Connection>();
  readonly #free: Connection[] = [];
  #resting: Connection[] = [];
  readonly #waiting: { readonly text: string; readonly asked: Asked; readonly given: (on: Connection) => void }[] = [];

  /** @param max how many at most */
  constructor(place: Place, max: number) {
    this.#place = place;
    this.#max = max;
  }

  /** @param given told which connection it went on */
  send(text: string, asked: Asked, given: (on: Connection) => void): void {
    const connection = this.#next();
    if (!connection) {
      this.#waiting.push({ text, asked, given });
      return;
    }
    given(connection);
    connection.send(text, asked);
  }

  close(): void {
    for (const connection of this.#all) connection.destroy();
  }

  #next(): Connection | undefined {
    for (let free = this.#free.pop(); free; free = this.#free.pop()) {
      if (free.isGood) return free;
      free.destroy();
      this.#all.delete(free);
    }
    if (this.#all.size >= this.#max) return undefined;
    const made = new Connection(
      this.#place,
      (each) => this.#rest(each),
      (each) => this.#gone(each),
    );
    this.#all.add(made);
    return made;
  }

  /**
   * Lets a connection rest for one turn of the event loop: bytes that came behind an answer are read meanwhile, and end it.
   * Otherwise they would be taken for the next one's (GHSA-35p6-xmwp-9g52).
   */
  #rest(connection: Connection): void {
    this.#resting.push(connection);
    if (this.#resting.length > 1) return;
    setImmediate(() => {
      this.#free.push(...this.#resting);
      this.#resting = [];
      this.#serve();
    });
  }

  #gone(connection: Connection): void {
    this.#all.delete(connection);
    const at = this.#free.indexOf(connection);
    if (at >= 0) this.#free.splice(at, 1);
    this.#serve();
  }

  #serve(): void {
    for (const { text, asked, given } of this.#waiting.splice(0)) if (!asked.isOver) this.send(text, asked, given);
  }
}
