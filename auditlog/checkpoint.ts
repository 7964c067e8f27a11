import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { PortcullisError } from '../schema/errors.js';

/** A log's head: so many leaves under that root. */
export interface Checkpoint {
  /** Who the log is, e.g. `portcullis.example/gateway`; also the name of the key that signs. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** A line of a signed note: who signed, with which key, and the signature. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes, hex. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** Origin of a log, as its checkpoints state it. */
export function originOf(logId: string): string {
  return `${originPrefix}${logId}`;
}

/** The log of such an origin; null for one that is no log of ours. */
export function logOf(origin: string): string | null {
  return origin.startsWith(originPrefix) ? origin.slice(originPrefix.length) : null;
}

const originPrefix = 'portcullis.example/';

/**
 * A checkpoint as a signed note: `origin\nsize\nbase64(root)\n\n— origin base64(key id || Ed25519 signature)\n`.
 *
 * @param key Ed25519 private key
 * @throws PortcullisError INTERNAL for an origin with white space, a plus or a control character, a size that is not one
 * @see C2SP tlog-checkpoint and signed-note
 */
export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): string {
  if (!isKeyName(checkpoint.origin) || !Number.isSafeInteger(checkpoint.size) || checkpoint.size < 0) {
    throw new PortcullisError('INTERNAL', { message: 'This checkpoint cannot be written.' });
  }
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${Buffer.from(checkpoint.root).toString('base64')}\n`;
  const signature = sign(null, Buffer.from(text, 'utf8'), key);
  const id = Buffer.from(keyIdOf(checkpoint.origin, createPublicKey(key)), 'hex');
  return `${text}\n\u2014 ${checkpoint.origin} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** A parsed note, not verified: nothing in it may be believed before `openCheckpoint`. */
export interface ParsedCheckpoint extends Checkpoint {
  /** What the signatures are over. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The parts of a checkpoint's note, or null where it is not exactly of the form; extension lines are refused. */
export function parseCheckpoint(note: string): ParsedCheckpoint | null {
  const match =
    /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:\u2014 [^\n ]+ [A-Za-z0-9+/=]+\n)+)$/.exec(note);
  if (!match) return null;
  const [, origin = '', sizeText = '', rootText = '', lines = ''] = match;
  const size = Number(sizeText);
  const root = strictBase64(rootText);
  if (!isKeyName(origin) || !Number.isSafeInteger(size) || root?.length !== 32) return null;
  const signatures = lines.trimEnd().split('\n').map(parseSignature);
  // 16 is what a verifier must accept at least; more than that is nobody we know.
  if (signatures.length > 16 || signatures.includes(null)) return null;
  return {
    origin,
    size,
    root,
    text: note.slice(0, note.indexOf('\n\n') + 1),
    signatures: signatures.filter((line) => line !== null),
  };
}

/**
 * The checkpoint that a note states, believed only where the origin is the expected one and the log's own key signed
 * it. Lines of unknown keys are ignored; one false line of a known key refuses the whole note.
 *
 * @param publicKeys the log's present key, and those before a rotation
 */
export function openCheckpoint(note: string, origin: string, publicKeys: readonly KeyObject[]): Checkpoint | null {
  const parsed = parseCheckpoint(note);
  if (parsed?.origin !== origin) return null;
  const known = new Map(publicKeys.map((key) => [keyIdOf(origin, key), key]));
  const text = Buffer.from(parsed.text, 'utf8');
  let isSigned = false;
  for (const line of parsed.signatures) {
    const key = line.name === origin ? known.get(line.keyId) : undefined;
    if (!key) continue;
    if (!verify(null, text, key, line.signature)) return null;
    isSigned = true;
  }
  if (!isSigned) return null;
  return { origin: parsed.origin, size: parsed.size, root: parsed.root };
}

/** Key id of a signed note: the first four bytes of SHA-256(name, newline, 0x01 for Ed25519, public key), hex. */
export function keyIdOf(name: string, publicKey: KeyObject): string {
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return createHash('sha256').update(`${name}\n`, 'utf8').update(Buffer.of(0x01)).update(raw).digest('hex').slice(0, 8);
}

/** Ed25519 key pair of 32 secret bytes (RFC 8032 seed). */
export function checkpointKeys(seed: Uint8Array): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function parseSignature(line: string): NoteSignature | null {
  const [, name = '', encoded = ''] = line.split(' ');
  const bytes = strictBase64(encoded);
  if (!bytes || bytes.length <= 4 || !isKeyName(name)) return null;
  return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

// Why: Buffer.from ignores what is not base64 and stray bits; two texts for one value would be two notes for one head.
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

function isKeyName(name: string): boolean {
  return /^[^\p{Cc}\p{Cs}\p{Z}\s+]+$/u.test(name);
}
