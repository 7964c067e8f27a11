import { toScript } from '../../../../schema/identifiers/script.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { NameKind, PersonRecord, StatedName } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { uniqueNames } from '../names.js';
import { below, toLine } from '../parts.js';
import { commentsOf, type References } from './references.js';

/** How a party is named, the listed name first, and of which parts that is made. */
export interface PartyNames {
  readonly names: readonly StatedName[];
  readonly parts: Pick<PersonRecord, 'firstName' | 'middleName' | 'fatherName'>;
  readonly notes: readonly string[];
}

interface NamePart {
  /** As the file names it, in small letters, e.g. `last name`; null where the file does not say. */
  readonly type: string | null;
  readonly text: string;
}

interface DocumentedName {
  readonly parts: readonly NamePart[];
  readonly kind: NameKind;
  /** The less, the earlier it stands: what is listed is first. */
  readonly rank: number;
}

/** Reads every name of a profile: one identity mostly, each alias as written in one script or more. */
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

/** Rank of an alias. A former name stays one where its quality is low, as in the remarks of ofac-sdn. */
function toKind({ attributes }: XmlElement, references: References, flags: Flags): NameKind {
  const words = references.textOf('AliasType', attributes.AliasTypeID) ?? '';
  const type = words.toUpperCase().replaceAll(/[^A-Z]/g, '');
  if (!['NAME', 'AKA', 'FKA', 'NKA'].includes(type)) flags.raise('ALIAS_TYPE_UNKNOWN');
  if (type === 'FKA') return 'PREVIOUS';
  return attributes.LowQuality === 'true' ? 'WEAK_ALIAS' : 'ALIAS';
}

/** Parts that stand before the comma where OFAC writes a name in one: `EXEMPLAROV, Fictius`. */
const familyParts: ReadonlySet<string | null> = new Set(['last name', 'maiden name', 'matronymic']);

/** Scripts in which a family name stands before the given one with nothing between. */
const unspaced: ReadonlySet<string | null> = new Set(['Hani', 'Hira', 'Kana', 'Hang']);

/** The name in one, as the legacy files write it. */
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
