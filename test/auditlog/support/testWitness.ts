import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseTrustFile, type TrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { parseVerifierKey, type VerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { primitives } from '../../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { openKeptHeads } from '../../../auditlog/witness/keptHeads.js';
import { createWitness, type Witness } from '../../../auditlog/witness/witness.js';
import { serveWitness } from '../../../cli/witness/witnessServer.js';
import { currentRun } from '../../support/databaseServer.js';
import { auditKeys } from './samples.js';

/** A witness over HTTP, in this process. */
export interface TestWitness {
  readonly url: string;
  /** Its line of a trust file. */
  readonly line: string;
  readonly witness: Witness;
  /** Its folder of heads. */
  readonly dir: string;
  close(): Promise<void>;
}

/** Starts a witness of the logs that the test's key signs; `dir` and `port` of one that was closed are that one again. */
export async function startTestWitness(
  name: string,
  logs: readonly string[],
  { seed = 40 + name.length, port = 0, dir = mkdtempSync(join(currentRun().files, 'witness-')) } = {},
): Promise<TestWitness> {
  const { privateKey, publicKey } = checkpointKeys(Buffer.alloc(32, seed));
  const text = verifierKeyOf(`${name}.example`, publicKey, signatureTypes.cosignature);
  const own = parseVerifierKey(text, primitives, signatureTypes.cosignature) as VerifierKey;
  const keys = logs.map(
    (log) => parseVerifierKey(verifierKeyOf(originOf(log), auditKeys.checkpoint.publicKey), primitives) as VerifierKey,
  );
  const witness = createWitness({
    name: `${name}.example`,
    privateKey,
    heads: openKeptHeads(dir, [own]),
    logs: () => keys,
    now: () => Math.floor(Date.now() / 1000),
  });
  const server = await serveWitness(witness, { host: '127.0.0.1', port }, pino({ level: 'silent' }));
  return { url: server.url, line: `witness ${name} ${text} ${server.url}`, witness, dir, close: server.close };
}

/** The trust file that wants all of these witnesses, or as many as said. */
export function trustAll(witnesses: readonly TestWitness[], needed: string = 'all'): TrustFile {
  const names = witnesses.map(({ line }) => line.split(' ')[1]).join(' ');
  const lines = witnesses.map(({ line }) => line).join('\n');
  return parseTrustFile(`${lines}\ngroup G ${needed} ${names}\nquorum G\n`, 'the trust file of a test', primitives);
}
