import { toScript } from '../../../../schema/identifiers/script.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { NameKind, PersonRecord, StatedName } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { uniqueNames } from '../names.js';
import { below, toLine } from '../parts.js';
import { commentsOf, type References } from './references.js';

/** Names of a party, the listed one first, and the parts of that. */
export interface PartyNames {
  readonly names: readonly StatedName[];
  readonly parts: Pick<PersonRecord, 'firstName' | 'middleName' | 'fatherName'>;
  readonly notes: readonly string[];
}

interface NamePart {
  /** As the file names it, in lower case, e.g. `last name`; null where it does not. */
  readonly type: string | null;
  readonly text: string;
}

interface DocumentedName {
  readonly parts: readonly NamePart[];
  readonly kind: NameKind;
  /** Position: the listed name has the lowest. */
  readonly rank: number;
}

/** Reads all names of a profile: mostly one identity, each alias in one or more scripts. */
export function readNames(profile: XmlElement, references: References, flags: Flags): PartyNames {
  const identities = below(profile, 'Identity');
  const documented = identities
    .flatMap((identity) => readIdentity(identity, references, flags))
    .sort((one, other) => one.rank - other.rank);
  const listed = documented[0]?.parts ?? [];
  const partOf = (type: string) => joinParts(listed.filter((part) => part.type === type)) || null;
  const named = identities.flatMap((identity) => [
    ...below(identity, 'Alias'),
    ...below(identity, 'Alias', 'DocumentedName'),
  ]);
  const parts = {
    firstName: partOf('first name'),
    middleName: partOf('middle name'),
    fatherName: partOf('patronymic'),
  };
  return {
    names: uniqueNames(documented.map((name) => ({ name: toName(name.parts), kind: name.kind }))),
    parts: Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null)),
    notes: commentsOf(...identities, ...named),
  };
}

function readIdentity(identity: XmlElement, references: References, flags: Flags): DocumentedName[] {
  const groups = new Map(
    below(identity, 'NamePartGroups', 'MasterNamePartGroup', 'NamePartGroup').map(({ attributes }) => [
      attributes.ID,
      references.textOf('NamePartType', attributes.NamePartTypeID)?.toLowerCase() ?? null,
    ]),
  );
  const isMain = identity.attributes.Primary !== 'false' && identity.attributes.False !== 'true';
  return below(identity, 'Alias').flatMap((alias) => {
    const isListed = isMain && alias.attributes.Primary === 'true';
    const kind = isListed ? 'NAME' : toKind(alias, references, flags);
    return below(alias, 'DocumentedName').flatMap((name) => {
      const parts = below(name, 'DocumentedNamePart', 'NamePartValue').flatMap(({ text, attributes }) => {
        const line = toLine(text);
        return line === null ? [] : [{ type: groups.get(attributes.NamePartGroupID) ?? null, text: line }];
      });
      const status = references.textOf('DocNameStatus', name.attributes.DocNameStatusID);
      const rank = !isListed ? 2 : /primary/i.test(status ?? '') ? 0 : 1;
      return parts.length === 0 ? [] : [{ parts, kind, rank }];
    });
  });
}

/** Rank of an alias. A former name of low quality counts as former, as in the remarks of ofac-sdn. */
function toKind({ attributes }: XmlElement, references: References, flags: Flags): NameKind {
  const words = references.textOf('AliasType', attributes.AliasTypeID) ?? '';
  const type = words.toUpperCase().replaceAll(/[^A-Z]/g, '');
  if (!['NAME', 'AKA', 'FKA', 'NKA'].includes(type)) flags.raise('ALIAS_TYPE_UNKNOWN');
  if (type === 'FKA') return 'PREVIOUS';
  return attributes.LowQuality === 'true' ? 'WEAK_ALIAS' : 'ALIAS';
}

/** Parts before the comma in OFAC's form of a whole name: `EXEMPLAROV, Fictius`. */
const familyParts: ReadonlySet<string | null> = new Set(['last name', 'maiden name', 'matronymic']);

/** Scripts in which the family name precedes the given one without a space. */
const unspaced: ReadonlySet<string | null> = new Set(['Hani', 'Hira', 'Kana', 'Hang']);

/** The whole name, as the legacy files write it. */
function toName(parts: readonly NamePart[]): string {
  const family = parts.filter(({ type }) => familyParts.has(type));
  const given = parts.filter(({ type }) => !familyParts.has(type));
  if (family.length === 0 || given.length === 0) return joinParts(parts);
  if (unspaced.has(toScript(joinParts(parts)))) return joinParts([...family, ...given], '');
  return `${joinParts(family)}, ${joinParts(given)}`;
}

function joinParts(parts: readonly NamePart[], separator = ' '): string {
  return parts.map(({ text }) => text).join(separator);
}
