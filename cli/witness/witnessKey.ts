import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isKeyName, signatureTypes } from '../../auditlog/c2sp/note.js';
import { parseVerifierKey, type VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { primitives } from '../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';

/** The key that a witness signs with. */
export interface WitnessKey extends ReturnType<typeof checkpointKeys> {
  readonly name: string;
  /** The verifier key, as trust files take it. */
  readonly text: string;
  readonly verifierKey: VerifierKey;
}

const seedForm = z.base64url().refine((text) => Buffer.from(text, 'base64url').length === 32);
const schema = z.object({ name: z.string().refine(isKeyName), seed: seedForm, createdAt: z.string() });

/**
 * The key of a witness, made at its first start.
 *
 * @param dir the witness's data directory
 * @param name its name, set at the first start; by default a random one
 * @throws Error in one line for a file that cannot be read, or holds the key of another witness
 */
export function openWitnessKey(dir: string, name?: string): WitnessKey {
  const path = join(dir, 'witness.json');
  if (name !== undefined && !isKeyName(name)) throw new Error(`${name} cannot name a witness: no spaces, no plus.`);
  makePrivateFolder(dir);
  const created = {
    name: name ?? `portcullis.example/witness/${randomBytes(4).toString('hex')}`,
    seed: randomBytes(32).toString('base64url'),
    createdAt: new Date().toISOString(),
  };
  writeWholeFile(path, `${JSON.stringify(created, null, 2)}\n`, 'create');
  const key = readWitnessKey(dir);
  if (name !== undefined && key.name !== name) throw new Error(`The witness in ${dir} is called ${key.name}.`);
  return key;
}

/** The key of a witness that has been started before. @throws Error in one line where there is none */
export function readWitnessKey(dir: string): WitnessKey {
  const path = join(dir, 'witness.json');
  const { name, seed } = readStored(path);
  const keys = checkpointKeys(Buffer.from(seed, 'base64url'));
  const text = verifierKeyOf(name, keys.publicKey, signatureTypes.cosignature);
  const verifierKey = parseVerifierKey(text, primitives, signatureTypes.cosignature);
  if (!verifierKey) throw new Error(`${path} holds no valid name of a key.`);
  return { ...keys, name, text, verifierKey };
}

function readStored(path: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} is not a readable key of a witness.`, { cause: error });
  }
}
