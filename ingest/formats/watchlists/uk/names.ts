import type { NameKind } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { rankNames } from '../names.js';
import { joinStated, splitCounted } from '../parts.js';
import type { UkValues } from './fields.js';

const parts = ['name1', 'name2', 'name3', 'name4', 'name5', 'name6'] as const;

/** Ranks by alias type, in capitals. */
const ranks: Readonly<Record<string, NameKind | undefined>> = {
  'PRIMARY NAME': 'NAME',
  'PRIMARY NAME VARIATION': 'ALIAS',
  AKA: 'ALIAS',
  ALIAS: 'ALIAS',
  FKA: 'PREVIOUS',
};

/**
 * Reads the names of a group, each stated separately, possibly in another script too: the primary one first, then the others
 * by rank. `parts` are those of the primary name, and `stated` the values in order, those with the primary name first.
 */
export function readNames(all: readonly UkValues[], flags: Flags) {
  const stated = [...all.filter(isPrimary), ...all.filter((values) => !isPrimary(values))];
  const named = stated.flatMap((values) => {
    const kind = toKind(values, flags);
    const written = values.nonLatin === undefined ? [] : splitCounted(values.nonLatin, '1');
    return [joinParts(values, parts), ...written].flatMap((name) => (name === null ? [] : { name, kind, values }));
  });
  const names = rankNames(named);
  const [first] = names;
  const primary = named.find(({ name, kind }) => name === first?.name && kind === first.kind)?.values ?? {};
  return {
    stated,
    // A group without a primary name is listed under its best one.
    names: names.map(({ name, kind }, at) => ({ name, kind: at === 0 ? ('NAME' as const) : kind })),
    parts: {
      firstName: primary.name1 ?? null,
      middleName: joinParts(primary, parts.slice(1, -1)),
      lastName: primary.name6 ?? null,
    },
  };
}

function joinParts(values: UkValues, some: readonly (typeof parts)[number][]): string | null {
  return joinStated(
    some.map((part) => values[part] ?? null),
    ' ',
  );
}

/** Whether the values state the primary name. */
function isPrimary({ aliasType }: UkValues): boolean {
  return ranks[aliasType?.toUpperCase() ?? ''] === 'NAME';
}

function toKind(values: UkValues, flags: Flags): NameKind {
  const { aliasType, aliasQuality } = values;
  // The XML of the UK Sanctions List states names in other scripts separately, without a rank.
  if (aliasType === undefined && parts.every((part) => values[part] === undefined)) return 'NAME';
  const kind = ranks[aliasType?.toUpperCase() ?? 'AKA'];
  if (kind === undefined) flags.raise('ALIAS_TYPE_UNKNOWN');
  const [, quality] = /^(good|low)(?: quality)?(?: a\.?k\.?a\.?)?$/i.exec(aliasQuality ?? 'good') ?? [];
  if (quality === undefined) flags.raise('ALIAS_QUALITY_UNKNOWN');
  return quality?.toLowerCase() === 'low' && kind !== 'NAME' ? 'WEAK_ALIAS' : (kind ?? 'ALIAS');
}
