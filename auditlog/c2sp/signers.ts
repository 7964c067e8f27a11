import type { Primitives } from '../proofs/primitives.js';
import { isSignedBy, type ParsedCheckpoint } from './checkpoint.js';
import { openCosignatures } from './cosignature.js';
import type { TrustFile } from './trustFile.js';

/** A witness that cosigned, by its name in the trust file. */
export interface Cosigner {
  readonly witness: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** Who of a trust file signed a head. */
export interface Signers {
  /** True if the trust file has a key of that log. */
  readonly isKnown: boolean;
  /** True if such a key signed, and none of its lines is false. */
  readonly isSigned: boolean;
  /** Null if the line of a witness of the trust file is false. */
  readonly cosigned: readonly Cosigner[] | null;
  /** True if the cosigners are enough. */
  readonly isQuorum: boolean;
}

/** Looks for the keys of a trust file under a head. */
export function signersOf(head: ParsedCheckpoint, trust: TrustFile, primitives: Primitives): Signers {
  const logs = trust.logs.filter(({ key }) => key.name === head.origin).map(({ key }) => key.publicKey);
  const witnesses = trust.witnesses.map(({ key }) => key);
  const cosignatures = openCosignatures(head, witnesses, primitives);
  const cosigned =
    cosignatures &&
    trust.witnesses.flatMap(({ name, key }) =>
      cosignatures.filter((each) => each.key === key).map(({ time }) => ({ witness: name, at: toInstant(time) })),
    );
  return {
    isKnown: logs.length > 0,
    isSigned: isSignedBy(head, logs, primitives),
    cosigned,
    isQuorum: cosigned !== null && trust.isQuorum(new Set(cosigned.map(({ witness }) => witness))),
  };
}

function toInstant(seconds: number): string {
  // A time beyond what a Date can hold is the witness's mistake, and decides nothing.
  return seconds < 8e12 ? new Date(seconds * 1000).toISOString() : String(seconds);
}
