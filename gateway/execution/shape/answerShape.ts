import { type PrunedField, reservedAlias } from '../../../policy/operation.js';
import type { LeafCheck } from './leaf.js';
import { ownValue } from './ownValue.js';

/** What a client gets for one operation: every place of its answer, by the API schema. */
export interface AnswerShape {
  readonly root: ObjectShape;
  /** Path patterns of all objects, as far as they are known yet: a place's `counter` is an index into it. */
  readonly paths: readonly string[];
  readonly pruned: readonly PrunedField[];
}

/** Fields of objects of one type at one place. */
export interface ObjectShape {
  readonly type: string;
  /** Index of the path pattern. */
  readonly counter: number;
  /** In the client's order. */
  readonly fields: readonly FieldShape[];
  /** An object of this shape without values: a copy is made at once, where members that are added one by one make it grow. */
  readonly empty: object;
  /** Of `pruned`, the index of a field that may not be null: no object of this shape is shown. Undefined: none. */
  readonly falls: number | undefined;
  /** Leaves that we asked for ourselves: the object is null without them. */
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
  /** Null: the gate took it out; `index` among `pruned`, or -1. */
  | { readonly kind: 'pruned'; readonly index: number; readonly nonNull: boolean }
);

/** How a value is checked and made, lists within lists included. */
export type ValueShape = { readonly nonNull: boolean } & (
  | { readonly kind: 'leaf'; readonly check: LeafCheck }
  | { readonly kind: 'list'; readonly item: ValueShape }
  | { readonly kind: 'object'; readonly place: Place }
);

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

interface PlaceParts {
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
