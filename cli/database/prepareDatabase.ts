import { existsSync } from 'node:fs';
import { completePasswords, readPasswords, writePasswords } from '../../storage/embedded/passwords.js';
import { preparedRoles, prepareSql } from '../../storage/provision/prepareSql.js';
import { withAdmin } from '../../storage/roles.js';
import { errorCode, explainFileError, StorageError } from '../../storage/storageError.js';
import type { Settings } from '../config.js';

/** Options of `portcullis database prepare`. */
export interface PrepareCommand {
  readonly settings: Pick<Settings, 'databaseUrlAdmin' | 'databasePasswords'>;
  /** Print the statements instead of running them. */
  readonly print: boolean;
  readonly out: (line: string) => void;
}

/**
 * Creates roles and rights in a PostgreSQL, or prints the statements that do. Passwords are generated here and kept in a file
 * for its owner alone (0600); an existing file is completed. No statement holds a password.
 *
 * @throws Error in one line where a setting is missing; StorageError DATABASE_PREPARE_FAILED
 */
export async function prepareDatabase({ settings, print, out }: PrepareCommand): Promise<void> {
  const { databaseUrlAdmin, databasePasswords } = settings;
  if (databasePasswords === undefined) {
    throw new Error('Where are the passwords to be kept? Give --database-passwords FILE; nobody else may read it.');
  }
  if (!print && databaseUrlAdmin === undefined) {
    throw new Error(
      'Set DATABASE_URL_ADMIN in the environment: a login that may create roles and owns the database; or give --print.',
    );
  }
  const sql = prepareSql(keepPasswords(databasePasswords));
  if (print) {
    out(`begin;\n${sql}\ncommit;`);
    return;
  }
  await withAdmin(databaseUrlAdmin ?? '', (admin) => admin.query(sql)).catch((error: unknown) => {
    throw failed(error);
  });
  out(`${preparedRoles.length} roles are ready; their passwords are in ${databasePasswords}.`);
  out('Next: DATABASE_URL without a login, PORTCULLIS_DATABASE_PASSWORDS with that file, and no DATABASE_URL_ADMIN.');
}

function keepPasswords(path: string): Readonly<Record<string, string>> {
  try {
    const passwords = completePasswords(existsSync(path) ? readPasswords(path) : {}, preparedRoles);
    // Why first: once a role exists, its password must not be lost.
    writePasswords(path, passwords);
    return passwords;
  } catch (error) {
    throw explainFileError(error, path);
  }
}

function failed(error: unknown): StorageError {
  const code = errorCode(error);
  return new StorageError(
    'DATABASE_PREPARE_FAILED',
    `The database was not prepared${code ? ` (${code})` : ''}: it is as it was.`,
    code === '42501'
      ? 'DATABASE_URL_ADMIN must log in as a role that may create roles and owns the database and everything in it; or give ' +
          'the statements of --print to its administrator.'
      : 'Check DATABASE_URL_ADMIN, and that the server runs.',
    error,
  );
}
