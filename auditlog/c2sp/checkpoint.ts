import { strictBase64, utf8 } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';
import { isKeyName, keyIdOf, type NoteSignature, parseSignatures, signatureTypes } from './note.js';

/** A log's head: its size and root. */
export interface Checkpoint {
  /** Identifies the log, e.g. `portcullis.example/gateway`; also the name of the signing key. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * The origin that a log's checkpoints state.
 *
 * @param deployment prefix of all origins of a deployment; see `AuditKeys`
 */
export function originOf(logId: string, deployment = 'portcullis.example'): string {
  return `${deployment}/${logId}`;
}

/** The log id in an origin, of any deployment; null if it has none. */
export function logOf(origin: string): string | null {
  return /^[^\s/]+\/(?:.+\/)?([A-Za-z0-9._-]{1,64})$/.exec(origin)?.[1] ?? null;
}

/** A parsed note, not verified: nothing in it may be believed before `openCheckpoint`. */
export interface ParsedCheckpoint extends Checkpoint {
  /** The signed text. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/**
 * The parts of a checkpoint's note; null if it does not have exactly this form.
 *
 * @param options.withExtensions allows extension lines, which our logs never write
 */
export function parseCheckpoint(
  note: string,
  options: { readonly withExtensions?: boolean } = {},
): ParsedCheckpoint | null {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)\n((?:\u2014 [^\n]+\n)+)$/.exec(
    note,
  );
  if (!match) return null;
  const [, origin = '', sizeText = '', rootText = '', extensions = '', lines = ''] = match;
  const size = Number(sizeText);
  const root = strictBase64(rootText);
  if (!isKeyName(origin) || !Number.isSafeInteger(size) || root?.length !== 32) return null;
  if (extensions !== '' && (!options.withExtensions || /[^\P{Cc}\n]|\p{Cs}/u.test(extensions))) return null;
  const signatures = parseSignatures(lines);
  return signatures && { origin, size, root, text: note.slice(0, note.indexOf('\n\n') + 1), signatures };
}

/**
 * True if one of the log's keys signed the head, and no line of these keys is false.
 *
 * @param publicKeys 32 bytes each
 */
export function isSignedBy(
  parsed: ParsedCheckpoint,
  publicKeys: readonly Uint8Array[],
  primitives: Primitives,
): boolean {
  const { origin } = parsed;
  const known = new Map(publicKeys.map((key) => [keyIdOf(origin, signatureTypes.note, key, primitives), key]));
  const text = utf8(parsed.text);
  let isSigned = false;
  for (const line of parsed.signatures) {
    const key = line.name === origin ? known.get(line.keyId) : undefined;
    if (!key) continue;
    if (!primitives.verifyEd25519(text, line.signature, key)) return false;
    isSigned = true;
  }
  return isSigned;
}
