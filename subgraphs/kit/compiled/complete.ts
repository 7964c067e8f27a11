import { GraphQLError, type GraphQLLeafType } from 'graphql';
import type { Execution } from './execution.js';
import { type Completer, type FieldPlan, Info } from './field.js';
import { type Holder, nulled, Place } from './place.js';

/** What is told of the field when its value fails. */
export type Completed = Pick<FieldPlan, 'name' | 'typeName' | 'nodes'>;

/** A value at its place: null, what it is completed to, or `nulled` where null may not stand there. Never throws. */
export function completed(
  execution: Execution,
  field: Completed,
  complete: Completer,
  value: unknown,
  place: Place,
): unknown {
  try {
    if (value instanceof Error) throw value;
    const done = value === null || value === undefined ? null : complete(execution, value, place);
    if (done === nulled) return place.isNullable ? null : nulled;
    if (done === null && !place.isNullable) {
      throw new Error(`Cannot return null for non-nullable field ${field.typeName}.${field.name}.`);
    }
    return done;
  } catch (error) {
    return execution.fail(place, error, field.nodes);
  }
}

/** A property's or a resolver's value: awaited where it is a promise, called where a property is a function. */
export function settled(
  execution: Execution,
  field: FieldPlan,
  parent: unknown,
  stated: unknown,
  place: Place,
): unknown {
  let value = stated;
  if (typeof value === 'function') {
    try {
      value = value.call(
        parent,
        execution.args[field.args] ?? {},
        execution.context,
        new Info(field.info, execution, place),
      );
    } catch (error) {
      return execution.fail(place, error, field.nodes);
    }
  }
  if (!isPromise(value)) return completed(execution, field, field.complete, value, place);
  return awaited(execution, field, field.complete, value, place);
}

/** Null for the time being; the place is filled when the promise is settled. */
export function awaited(
  execution: Execution,
  field: Completed,
  complete: Completer,
  promise: PromiseLike<unknown>,
  place: Place,
): null {
  execution.later(
    promise,
    place,
    (value) => completed(execution, field, complete, value, place),
    (error) => execution.fail(place, error, field.nodes),
  );
  return null;
}

/** The value of a field that has a resolver. */
export function resolved(execution: Execution, field: FieldPlan, parent: unknown, place: Place): unknown {
  if (field.way.by !== 'resolver') throw new Error(`${field.typeName}.${field.name} has no resolver`);
  let value: unknown;
  try {
    value = field.way.resolve(
      parent,
      execution.args[field.args],
      execution.context,
      new Info(field.info, execution, place),
    );
  } catch (error) {
    return execution.fail(place, error, field.nodes);
  }
  if (!isPromise(value)) return completed(execution, field, field.complete, value, place);
  return awaited(execution, field, field.complete, value, place);
}

/** Scalars and enums, by their own serializer. */
export function leafCompleter(type: GraphQLLeafType): Completer {
  return (_execution, value) => {
    const text = type.serialize(value);
    if (text === null || text === undefined) throw new Error(`A value of ${type.name} could not be serialized.`);
    return text;
  };
}

/** Each item at a place of its own. Where an item may not be null and is, the rest is left, as graphql-js does. */
export function listCompleter(field: Completed, complete: Completer, isItemNullable: boolean): Completer {
  return (execution, value, place) => {
    const items = itemsOf(value, field);
    const list = new Array<unknown>(items.length);
    let isNulled = false;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index];
      const at = new Place(place, index, undefined, isItemNullable, list as unknown as Holder);
      const done = isPromise(item)
        ? awaited(execution, field, complete, item, at)
        : completed(execution, field, complete, item, at);
      list[index] = done;
      if (done !== nulled) continue;
      if (item === null || item === undefined) return nulled;
      isNulled = true;
    }
    return isNulled ? nulled : list;
  };
}

function itemsOf(value: unknown, field: Completed): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const isIterable = typeof value === 'object' && value !== null && Symbol.iterator in value;
  if (isIterable) return [...(value as Iterable<unknown>)];
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.typeName}.${field.name}".`);
}

/** Whether a resolver gave a value that is still to come. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}
