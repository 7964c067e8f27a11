import type { Exchange } from '../exchange/exchange.js';

/** A request under way. */
export interface Flight {
  readonly exchange: Exchange;
  /** Its place among the others; moves as they end. */
  place: number;
}

/**
 * The requests under way, in no order.
 *
 * Why no Set: V8 makes it a new table every few dozen requests, and the old one, members included, points to the new one. Once
 * one of them is old, all that came later live until a full collection.
 */
export class Flights {
  readonly #flights: Flight[] = [];

  get size(): number {
    return this.#flights.length;
  }

  begin(exchange: Exchange): Flight {
    const flight = { exchange, place: this.#flights.length };
    this.#flights.push(flight);
    return flight;
  }

  /** Once for each flight: the last one takes its place. */
  end(flight: Flight): void {
    const last = this.#flights.pop();
    if (last === undefined || last === flight) return;
    last.place = flight.place;
    this.#flights[flight.place] = last;
  }

  /** Those under way now; a copy, since they end while it is read. */
  exchanges(): readonly Exchange[] {
    return this.#flights.map(({ exchange }) => exchange);
  }
}
