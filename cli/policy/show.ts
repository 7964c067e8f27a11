import { effectVerbs } from '../../policy/comparing/sentences.js';
import { whoGets } from '../../policy/comparing/who.js';
import { labelOf } from '../../policy/explaining/labelOf.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { type TableFormat, tableFormats } from '../../policy/printing/formats.js';
import { matrixTable } from '../../policy/printing/matrixTable.js';
import { guardsOf } from '../../schema/access.js';
import { type Output, print } from '../output/printLine.js';

/** The matrix of a policy directory as one page, or as one JSON object on one line. */
export function matrixPage(policyDir: string | undefined, format: TableFormat | 'json'): string {
  const policy = parsePolicy(readPolicyFiles(policyDir));
  if (format !== 'json') return tableFormats[format](matrixTable(policy));
  const { version, categories, protectedHits, exports } = policy;
  return `${JSON.stringify({ version, categories: Object.values(categories), protectedHits, exports })}\n`;
}

/** Prints who gets what of a field. @throws BAD_USER_INPUT for an unknown field; PolicyError */
export function printWho(output: Output, policyDir: string | undefined, field: string): void {
  const guards = guardsOf(labelOf(field, 'field'));
  const gets = whoGets(parsePolicy(readPolicyFiles(policyDir)), guards, new Date());
  print(output, { field, categories: guards, gets }, () => [
    `${field} (${guards.join(', ')}), of records of other agencies without restrictions:`,
    ...(gets.length === 0 ? ['Nobody gets anything of it.'] : []),
    ...gets.map(({ effect, agencies, roles, purposes, cases }) => {
      const stated = cases.length === 2 ? '' : `, ${cases[0]} a case reference`;
      const verb = effectVerbs[effect][agencies.length === 1 ? 'one' : 'several'];
      return `${effect}  ${agencies.join(', ')} ${verb} it: as ${roles.join(', ')}; for ${purposes.join(', ')}${stated}.`;
    }),
  ]);
}
