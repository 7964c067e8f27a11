import type { KeyObject } from 'node:crypto';
import type { ParsedCheckpoint } from '../c2sp/checkpoint.js';
import { cosign } from '../c2sp/cosignature.js';
import { type MlDsaKey, openMlDsa, signMlDsa } from '../c2sp/mlDsa.js';
import { writeSignature } from '../c2sp/note.js';
import type { VerifierKey } from '../c2sp/verifierKey.js';
import { parseAddCheckpoint, refusal, refuseCheckpoint, type WitnessAnswer } from './addCheckpoint.js';
import { hashOfOrigin, type KeptHeads } from './keptHeads.js';

/** What a witness is made of. */
export interface WitnessOptions {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** What it cosigns with by ML-DSA-44 too, 32 secret bytes; not at all where it is absent. */
  readonly mlDsaSeed?: Uint8Array;
  readonly heads: KeptHeads;
  /** Keys of the logs that it cosigns; asked for at each request. */
  logs(): readonly VerifierKey[];
  /** Those by which logs sign with ML-DSA-44 too. */
  mlDsaKeys(): readonly MlDsaKey[];
  /** Seconds since 1970. */
  now(): number;
}

/** An answer, and the head that was asked about; null where there was none. */
export type WitnessAnswered = WitnessAnswer & { readonly checkpoint: ParsedCheckpoint | null };

/** Cosigns heads that extend all that it cosigned before. C2SP tlog-witness. */
export interface Witness {
  /** Answers a request to cosign; what it cosigned is on the disk when this returns. */
  addCheckpoint(body: string): Promise<WitnessAnswered>;
  /** The note that was cosigned last, by the SHA-256 of the log's origin, hex; null for none. */
  checkpoint(originHash: string): string | null;
}

/**
 * A witness.
 *
 * Why one request after the other: from reading a head to writing it no other may come between, so that none is ever put in the
 * place of a larger one.
 */
export function createWitness(options: WitnessOptions): Witness {
  const { heads, logs } = options;
  let last: Promise<unknown> = Promise.resolve();
  return {
    addCheckpoint(body) {
      const answered = last.then(() => answer(body, options));
      last = answered.catch(() => undefined);
      return answered;
    },
    checkpoint: (hashed) =>
      logs().some((key) => hashOfOrigin(key.name) === hashed) ? (heads.readHashed(hashed)?.note ?? null) : null,
  };
}

async function answer(body: string, options: WitnessOptions): Promise<WitnessAnswered> {
  const { heads, logs, mlDsaKeys } = options;
  const request = parseAddCheckpoint(body);
  if (!request) return { status: 400, body: 'malformed\n', cause: 'malformed', checkpoint: null };
  const { checkpoint } = request;
  const { origin, text } = checkpoint;
  const known = logs().filter((key) => key.name === origin);
  const kept = known.length > 0 ? (heads.read(origin)?.checkpoint ?? null) : null;
  const refused = refuseCheckpoint(request, known, kept);
  if (refused) return { ...refused, checkpoint };
  const second = await openMlDsa(
    checkpoint,
    mlDsaKeys().filter((key) => key.name === origin),
  );
  if (!second) return { ...refusal(403, 'a false signature by ML-DSA-44'), checkpoint };
  const lines = await cosignTwice(checkpoint, options);
  const own = checkpoint.signatures.filter((line) =>
    known.some(({ name, keyId }) => name === line.name && keyId === line.keyId),
  );
  heads.write(origin, `${text}\n${[...own, ...second].map(writeSignature).join('')}${lines}`);
  return { status: 200, body: lines, cause: null, checkpoint };
}

/** The witness's lines: by Ed25519, and by ML-DSA-44 where it has such a key. */
async function cosignTwice(checkpoint: ParsedCheckpoint, options: WitnessOptions): Promise<string> {
  const { name, privateKey, mlDsaSeed: seed, now } = options;
  const time = now();
  const second = seed ? await signMlDsa({ name, seed }, checkpoint, time) : '';
  return cosign(checkpoint.text, { name, privateKey }, time) + second;
}
