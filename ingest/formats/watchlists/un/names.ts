import type { XmlElement } from '../../../input/xml/xml.js';
import type { NameKind, StatedName } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated, partsOf, textOf } from './parts.js';

const nameParts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'] as const;

/** Rank of an alias by its stated quality. */
const ranks: Readonly<Record<string, NameKind>> = {
  GOOD: 'ALIAS',
  LOW: 'WEAK_ALIAS',
  AKA: 'ALIAS',
  FKA: 'PREVIOUS',
  NKA: 'ALIAS',
};

/** The names of an entry, the listed one first, then the same in its own script; empty where it has none. */
export function readNames(element: XmlElement, flags: Flags): readonly StatedName[] {
  const listed = joinStated(
    nameParts.map((part) => textOf(element, part)),
    ' ',
  );
  const original = textOf(element, 'NAME_ORIGINAL_SCRIPT');
  const aliases = partsOf(element, `${element.name}_ALIAS`).flatMap((alias) => readAlias(alias, flags));
  const names = [listed, original].filter((name) => name !== null).map((name) => ({ name, kind: 'NAME' as const }));
  const known = new Set<string>();
  return [...names, ...aliases].filter(({ name }) => !known.has(name) && known.add(name));
}

/** What the list says of an alias beside its name, in words. */
export function readAliasNotes(element: XmlElement): readonly string[] {
  return partsOf(element, `${element.name}_ALIAS`).flatMap((alias) => {
    const place = joinStated([textOf(alias, 'CITY_OF_BIRTH'), textOf(alias, 'COUNTRY_OF_BIRTH')]);
    const date = textOf(alias, 'DATE_OF_BIRTH');
    const words = joinStated([date && `born ${date}`, place && `born in ${place}`, textOf(alias, 'NOTE')]);
    return words === null ? [] : [`${joinStated(['Alias', textOf(alias, 'ALIAS_NAME')], ' ')}: ${words}`];
  });
}

/** One element may list several spellings: `Exemplarov; Exemplaroff b) Specimen`. */
function readAlias(alias: XmlElement, flags: Flags): readonly StatedName[] {
  const stated = textOf(alias, 'ALIAS_NAME');
  if (stated === null) return [];
  const kind = ranks[(textOf(alias, 'QUALITY') ?? '').toUpperCase().replaceAll(/[^A-Z]/g, '')];
  if (kind === undefined) flags.raise('ALIAS_QUALITY_UNKNOWN');
  return stated
    .split(/;|(?:^|\s)[a-z]\)\s/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name, kind: kind ?? 'ALIAS' }));
}
