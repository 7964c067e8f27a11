import type { FieldNode } from 'graphql';
import type { Hostility } from './hostile.js';

/** A spoiled value; an empty object leaves the field out altogether. */
export type Spoiled = { readonly value: unknown } | Record<string, never>;

type Corruption = (value: unknown, node: FieldNode, seed: number) => Spoiled | undefined;

/** What happens to the value of a field, by hostility; `undefined` where the hostility has no hold on it. */
export const corruptions: Partial<Readonly<Record<Hostility, Corruption>>> = {
  // Enum values are all upper case in the supergraphs here; some of these are texts, which then are legal.
  enum: (value) => (typeof value === 'string' && /^[A-Z_]+$/.test(value) ? { value: 'NOT_A_VALUE' } : undefined),
  nesting: (value, _node, seed) => {
    if (Array.isArray(value))
      return { value: seed % 3 === 0 ? [value] : seed % 3 === 1 ? { '0': value } : value.flat() };
    return { value: seed % 2 === 0 ? [value] : [[value]] };
  },
  typename: (_value, node, seed) => {
    if (node.name.value !== '__typename') return undefined;
    return [
      { value: 'Nobody' },
      { value: 'Query' },
      { value: 5 },
      { value: null },
      {},
      { value: ['a'] },
      { value: '' },
    ][seed % 7] as Spoiled;
  },
  leaf: (value, node, seed) => {
    if (node.name.value === '__typename' || Array.isArray(value)) return undefined;
    if (value === null || typeof value === 'object') return { value: [0, 'text', true, ''][seed % 4] };
    return { value: [{ a: 1 }, 12, 1.5, 'text', true, 1e300, -0, {}][seed % 8] };
  },
  absent: (_value, _node, seed) => (seed % 2 ? { value: null } : {}),
};
