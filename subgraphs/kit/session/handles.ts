import { hkdfSync } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { badUserInput } from '../../../schema/errors.js';
import { openText, type SealKeys, sealKeys, sealText } from '../../../storage/keys/sealedText.js';
import { stableJson } from '../page/stableJson.js';

/** Keys by which sources name records to each other; `@inaccessible` to clients of a graph. */
export const recordKeys: ReadonlySet<string> = new Set(['ref', 'visibleRef', 'nodeKey']);

/**
 * Handles replace keys where they leave a source that stands alone, whose answers the viewer may read. They are sealed for
 * viewer, purpose and hour. Within the hour equal keys have equal handles, so that a router can join and de-duplicate by
 * them; another viewer's differ, and none reveals its key.
 */
export interface HandleBox {
  /** @param key name of the key field, e.g. `ref`: a handle is good as that key of that type alone */
  seal(type: string, key: string, value: string): string;
  /** @throws PortcullisError BAD_USER_INPUT for any text not sealed for this viewer in this hour or a neighbouring one */
  open(type: string, key: string, handle: unknown): string;
}

const HOUR_MS = 60 * 60 * 1000;

/** Key of handles, derived from the key that the sources share. */
export function handleKey(shared: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', shared, '', 'portcullis/handle', 32));
}

/**
 * The scopes in which something that a source sealed is good: an hour and all that a right depends on, as text. This hour
 * first, then the last, and the next, in which the clock of another source may be.
 */
export function scopesOf({ viewer, purpose, caseReference, asOf }: RequestFacts): readonly string[] {
  const { agency, subject, role, clearance } = viewer;
  const hour = Math.floor(Date.parse(asOf) / HOUR_MS);
  return [hour, hour - 1, hour + 1].map((each) =>
    stableJson([agency, subject, role, clearance, purpose ?? null, caseReference ?? null, each]),
  );
}

/**
 * Handles of one viewer: texts sealed under keys of viewer and hour.
 *
 * @param key of `handleKey`
 */
export function createHandleBox(key: Uint8Array, facts: RequestFacts): HandleBox {
  const scopes = scopesOf(facts);
  const kept = new Map<string, SealKeys>();
  const keysOf = (scope: string): SealKeys => {
    const known = kept.get(scope) ?? sealKeys(key, scope);
    kept.set(scope, known);
    return known;
  };
  return {
    seal: (type, name, value) => sealText(keysOf(scopes[0] as string), `${type}.${name}`, value).toString('base64url'),
    open(type, name, handle) {
      if (typeof handle === 'string') {
        const bytes = Buffer.from(handle, 'base64url');
        for (const scope of scopes) {
          const opened = openText(keysOf(scope), `${type}.${name}`, bytes);
          if (opened !== null) return opened;
        }
      }
      throw badUserInput('A key of a record is good for one viewer and purpose, for one hour.', {
        at: `${type}.${name}`,
      });
    },
  };
}
