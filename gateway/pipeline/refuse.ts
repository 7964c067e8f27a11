import type { GraphQLFormattedError } from 'graphql';
import { isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import { codeOf, statusOf, toClientError } from '../http/clientErrors.js';
import type { Exchange } from '../exchange/exchange.js';
import { challenge } from '../identity/unauthenticated.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { auditOutcome } from './auditOutcome.js';

/** A refused request as it goes back: no data. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly GraphQLFormattedError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/**
 * Ends a request without data: writes REFUSED where the log knows who asked, and makes the answer. Where the log cannot
 * be written, the refusal itself is withheld: no look without a trace, not even one that was turned away.
 */
export async function refuse(exchange: Exchange, runtime: GateRuntime, errors: readonly unknown[]): Promise<Refusal> {
  const codes = errors.map(codeOf);
  const identified = exchange.identity !== undefined;
  let shown = errors;
  if (identified && !exchange.settled) {
    try {
      await auditOutcome(exchange, runtime, { kind: 'REFUSED', code: codes[0] ?? 'INTERNAL', errorCodes: codes });
    } catch (error) {
      shown = [error];
    }
  }
  const first = shown[0];
  exchange.code = codeOf(first);
  exchange.status = statusOf(exchange.code as ReturnType<typeof codeOf>, exchange.mediaType);
  return {
    status: exchange.status,
    headers: headersOf(first),
    errors: shown.map((error) => toClientError(error, exchange.requestId)),
    extensions: receiptExtensions(exchange),
  };
}

/** `requestId` and, once it is durable, the receipt. */
export function receiptExtensions(exchange: Exchange): Record<string, unknown> {
  const { receipt, requestId } = exchange;
  return receipt
    ? { requestId, audit: { log: receipt.log, index: receipt.index, leafHash: receipt.leafHash } }
    : { requestId };
}

function headersOf(error: unknown): Record<string, string> {
  const code = codeOf(error);
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': challenge(error as PortcullisError) };
  if (code === 'METHOD_NOT_ALLOWED') return { allow: 'GET, POST' };
  if (code === 'RATE_LIMITED' && isPortcullisError(error))
    return { 'retry-after': String(error.extensions.retryAfterSeconds ?? 1) };
  const seconds = retryAfter[code];
  return seconds === undefined ? {} : { 'retry-after': seconds };
}

const retryAfter: Readonly<Record<string, string>> = {
  AUDIT_UNAVAILABLE: '1',
  AUDIT_UNWITNESSED: '5',
  DOCUMENTS_UNAVAILABLE: '1',
  SHUTTING_DOWN: '1',
};
