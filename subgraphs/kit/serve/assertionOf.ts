import type { IncomingMessage } from 'node:http';
import { PortcullisError } from '../../../schema/errors.js';
import { assertionHeader } from './assertion.js';

/** The assertion of a request. @throws PortcullisError SOURCE_ASSERTION_INVALID where it has several */
export function assertionOf(request: IncomingMessage): string | undefined {
  const values = request.headersDistinct[assertionHeader.toLowerCase()] ?? [];
  if (values.length > 1) throw new PortcullisError('SOURCE_ASSERTION_INVALID');
  return values[0];
}
