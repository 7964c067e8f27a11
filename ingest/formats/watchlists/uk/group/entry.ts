import type { Defect } from '../../../../records/validate.js';
import { createFlags } from '../../flags.js';
import { joinStated } from '../../un/parts.js';
import { labelOf, type UkField, type UkValues, ukFields, valuesOf } from '../fields.js';
import type { UkPublication } from '../publication.js';
import { readUkListing } from './listing.js';
import { isPrimary, readUkNames } from './names.js';
import { type ReadGroup, toOrganization, toPerson, toVessel, type UkRecord } from './subjects.js';

/** Fields that are read of every kind, or say nothing of the subject; what else a kind does not read stands in its notes. */
const readOfAll: readonly UkField[] = [
  ...(['name1', 'name2', 'name3', 'name4', 'name5', 'name6', 'nonLatin', 'scriptType', 'scriptLanguage'] as const),
  ...(['reference', 'reasons', 'groupType', 'aliasType', 'aliasQuality', 'regime', 'group'] as const),
  ...(['listedOn', 'designatedOn', 'sanctionedOn', 'lastUpdated', 'listingType'] as const),
  ...(['status', 'statusLetter', 'sanctions', 'imposed'] as const),
];
const addressed: readonly UkField[] = [
  ...(['address1', 'address2', 'address3', 'address4', 'address5', 'address6', 'postCode', 'country'] as const),
  ...(['phones', 'emails', 'websites'] as const),
];

/** Kinds by their type, in lower case: how each is read, and which fields. */
const kinds: ReadonlyMap<string, { readonly read: ReadGroup; readonly fields: readonly UkField[] }> = new Map([
  [
    'individual',
    {
      read: toPerson,
      fields: [
        ...addressed,
        ...(['title', 'birth', 'town', 'birthCountry', 'nationality', 'position', 'gender'] as const),
        ...(['passport', 'passportDetails', 'nationalId', 'nationalIdDetails'] as const),
      ],
    },
  ],
  ['entity', { read: toOrganization, fields: [...addressed, 'entityType', 'registration'] }],
  [
    'ship',
    { read: toVessel, fields: ['imo', 'flag', 'formerFlags', 'shipType', 'tonnage', 'built', 'owners', 'hull'] },
  ],
]);

/**
 * The record of a group; a defect where it has no name, or is of no known type.
 *
 * @param all what its rows state, in file order
 */
export function toUkRecord(publication: UkPublication, all: readonly UkValues[], group: string): UkRecord | Defect {
  // Why the primary name first: what stands beside it is the most likely.
  const stated = [...all.filter(isPrimary), ...all.filter((values) => !isPrimary(values))];
  const types = valuesOf(stated, 'groupType').map((type) => type.toLowerCase());
  const kind = types.length === 1 ? kinds.get(types[0] ?? '') : undefined;
  if (kind === undefined) return { field: publication.type, reason: 'type.unknown' };
  const flags = createFlags();
  const names = readUkNames(stated, flags);
  if (names.names.length === 0) return { field: labelOf('name6'), reason: 'name.missing' };
  const record = kind.read({ stated, names, flags });
  const read = new Set([...readOfAll, ...kind.fields]);
  const left = ukFields.filter((field) => !read.has(field)).flatMap((field) => toNotes(stated, field));
  return {
    sourceRef: group,
    ...record,
    names: names.names,
    ...readUkListing(publication, stated, group, flags),
    notes: joinStated([...left, record.notes ?? null], '\n'),
    qualityFlags: flags.all(),
  };
}

/** What a kind has no field for: prose as it is, all else under its label. */
function toNotes(stated: readonly UkValues[], field: UkField): readonly string[] {
  return valuesOf(stated, field).map((value) => (field === 'other' ? value : `${labelOf(field)}: ${value}`));
}
