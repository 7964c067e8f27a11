import { type FieldNode, type GraphQLError, locatedError, responsePathAsArray } from 'graphql';
import type { CellNotes } from '../manifest/cells.js';
import type { KitSession } from '../session/session.js';
import type { Outcome, OutcomeCache } from './guarded.js';
import { isInNulled, nullableAt, nulled, type Place } from './place.js';

/** Context of every resolver, as the kit makes it. */
export interface KitContext {
  readonly session: KitSession;
}

/** One execution of a compiled operation: the state of one call. */
export class Execution {
  readonly errors: GraphQLError[] = [];
  /** Outcomes by the number of the selection. */
  readonly caches: (OutcomeCache | undefined)[] = [];
  readonly outcomes: Outcome[] = [];
  /** Where the viewer asks for cells. */
  readonly cells: CellNotes | null;
  isRootNulled = false;
  #pending = 0;
  #settled: (() => void) | null = null;

  constructor(
    readonly context: KitContext,
    readonly rootValue: object,
    /** Coerced. */
    readonly variables: Readonly<Record<string, unknown>>,
    /** Coerced arguments, by the number of the field. */
    readonly args: readonly Readonly<Record<string, unknown>>[],
  ) {
    this.cells = context.session.report.cells;
  }

  /** Reports an error at a place, once; the result is null there or further up. */
  fail(place: Place, error: unknown, nodes: readonly FieldNode[]): null | typeof nulled {
    const at = nullableAt(place);
    if (!this.isRootNulled && !isInNulled(at)) {
      this.errors.push(locatedError(error, nodes as FieldNode[], responsePathAsArray(place)));
      this.#markNulled(at);
    }
    return place.isNullable ? null : nulled;
  }

  /** Denies a non-null field by its rule: null propagates as from an error, but none is reported. */
  deny(place: Place | undefined): typeof nulled {
    if (place === undefined) this.isRootNulled = true;
    else this.#markNulled(nullableAt(place));
    return nulled;
  }

  /** Continues with a promise's outcome; `done` and `failed` must not throw. */
  later(
    promise: PromiseLike<unknown>,
    place: Place,
    done: (value: unknown) => unknown,
    failed: (error: unknown) => unknown,
  ) {
    this.#pending += 1;
    promise.then(
      (value) => this.#settle(place, done(value)),
      (error: unknown) => this.#settle(place, failed(error)),
    );
  }

  /** Resolves when nothing is pending any more; null where nothing is. */
  settled(): Promise<void> | null {
    if (this.#pending === 0) return null;
    return new Promise((resolve) => {
      this.#settled = resolve;
    });
  }

  #settle(place: Place, value: unknown): void {
    if (value !== nulled) {
      if (place.holder !== null) place.holder[place.key] = value;
    } else {
      const at = nullableAt(place);
      if (at === undefined) this.isRootNulled = true;
      else if (at.holder !== null) at.holder[at.key] = null;
    }
    this.#pending -= 1;
    if (this.#pending === 0) this.#settled?.();
  }

  #markNulled(at: Place | undefined): void {
    if (at === undefined) this.isRootNulled = true;
    else at.isNulled = true;
  }
}
