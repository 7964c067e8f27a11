import { type MappedKind, mappedKinds } from '../catalogue/index.js';
import type { DraftColumn } from './assign.js';
import { toHeader } from './synonyms/header.js';
import { synonymsOf } from './synonyms/synonyms.js';

/** A column that says of each row which kind of thing it is, where they are of several. */
export interface KindColumn {
  readonly column: string;
  /** Its values for each kind, the commonest kind first. */
  readonly kinds: ReadonlyMap<MappedKind, readonly string[]>;
  /** Rows of each kind. */
  readonly rows: ReadonlyMap<MappedKind, number>;
}

const mostValues = 20;

/**
 * The first column that tells persons, companies, ships and aircraft apart, each of its values known and none empty: a row that
 * says nothing would be left out by either draft. Null where there is none.
 */
export function findKindColumn(columns: readonly DraftColumn[]): KindColumn | null {
  const kindOf = new Map(mappedKinds.flatMap((kind) => synonymsOf(kind).rowWords.map((word) => [word, kind] as const)));
  for (const { name, profile, members } of columns) {
    const { distinct } = profile;
    if (distinct === null || distinct.size < 2 || distinct.size > mostValues) continue;
    if (profile.empty > 0 || members.length > 1 || name.includes('[')) continue;
    const found = [...distinct].map(([value, rows]) => ({ value, rows, kind: kindOf.get(toHeader(value)) }));
    if (found.some(({ kind }) => kind === undefined)) continue;
    const rows = new Map<MappedKind, number>();
    for (const one of found) if (one.kind) rows.set(one.kind, (rows.get(one.kind) ?? 0) + one.rows);
    if (rows.size < 2) continue;
    const ordered = [...rows].sort(([, one], [, other]) => other - one);
    return {
      column: name,
      rows,
      kinds: new Map(
        ordered.map(([kind]) => [kind, found.filter((one) => one.kind === kind).map(({ value }) => value)]),
      ),
    };
  }
  return null;
}
