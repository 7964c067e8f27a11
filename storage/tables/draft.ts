import { isEnvelopeTable } from '../envelopeKey.js';
import type { Difference } from './compare.js';
import { type DescribedTable, envelopeCheck } from './described.js';

/** A first draft of the migration that makes the tables what their descriptions say; it drops nothing. */
export function draftMigration(differences: readonly Difference[]): string {
  return differences.map(statementOf).join('\n');
}

function statementOf(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `alter table ${difference.table} add column ${difference.name} ${difference.column.definition};`;
    case 'undescribed':
      return `-- ${difference.table}.${difference.name}: nothing describes it; it may be a newer program's, and hold its data.`;
    case 'type':
      return `-- ${difference.table}.${difference.name}: ${difference.type} becomes ${difference.column.type}.`;
    case 'key':
      return `alter table ${difference.table} add unique (${difference.key.join(', ')});`;
    case 'unchecked':
      return `alter table ${difference.table} add ${envelopeCheck(difference.table.split('.')[0] ?? '')};`;
    case 'noTable':
      return isEnvelopeTable(difference.table) ? '\\ir ../shared/envelopes.sql' : tableStatement(difference.described);
    case 'noIngestTables':
      return '\\ir ../shared/ingest_tables.sql\n\\ir ../shared/cube.sql';
  }
}

function tableStatement({ name, columns, key, person }: DescribedTable): string {
  const lines = [...columns].map(([column, { definition }]) => `  ${column} ${definition}`);
  const keys = key ? [`  unique (${key.join(', ')})`] : [];
  // Not unique: the agencies' copies of one record share its ref.
  const by = key ? 'ref' : [...columns.keys()].find((column) => column !== 'id');
  const index = `\ncreate index on ${name} (${by}, id);${key ? `\ncreate index on ${name} (envelope_key, expires_at);` : ''}`;
  const ofPerson = person ? personIndexes(name, person) : '';
  return `create table ${name} (\n${[...lines, ...keys].join(',\n')}\n);${index}${ofPerson}`;
}

/** Indexes by which the persons source tells links about persons: by person, and links that were not told yet. */
function personIndexes(table: string, person: string): string {
  const untold = `where ${person} is not null and not subject_known`;
  return `\ncreate index on ${table} (${person});\ncreate index on ${table} (${person}) ${untold};`;
}
