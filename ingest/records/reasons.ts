// SPDX-License-Identifier: Apache-2.0

/** Reasons for quarantine in words. A reason that is not here says itself, e.g. `entry.repeated`. */
const words: Readonly<Record<string, string>> = {
  'aircraft.notKept': 'aircraft were kept by no source when it was read; they are now',
  'coordinate.impossible': 'the position is nowhere on Earth',
  'country.missing': 'there is no country',
  'country.unknown': 'the country is none of ISO 3166-1',
  'date.impossible': 'the date is no day, month or year',
  'date.missing': 'there is no date',
  'encoding.broken': 'the bytes are no text in the encoding of the file',
  'end.missing': 'the link lacks one of its ends',
  'entity.notAnObject': 'the line is no entity',
  'entity.repeated': 'the entity stands in the delivery twice',
  'entry.missing': 'it belongs to an entry that the delivery lacks',
  'entry.rejected': 'the entry that it belongs to cannot be read',
  'entry.repeated': 'the entry stands in the delivery twice',
  'field.misshapen': 'the field is not of its type, is none of the record, or is missing',
  'field.tooLong': 'a field is too long for any of its file',
  'entry.tooManyRows': 'its entry has too many rows of this file',
  'envelope.contradicts': 'it is limited to purposes of which the command allows none',
  'envelope.loosened':
    'it would loosen the envelope of the record that is stored: ingest it with --allow-loosening where that is meant',
  'envelope.unknown': 'the envelope names a code, purpose, category or level that policy does not know',
  'fields.wrongNumber': 'the line has another number of fields than its file',
  'file.damaged': 'the file is damaged here; nothing behind this place could be read',
  'file.truncated': 'the file ends in the middle of the record',
  'instant.impossible': 'the time is no instant',
  'json.notOfFormat': 'the line is no record of the format',
  'json.notWellFormed': 'the line is no JSON',
  'json.tooDeep': 'its values nest too deep',
  'key.ofALink': 'its key is one of those of links that other records assert',
  'key.missing': 'nothing tells the record from others',
  'key.taken': 'a record is stored under its key, and may be another: repair the file and ingest it whole',
  'line.tooLong': 'the line is too long for a record',
  'line.zeroByte': 'the line holds a zero byte',
  'list.ofAnotherSource': 'the code list is that of another source',
  'name.missing': 'there is no name',
  'number.impossible': 'the number is none',
  'number.negative': 'the number may not be below zero',
  'op.unknown': 'the operation is none of ADD, MOD and DEL',
  'operation.ofOthers': 'policy has no such joint operation, or the originator is no member of it',
  'originator.other': 'it names another originator than the agency that the delivery is ingested for',
  'owner.notInDelivery': 'what it is part of is not in the delivery',
  'owner.notInDelta': 'what it is part of is not in the delta',
  'owner.tooManyParts': 'what it is part of has too many parts',
  'properties.missing': 'the entity has no properties',
  'quote.notClosed': 'a quotation mark is never closed',
  'record.tooLong': 'the record is too long',
  'schema.missing': 'the entity states no schema',
  'schema.notKept': 'things of this schema are kept by no source',
  'schema.unknown': 'the schema is none of the model',
  'source.other': 'it comes from another source than the one stated',
  'text.notWellFormed': 'a text holds half of a character',
  'record.ofAnotherAgency': 'another agency has stored a record of this source under this key',
  'text.nulCharacter': 'a text holds a NUL character',
  'version.unknown': 'it is of a version that this release does not read',
  'xml.doctype': 'a document type is not read, nor any entity',
  'xml.notWellFormed': 'the XML is not well-formed',
  'xml.textTooLong': 'one of its texts is too long',
  'xml.tooDeep': 'its elements nest too deep',
  'xml.tooManyAttributes': 'one of its elements has too many attributes',
};

/** A reason in words; `others` are those of one format. */
export function describeReason(reason: string, others: Readonly<Record<string, string>> = {}): string {
  const state = /^database\.(\w{5})$/.exec(reason)?.[1];
  if (state) return `the database refused the record (SQLSTATE ${state})`;
  return (
    words[reason] ??
    others[reason] ??
    reason
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('.', ': ')
      .toLowerCase()
  );
}
