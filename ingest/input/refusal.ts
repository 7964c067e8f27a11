import { PortcullisError } from '../../schema/errors.js';

/** A file that is not read, with what to do about it. */
export function refuse(message: string, hint: string): PortcullisError {
  return new PortcullisError('BAD_USER_INPUT', { message, facts: { hint } });
}

/** A name out of a file or from a command line, fit to stand in a message: quoted, control characters escaped, cut. */
export function quoteName(name: string): string {
  const shown = name.length > 120 ? `${name.slice(0, 120)}...` : name;
  return JSON.stringify(shown).replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');
}
