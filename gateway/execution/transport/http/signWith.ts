import { signAssertion } from '../../../../subgraphs/kit/serve/assertion.js';
import type { SourceOperation } from '../sourceClient.js';

/** Makes the assertion that proves to a source who asks, over its body, anew for every attempt. */
export type SignOperation = (operation: SourceOperation, body: string) => string;

/** Signs with the key that the gateway shares with the source. */
export function signWith(key: Uint8Array): SignOperation {
  return ({ session, audience }, body) => signAssertion(key, session.text, { audience, body });
}
