import { PolicyError } from '../policy/loading/mistake.js';
import { isInternal, isPortcullisError, type PortcullisError } from '../schema/errors.js';
import { isStorageError } from '../storage/storageError.js';
import { explain } from './explain.js';

/** Why a command failed, as `--json` prints it on standard output: the line of standard error, in parts. */
export interface Failure {
  readonly error: {
    /** A code of docs/ERRORS.md, storage or the system; else `INTERNAL`. */
    readonly code: string;
    /** What happened, and what to do. */
    readonly message: string;
    /** The run that was rolled back, and why, where there was one. */
    readonly run?: unknown;
    readonly reasons?: unknown;
  };
}

/** What `--json` prints in place of a result. */
export function toFailure(error: unknown): Failure {
  const message = explain(error);
  if (error instanceof PolicyError) return { error: { code: 'BAD_USER_INPUT', message } };
  if (!isPortcullisError(error)) {
    const code = (error as { readonly code?: unknown } | null)?.code;
    return { error: { code: typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'INTERNAL', message } };
  }
  return { error: { code: error.code, message, ...aboutRun(error) } };
}

/**
 * The last lines of a failed command: one line with the code at its end, and for an internal error outside production the
 * stack frames. Frames alone, since a message may hold a record's value.
 */
export function toLines(error: unknown, { production }: { readonly production: boolean }): readonly string[] {
  const code = isPortcullisError(error) || isStorageError(error) ? ` (${error.code})` : '';
  return [`portcullis: ${explain(error)}${code}`, ...(production ? [] : framesOf(error))];
}

function framesOf(error: unknown): readonly string[] {
  if (!isPortcullisError(error) || !isInternal(error.code)) return [];
  const { stack = '' } = error.originalError ?? error;
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

/** The run that was rolled back, and why, where an error names one. */
export function aboutRun({ extensions }: PortcullisError): { readonly run?: unknown; readonly reasons?: unknown } {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name === 'run' || name === 'reasons'));
}

/** Whether standard output is to be JSON. An export writes its records there, and its summary elsewhere. */
export function promisesJson([command, ...rest]: readonly string[]): boolean {
  return command !== 'export' && rest.includes('--json');
}
