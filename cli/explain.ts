import { errorRegistry, isPortcullisError } from '../schema/errors.js';
import { isLostConnection } from '../storage/pool/databaseErrors.js';
import { outputClosed } from './output/outputFile.js';
import { toPrintable } from './output/printLine.js';

/**
 * One line that says what went wrong and what to do: for errors of our own the message and the hint, for anything else
 * its message; of a policy, a line for each mistake. Never a stack, a connection string, SQL or anything that a terminal obeys.
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
  if (code === 'EACCES') return 'The port or file may not be used by this user. Choose another, or run as its owner.';
  if (code === outputClosed) return 'The reader of the output has gone: what it got is not the whole.';
  if (isLostConnection(error)) return `The database has gone, or cannot be reached. ${advices.SOURCE_UNAVAILABLE}`;
  if (code === 'ENOSPC') return 'The disk is full. Free some room and start again; nothing acknowledged is lost.';
  // Why by name: a command that reads no policy need not load what tells of its mistakes.
  if (error instanceof Error && error.name === 'PolicyError')
    return error.message.split('\n').map(toPrintable).join('\n');
  const text =
    typeof message === 'string' ? message.replaceAll(/postgres(ql)?:\/\/\S+/g, '(connection string)') : String(error);
  if (isPortcullisError(error) && error.code === 'INTERNAL')
    return `${text} ${causeOf(error.originalError)}${advices.INTERNAL}`;
  // Why not the first line of our own: a name of a file that is in it may have several.
  const line = toPrintable(isPortcullisError(error) ? text : firstLine(text));
  return [line, typeof advice === 'string' ? advice : ''].filter(Boolean).join(' ');
}

/** Hints of the registry speak to anyone who asks the graph; these say the same to anyone who runs a command. */
const advices: Readonly<Record<string, string>> = {
  SOURCE_UNAVAILABLE:
    'See that the database runs and has room, then run the same command again: what was acknowledged stays.',
  SOURCE_TIMEOUT: 'See what keeps the database busy, then run the same command again: what was acknowledged stays.',
  DOCUMENTS_UNAVAILABLE: 'See that the database runs and has room, then run the same command again.',
  AUDIT_FORKED: 'See "When the log was forked" in docs/OPERATIONS.md, and: portcullis audit verify.',
  INTERNAL: 'It is a fault of the product or of its tables: report it with this line.',
  // Why nothing: there is no place in a command, and the message names the value.
  BAD_USER_INPUT: '',
};

function adviceOf(code: keyof typeof errorRegistry, hint: unknown): unknown {
  return hint === undefined || hint === errorRegistry[code].hint ? (advices[code] ?? hint) : hint;
}

/**
 * What went wrong behind an error that a client of the graph is told nothing of. Of PostgreSQL its message where that names
 * columns and tables alone (class 42), else the code and the names that it gives: the others may hold a record's value.
 */
function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const { code, table, column, constraint } = cause as Error & Readonly<Record<string, unknown>>;
  const isDatabases = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  if (!isDatabases) return `Cause: ${toPrintable(firstLine(cause.message))}. `;
  const names = [table, column, constraint].filter((name) => typeof name === 'string');
  const what = code.startsWith('42') ? [toPrintable(firstLine(cause.message))] : names;
  return `Cause: PostgreSQL ${[code, ...what].join(', ')}. `;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
