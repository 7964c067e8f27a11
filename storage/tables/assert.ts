import { StorageError } from '../storageError.js';
import type { Difference } from './compare.js';
import { draftMigration } from './draft.js';

/** Differences that the error names; it is one line. */
const maxNamed = 3;

/** @throws StorageError TABLES_DIFFER if there are any */
export function assertNoDifferences(differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  const named = differences.slice(0, maxNamed).map(describe);
  const more = differences.length > maxNamed ? ` (and ${differences.length - maxNamed} more)` : '';
  const missing = differences.filter(({ kind }) => kind === 'missing').slice(0, 1);
  // An older program on a newer database finds nothing missing, and needs no migration.
  const isNewer = differences.every(({ kind }) => kind === 'undescribed');
  throw new StorageError(
    'TABLES_DIFFER',
    `The tables are not what schema/records describes: ${named.join('; ')}${more}.`,
    isNewer
      ? 'The database may be of a newer version: start that one. Else describe the columns in schema/records.'
      : `Add a migration, which "portcullis compose --migration" drafts${missing.map((each) => `: ${draftMigration([each])}`).join('') || '.'}`,
  );
}

function describe(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `${difference.table} has no column ${difference.name}`;
    case 'undescribed':
      return `${difference.table} has a column ${difference.name} that nothing describes`;
    case 'type':
      return `${difference.table}.${difference.name} is ${difference.type}, not ${difference.column.type}`;
    case 'key':
      return `${difference.table} has no unique key (${difference.key.join(', ')})`;
    case 'unchecked':
      return `nothing holds ${difference.table}.envelope_key to the record's own columns`;
    case 'noTable':
    case 'noIngestTables':
      return `there is no table ${difference.table}`;
  }
}
