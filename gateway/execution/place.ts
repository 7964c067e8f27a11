import { reservedAlias } from '../../policy/operation.js';
import type { ObjectShape } from './answerShape.js';
import { ownValue } from './ownValue.js';

/** A place of an answer where objects stand, of one type or of several. */
export interface Place {
  readonly counter: number;
  /** Object types that may stand here. */
  readonly possible: readonly string[];
  /** The one type of a place that is not abstract. */
  readonly only: string | null;
  /** @param type one of `possible` */
  variant(type: string): ObjectShape;
  /** What of an object can be shown whose type nobody told; null: nothing. */
  untyped(): ObjectShape | null;
  /**
   * The type of an object as its sources state it.
   *
   * @returns one of `possible`; null: not stated; undefined: stated, and impossible
   */
  resolve(source: object): string | null | undefined;
}

export interface PlaceParts {
  readonly counter: number;
  readonly possible: readonly string[];
  readonly only: string | null;
  readonly isAbstract: (type: string) => boolean;
  readonly shapeOf: (type: string) => ObjectShape;
  readonly untyped: () => ObjectShape | null;
}

/** A place whose variants are made when they are first asked for. */
export function createPlace(parts: PlaceParts): Place {
  const { possible, only } = parts;
  const known = new Set(possible);
  const variants = new Map<string, ObjectShape>();
  let untyped: ObjectShape | null | undefined;
  return {
    counter: parts.counter,
    possible,
    only,
    variant: (type) => {
      const variant = variants.get(type) ?? parts.shapeOf(type);
      variants.set(type, variant);
      return variant;
    },
    untyped: () => {
      if (untyped === undefined) untyped = parts.untyped();
      return untyped;
    },
    resolve: (source) => {
      const stated = ownValue(source, '__typename') ?? '';
      if (typeof stated !== 'string') return undefined;
      if (known.has(stated)) return stated;
      // An interface's own name is what a source states that knows it as an object (`@interfaceObject`).
      if (stated !== '' && !parts.isAbstract(stated)) return undefined;
      if (only !== null) return only;
      const asked = ownValue(source, `${reservedAlias}typename`);
      return typeof asked === 'string' && known.has(asked) ? asked : null;
    },
  };
}
