import { isPortcullisError } from '../../schema/errors.js';
import type { Exchange } from '../exchange/exchange.js';
import { assertNotRefusedTooOften } from '../exchange/refusals.js';
import type { Runtime } from '../exchange/runtime.js';
import { type IncomingRequest, singleHeader } from '../http/incoming.js';
import { certificateAgrees, identifyCertificate } from '../identity/bind.js';
import { unauthenticated } from '../identity/unauthenticated.js';

/**
 * Who asks: by a bearer token, a client certificate, or both where they are of one agency. Reads the headers and the TLS
 * socket alone, before method, media type and body, so that a stranger learns nothing else.
 *
 * @throws PortcullisError UNAUTHENTICATED, DUPLICATE_HEADER, RATE_LIMITED
 */
export async function identify(
  exchange: Exchange,
  runtime: Pick<Runtime, 'policy' | 'tokens' | 'auditLog' | 'budget'>,
): Promise<void> {
  await identifyViewer(exchange, runtime);
  await assertNotRefusedTooOften(exchange, runtime);
}

async function identifyViewer(
  exchange: Exchange,
  runtime: Pick<Runtime, 'policy' | 'tokens' | 'auditLog'>,
): Promise<void> {
  const { incoming } = exchange;
  try {
    const token = bearerToken(incoming);
    const { certificate } = incoming;
    if (token === undefined && certificate === undefined) throw unauthenticated('no credentials', 'NONE');
    if (token === undefined) {
      exchange.identity = identifyCertificate(runtime.policy, certificate as string);
      return;
    }
    const identity = await runtime.tokens.verify(token, new Date(exchange.asOf), certificate);
    if (certificate !== undefined && !certificateAgrees(runtime.policy, certificate, identity.viewer.agency)) {
      throw unauthenticated('certificate of another agency');
    }
    exchange.identity = identity;
  } catch (error) {
    // Why here: unlike other refusals, those of strangers are only counted, and never awaited.
    if (isPortcullisError(error)) {
      exchange.cause = error.originalError?.message;
      runtime.auditLog.countRefused(incoming.address, error.code, exchange.asOf);
    }
    throw error;
  }
}

function bearerToken(incoming: IncomingRequest): string | undefined {
  const header = singleHeader(incoming, 'authorization');
  if (header === undefined) return undefined;
  const match = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(header);
  if (!match?.[1]) throw unauthenticated('not a bearer token');
  return match[1];
}
