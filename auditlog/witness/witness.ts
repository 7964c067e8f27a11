import type { KeyObject } from 'node:crypto';
import type { ParsedCheckpoint } from '../c2sp/checkpoint.js';
import { cosign } from '../c2sp/cosignature.js';
import { writeSignature } from '../c2sp/note.js';
import type { VerifierKey } from '../c2sp/verifierKey.js';
import { parseAddCheckpoint, refuseCheckpoint, type WitnessAnswer } from './addCheckpoint.js';
import { hashOfOrigin, type KeptHeads } from './keptHeads.js';

/** What a witness is made of. */
export interface WitnessOptions {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly heads: KeptHeads;
  /** Keys of the logs that it cosigns; asked for at each request. */
  logs(): readonly VerifierKey[];
  /** Seconds since 1970. */
  now(): number;
}

/** Cosigns heads that extend all that it cosigned before. C2SP tlog-witness. */
export interface Witness {
  /** Answers a request to cosign; what it cosigned is on the disk when this returns. */
  addCheckpoint(body: string): WitnessAnswer & { readonly checkpoint: ParsedCheckpoint | null };
  /** The note that was cosigned last, by the SHA-256 of the log's origin, hex; null for none. */
  checkpoint(originHash: string): string | null;
}

/**
 * A witness.
 *
 * Why without a wait between reading and writing a head: of two requests at once the second sees what the first one wrote,
 * and no head is ever put in the place of a larger one.
 */
export function createWitness({ name, privateKey, heads, logs, now }: WitnessOptions): Witness {
  return {
    addCheckpoint(body) {
      const request = parseAddCheckpoint(body);
      if (!request) return { status: 400, body: 'malformed\n', cause: 'malformed', checkpoint: null };
      const { checkpoint } = request;
      const known = logs().filter((key) => key.name === checkpoint.origin);
      const refusal = refuseCheckpoint(
        request,
        known,
        known.length > 0 ? (heads.read(checkpoint.origin)?.checkpoint ?? null) : null,
      );
      if (refusal) return { ...refusal, checkpoint };
      const line = cosign(checkpoint.text, { name, privateKey }, now());
      heads.write(checkpoint.origin, `${signedBy(checkpoint, known)}${line}`);
      return { status: 200, body: line, cause: null, checkpoint };
    },
    checkpoint: (hashed) =>
      logs().some((key) => hashOfOrigin(key.name) === hashed) ? (heads.readHashed(hashed)?.note ?? null) : null,
  };
}

/** The note with the lines of the log's known keys alone. */
function signedBy({ text, signatures }: ParsedCheckpoint, known: readonly VerifierKey[]): string {
  const own = signatures.filter((line) => known.some(({ name, keyId }) => name === line.name && keyId === line.keyId));
  return `${text}\n${own.map(writeSignature).join('')}`;
}
