import { hostname, userInfo } from 'node:os';
import { badUserInput } from '../schema/errors.js';

/**
 * Who runs this command: the stated name, or the system user, e.g. `root@host`.
 *
 * @throws BAD_USER_INPUT for a name without a letter or digit
 */
export function operatorOf(stated: string | undefined): string {
  if (stated === undefined) return systemUser();
  const name = stated.trim();
  if (/[\p{L}\p{N}]/u.test(name)) return name;
  throw badUserInput('--operator names nobody.', 'Leave it out to be named by the system user.');
}

/** The system user, whom no option overrides: `root@host`; by its number where it has no name, as in a container. */
export function systemUser(): string {
  let name: string;
  try {
    name = userInfo().username;
  } catch {
    name = `uid-${process.getuid?.() ?? 'unknown'}`;
  }
  return `${name}@${hostname()}`;
}
