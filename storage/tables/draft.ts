import type { Difference } from './compare.js';
import type { DescribedTable } from './described.js';

/** A first draft of the migration that makes the tables what their descriptions say; nothing is dropped by it. */
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
    case 'noTable':
      return tableStatement(difference.described);
    case 'noIngestTables':
      return '\\ir ../ingest_tables.sql';
  }
}

function tableStatement({ name, columns, key }: DescribedTable): string {
  const lines = [...columns].map(([column, { definition }]) => `  ${column} ${definition}`);
  const keys = key ? [`  unique (${key.join(', ')})`] : [];
  // Why no unique index: the copies that agencies have of one record share its ref.
  const index = key ? `\ncreate index on ${name} (ref, id);` : '';
  return `create table ${name} (\n${[...lines, ...keys].join(',\n')}\n);${index}`;
}
