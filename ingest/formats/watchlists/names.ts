import type { NameKind, StatedName } from '../../records/persons.js';

const ranks: readonly NameKind[] = ['NAME', 'ALIAS', 'PREVIOUS', 'WEAK_ALIAS'];

/** Names by rank, in the order stated, each once. */
export function rankNames(names: readonly StatedName[]): StatedName[] {
  return uniqueNames(ranks.flatMap((rank) => names.filter(({ kind }) => kind === rank)));
}

/** Each name once, as first stated. */
export function uniqueNames(names: readonly StatedName[]): StatedName[] {
  const known = new Set<string>();
  return names.flatMap(({ name, kind }) => (known.has(name) || !known.add(name) ? [] : [{ name, kind }]));
}
