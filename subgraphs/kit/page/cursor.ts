import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { CursorBox, CursorScope, Position } from '../cursors.js';
import { stableJson } from './stableJson.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Cursors of one viewer: AES-256-GCM, bound by their associated data to agency, subject, field, filter and sort, good
 * for a day. Opening throws CURSOR_INVALID for any other viewer, list, filter, sort or day, all alike.
 *
 * @param secret 32 bytes
 */
export function createCursorBox(secret: Uint8Array, facts: RequestFacts): CursorBox {
  const now = Date.parse(facts.asOf);
  const { agency, subject } = facts.viewer;
  let last: { readonly scope: CursorScope; readonly data: Buffer } | undefined;
  // Why the last is kept: all cursors of a page share one scope object.
  const associatedData = (scope: CursorScope): Buffer => {
    const { field, filter, sort } = scope;
    if (last?.scope === scope) return last.data;
    const data = Buffer.from(stableJson(['cursor', 1, agency, subject, field, filter ?? null, sort ?? null]));
    last = { scope, data };
    return data;
  };

  return {
    seal(scope: CursorScope, { sortKey, key }: Position): string {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      cipher.setAAD(associatedData(scope));
      const body = cipher.update(JSON.stringify([sortKey, key, now + DAY_MS]));
      return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(scope: CursorScope, cursor: string): Position {
      try {
        const bytes = Buffer.from(cursor, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(associatedData(scope));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
        const [sortKey, key, until] = JSON.parse(body.toString()) as [string | null, string, number];
        if (now <= until) return { sortKey, key };
      } catch {
        // Why every error: whatever is wrong with a cursor, the answer is the same.
      }
      throw new PortcullisError('CURSOR_INVALID');
    },
  };
}
