import { logOf } from '../../auditlog/c2sp/checkpoint.js';
import { parseTrustFile, type TrustFile, TrustFileError } from '../../auditlog/c2sp/trustFile.js';
import { toBase64 } from '../../auditlog/proofs/bytes.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';

/** A key that the reader holds, as it can be compared with what the operator reads out. */
export interface HeldKey {
  /** Origin of the log, or name of the witness. */
  readonly name: string;
  /** Log id in the origin; null of a witness, and of an origin of others that has none. */
  readonly log: string | null;
  /** The last part of the key's text, in groups of four characters. */
  readonly groups: readonly string[];
}

/** Whom the reader believes. Kept in memory alone. */
export interface Trusted {
  readonly trust: TrustFile;
  readonly logs: readonly HeldKey[];
  readonly witnesses: readonly HeldKey[];
}

/** Why a text says nobody whom to believe. `line` is from 1; null where a line is missing. */
export interface NotTrusted {
  readonly line: number | null;
}

/**
 * Reads whom to believe: verifier keys of logs, one a line, as `portcullis audit export --public-keys` prints them, or a trust file
 * (docs/AUDIT.md).
 */
export function readTrusted(text: string, primitives: Primitives): Trusted | NotTrusted {
  const lines = text.split(/\r?\n/);
  const isOfKeys = lines.every((line) => !/\s/.test(line.trim()));
  const file = isOfKeys
    ? [...lines.map((line) => (line.trim() === '' ? '' : `log ${line.trim()}`)), 'quorum none'].join('\n')
    : lines.join('\n');
  try {
    const trust = parseTrustFile(file, '', primitives);
    if (trust.logs.length === 0) return { line: null };
    return {
      trust,
      logs: trust.logs.map(({ key }) => ({ ...heldKey(key.name, key.type, key.publicKey), log: logOf(key.name) })),
      witnesses: trust.witnesses.map(({ name, key }) => heldKey(name, key.type, key.publicKey)),
    };
  } catch (error) {
    if (error instanceof TrustFileError) return { line: error.line };
    throw error;
  }
}

function heldKey(name: string, type: number, publicKey: Uint8Array): HeldKey {
  const text = toBase64(Uint8Array.of(type, ...publicKey));
  return { name, log: null, groups: text.match(/.{1,4}/g) ?? [] };
}
