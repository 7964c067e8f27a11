import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, withinDeadline } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { readBody } from '../http/body.js';
import { listHeader, singleHeader } from '../http/incoming.js';
import { assertJsonType, chooseMediaType } from '../http/mediaType.js';
import { parametersOfBody, parametersOfSearch } from '../http/parameters.js';

/**
 * Method, media types and body (GraphQL over HTTP): what is asked, and in which form it is answered; `Withheld-Detail`.
 *
 * @throws PortcullisError METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, REQUEST_MALFORMED,
 *   DUPLICATE_KEY, DUPLICATE_HEADER, BATCHING_NOT_SUPPORTED, WITHHELD_DETAIL_UNKNOWN
 */
export async function negotiate(exchange: Exchange, runtime: GateRuntime): Promise<void> {
  const { incoming } = exchange;
  // First, so that everything refused from here on is refused in the client's media type.
  exchange.mediaType = chooseMediaType(listHeader(incoming, 'accept'));
  const detail = singleHeader(incoming, 'withheld-detail');
  if (detail === 'cells') exchange.withheldDetail = detail;
  else if (detail !== undefined) throw new PortcullisError('WITHHELD_DETAIL_UNKNOWN', { at: 'withheld-detail' });
  const contentType = singleHeader(incoming, 'content-type');
  if (incoming.method === 'GET') {
    // GHSA-9q82-xgwf-vj6h: a simple cross-site request may hide behind an odd content type on a GET.
    if (contentType !== undefined) assertJsonType(contentType);
    exchange.parameters = parametersOfSearch(incoming.search);
    return;
  }
  if (incoming.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED');
  assertJsonType(contentType);
  exchange.parameters = parametersOfBody(
    await withinDeadline(exchange.signal, readBody(incoming, runtime.settings.bodyLimitBytes)),
  );
}
