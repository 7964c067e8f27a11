import { type PrunedField, reservedAlias } from '../../../policy/operation.js';
import type { LeafCheck } from './leaf.js';
import { ownValue } from './ownValue.js';

/** The shape of one operation's answer: each of its places, by the API schema. */
export interface AnswerShape {
  readonly root: ObjectShape;
  /** Path patterns of all objects, as far as variants were read: a place's `counter` is an index into it. */
  readonly paths: readonly string[];
  readonly pruned: readonly PrunedField[];
}

/** The fields of objects of one type at one place. */
export interface ObjectShape {
  readonly type: string;
  /** Index of the path pattern. */
  readonly counter: number;
  /** In the client's order. */
  readonly fields: readonly FieldShape[];
  /** All members, null: copying it is faster than adding members one by one. */
  readonly empty: object;
  /** Index among `pruned` of a field that is never null, for which objects of this shape fall; undefined: none. */
  readonly falls: number | undefined;
  /** Leaves that the gateway asked for beside: without them the object is null. */
  readonly required: readonly { readonly name: string; readonly check: LeafCheck }[];
}

/** How one field of the answer is made. */
export type FieldShape = {
  readonly name: string;
} /** `source`: its name in what the sources gave; `field`: its name in the schema. */ & (
  | { readonly kind: 'value'; readonly value: ValueShape; readonly source: string; readonly field: string }
  | { readonly kind: 'typename' }
  /** `__schema` or `__type`: answered elsewhere. */
  | { readonly kind: 'introspection' }
  /** Null, as the gate took it out; `index` among `pruned`, or -1. */
  | { readonly kind: 'pruned'; readonly index: number; readonly nonNull: boolean }
);

/** How a value is checked and copied, with lists of lists. */
export type ValueShape = { readonly nonNull: boolean } & (
  | { readonly kind: 'leaf'; readonly check: LeafCheck }
  | { readonly kind: 'list'; readonly item: ValueShape }
  | { readonly kind: 'object'; readonly place: Place }
);

/** A place of an answer that holds objects, of one type or of several. */
export interface Place {
  readonly counter: number;
  /** Object types that are possible here. */
  readonly possible: readonly string[];
  /** The type of a place that is not abstract. */
  readonly only: string | null;
  /** @param type one of `possible` */
  variant(type: string): ObjectShape;
  /** What can be shown of an object of unknown type; null: nothing. */
  untyped(): ObjectShape | null;
  /**
   * The type of an object as its sources state it.
   *
   * @returns one of `possible`; null: not stated; undefined: stated, and impossible
   */
  resolve(source: object): string | null | undefined;
}

interface PlaceParts {
  readonly counter: number;
  readonly possible: readonly string[];
  readonly only: string | null;
  readonly isAbstract: (type: string) => boolean;
  readonly shapeOf: (type: string) => ObjectShape;
  readonly untyped: () => ObjectShape | null;
}

/** A place whose variants are made when they are first used. */
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
      // A source that knows an interface as an object (`@interfaceObject`) states the interface's name.
      if (stated !== '' && !parts.isAbstract(stated)) return undefined;
      if (only !== null) return only;
      const asked = ownValue(source, `${reservedAlias}typename`);
      return typeof asked === 'string' && known.has(asked) ? asked : null;
    },
  };
}
