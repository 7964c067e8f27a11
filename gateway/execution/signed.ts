import { assertionHeader, signAssertion } from '../../subgraphs/kit/assertion.js';
import type { SignOperation } from './http.js';

/** Proves to a remote source who asks, under the key that the gateway shares with it alone. */
export function signWith(key: Uint8Array): SignOperation {
  return (operation, body) => ({ [assertionHeader]: signAssertion(key, operation.session, body) });
}
