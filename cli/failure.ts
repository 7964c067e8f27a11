import { PolicyError } from '../policy/loading/mistake.js';
import { isPortcullisError, type PortcullisError } from '../schema/errors.js';
import { isStorageError } from '../storage/storageError.js';
import { explain } from './explain.js';

/** Why a command failed, as `--json` says it on standard output: the line of standard error, in parts. */
export interface Failure {
  readonly error: {
    /** Of docs/ERRORS.md, of storage or of the system; `INTERNAL` where there is none. */
    readonly code: string;
    /** What, and what to do. */
    readonly message: string;
    /** The run that was taken back, and why, where there was one. */
    readonly run?: unknown;
    readonly reasons?: unknown;
  };
}

/** What `--json` prints instead of a result. */
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
 * What a command that failed says last: one line, the code at its end for scripts and for docs/ERRORS.md. Of a fault of
 * the product outside production also where it came from: frames alone, since the message may hold a value.
 */
export function toLines(error: unknown, { production }: { readonly production: boolean }): readonly string[] {
  const code = isPortcullisError(error) || isStorageError(error) ? ` (${error.code})` : '';
  return [`portcullis: ${explain(error)}${code}`, ...(production ? [] : framesOf(error))];
}

function framesOf(error: unknown): readonly string[] {
  if (!isPortcullisError(error) || error.code !== 'INTERNAL') return [];
  const { stack = '' } = error.originalError ?? error;
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

/** The run that was taken back, and why, where an error says so. */
export function aboutRun({ extensions }: PortcullisError): { readonly run?: unknown; readonly reasons?: unknown } {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name === 'run' || name === 'reasons'));
}

/** Whether what stands on standard output is to be JSON: of an export it is the records, and its summary is not there. */
export function promisesJson([command, ...rest]: readonly string[]): boolean {
  return command !== 'export' && rest.includes('--json');
}
