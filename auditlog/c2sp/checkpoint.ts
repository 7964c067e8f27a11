import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import type { AuditKeys } from '../keys.js';
import {
  isKeyName,
  keyIdOf,
  type NoteSignature,
  parseSignatures,
  rawKey,
  signatureTypes,
  strictBase64,
  toBase64,
  writeSignature,
} from './note.js';

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

/**
 * A checkpoint as a signed note: `origin\nsize\nbase64(root)\n\n— origin base64(key id || Ed25519 signature)\n`.
 *
 * @param keys Ed25519 private keys, the present one first: a line each
 * @throws PortcullisError INTERNAL for an invalid origin (white space, a plus, a control character) or size
 * @see C2SP tlog-checkpoint and signed-note
 */
export function signCheckpoint(checkpoint: Checkpoint, ...keys: readonly KeyObject[]): string {
  const { origin: name, size, root } = checkpoint;
  if (!isKeyName(name) || !Number.isSafeInteger(size) || size < 0) {
    throw new PortcullisError('INTERNAL', { message: 'This checkpoint cannot be written.' });
  }
  const text = `${name}\n${size}\n${toBase64(root)}\n`;
  const lines = keys.map((key) => {
    const keyId = keyIdOf(name, signatureTypes.note, rawKey(createPublicKey(key)));
    return writeSignature({ name, keyId, signature: sign(null, Buffer.from(text, 'utf8'), key) });
  });
  return `${text}\n${lines.join('')}`;
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
 * The checkpoint of a note, if it has the expected origin and the log's own key signed it; else null. Lines of unknown keys
 * are ignored; one false line of a known key refuses the whole note.
 *
 * @param publicKeys the log's present key, and those before a rotation
 */
export function openCheckpoint(note: string, origin: string, publicKeys: readonly KeyObject[]): Checkpoint | null {
  const parsed = parseCheckpoint(note);
  if (parsed?.origin !== origin || !isSignedBy(parsed, publicKeys)) return null;
  return { origin: parsed.origin, size: parsed.size, root: parsed.root };
}

/**
 * The checkpoint of one of our own logs, under any origin of it: a deployment may have changed its name, and our key signs no
 * other log.
 */
export function openOwnCheckpoint(note: string, log: string, publicKeys: readonly KeyObject[]): Checkpoint | null {
  const origin = parseCheckpoint(note)?.origin ?? '';
  return logOf(origin) === log ? openCheckpoint(note, origin, publicKeys) : null;
}

/** True if one of the log's keys signed the head, and no line of these keys is false. */
export function isSignedBy(parsed: ParsedCheckpoint, publicKeys: readonly KeyObject[]): boolean {
  const { origin } = parsed;
  const known = new Map(publicKeys.map((key) => [keyIdOf(origin, signatureTypes.note, rawKey(key)), key]));
  const text = Buffer.from(parsed.text, 'utf8');
  let isSigned = false;
  for (const line of parsed.signatures) {
    const key = line.name === origin ? known.get(line.keyId) : undefined;
    if (!key) continue;
    if (!verify(null, text, key, line.signature)) return false;
    isSigned = true;
  }
  return isSigned;
}

/** The Ed25519 key pair of a 32-byte seed (RFC 8032). */
export function checkpointKeys(seed: Uint8Array): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** Public keys that may have signed a log's checkpoints, the present one first. */
export function checkpointPublicKeys(
  keys: Pick<AuditKeys, 'previous'> & { readonly checkpoint: { readonly publicKey: KeyObject } },
): readonly KeyObject[] {
  const previous = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.publicKey, ...previous.map((seed) => checkpointKeys(seed).publicKey)];
}

/**
 * Private keys that sign checkpoints: the present one and its predecessor, so that a verifier who knows only the old key sees it
 * vouch for the new one.
 */
export function signingKeys(keys: Pick<AuditKeys, 'checkpoint' | 'previous'>): readonly KeyObject[] {
  const [before] = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.privateKey, ...(before ? [checkpointKeys(before).privateKey] : [])];
}
