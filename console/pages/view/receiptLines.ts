import type { NotedReceipt } from '../../shell/session.js';

const head = ['at', 'agency', 'purpose', 'operation', 'log', 'index', 'leafHash', 'code'];

/** Receipts as a table of text, separated by tabs, with a line of names: for a note, a sheet, or the box of the page Audit. */
export function receiptLines(receipts: readonly NotedReceipt[]): string {
  const lines = receipts.map(({ at, agency, purpose, operation, receipt, code }) =>
    [at.toISOString(), agency ?? '', purpose, operation, receipt.log, receipt.index, receipt.leafHash, code ?? ''].join(
      '\t',
    ),
  );
  return [head.join('\t'), ...lines].join('\n');
}
