import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a code that nobody uses is good, ms: a working day, as the example tokens of `start`. */
export const CODE_LASTS_MS = 8 * 3_600_000;

/** A code that was right, and is void from now on. */
export interface TakenCode {
  /** Something was exchanged for it: its giver is told. */
  spend(): void;
  /** Makes it good again: nothing was exchanged for it. */
  putBack(): void;
}

/** Codes for signing in, each good for one exchange. */
export interface SignInCodes {
  /**
   * A new code: 256 bits, base64url.
   *
   * @param whenGone called once it was used, or was tried after its end
   */
  give(whenGone?: () => void): string;
  /** Takes a code out; undefined where it is not good. */
  take(code: string): TakenCode | undefined;
}

interface HeldCode {
  readonly digest: Buffer;
  readonly endsAt: number;
  readonly whenGone: (() => void) | undefined;
}

/** Codes in memory alone, which ends with the process. */
export function createSignInCodes({
  now = Date.now,
  equal = timingSafeEqual,
}: {
  readonly now?: () => number;
  readonly equal?: (one: Uint8Array, other: Uint8Array) => boolean;
} = {}): SignInCodes {
  const held = new Set<HeldCode>();
  const find = (digest: Buffer): HeldCode | undefined => {
    let found: HeldCode | undefined;
    // Invariant: all are compared, whichever is right, so that time tells nothing of a code.
    for (const each of held) if (equal(each.digest, digest)) found = each;
    return found;
  };
  return {
    give(whenGone) {
      const code = randomBytes(32).toString('base64url');
      held.add({ digest: digestOf(code), endsAt: now() + CODE_LASTS_MS, whenGone });
      return code;
    },
    take(code) {
      const found = find(digestOf(code));
      if (!found) return undefined;
      held.delete(found);
      if (found.endsAt <= now()) {
        found.whenGone?.();
        return undefined;
      }
      return { spend: () => found.whenGone?.(), putBack: () => void held.add(found) };
    },
  };
}

/** Why a digest: texts of any length compare as 32 bytes, and no code lies in memory but in the page's. */
function digestOf(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
