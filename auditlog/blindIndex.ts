import { createHmac } from 'node:crypto';

/** What a token stands for: each kind has tokens of its own, so that equal texts of two kinds do not meet. */
export type BlindKind = 'entity' | 'case' | 'source';

/**
 * A token to find sealed things by: HMAC-SHA256 under the blind index key, 32 hex digits. Equal inputs give equal
 * tokens, and without the key nobody can tell which.
 *
 * @param text the entity's public id, a case reference, or a source address
 */
export function blindToken(key: Uint8Array, kind: BlindKind, text: string): string {
  // The kind has no NUL in it, so that no two (kind, text) pairs are one message.
  return createHmac('sha256', key).update(`portcullis/audit/${kind}\0${text}`, 'utf8').digest('hex').slice(0, 32);
}

/** Tokens of one entry, without repeats: every entity that it discloses, and its case. */
export function tokensOf(
  key: Uint8Array,
  body: { readonly disclosed: readonly { readonly ids: readonly string[] }[]; readonly caseReference: string | null },
): readonly string[] {
  const tokens = new Set(body.disclosed.flatMap(({ ids }) => ids.map((id) => blindToken(key, 'entity', id))));
  if (body.caseReference !== null) tokens.add(blindToken(key, 'case', body.caseReference));
  return [...tokens];
}
