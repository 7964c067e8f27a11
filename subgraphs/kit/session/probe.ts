import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { stableJson } from '../page/stableJson.js';
import type { SourceSession } from '../sourceSession.js';
import { scopesOf } from './handles.js';

/** What a probe is good for: this viewer, this request, this instant. */
export interface ProbeScope {
  readonly facts: RequestFacts;
  readonly requestId: string;
}

/** The probes of one request; between sources that stand alone, those of the viewer's hour. */
export function createProbes(
  key: Uint8Array,
  scope: ProbeScope,
  standsAlone: boolean,
): Pick<SourceSession, 'sealProbe' | 'openProbe'> {
  const scopes = standsAlone ? hourScopes(scope.facts) : [scope];
  return {
    sealProbe: (values) => sealProbe(key, scopes[0] as ProbeScope, values),
    openProbe(token) {
      for (const each of scopes) {
        const values = openProbe(key, each, token);
        if (values !== null) return values;
      }
      return null;
    },
  };
}

/**
 * Another router sends each source that stands alone a request of its own, so a probe is good for this viewer and purpose
 * in this hour. The first scope seals, any of them opens.
 */
function hourScopes(facts: RequestFacts): readonly ProbeScope[] {
  return scopesOf(facts).map((scope) => ({ facts: Object.assign({}, facts, { asOf: '' }), requestId: scope }));
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
// Why: a token's length must not reveal how much was FULL for the viewer on the record.
const BLOCK_BYTES = 256;

/**
 * Seals values that another source may match on: AES-256-GCM under the key that the sources share, padded to blocks.
 * The caller passes only what is FULL for this viewer on this record.
 *
 * @param key 32 bytes
 */
export function sealProbe(key: Uint8Array, scope: ProbeScope, values: unknown): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(associatedData(scope));
  const text = Buffer.from(JSON.stringify(values));
  const padded = Buffer.concat([text, Buffer.alloc(BLOCK_BYTES - (text.length % BLOCK_BYTES), ' ')]);
  return Buffer.concat([iv, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Values of a probe that was sealed for the same scope; null for any other text. */
export function openProbe(key: Uint8Array, scope: ProbeScope, token: string): unknown | null {
  try {
    const bytes = Buffer.from(token, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(scope));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function associatedData({ facts, requestId }: ProbeScope): Buffer {
  const { agency, subject } = facts.viewer;
  return Buffer.from(stableJson(['probe', 1, agency, subject, requestId, facts.asOf]));
}
