import type { NameKind, PersonRecord, StatedName } from '../../../../records/persons.js';
import type { Flags } from '../../flags.js';
import { joinStated, splitCounted } from '../../un/parts.js';
import type { UkValues } from '../fields.js';

const parts = ['name1', 'name2', 'name3', 'name4', 'name5', 'name6'] as const;

/** Ranks by `Alias Type`, in capitals. */
const ranks: Readonly<Record<string, NameKind | undefined>> = {
  'PRIMARY NAME': 'NAME',
  'PRIMARY NAME VARIATION': 'ALIAS',
  AKA: 'ALIAS',
  ALIAS: 'ALIAS',
  FKA: 'PREVIOUS',
};

const order: readonly NameKind[] = ['NAME', 'ALIAS', 'PREVIOUS', 'WEAK_ALIAS'];

/** The names of a group. */
export interface UkNames {
  /** The primary one first, then the others by rank; empty where there is none. */
  readonly names: readonly StatedName[];
  /** Parts of the primary one. */
  readonly parts: Pick<PersonRecord, 'firstName' | 'middleName' | 'lastName'>;
}

/** Reads the names of a group: each is stated by itself, perhaps in another script too. */
export function readUkNames(stated: readonly UkValues[], flags: Flags): UkNames {
  const all = stated.flatMap((values) => {
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

/** Whether the name under which the group is listed is stated here. */
export function isPrimary({ aliasType }: UkValues): boolean {
  return ranks[aliasType?.toUpperCase() ?? ''] === 'NAME';
}

function toKind(values: UkValues, flags: Flags): NameKind {
  const { aliasType, aliasQuality } = values;
  // Why: the XML of the UK Sanctions List states the name in another script beside the ranked ones, without a rank.
  if (aliasType === undefined && parts.every((part) => values[part] === undefined)) return 'NAME';
  const kind = ranks[aliasType?.toUpperCase() ?? 'AKA'];
  if (kind === undefined) flags.raise('ALIAS_TYPE_UNKNOWN');
  const [, quality] = /^(good|low)(?: quality)?(?: a\.?k\.?a\.?)?$/i.exec(aliasQuality ?? 'good') ?? [];
  if (quality === undefined) flags.raise('ALIAS_QUALITY_UNKNOWN');
  return quality?.toLowerCase() === 'low' && kind !== 'NAME' ? 'WEAK_ALIAS' : (kind ?? 'ALIAS');
}
