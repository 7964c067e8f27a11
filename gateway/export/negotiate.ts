import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, withinDeadline } from '../exchange/exchange.js';
import { readBody } from '../http/body.js';
import { listHeader, singleHeader } from '../http/incoming.js';
import { assertJsonType, preferredType, RESPONSE_TYPE } from '../http/mediaType.js';
import { parametersOfBody } from '../http/parameters.js';
import type { GatewaySettings } from '../settings.js';
import { type ExportFormatName, exportFormats } from './formats/index.js';

const formats = Object.entries(exportFormats).map(
  ([name, { mediaType }]) => [name as ExportFormatName, mediaType] as const,
);

/**
 * The format that `Accept` asks for; JSON Lines where it asks for none. Errors are JSON whatever it says.
 *
 * @throws PortcullisError NOT_ACCEPTABLE
 */
export function chooseFormat(accept: string | undefined): ExportFormatName {
  if (accept === undefined || accept.trim() === '') return 'jsonl';
  const types = formats.map(([, type]) => type);
  const chosen = preferredType(accept, types);
  const [name] = formats.find(([, type]) => type === chosen) ?? [];
  if (!name) throw new PortcullisError('NOT_ACCEPTABLE', { hint: `Accept ${types.join(', ')}.` });
  return name;
}

/**
 * Method, format and body of an export: the body is that of an operation.
 *
 * @throws PortcullisError METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, REQUEST_MALFORMED,
 *   DUPLICATE_KEY, DUPLICATE_HEADER, BATCHING_NOT_SUPPORTED
 */
export async function negotiateExport(
  exchange: Exchange,
  { bodyLimitBytes }: Pick<GatewaySettings, 'bodyLimitBytes'>,
): Promise<ExportFormatName> {
  const { incoming } = exchange;
  // A refusal must never look like a file: under this type, a fault of the document is 400.
  exchange.mediaType = RESPONSE_TYPE;
  if (incoming.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED', { hint: 'Use POST.' });
  const format = chooseFormat(listHeader(incoming, 'accept'));
  assertJsonType(singleHeader(incoming, 'content-type'));
  const body = await withinDeadline(exchange.signal, readBody(incoming, bodyLimitBytes));
  exchange.parameters = parametersOfBody(body);
  return format;
}
