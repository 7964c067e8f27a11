import { type RolePasswords, readPasswords } from '../embedded/passwords.js';
import { errorCode, StorageError } from '../storageError.js';

/** Puts the login of a role into a connection string without one; any other stays as it is. */
export type WithLogin = (url: string, role: string) => string;

/**
 * Logins from the password file that `portcullis database prepare` made; without a file every string stays as it is.
 *
 * @throws StorageError DATABASE_PASSWORDS_MISSING if the file, or the role's password in it, is missing
 */
export function createLogins(path: string | undefined): WithLogin {
  if (path === undefined) return (url) => url;
  const passwords = readLoginFile(path);
  return (url, role) => {
    if (/^postgres(?:ql)?:\/\/[^/?#]*@/.test(url)) return url;
    const password = passwords[role];
    if (password === undefined) throw missing(`The file ${path} has no password of the role ${role}.`);
    const login = `${encodeURIComponent(role)}:${encodeURIComponent(password)}@`;
    return url.replace(/^(postgres(?:ql)?:\/\/)/, `$1${login}`);
  };
}

function readLoginFile(path: string): RolePasswords {
  try {
    return readPasswords(path);
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw missing(`The file of the database's passwords ${path} ${why}.`, error);
  }
}

function missing(message: string, cause?: unknown): StorageError {
  return new StorageError(
    'DATABASE_PASSWORDS_MISSING',
    message,
    'portcullis database prepare makes it: see docs/operations/database.md.',
    cause,
  );
}
