// SPDX-License-Identifier: Apache-2.0
import { describeReason } from '../records/reasons.js';

/** What can be wrong with a value or a row, by its short word, in words for the operator. */
export const reasons: Readonly<Record<string, string>> = {
  'boolean.unknown': 'neither true nor false; say `boolean: {true: [...], false: [...]}`',
  'code.unknown': 'no code of the list; say `map: {VALUE: CODE}`',
  'container.checkDigit': 'container number with a wrong check digit (ISO 6346)',
  'container.form': 'no container number (ISO 6346)',
  'coordinate.impossible': 'degrees out of range',
  'country.unknown': 'no country: neither name, alpha-2 nor alpha-3',
  'currency.unknown': 'no currency (ISO 4217)',
  'date.form': 'not written as any `date` pattern of the mapping',
  'date.impossible': 'a date that does not exist',
  'eori.form': 'no EORI number',
  'flag.form': 'no quality flag: capitals, digits and underscores',
  'hs.chapter': 'no chapter of the Harmonized System',
  'hs.form': 'no commodity code of 4, 6, 8 or 10 digits, or fewer digits than the field needs',
  'icaoAddress.form': 'no ICAO 24-bit address: six hexadecimal digits, not all zeros or ones',
  'imo.checkDigit': 'IMO number with a wrong check digit',
  'imo.form': 'no IMO number',
  'envelope.differs': 'rows of one record state different envelopes',
  'key.missing': 'the key is empty',
  'key.repeated': 'the key was used by an earlier row; rows that stand together can be one record: `sameKey: merge`',
  'locode.form': 'no UN/LOCODE',
  'mode.unknown': 'no mode of transport (UNECE Recommendation 19)',
  'mrn.checkDigit': 'MRN with a wrong check digit',
  'mrn.form': 'no MRN',
  'name.missing': 'no name',
  'number.impossible': 'no number as the mapping writes numbers; say `number: {decimal: ...}`',
  'number.notInteger': 'no whole number of up to nine digits',
  'number.range': 'a number out of range',
  'package.unknown': 'no package of UNECE Recommendation 21',
  'registration.form': 'no registration mark of an aircraft: two to ten letters and digits',
  'text.noMatch': 'does not match `extract`',
  'text.tooCostly':
    'the regular expression finds no end in it within half a second; write one without `( ... )+`, or `split`',
  'time.form': 'not written as any pattern of the mapping',
  'time.impossible': 'a time that does not exist (in that zone)',
  'unit.noMass': 'a unit of something else than mass',
  'unit.unknown': 'no unit of UNECE Recommendation 20',
  'value.missing': 'a required value is empty',
  'value.tooLong': 'longer than any value of this kind',
  'fields.wrongNumber': 'another number of fields than the header',
  'json.notWellFormed': 'no JSON',
  'json.notObject': 'JSON, but no object',
  'line.tooLong': 'a line of more than 1 MB',
  'quote.notClosed': 'a quote that is never closed',
  'note.firstOfSeveral': 'several values where there is place for one; the first is kept',
  'note.timeAmbiguous': 'an hour that clocks show twice; the first is meant',
  'note.timeZoneUnknown': 'a time of day without a zone: only the day is kept; say `dateTime: {format, zone}`',
  'note.timePrecisionDay': 'known to the day only',
  'note.timePrecisionMonth': 'known to the month only',
  'note.timePrecisionYear': 'known to the year only',
  'note.timePrecisionHour': 'known to the hour only',
};

/** A reason in words. */
export function reasonInWords(reason: string): string {
  if (/^note\..+Incomplete$/.test(reason)) return 'an element lacks what it needs, and is left out';
  return reasons[reason] ?? describeReason(reason);
}

/** Flags that say less than the reason does: all formats have these words for them. */
const commonFlags: Readonly<Record<string, string>> = {
  'date.form': 'DATE_IMPOSSIBLE',
  'time.form': 'DATE_IMPOSSIBLE',
  'time.impossible': 'DATE_IMPOSSIBLE',
  'number.range': 'NUMBER_IMPOSSIBLE',
  'number.notInteger': 'NUMBER_IMPOSSIBLE',
};

/** The quality flag of a reason: `imo.checkDigit` is `IMO_CHECK_DIGIT`; notes leave out that they are such. */
export function toFlag(reason: string): string {
  const common = commonFlags[reason];
  if (common !== undefined) return common;
  return reason
    .replace(/^note\./, '')
    .replaceAll('.', '_')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();
}

/** True for what is told of a value that was read well. */
export function isNote(reason: string): boolean {
  return reason.startsWith('note.');
}
