import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { type TableFormat, tableFormats } from '../../policy/printing/formats.js';
import { matrixTable } from '../../policy/printing/matrixTable.js';

/** The matrix of a policy directory as one page. */
export function matrixPage(policyDir: string | undefined, format: TableFormat): string {
  return tableFormats[format](matrixTable(parsePolicy(readPolicyFiles(policyDir))));
}

/** The same as one JSON object on one line: what holds of each row, and which policy it is. */
export function matrixAsJson(policyDir: string | undefined): string {
  const { version, categories, protectedHits } = parsePolicy(readPolicyFiles(policyDir));
  return `${JSON.stringify({ version, categories: Object.values(categories), protectedHits })}\n`;
}
