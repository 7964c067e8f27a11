import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { GatewaySettings } from '../settings.js';

/** Answers whether a token was revoked before it expired. */
export interface Revocations {
  /** @throws Error where the list cannot be read: no list, no trust. */
  has(jti: string): boolean | Promise<boolean>;
}

/** The list that the settings name; without one nothing is revoked. */
export function revocationsOf({ revocations: file }: Pick<GatewaySettings, 'revocations'>): Revocations {
  return file === undefined ? { has: () => false } : revocationFile(file);
}

/**
 * File systems count in ticks of some milliseconds. A list that was changed this short a time before it was read may be
 * changed once more within the same tick, to one of the same length: it is read again until it is older. ns.
 */
const TICK = 100_000_000n;

/**
 * A file with one token id a line; `#` begins a comment. Looked at with every token, so that what was revoked is refused
 * from the next request on. Why by a synchronous stat: it takes microseconds, and a thread's answer would take more.
 */
export function revocationFile(file: string): Revocations {
  let kept: { readonly version: string; readonly revoked: ReadonlySet<string> } | undefined;
  return {
    has: (jti) => {
      const stats = statSync(file, { bigint: true });
      const version = `${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
      if (kept?.version === version) return kept.revoked.has(jti);
      const isSettled = BigInt(Date.now()) * 1_000_000n - stats.ctimeNs > TICK;
      return readFile(file, 'utf8').then((text) => {
        const revoked = parse(text);
        if (isSettled) kept = { version, revoked };
        return revoked.has(jti);
      });
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
