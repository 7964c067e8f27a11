import { existsSync } from 'node:fs';
import { completePasswords, readPasswords, writePasswords } from '../../storage/embedded/passwords.js';
import { preparedRoles, prepareSql } from '../../storage/provision/prepareSql.js';
import { withAdmin } from '../../storage/roles.js';
import { errorCode, explainFileError, StorageError } from '../../storage/storageError.js';
import type { Settings } from '../config.js';

/** What `portcullis database prepare` was told. */
export interface PrepareCommand {
  readonly settings: Pick<Settings, 'databaseUrlAdmin' | 'databasePasswords'>;
  /** Prints the statements instead of running them. */
  readonly print: boolean;
  readonly out: (line: string) => void;
}

/**
 * Makes roles and rights in a PostgreSQL of one's own, or prints the statements that do. The passwords are made here and
 * kept in a file for its owner alone (0600); one that is there is completed. No statement holds one.
 *
 * @throws Error in one line where a setting is missing; StorageError DATABASE_PREPARE_FAILED
 */
export async function prepareDatabase({ settings, print, out }: PrepareCommand): Promise<void> {
  const { databaseUrlAdmin, databasePasswords } = settings;
  if (databasePasswords === undefined) {
    throw new Error('Where are the passwords to be kept? State --database-passwords FILE; nobody else may read it.');
  }
  if (!print && databaseUrlAdmin === undefined) {
    throw new Error(
      'State DATABASE_URL_ADMIN in the environment: who may make roles and owns the database; or --print.',
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
    // Why first: of a role that was made, nobody else knows the password.
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
      ? 'DATABASE_URL_ADMIN must log in as one who may make roles and owns the database and what is in it; or give the ' +
          'statements of --print to who is.'
      : 'Check DATABASE_URL_ADMIN, and that the server runs.',
    error,
  );
}
