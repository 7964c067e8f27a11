import { publicVerdict, setVerdict } from './verdict.js';

/** Opaque key of a projected object, for loaders. Not in the SDL, so never in an answer. */
export const rowKey: unique symbol = Symbol('rowKey');

/** Marks an object whose fields are all `public`: a connection, an edge, a `pageInfo`. */
export function structure<T extends object>(object: T): T {
  return setVerdict(object, publicVerdict);
}

/** Reference to a record of another source, e.g. `foreign('Person', row.person_ref)`; null where there is none. */
export function foreign<Type extends string>(
  type: Type,
  ref: string | null | undefined,
): { readonly __typename: Type; readonly ref: string } | null {
  return ref ? { __typename: type, ref } : null;
}

/**
 * A foreign record that its owner has answered to this viewer: what `__resolveReference` returns for a type keyed by
 * `visibleRef`. Takes only the key from the representation. Null where that states no `visibleRef`.
 */
export function visible<Type extends string>(
  type: Type,
  representation: { readonly visibleRef?: unknown },
): { readonly __typename: Type; readonly visibleRef: string } | null {
  const { visibleRef } = representation;
  return typeof visibleRef === 'string' && visibleRef !== '' ? { __typename: type, visibleRef } : null;
}

/** A pure identifier, e.g. `identifier('Vessel', { imo })`; null where its key is null or empty. */
export function identifier<Type extends string, Key extends string>(
  type: Type,
  key: Readonly<Record<Key, string | null | undefined>>,
): ({ readonly __typename: Type } & Readonly<Record<Key, string>>) | null {
  const values = Object.values<string | null | undefined>(key);
  if (values.some((value) => typeof value !== 'string' || value === '')) return null;
  return { __typename: type, ...(key as Readonly<Record<Key, string>>) };
}
