import type { AnswerShape, FieldShape, ObjectShape, ValueShape } from './answerShape.js';
import { isLeafValue, type LeafCheck } from './leaf.js';
import { isObject, ownValue, setOwn } from './ownValue.js';

/** Puts merged data into a client's shape. */
export type Shaper = (data: object, introspection: Readonly<Record<string, unknown>>) => ShapedData;

/** The `data` that leaves, and how many objects stand where. */
export interface ShapedData {
  readonly data: object | null;
  /** Objects of the final answer, by index of their path pattern. */
  readonly parents: readonly number[];
  /** Nulls of the final answer that stand for a pruned field, by its index. */
  readonly pruned: readonly number[];
  /** Values that a source gave and that cannot be. */
  readonly faults: number;
  /** Whether `parents` and `pruned` are exact: the generated way does not take back what null propagation removes. */
  readonly exact: boolean;
}

/** A value that was not what its type says, or null where the schema allows none. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly kind: 'value' | 'null';
}

/** The interpreted way: slow, exact, and the reference for the generated one. */
export function walkingShaper(shape: AnswerShape): Shaper {
  return (data, introspection) => {
    const walk = new Walk(introspection);
    const shaped = walk.object(data, shape.root);
    return {
      data: shaped,
      parents: tally(walk.parents, shape.paths.length),
      pruned: tally(walk.pruned, shape.pruned.length),
      faults: walk.faults.filter(({ kind }) => kind === 'value').length,
      exact: true,
    };
  };
}

/** Faults of an answer, in the order in which the walk meets them. */
export function faultsOf(shape: AnswerShape, data: object): readonly Fault[] {
  const walk = new Walk({});
  walk.object(data, shape.root);
  return walk.faults;
}

class Walk {
  /** Indices as they are met; cut back where an object turns out to be null. */
  readonly parents: number[] = [];
  readonly pruned: number[] = [];
  readonly faults: Fault[] = [];
  readonly #path: (string | number)[] = [];
  readonly #introspection: Readonly<Record<string, unknown>>;
  /** Whether the null that was just returned has been explained. */
  #explained = false;

  constructor(introspection: Readonly<Record<string, unknown>>) {
    this.#introspection = introspection;
  }

  object(source: object, shape: ObjectShape): object | null {
    const mark = [this.parents.length, this.pruned.length] as const;
    const shaped: object = Object.create(null);
    const complete = shape.fields.every((field) => this.#field(source, shape, field, shaped));
    if (complete && shape.required.every(({ name, check }) => this.#required(source, name, check))) {
      this.parents.push(shape.counter);
      return shaped;
    }
    [this.parents.length, this.pruned.length] = mark;
    this.#explained = true;
    return null;
  }

  /** @returns false where the field may not be null and is */
  #field(source: object, shape: ObjectShape, field: FieldShape, shaped: object): boolean {
    let value: unknown = null;
    if (field.kind === 'typename') value = shape.type;
    else if (field.kind === 'introspection') value = ownValue(this.#introspection, field.name) ?? null;
    else if (field.kind === 'pruned') this.pruned.push(field.index);
    else {
      this.#path.push(field.name);
      value = this.#value(ownValue(source, field.source), field.value);
      this.#path.pop();
      if (value === null && field.value.nonNull) return false;
    }
    setOwn(shaped, field.name, value);
    return true;
  }

  #required(source: object, name: string, check: LeafCheck): boolean {
    this.#path.push(name);
    const value = this.#value(ownValue(source, name), { kind: 'leaf', nonNull: true, check });
    this.#path.pop();
    return value !== null;
  }

  #value(source: unknown, shape: ValueShape): unknown {
    this.#explained = false;
    const value = source === null || source === undefined ? null : this.#present(source, shape);
    if (value === null && shape.nonNull && !this.#explained) this.#fault('null');
    return value;
  }

  #present(source: unknown, shape: ValueShape): unknown {
    if (shape.kind === 'leaf') return isLeafValue(shape.check, source) ? source : this.#fault('value');
    if (shape.kind === 'list') return Array.isArray(source) ? this.#list(source, shape.item) : this.#fault('value');
    if (!isObject(source)) return this.#fault('value');
    const type = shape.place.resolve(source);
    if (type === undefined) return this.#fault('value');
    const variant = type === null ? shape.place.untyped() : shape.place.variant(type);
    if (variant) return this.object(source, variant);
    this.#explained = true;
    return null;
  }

  #list(source: readonly unknown[], item: ValueShape): unknown[] | null {
    const mark = [this.parents.length, this.pruned.length] as const;
    let explained = false;
    let complete = true;
    const shaped = source.map((element, index) => {
      this.#path.push(index);
      const value = this.#value(element, item);
      this.#path.pop();
      explained ||= this.#explained;
      if (value === null && item.nonNull) complete = false;
      return value;
    });
    this.#explained = explained;
    if (complete) return shaped;
    [this.parents.length, this.pruned.length] = mark;
    return null;
  }

  #fault(kind: Fault['kind']): null {
    this.faults.push({ path: [...this.#path], kind });
    this.#explained = true;
    return null;
  }
}

function tally(indices: readonly number[], size: number): readonly number[] {
  const counts = new Array<number>(size).fill(0);
  for (const index of indices) if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
