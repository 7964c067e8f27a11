import { hostname, userInfo } from 'node:os';
import { badUserInput } from '../schema/errors.js';

/**
 * Who runs this command: what the operator states, or the user of the system, e.g. `root@host`.
 *
 * @throws BAD_USER_INPUT for a name that names nobody
 */
export function operatorOf(stated: string | undefined): string {
  if (stated === undefined) return systemUser();
  const name = stated.trim();
  if (/[\p{L}\p{N}]/u.test(name)) return name;
  throw badUserInput('--operator names nobody.', 'Leave it out: then the user of the system is named.');
}

/** The user of the system, whom a command cannot state: `root@host`; its number where it has no name, as in a container. */
export function systemUser(): string {
  let name: string;
  try {
    name = userInfo().username;
  } catch {
    name = `uid-${process.getuid?.() ?? 'unknown'}`;
  }
  return `${name}@${hostname()}`;
}
