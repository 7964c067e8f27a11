import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { badUserInput } from '../../../schema/errors.js';
import { stableJson } from '../page/stableJson.js';

/** Keys by which sources name records to each other; `@inaccessible` to clients of a graph. */
export const recordKeys: ReadonlySet<string> = new Set(['ref', 'visibleRef', 'nodeKey']);

/**
 * Keys as they leave a source that stands alone, where the viewer may be the one who reads its answer: handles, sealed
 * for viewer, purpose and hour. Equal keys have equal handles as long as the hour lasts, so that a router can join and
 * de-duplicate by them; nobody else's are alike, and none says what it stands for.
 */
export interface HandleBox {
  /** @param key name of the key field, e.g. `ref`: a handle is good as that key of that type alone */
  seal(type: string, key: string, value: string): string;
  /** @throws PortcullisError BAD_USER_INPUT for any text that was not sealed so, in this hour or the one before it */
  open(type: string, key: string, handle: unknown): string;
}

const HOUR_MS = 60 * 60 * 1000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Key of handles, of the key that the sources share. */
export function handleKey(shared: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', shared, '', 'portcullis/handle', 32));
}

/**
 * The hours, as text with all that a right depends on, in which something that a source sealed is good: this hour first,
 * then the last, and the next, in which the clock of another source may be.
 */
export function scopesOf({ viewer, purpose, caseReference, asOf }: RequestFacts): readonly string[] {
  const { agency, subject, role, clearance } = viewer;
  const hour = Math.floor(Date.parse(asOf) / HOUR_MS);
  return [hour, hour - 1, hour + 1].map((each) =>
    stableJson([agency, subject, role, clearance, purpose ?? null, caseReference ?? null, each]),
  );
}

/**
 * Handles of one viewer: AES-256-GCM under keys of viewer and hour, with a nonce that is a MAC of what is sealed (as in
 * SIV, RFC 5297), so that sealing is deterministic and never uses a nonce for two texts.
 *
 * @param key of `handleKey`
 */
export function createHandleBox(key: Uint8Array, facts: RequestFacts): HandleBox {
  const scopes = scopesOf(facts);
  const kept = new Map<string, ScopeKeys>();
  const keysOf = (scope: string): ScopeKeys => {
    const known = kept.get(scope) ?? scopeKeys(key, scope);
    kept.set(scope, known);
    return known;
  };
  return {
    seal: (type, name, value) => seal(keysOf(scopes[0] as string), `${type}.${name}`, value),
    open(type, name, handle) {
      if (typeof handle === 'string') {
        const bytes = Buffer.from(handle, 'base64url');
        for (const scope of scopes) {
          const opened = open(keysOf(scope), `${type}.${name}`, bytes);
          if (opened !== null) return opened;
        }
      }
      throw badUserInput('A key of a record is good for one viewer and purpose, and for an hour.', {
        at: `${type}.${name}`,
      });
    },
  };
}

interface ScopeKeys {
  readonly seal: Buffer;
  readonly nonce: Buffer;
}

function scopeKeys(key: Uint8Array, scope: string): ScopeKeys {
  const bytes = createHmac('sha512', key).update(scope).digest();
  return { seal: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}

function seal(keys: ScopeKeys, coordinate: string, value: string): string {
  // Invariant: no coordinate holds a line break, so that no two pairs give one message.
  const nonce = createHmac('sha256', keys.nonce).update(`${coordinate}\n${value}`).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce);
  cipher.setAAD(Buffer.from(coordinate));
  return Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

function open(keys: ScopeKeys, coordinate: string, bytes: Buffer): string | null {
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(coordinate));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return null;
  }
}
