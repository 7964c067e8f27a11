import { isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import { rootOf } from '../../subgraphs/kit/serve/errors.js';
import type { Exchange } from '../exchange/exchange.js';
import { countRefusal } from '../exchange/refusals.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { codeOf, statusOf, toClientError } from '../http/clientErrors.js';
import type { HttpReply } from '../http/reply.js';
import { challenge } from '../identity/unauthenticated.js';
import { auditOutcome } from './auditOutcome.js';

/**
 * Ends a request without data: logs REFUSED where the viewer is known, by an entry of its own as long as these are not too many, and
 * makes the answer. Where the log cannot be written, the refusal itself is withheld: no look without a trace, not even a refused one.
 */
export async function refuse(exchange: Exchange, runtime: GateRuntime, errors: readonly unknown[]): Promise<HttpReply> {
  let shown = errors.flatMap((error) => (isPortcullisError(error) ? [error, ...error.more] : [error]));
  const tooMany = exchange.identity && !exchange.settled ? await countRefusal(exchange, runtime) : null;
  if (tooMany) shown = [tooMany];
  if (exchange.identity && !exchange.settled) {
    const codes = [...new Set(shown.map(codeOf))];
    try {
      await auditOutcome(exchange, runtime, { kind: 'REFUSED', code: codes[0] ?? 'INTERNAL', errorCodes: codes });
    } catch (error) {
      shown = [error];
    }
  }
  logInternal(exchange, runtime, shown);
  const [first] = shown;
  const code = codeOf(first);
  exchange.code = code;
  exchange.status = statusOf(code, exchange.mediaType);
  const body = {
    errors: shown.map((error) => toClientError(error, exchange.requestId)),
    extensions: receiptExtensions(exchange, runtime),
  };
  const headers = refusalHeaders(first, runtime.settings.publicUrl, exchange.incoming.path);
  return {
    status: exchange.status,
    headers: { 'content-type': exchange.mediaType, ...headers },
    body: [Buffer.from(`${JSON.stringify(body)}\n`, 'utf8')],
  };
}

/** Where an error came from that its client is not told of. Why not to strangers: they would fill the disk. */
function logInternal({ identity, requestId }: Exchange, { log }: GateRuntime, errors: readonly unknown[]): void {
  if (!identity) return;
  for (const error of errors)
    if (codeOf(error) === 'INTERNAL') log.error({ requestId, err: rootOf(error) }, 'a request failed');
}

/** `requestId`, the receipt once there is one, and the cost where it is asked for. */
export function receiptExtensions(
  exchange: Exchange,
  { settings }: Pick<GateRuntime, 'settings'>,
): Record<string, unknown> {
  const { receipt, requestId, parameters } = exchange;
  return {
    requestId,
    ...(receipt ? { audit: { log: receipt.log, index: receipt.index, leafHash: receipt.leafHash } } : {}),
    ...(parameters?.extensions.cost === true ? costOf(exchange, settings.maxObjects) : {}),
  };
}

/** What the operation was charged, the most that one may be, and what is left; nothing where it was not counted. */
function costOf({ cost: requested, left = [] }: Exchange, limit: number): { readonly cost?: object } {
  if (requested === undefined) return {};
  const remains = left.flatMap(({ name, remaining }) => (name === 'refusals' ? [] : [remaining]));
  return { cost: { requested, limit, ...(remains.length > 0 ? { remaining: Math.min(...remains) } : {}) } };
}

/** What a client is told beside a refusal: how to authenticate, or when to come again. @param path as of `challenge` */
export function refusalHeaders(error: unknown, publicUrl: string | undefined, path?: string): Record<string, string> {
  const code = codeOf(error);
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': challenge(error as PortcullisError, publicUrl, path) };
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
