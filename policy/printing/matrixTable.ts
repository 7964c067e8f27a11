import { basisInWords } from '../loading/legalBasis.js';
import type { CategoryRow, Cell, ExportRow, LegalBasis, Policy, ProtectedHits } from '../policy.js';

/** A policy's matrix as a table, one row for each category. */
export interface MatrixTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table of a policy: the cells in words, and the legal basis of each row. */
export function matrixTable({ categories, protectedHits, exports, version }: Policy): MatrixTable {
  const rows = Object.values(categories);
  const kinds = Object.keys(rows[0]?.cells ?? {});
  return {
    title: `Who may see what (policy ${version.slice(0, 12)})`,
    head: ['category', 'data', ...kinds, 'purposes', 'also', 'legal basis', 'owner', 'approval', 'valid'],
    rows: [
      ...rows.map((row) => rowOf(row, kinds)),
      ...protectedHits.map((row) => hitsOf(row, kinds)),
      ...exports.map((row) => exportOf(row, kinds)),
    ],
  };
}

function rowOf(row: CategoryRow, kinds: readonly string[]): readonly string[] {
  return [
    row.category,
    row.meaning,
    ...kinds.map((kind) => cellInWords(row.cells[kind] as Cell)),
    row.purposes.join(', '),
    flagsInWords(row),
    basisInWords(row),
    row.owner,
    approvalInWords(row),
    row.validity ? `${row.validity.from} to ${row.validity.to}` : 'always',
  ];
}

function hitsOf(row: ProtectedHits, kinds: readonly string[]): readonly string[] {
  return [
    'protectedHits',
    `That a protected record exists of which nothing else is shown, by a ${row.by}.`,
    ...kinds.map((kind) => (kind === row.kind ? 'HIT' : 'NONE')),
    'as the record',
    '',
    basisInWords(row),
    row.owner,
    approvalInWords(row),
    'always',
  ];
}

function exportOf(row: ExportRow, kinds: readonly string[]): readonly string[] {
  return [
    'exports',
    'A whole answer, taken along as a file; what is in it is decided as above.',
    ...kinds.map((kind) => (row.kinds.includes(kind) ? row.roles.join(', ') : 'NONE')),
    row.purposes.join(', '),
    '',
    basisInWords(row),
    row.owner,
    approvalInWords(row),
    'always',
  ];
}

function cellInWords({ effect, roles, purposes, otherwise, scope }: Cell): string {
  const narrowed = [...(roles ?? []), ...(purposes ?? [])];
  const whom = narrowed.length === 0 ? '' : ` (${narrowed.join(', ')}; else ${otherwise})`;
  return `${effect}${whom}${scope === null ? '' : `, ${scope}`}`;
}

function flagsInWords(row: CategoryRow): string {
  const flags = (
    ['personal', 'special', 'public', 'envelope', 'whole', 'caseReference', 'subjectAccess'] as const
  ).filter((flag) => row[flag]);
  const unset = (['own', 'thirdCountryConsent'] as const).filter((flag) => !row[flag]).map((flag) => `not ${flag}`);
  return [...flags, ...unset, ...(row.needs === null ? [] : [`needs ${row.needs}`])].join(', ');
}

function approvalInWords({ approval }: LegalBasis): string {
  return approval === 'PROPOSAL' ? 'nobody: a proposal' : `${approval.by}, ${approval.on} (${approval.reference})`;
}
