// SPDX-License-Identifier: Apache-2.0

/** Reasons for quarantine in words. A reason that is not here says itself, e.g. `entry.repeated`. */
const words: Readonly<Record<string, string>> = {
  'aircraft.notKept': 'aircraft are kept by no source',
  'coordinate.impossible': 'the position is nowhere on Earth',
  'country.missing': 'there is no country',
  'country.unknown': 'the country is none of ISO 3166-1',
  'date.impossible': 'the date is no day, month or year',
  'date.missing': 'there is no date',
  'encoding.broken': 'the bytes are no text in the encoding of the file',
  'entry.missing': 'it belongs to an entry that the delivery lacks',
  'entry.repeated': 'the entry stands in the delivery twice',
  'field.misshapen': 'the field is not of its type, is none of the record, or is missing',
  'fields.wrongNumber': 'the line has another number of fields than its file',
  'file.truncated': 'the file ends in the middle of the record',
  'instant.impossible': 'the time is no instant',
  'json.notOfFormat': 'the line is no record of the format',
  'json.notWellFormed': 'the line is no JSON',
  'key.missing': 'nothing tells the record from others',
  'line.tooLong': 'the line is too long for a record',
  'name.missing': 'there is no name',
  'number.impossible': 'the number is none',
  'number.negative': 'the number may not be below zero',
  'originator.notListed': 'the originator that it names does not originate this source',
  'quote.notClosed': 'a quotation mark is never closed',
  'source.other': 'it comes from another source than the one stated',
  'text.nulCharacter': 'a text holds a NUL character',
  'text.notWellFormed': 'a text holds half of a character',
  'version.unknown': 'it is of a version that this release does not read',
  'xml.doctype': 'a document type is not read, nor any entity',
  'xml.notWellFormed': 'the XML is not well-formed',
};

/** A reason in words. */
export function describeReason(reason: string): string {
  const state = /^database\.(\w{5})$/.exec(reason)?.[1];
  if (state) return `the database refused the record (SQLSTATE ${state})`;
  return (
    words[reason] ??
    reason
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('.', ': ')
      .toLowerCase()
  );
}
