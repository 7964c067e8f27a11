import { openCodeTable } from '../codes/codeTable.js';
import { describeReason } from '../records/reasons.js';

const rowOf = openCodeTable('mapping/reasons.tsv');

/** A reason of mapped files in words. */
export function mappingReason(reason: string): string | undefined {
  return rowOf(reason)?.[1];
}

/** A reason in words. */
export function reasonInWords(reason: string): string {
  if (/^note\..+Incomplete$/.test(reason)) return 'an element lacks what it needs, and is left out';
  return mappingReason(reason) ?? describeReason(reason);
}

/** Flags that are less specific than the reason, since all formats share them. */
const commonFlags: Readonly<Record<string, string>> = {
  'date.form': 'DATE_IMPOSSIBLE',
  'time.form': 'DATE_IMPOSSIBLE',
  'time.impossible': 'DATE_IMPOSSIBLE',
  'number.range': 'NUMBER_IMPOSSIBLE',
  'number.notInteger': 'NUMBER_IMPOSSIBLE',
};

/** The quality flag of a reason: `imo.checkDigit` is `IMO_CHECK_DIGIT`; the `note.` of notes is dropped. */
export function toFlag(reason: string): string {
  const common = commonFlags[reason];
  if (common !== undefined) return common;
  return reason
    .replace(/^note\./, '')
    .replaceAll('.', '_')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();
}

/** True for a note on a value that was read well. */
export function isNote(reason: string): boolean {
  return reason.startsWith('note.');
}
