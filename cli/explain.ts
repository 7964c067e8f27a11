import { errorRegistry, isInternal, isPortcullisError } from '../schema/errors.js';
import { isLostConnection } from '../storage/pool/databaseErrors.js';
import { outputClosed } from './output/outputFile.js';
import { toPrintable } from './output/printLine.js';

/**
 * One line that says what went wrong and what to do: message and hint of our own errors, the message alone of others; for a policy,
 * one line a mistake. Never a stack, a connection string, SQL or terminal control characters.
 */
export function explain(error: unknown): string {
  const { code, message, hint, port, extensions } = (error ?? {}) as {
    readonly code?: unknown;
    readonly port?: unknown;
    readonly message?: unknown;
    readonly hint?: unknown;
    readonly extensions?: { readonly hint?: unknown };
  };
  const advice = isPortcullisError(error) ? adviceOf(error.code, extensions?.hint) : hint;
  if (code === 'EADDRINUSE')
    return `The port${typeof port === 'number' ? ` ${port}` : ''} is taken by another process. Choose another with --port, or stop that process.`;
  if (code === 'EACCES') return 'This user may not use the port or file. Choose another, or run as its owner.';
  if (code === outputClosed) return 'The reader of the output has closed it: the output is incomplete.';
  if (isLostConnection(error)) return `The database has gone, or cannot be reached. ${advices.SOURCE_UNAVAILABLE}`;
  if (code === 'ENOSPC') return 'The disk is full. Free some space and start again; nothing acknowledged is lost.';
  // Why by name: a command that reads no policy need not load the policy code.
  if (error instanceof Error && error.name === 'PolicyError')
    return error.message.split('\n').map(toPrintable).join('\n');
  const text =
    typeof message === 'string' ? message.replaceAll(/postgres(ql)?:\/\/\S+/g, '(connection string)') : String(error);
  if (isPortcullisError(error) && isInternal(error.code))
    return `${text} ${causeOf(error.originalError)}${advices[error.code]}`;
  // Why ours whole: a file name in it may contain line feeds.
  const line = toPrintable(isPortcullisError(error) ? text : firstLine(text));
  return [line, typeof advice === 'string' ? advice : ''].filter(Boolean).join(' ');
}

/** The registry's hints address clients of the graph; these address operators. */
const advices: Readonly<Record<string, string>> = {
  SOURCE_UNAVAILABLE:
    'Check that the database runs and has space, then run the same command again: what was acknowledged stays.',
  SOURCE_TIMEOUT: 'Find what keeps the database busy, then run the same command again: what was acknowledged stays.',
  DOCUMENTS_UNAVAILABLE: 'Check that the database runs and has space, then run the same command again.',
  AUDIT_FORKED: 'See docs/operations/forked.md, and: portcullis audit verify.',
  DATABASE_REFUSED:
    'Its version, an extension such as Citus, or a right is not as this build expects: see docs/operations/database.md, or report this line.',
  INTERNAL: 'This is a bug in the product or damage to its tables: report it with this line.',
  // Why empty: the hint points at a place in an operation, and the message names the value.
  BAD_USER_INPUT: '',
};

function adviceOf(code: keyof typeof errorRegistry, hint: unknown): unknown {
  return hint === undefined || hint === errorRegistry[code].hint ? (advices[code] ?? hint) : hint;
}

/**
 * The cause of an internal error. PostgreSQL's message is shown only where it names columns and tables alone (class 42), else
 * its code and names: other messages may hold a record's value.
 */
function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const { code, table, column, constraint } = cause as Error & Readonly<Record<string, unknown>>;
  const isOfPostgres = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  if (!isOfPostgres) return `Cause: ${toPrintable(firstLine(cause.message))}. `;
  const names = [table, column, constraint].filter((name) => typeof name === 'string');
  const details = code.startsWith('42') ? [toPrintable(firstLine(cause.message))] : names;
  return `Cause: PostgreSQL ${[code, ...details].join(', ')}. `;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
