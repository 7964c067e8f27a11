import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkpointKeys } from '../../auditlog/c2sp/checkpoint.js';
import { mlDsaPublicKey } from '../../auditlog/c2sp/mlDsa.js';
import { isKeyName, signatureTypes } from '../../auditlog/c2sp/note.js';
import {
  parseVerifierKey,
  type VerifierKey,
  verifierKeyOf,
  writeVerifierKey,
} from '../../auditlog/c2sp/verifierKey.js';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';

/** What a witness signs with. */
export interface WitnessKey extends ReturnType<typeof checkpointKeys> {
  readonly name: string;
  /** As logs and auditors take it. */
  readonly text: string;
  readonly verifierKey: VerifierKey;
  /** What it signs with by ML-DSA-44; undefined where an older version made the witness and none was started since. */
  readonly mlDsaSeed: Uint8Array | undefined;
}

const seed = z.base64url().refine((text) => Buffer.from(text, 'base64url').length === 32);
const schema = z.object({ name: z.string().refine(isKeyName), seed, createdAt: z.string() });
const mlDsaSchema = z.object({ seed, createdAt: z.string() });

/**
 * The key of a witness, made at its first start.
 *
 * @param dir the witness's data directory
 * @param name what it is called from its first start on; by default a random name
 * @throws Error in one line for a file that cannot be read, or the key of a witness of another name
 */
export function openWitnessKey(dir: string, name?: string): WitnessKey {
  const path = join(dir, 'witness.json');
  if (name !== undefined && !isKeyName(name)) throw new Error(`${name} is no name of a witness: no spaces, no plus.`);
  makePrivateFolder(dir);
  const make = (file: string, facts: object): void => {
    const made = { ...facts, seed: randomBytes(32).toString('base64url'), createdAt: new Date().toISOString() };
    writeWholeFile(file, `${JSON.stringify(made, null, 2)}\n`, 'create');
  };
  make(path, { name: name ?? `portcullis.example/witness/${randomBytes(4).toString('hex')}` });
  make(join(dir, mlDsaFile), {});
  const key = readWitnessKey(dir);
  if (name !== undefined && key.name !== name) throw new Error(`The witness in ${dir} is called ${key.name}.`);
  return key;
}

/** The key of a witness that was started before. @throws Error in one line where there is none */
export function readWitnessKey(dir: string): WitnessKey {
  const path = join(dir, 'witness.json');
  const stored = readStored(path, schema);
  const { name } = stored;
  const second = join(dir, mlDsaFile);
  const mlDsaSeed = existsSync(second) ? Buffer.from(readStored(second, mlDsaSchema).seed, 'base64url') : undefined;
  const keys = checkpointKeys(Buffer.from(stored.seed, 'base64url'));
  const text = verifierKeyOf(name, keys.publicKey, signatureTypes.cosignature);
  const verifierKey = parseVerifierKey(text, signatureTypes.cosignature);
  if (!verifierKey) throw new Error(`${path} states no name that a key may have.`);
  return { ...keys, name, text, verifierKey, mlDsaSeed };
}

/** Its public key of ML-DSA-44, as logs and auditors take it. @throws Error in one line where it has none yet */
export async function mlDsaKeyText({ name, mlDsaSeed }: WitnessKey): Promise<string> {
  if (!mlDsaSeed) throw new Error('The witness has no key of ML-DSA-44 yet: it is made at its next start.');
  return writeVerifierKey(name, signatureTypes.mlDsa, await mlDsaPublicKey(mlDsaSeed));
}

const mlDsaFile = 'witnessMlDsa.json';

function readStored<T>(path: string, form: z.ZodType<T>): T {
  try {
    return form.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} cannot be read as the key of a witness.`, { cause: error });
  }
}
