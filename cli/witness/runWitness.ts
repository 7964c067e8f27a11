import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { openKeptHeads } from '../../auditlog/witness/keptHeads.js';
import { createWitness } from '../../auditlog/witness/witness.js';
import { isLoopback } from '../../gateway/identity/loopback.js';
import { badUserInput } from '../../schema/errors.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { readTrustFile } from '../settings/trustFile.js';
import { openWitnessKey } from './witnessKey.js';
import { serveWitness, type WitnessListener } from './witnessServer.js';

/** How a witness is started. */
export interface WitnessSettings extends WitnessListener {
  /** Its own data directory. */
  readonly data: string;
  /** Trust file whose `log` lines it cosigns for. */
  readonly logs: string;
  readonly name?: string | undefined;
  readonly logLevel: Parameters<typeof openLog>[0]['logLevel'];
}

/** Serves a witness until a signal comes; on SIGHUP it reads the file of logs again. */
export async function runWitness(settings: WitnessSettings): Promise<void> {
  const { data, host, tls } = settings;
  if (!tls && !isLoopback(host))
    throw badUserInput(
      `${host} is not a loopback address.`,
      'Give --tls-cert and --tls-key, or listen behind a proxy on this machine.',
    );
  const directory = resolve(data);
  // Why: a witness in the same hands and backup as the log proves nothing.
  const ofLog = existsSync(directory) ? readdirSync(directory).find(isOfLog) : undefined;
  if (ofLog !== undefined)
    throw badUserInput(`${directory} belongs to a log: it holds ${ofLog}.`, 'Give the witness its own directory.');
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      const lock = acquireServerLock(directory);
      lifecycle.add('lock', async () => lock.release());
      const key = openWitnessKey(directory, settings.name);
      let trust = readLogs(settings.logs);
      lifecycle.onHangUp = () => {
        trust = readAgain(settings.logs, log) ?? trust;
      };
      const heads = openKeptHeads(join(directory, 'heads'), [key.verifierKey]);
      // Why now: a damaged head is reported at the start, not to the first log that asks.
      for (const { key: log } of trust.logs) heads.read(log.name);
      const now = (): number => Math.floor(Date.now() / 1000);
      const { name, privateKey } = key;
      const logs = () => trust.logs.map((each) => each.key);
      const server = await serveWitness(createWitness({ name, privateKey, logs, heads, now }), settings, log);
      lifecycle.add('witness', () => server.close());
      return { url: server.url, key: key.text };
    },
    announce: ({ url, key }) => console.log(`The witness is ready at ${url}. Its key:\n${key}`),
  });
}

/** Names found in a log's data directory, its keys directory, and its folder of heads. */
function isOfLog(name: string): boolean {
  return ['keys', 'database', 'auditSeal.json', 'checkpoint.json'].includes(name) || name.endsWith('.head');
}

function readLogs(file: string): TrustFile {
  return readTrustFile(readFileSync(file, 'utf8'), file);
}

function readAgain(file: string, log: Logger): TrustFile | null {
  try {
    const trust = readLogs(file);
    log.info({ file, logs: trust.logs.length }, 'the file of logs was read again');
    return trust;
  } catch (error) {
    log.error({ err: error, file }, 'the file of logs cannot be read: the one before stays in force');
    return null;
  }
}
