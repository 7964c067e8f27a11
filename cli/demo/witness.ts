import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { originOf } from '../../auditlog/c2sp/checkpoint.js';
import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { operatorLogId, registerLogId } from '../../auditlog/logIds.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { openKeptHeads } from '../../auditlog/witness/keptHeads.js';
import { createWitness } from '../../auditlog/witness/witness.js';
import { readKeyFile } from '../../storage/keys/keyFiles.js';
import { readOrigin } from '../../storage/keys/originFile.js';
import type { Lifecycle } from '../lifecycle.js';
import { readTrustFile } from '../settings/trustFile.js';
import { openWitnessKey } from '../witness/witnessKey.js';
import { serveWitness } from '../witness/witnessServer.js';

/** The witness of one demonstration. */
export interface DemoWitness {
  /** Trust file for the writer: the witness, and that it is a quorum. */
  readonly file: string;
  /** Trusted logs and witness, once the deployment has its keys. */
  trust(): TrustFile;
}

/**
 * A witness for the time of a demonstration, over HTTP on this machine. It keeps nothing; a real one is `portcullis audit witness`
 * in other hands.
 *
 * @param of.keysDirectory of the logs that it cosigns; the keys are made while the deployment opens
 */
export async function openDemoWitness(
  lifecycle: Lifecycle,
  log: Logger,
  of: { readonly keysDirectory: string; readonly logId: string },
): Promise<DemoWitness> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-witness-'));
  lifecycle.add('folder of the witness', async () => rmSync(folder, { recursive: true, force: true }));
  const key = openWitnessKey(folder, 'portcullis.example/witness/demonstration');
  let own = '';
  const trust = (): TrustFile => readTrustFile(linesOfLogs(of) + own, 'the trust file of the demonstration');
  const witness = createWitness({
    name: key.name,
    privateKey: key.privateKey,
    heads: openKeptHeads(join(folder, 'heads'), [key.verifierKey]),
    logs: () => trust().logs.map((each) => each.key),
    now: () => Math.floor(Date.now() / 1000),
  });
  const server = await serveWitness(witness, { host: '127.0.0.1', port: 0 }, log);
  lifecycle.add('witness', () => server.close());
  own = `witness demonstration ${key.text} ${server.url}\nquorum demonstration\n`;
  const file = join(folder, 'trust.txt');
  writeFileSync(file, own, { mode: 0o600 });
  return { file, trust };
}

/** A line for each log and each of its keys. */
function linesOfLogs({ keysDirectory, logId }: { readonly keysDirectory: string; readonly logId: string }): string {
  const ring = readKeyFile(keysDirectory, 'checkpoint');
  const origin = readOrigin(keysDirectory);
  const keys = ring ? [ring.current, ...ring.previous].map(({ secret }) => checkpointKeys(secret).publicKey) : [];
  return [logId, operatorLogId(logId), registerLogId(logId)]
    .flatMap((log) => keys.map((publicKey) => `log ${verifierKeyOf(originOf(log, origin), publicKey)}\n`))
    .join('');
}
