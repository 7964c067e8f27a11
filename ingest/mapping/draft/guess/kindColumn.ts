import { type MappedKind, mappedKinds } from '../../catalogue/index.js';
import { toHeader } from '../synonyms/header.js';
import { synonymsOf } from '../synonyms/synonyms.js';
import type { DraftColumn } from './draftColumns.js';

/** A column that states the kind of each row. */
export interface KindColumn {
  readonly column: string;
  /** Its values for each kind, the commonest kind first. */
  readonly kinds: ReadonlyMap<MappedKind, readonly string[]>;
  /** Rows of each kind. */
  readonly rows: ReadonlyMap<MappedKind, number>;
}

const mostValues = 20;

/**
 * The first column that distinguishes persons, companies, ships and aircraft, or null. Each of its values is known and none
 * is empty: such a row would be left out by either draft.
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
