import type { ResolverMap } from '../module.js';

/** Members that the resolver of a field reads from its object, beside its keys, by the field's coordinate. */
export type Reads = ReadonlyMap<string, readonly string[]>;

const declared = new WeakMap<object, readonly string[]>();

/**
 * Declares the members that a resolver reads from its object: they are there wherever its field is asked for. Reading any
 * other member does not compile.
 */
export function reading<Name extends string, Keys extends object, Rest extends readonly unknown[], Value>(
  members: readonly Name[],
  resolve: (object: Keys & Readonly<Record<Name, unknown>>, ...rest: Rest) => Value,
): typeof resolve {
  declared.set(resolve, members);
  return resolve;
}

/** What the resolvers of a source read. */
export function readsOf(resolvers: ResolverMap): Reads {
  return new Map(
    Object.entries(resolvers).flatMap(([type, fields]) =>
      Object.entries(fields).flatMap(([field, resolve]): [string, readonly string[]][] => {
        const members = typeof resolve === 'function' ? declared.get(resolve) : undefined;
        return members ? [[`${type}.${field}`, members]] : [];
      }),
    ),
  );
}
