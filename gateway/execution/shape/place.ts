import { reservedAlias } from '../../../policy/operation.js';
import type { ObjectShape, Place } from './answerShape.js';
import { ownValue } from './ownValue.js';

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
