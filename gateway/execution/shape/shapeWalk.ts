import { isObject } from '../../../schema/isObject.js';
import type { AnswerShape, FieldShape, ObjectShape, ValueShape } from './answerShape.js';
import { isLeafValue, type LeafCheck } from './leaf.js';
import { ownValue, setOwn } from './ownValue.js';

/** Merged data in a client's shape. */
export interface WalkedData {
  readonly data: object | null;
  /** Objects of the final answer, by index of their path pattern. */
  readonly parents: readonly number[];
  /** Nulls of the final answer for each pruned field, by its index. */
  readonly pruned: readonly number[];
  /** The same for nulls further up: the pruned field is never null, so its objects fell. */
  readonly fallen: readonly number[];
  /** The objects of the final answer by index of their path pattern, in their order; null where nobody asks for them. */
  readonly met: readonly (readonly MetObject[])[] | null;
}

/** An object of the final answer: the merged data that it was made of, and how. */
export interface MetObject {
  readonly source: object;
  readonly shape: ObjectShape;
}

/**
 * Puts merged data into a client's shape: for every parsed answer, and as the reference for sliced ones.
 *
 * @param keeps whether `met` is asked for
 */
export function walkAnswer(
  shape: AnswerShape,
  data: object,
  introspection: Readonly<Record<string, unknown>>,
  keeps = false,
): WalkedData {
  const walk = new Walk(introspection, keeps);
  const shaped = walk.object(data, shape.root);
  if (shaped === null) walk.end();
  // Why after the walk: variants of abstract places, and so their patterns, are read when they are first met.
  const parents = tally(walk.parents, shape.paths.length);
  const { length } = shape.pruned;
  return {
    data: shaped,
    parents,
    pruned: tally(walk.pruned, length),
    fallen: tally(walk.fallen, length),
    met: walk.met && byCounter(walk.met, shape.paths.length),
  };
}

class Walk {
  /** Indices in the order met; cut back where an object turns out to be null. */
  readonly parents: number[] = [];
  readonly pruned: number[] = [];
  readonly fallen: number[] = [];
  /** Objects, in step with `parents`. */
  readonly met: MetObject[] | null;
  /** The pruned field for which an object fell, until a nullable place is reached. */
  #falling: number | undefined;
  readonly #introspection: Readonly<Record<string, unknown>>;

  constructor(introspection: Readonly<Record<string, unknown>>, keeps: boolean) {
    this.#introspection = introspection;
    this.met = keeps ? [] : null;
  }

  object(source: object, shape: ObjectShape): object | null {
    const { fields, required, falls } = shape;
    if (falls !== undefined) {
      this.#falling = falls;
      return null;
    }
    const mark = this.#mark();
    const shaped: object = { ...shape.empty };
    let isWhole = true;
    for (let index = 0; isWhole && index < fields.length; index += 1) {
      isWhole = this.#field(source, shape, fields[index] as FieldShape, shaped);
    }
    for (let index = 0; isWhole && index < required.length; index += 1) {
      const { name, check } = required[index] as { readonly name: string; readonly check: LeafCheck };
      isWhole = isLeaf(check, ownValue(source, name));
    }
    if (isWhole) {
      this.parents.push(shape.counter);
      this.met?.push({ source, shape });
      return shaped;
    }
    this.#cutBack(mark);
    return null;
  }

  /** Counts a null at a nullable place for the field that fell below it. */
  end(): void {
    if (this.#falling !== undefined) this.fallen.push(this.#falling);
    this.#falling = undefined;
  }

  #mark(): readonly [number, number, number] {
    return [this.parents.length, this.pruned.length, this.fallen.length];
  }

  #cutBack([parents, pruned, fallen]: readonly [number, number, number]): void {
    this.parents.length = parents;
    if (this.met) this.met.length = parents;
    this.pruned.length = pruned;
    this.fallen.length = fallen;
  }

  /** @returns false where the field is null and must not be */
  #field(source: object, shape: ObjectShape, field: FieldShape, shaped: object): boolean {
    let value: unknown = null;
    if (field.kind === 'value') {
      value = this.#value(ownValue(source, field.source), field.value);
      if (value === null && field.value.nonNull) return false;
      if (value === null) this.end();
    } else if (field.kind === 'typename') value = shape.type;
    else if (field.kind === 'introspection') value = ownValue(this.#introspection, field.name) ?? null;
    else if (field.index >= 0) this.pruned.push(field.index);
    setOwn(shaped, field.name, value);
    return true;
  }

  /** Anything but a value of its type is null. */
  #value(source: unknown, shape: ValueShape): unknown {
    if (source === null || source === undefined) return null;
    if (shape.kind === 'leaf') return isLeafValue(shape.check, source) ? source : null;
    if (shape.kind === 'list') return Array.isArray(source) ? this.#list(source, shape.item) : null;
    if (!isObject(source)) return null;
    const type = shape.place.resolve(source);
    if (type === undefined) return null;
    const variant = type === null ? shape.place.untyped() : shape.place.variant(type);
    return variant && this.object(source, variant);
  }

  #list(source: readonly unknown[], item: ValueShape): unknown[] | null {
    const mark = this.#mark();
    const shaped: unknown[] = [];
    for (let index = 0; index < source.length; index += 1) {
      const value = this.#value(source[index], item);
      if (value === null && item.nonNull) {
        this.#cutBack(mark);
        return null;
      }
      if (value === null) this.end();
      shaped.push(value);
    }
    return shaped;
  }
}

function isLeaf(check: LeafCheck, value: unknown): boolean {
  return value !== null && value !== undefined && isLeafValue(check, value);
}

/** Objects of one pattern are at one depth, so they were met in the order of the answer. */
function byCounter(met: readonly MetObject[], size: number): readonly (readonly MetObject[])[] {
  const grouped = Array.from({ length: size }, (): MetObject[] => []);
  for (const object of met) grouped[object.shape.counter]?.push(object);
  return grouped;
}

function tally(indices: readonly number[], size: number): readonly number[] {
  const counts = new Array<number>(size).fill(0);
  for (const index of indices) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
