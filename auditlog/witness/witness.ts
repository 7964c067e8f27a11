import type { KeyObject } from 'node:crypto';
import type { ParsedCheckpoint } from '../c2sp/checkpoint.js';
import { writeSignature } from '../c2sp/note.js';
import type { VerifierKey } from '../c2sp/verifierKey.js';
import { cosign } from '../signing/cosign.js';
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

/** An answer, and the head that was asked about; null if there was none. */
export type WitnessAnswered = WitnessAnswer & { readonly checkpoint: ParsedCheckpoint | null };

/** Cosigns heads that extend all that it cosigned before. C2SP tlog-witness. */
export interface Witness {
  /** Answers a request to cosign; what it cosigned is on the disk when this returns. */
  addCheckpoint(body: string): Promise<WitnessAnswered>;
  /** The note that was cosigned last, by the SHA-256 of the log's origin, hex; null for none. */
  checkpoint(originHash: string): string | null;
}

/** A witness. */
export function createWitness(options: WitnessOptions): Witness {
  const { heads, logs } = options;
  return {
    addCheckpoint: async (body) => answer(body, options),
    checkpoint: (hashed) =>
      logs().some((key) => hashOfOrigin(key.name) === hashed) ? (heads.readHashed(hashed)?.note ?? null) : null,
  };
}

/**
 * Invariant: nothing in here is waited for. From reading a head to writing it no other request may come between, so that none is ever
 * put in the place of a larger one.
 */
function answer(body: string, { name, privateKey, heads, logs, now }: WitnessOptions): WitnessAnswered {
  const request = parseAddCheckpoint(body);
  if (!request) return { status: 400, body: 'malformed\n', cause: 'malformed', checkpoint: null };
  const { checkpoint } = request;
  const { origin, text } = checkpoint;
  const known = logs().filter((key) => key.name === origin);
  const kept = known.length > 0 ? (heads.read(origin)?.checkpoint ?? null) : null;
  const refused = refuseCheckpoint(request, known, kept);
  if (refused) return { ...refused, checkpoint };
  const line = cosign(text, { name, privateKey }, now());
  const own = checkpoint.signatures.filter((line) =>
    known.some(({ name, keyId }) => name === line.name && keyId === line.keyId),
  );
  heads.write(origin, `${text}\n${own.map(writeSignature).join('')}${line}`);
  return { status: 200, body: line, cause: null, checkpoint };
}
