import { readFile, stat } from 'node:fs/promises';

/** Answers whether a token was revoked before it expired. */
export interface Revocations {
  /** @throws Error where the list cannot be read: no list, no trust. */
  has(jti: string): Promise<boolean>;
}

/** No list: nothing is revoked. */
export const noRevocations: Revocations = { has: async () => false };

/** A file with one token id a line; `#` begins a comment. Looked at again when it changes, at most once a second. */
export function revocationFile(file: string): Revocations {
  let revoked: ReadonlySet<string> = new Set();
  let version = '';
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    has: async (jti) => {
      if (performance.now() - lookedAt > 1_000) {
        const { mtimeMs, size } = await stat(file);
        if (version !== `${mtimeMs}:${size}`) revoked = parse(await readFile(file, 'utf8'));
        version = `${mtimeMs}:${size}`;
        lookedAt = performance.now();
      }
      return revoked.has(jti);
    },
  };
}

function parse(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*/, '').trim())
      .filter(Boolean),
  );
}
