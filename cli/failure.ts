import { PolicyError } from '../policy/loading/mistake.js';
import { isPortcullisError, type PortcullisError } from '../schema/errors.js';
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

/** The run that was taken back, and why, where an error says so. */
export function aboutRun({ extensions }: PortcullisError): { readonly run?: unknown; readonly reasons?: unknown } {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name === 'run' || name === 'reasons'));
}

/** Whether what stands on standard output is to be JSON: of an export it is the records, and its summary is not there. */
export function promisesJson([command, ...rest]: readonly string[]): boolean {
  return command !== 'export' && rest.includes('--json');
}
