import type { NameKind, PersonRecord, StatedName } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated, splitCounted } from '../un/parts.js';
import type { UkRow, UkValues } from './fields.js';

const parts = ['name1', 'name2', 'name3', 'name4', 'name5', 'name6'] as const;

/** Ranks by `Alias Type`, in capitals. */
const ranks: Readonly<Record<string, NameKind | undefined>> = {
  'PRIMARY NAME': 'NAME',
  'PRIMARY NAME VARIATION': 'ALIAS',
  AKA: 'ALIAS',
  FKA: 'PREVIOUS',
};

const order: readonly NameKind[] = ['NAME', 'ALIAS', 'PREVIOUS', 'WEAK_ALIAS'];

/** What the rows of a group say of its names. */
export interface UkNames {
  /** The primary one first, then the others by rank; empty where there is none. */
  readonly names: readonly StatedName[];
  /** Parts of the primary one. */
  readonly parts: Pick<PersonRecord, 'firstName' | 'middleName' | 'lastName'>;
}

/** Reads the names of a group: each row states one, perhaps in another script too. */
export function readUkNames(rows: readonly UkRow[], flags: Flags): UkNames {
  const all = rows.flatMap(({ values }) => {
    const kind = toKind(values, flags);
    const written = values.nonLatin === undefined ? [] : splitCounted(values.nonLatin, '1');
    return [
      joinStated(
        parts.map((part) => values[part] ?? null),
        ' ',
      ),
      ...written,
    ]
      .filter((name) => name !== null)
      .map((name) => ({ name, kind, values }));
  });
  const ranked = order.flatMap((kind) => all.filter((name) => name.kind === kind));
  const primary = ranked[0]?.values ?? {};
  const known = new Set<string>();
  return {
    names: ranked
      .filter(({ name }) => !known.has(name) && known.add(name))
      // Why: a group without a primary name is listed under its best one.
      .map(({ name, kind }, at) => ({ name, kind: at === 0 ? 'NAME' : kind })),
    parts: {
      firstName: primary.name1 ?? null,
      middleName: joinStated(
        [primary.name2, primary.name3, primary.name4, primary.name5].map((part) => part ?? null),
        ' ',
      ),
      lastName: primary.name6 ?? null,
    },
  };
}

/** Whether a row states the name under which its group is listed. */
export function isPrimary({ values: { aliasType } }: UkRow): boolean {
  return ranks[aliasType?.toUpperCase() ?? ''] === 'NAME';
}

function toKind({ aliasType, aliasQuality }: UkValues, flags: Flags): NameKind {
  const kind = ranks[aliasType?.toUpperCase() ?? 'AKA'];
  if (kind === undefined) flags.raise('ALIAS_TYPE_UNKNOWN');
  const [, quality] = /^(good|low)(?: quality)?$/i.exec(aliasQuality ?? 'good') ?? [];
  if (quality === undefined) flags.raise('ALIAS_QUALITY_UNKNOWN');
  return quality?.toLowerCase() === 'low' && kind !== 'NAME' ? 'WEAK_ALIAS' : (kind ?? 'ALIAS');
}
