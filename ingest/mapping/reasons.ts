import { openCodeTable } from '../codes/codeTable.js';
import { describeReason } from '../records/reasons.js';

const rowOf = openCodeTable('mapping/reasons.tsv');

/** What is wrong with a value or a row of a mapped file, in words for the operator. */
export function mappingReason(reason: string): string | undefined {
  return rowOf(reason)?.[1];
}

/** A reason in words. */
export function reasonInWords(reason: string): string {
  if (/^note\..+Incomplete$/.test(reason)) return 'an element lacks what it needs, and is left out';
  return mappingReason(reason) ?? describeReason(reason);
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
