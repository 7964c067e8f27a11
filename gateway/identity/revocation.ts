import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { GatewaySettings } from '../settings.js';

/** Knows which tokens were revoked. */
export interface Revocations {
  /** @throws Error where the list cannot be read: then no token is good */
  has(jti: string): boolean | Promise<boolean>;
}

/** The list that the settings name; without one nothing is revoked. */
export function revocationsOf({ revocations: file }: Pick<GatewaySettings, 'revocations'>): Revocations {
  return file === undefined ? { has: () => false } : revocationFile(file);
}

/**
 * File times count in ticks of some milliseconds. A list that changed so shortly before it was read may change again within
 * the same tick, at the same length: it is read again until its last change is older, ns.
 */
const TICK = 100_000_000n;

/**
 * A file with one token id a line; `#` begins a comment. Checked with every token, so that a revoked one is refused from
 * the next request on. Why a synchronous stat: it takes microseconds, the thread pool takes longer.
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
