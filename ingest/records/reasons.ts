import { openCodeTable } from '../codes/codeTable.js';

const wordsOf = openCodeTable('records/reasons.tsv');

/** A reason in words. @param others words for the reasons of one format */
export function describeReason(reason: string, others?: (reason: string) => string | undefined): string {
  const state = /^database\.(\w{5})$/.exec(reason)?.[1];
  if (state) return `the database refused the record (SQLSTATE ${state})`;
  return (
    wordsOf(reason)?.[1] ??
    others?.(reason) ??
    reason
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('.', ': ')
      .toLowerCase()
  );
}
