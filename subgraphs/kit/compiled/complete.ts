import { GraphQLError, type GraphQLLeafType } from 'graphql';
import type { Execution } from './execution.js';
import { type Completer, type FieldPlan, Info } from './field.js';
import { type Holder, nulled, Place } from './place.js';

/** The part of a field that errors of its value state. */
export type Completed = Pick<FieldPlan, 'name' | 'typeName' | 'nodes'>;

/** A value completed at its place: null, or `nulled` where it may not be null. Never throws. */
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

/** The value of a property: awaited where it is a promise, called where it is a function. */
export function settled(
  execution: Execution,
  field: FieldPlan,
  parent: unknown,
  stated: unknown,
  place: Place,
): unknown {
  if (typeof stated !== 'function') return completedLater(execution, field, stated, place);
  try {
    const info = new Info(field.info, execution, place);
    const value = stated.call(parent, execution.args[field.args] ?? {}, execution.context, info);
    return completedLater(execution, field, value, place);
  } catch (error) {
    return execution.fail(place, error, field.nodes);
  }
}

/** A value completed at once, or when its promise is settled. */
function completedLater(execution: Execution, field: FieldPlan, value: unknown, place: Place): unknown {
  if (!isPromise(value)) return completed(execution, field, field.complete, value, place);
  return awaited(execution, field, field.complete, value, place);
}

/** Returns null for now; the place is filled when the promise is settled. */
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
  if (field.strategy.by !== 'resolver') throw new Error(`${field.typeName}.${field.name} has no resolver`);
  try {
    const info = new Info(field.info, execution, place);
    const value = field.strategy.resolve(parent, execution.args[field.args], execution.context, info);
    return completedLater(execution, field, value, place);
  } catch (error) {
    return execution.fail(place, error, field.nodes);
  }
}

/** Completes scalars and enums, by their own serializer. */
export function leafCompleter(type: GraphQLLeafType): Completer {
  return (_execution, value) => {
    const text = type.serialize(value);
    if (text === null || text === undefined) throw new Error(`A value of ${type.name} could not be serialized.`);
    return text;
  };
}

/** Completes each item at a place of its own. At a non-null item that is null it leaves the rest, as graphql-js does. */
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

/** Whether a value is a promise, or anything with a `then`. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}
