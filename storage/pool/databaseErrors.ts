import { badUserInput, isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { errorCode, isStorageError } from '../storageError.js';
import type { MigratedSchema } from '../types.js';

/** Codes of the network and of PostgreSQL (classes 08, 28, 53, 57P, 58) for a source that cannot be asked now. */
const unavailable =
  /^(?:ECONN\w+|ENOENT|EACCES|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|28\w{3}|3D000|53\w{3}|57P\w{2}|58\w{3})$/;

/** pg's messages, without a code, for a connection that is lost or cannot be had. */
const lostConnection =
  /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect|^timeout expired|^Cannot use a pool after|^Query read timeout/;

/** Those codes that only a connection has: a file may be missing (ENOENT) or forbidden (EACCES) too. */
const lost = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|08\w{3}|57P\w{2})$/;

/** What Citus calls an internal error (XX000): its coordinator ends, or it loses a node, in the middle of a statement. */
const lostNode =
  /^(?:postmaster was shut down|failure on connection marked as essential|server closed the connection|connection not open|could not (?:receive|send) data)/;

/**
 * The code of the network or of PostgreSQL. Why not always its own: Citus passes on what a node says of COPY without the code, and has
 * none for a node that is lost.
 */
function codeOf(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code !== 'XX000' || !(error instanceof Error)) return code;
  if (lostNode.test(error.message)) return '08006';
  return /No space left on device/.test(error.message) ? '53100' : code;
}

/** True if a connection to a database was lost, or could not be had: for commands that use `pg` directly. */
export function isLostConnection(error: unknown): boolean {
  if (isPortcullisError(error) || isStorageError(error)) return false;
  const { syscall, message } = (error ?? {}) as { readonly syscall?: unknown; readonly message?: unknown };
  const code = codeOf(error);
  if (code !== undefined) return lost.test(code) || (syscall === 'connect' && unavailable.test(code));
  return typeof message === 'string' && lostConnection.test(message);
}

/** True if a database cannot be reached now, and may be soon; also as the cause of an error of ours. */
export function isOutOfReach(error: unknown): boolean {
  if (isStorageError(error)) return error.code === 'DATABASE_UNREACHABLE';
  if (!isPortcullisError(error)) return isLostConnection(error);
  if (error.code === 'SOURCE_UNAVAILABLE' || error.code === 'SOURCE_TIMEOUT') return true;
  return error.originalError !== undefined && isOutOfReach(error.originalError);
}

/** What passes by itself: refused and lost connections, a server that starts, ends or has none free, and what took too long. */
const passing = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[123]|57014|53300)$/;

/** Classes 0A (feature not supported) and 42 (syntax, names, rights): the statement is refused whatever it was asked with. */
const refused = /^(?:0A|42)\w{3}$/;

/** What PgBouncer says where it knows a setting neither to pass on nor to ignore. */
const unknownToPooler = /^unsupported startup parameter(?: in options)?: (\w+)/;

/** The setting of our connections that a pooler does not take; undefined if the error is another. Looks behind errors of ours. */
export function settingRefusedByPooler(error: unknown): string | undefined {
  if (isPortcullisError(error)) return settingRefusedByPooler(error.originalError);
  return error instanceof Error ? unknownToPooler.exec(error.message)?.[1] : undefined;
}

/**
 * True where it helps to wait: the database is away or busy. Never for what somebody must mend first, such as a wrong password, a
 * full disk or a forked log. Looks behind errors of ours.
 */
export function passesByItself(error: unknown): boolean {
  if (isPortcullisError(error))
    return error.originalError === undefined ? error.code === 'SOURCE_TIMEOUT' : passesByItself(error.originalError);
  if (isStorageError(error))
    return error.cause === undefined ? error.code === 'DATABASE_UNREACHABLE' : passesByItself(error.cause);
  if (settingRefusedByPooler(error) !== undefined) return false;
  const code = codeOf(error);
  const { syscall, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  // Why ENOENT: the socket of a server that is just being started is not there yet.
  if (code !== undefined) return passing.test(code) || (code === 'ENOENT' && syscall === 'connect');
  return typeof message === 'string' && lostConnection.test(message);
}

/**
 * The error of a failed statement: a registry code and the source's name, without SQL text, values or addresses. The cause is for
 * the operator's log only.
 */
export function toSourceError(error: unknown, source: MigratedSchema): PortcullisError {
  if (isPortcullisError(error)) return error;
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : '';
  if (code === '57014' || /^Query read timeout/.test(text)) {
    return new PortcullisError('SOURCE_TIMEOUT', { facts: { source }, cause: error });
  }
  if ((code && unavailable.test(code)) || lostConnection.test(text)) {
    return new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source }, cause: error });
  }
  // PostgreSQL's texts have no NUL character: no record can match.
  if (code === '22021') {
    return badUserInput('A text that is asked for has a character that no record has: U+0000.', { cause: error });
  }
  if (code !== undefined && refused.test(code)) {
    return new PortcullisError('DATABASE_REFUSED', { facts: { source }, cause: error });
  }
  return new PortcullisError('INTERNAL', { cause: error });
}

/** SQLSTATE of an error of a source database, e.g. `23505`; undefined if there is none. */
export function sqlState(error: unknown): string | undefined {
  return isPortcullisError(error) ? errorCode(error.originalError) : errorCode(error);
}

/** The constraint or column that PostgreSQL blames; null if it names none. Never a value. */
export function databaseConstraint(error: unknown): string | null {
  const cause: unknown = isPortcullisError(error) ? error.originalError : error;
  if (typeof cause !== 'object' || cause === null) return null;
  const { constraint, column } = cause as { readonly constraint?: string; readonly column?: string };
  return constraint ?? column ?? null;
}
