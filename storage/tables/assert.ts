import { StorageError } from '../storageError.js';
import type { Difference } from './compare.js';
import { draftMigration } from './draft.js';

/** Differences that an error tells of; it is one line. */
const MOST_TOLD = 3;

/** @throws StorageError TABLES_DIFFER where there are any */
export function assertNoDifferences(differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  const told = differences.slice(0, MOST_TOLD).map(inWords);
  const more = differences.length > MOST_TOLD ? ` (and ${differences.length - MOST_TOLD} more)` : '';
  const missing = differences.filter(({ kind }) => kind === 'missing').slice(0, 1);
  // Why: an older program over a newer database finds nothing missing, and no migration is what it needs.
  const isNewer = differences.every(({ kind }) => kind === 'undescribed');
  throw new StorageError(
    'TABLES_DIFFER',
    `The tables are not what schema/records describes: ${told.join('; ')}${more}.`,
    isNewer
      ? 'The database may be of a newer version: start that one. Else describe the columns in schema/records.'
      : `Add a migration, which "portcullis database draft" drafts${missing.map((each) => `: ${draftMigration([each])}`).join('') || '.'}`,
  );
}

function inWords(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `${difference.table} has no column ${difference.name}`;
    case 'undescribed':
      return `${difference.table} has a column ${difference.name} that nothing describes`;
    case 'type':
      return `${difference.table}.${difference.name} is ${difference.type}, not ${difference.column.type}`;
    case 'key':
      return `${difference.table} has no unique key (${difference.key.join(', ')})`;
    case 'noTable':
    case 'noIngestTables':
      return `there is no table ${difference.table}`;
  }
}
