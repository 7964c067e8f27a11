import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import type { AuditKeys } from '../../auditlog/keys.js';
import { openOwnCheckpoint } from '../../auditlog/signing/checkpoints.js';
import { checkpointPublicKeys } from '../../auditlog/signing/keys.js';
import { isStorageError } from '../../storage/storageError.js';
import { type CommandContext, keysDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { mintTokens } from '../keys/mintToken.js';
import { workUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openDeployment } from '../serve/openDeployment.js';
import { type DemoReport, runDemo } from './run.js';
import { openDemoWitness } from './witness.js';

/** Options of `portcullis demo`. */
export interface PlayOptions {
  readonly settings: Settings;
  /** A running gateway on the database of the settings; absent: the one on this data directory, or one in this process. */
  readonly url?: string;
  readonly json: boolean;
}

/** Plays the demonstration against a running gateway, or opens everything in this process and closes it again. */
export async function playDemo(options: PlayOptions): Promise<DemoReport> {
  const { settings } = options;
  if (options.url) return await playThere(options, options.url);
  try {
    return await playHere(options);
  } catch (error) {
    // Why: otherwise somebody who has just run npm start would have to stop it first.
    if (isStorageError(error) && error.code === 'DATA_DIRECTORY_IN_USE') {
      const url = `http://${settings.host}:${settings.port}/graphql`;
      return await playThere(options, url).catch((failure: Error) => {
        throw new Error(`${failure.message} A gateway runs on this data directory: name it with --url or --port.`);
      });
    }
    throw error;
  }
}

/** Why with its database: a token is logged before it is handed out. */
async function playThere(options: PlayOptions, url: string): Promise<DemoReport> {
  return await withCommandContext(options.settings, (context) => play(options, url, context));
}

async function playHere(options: PlayOptions): Promise<DemoReport> {
  const settings: Settings = { ...options.settings, host: '127.0.0.1', port: 0 };
  const log = openLog({ ...settings, logLevel: 'error' });
  return await workUntilSignal({
    open: async (lifecycle) => {
      const keysDirectory = keysDirectoryOf(settings);
      const witness = await openDemoWitness(lifecycle, log, { keysDirectory, logId: settings.logId });
      const opened = await openDeployment({ ...settings, witnesses: witness.file, demo: true }, log, lifecycle);
      return { ...opened, trust: witness.trust() };
    },
    work: ({ gateway, context, trust }) => play(options, gateway.url, context, trust),
  });
}

async function play(
  { settings, json }: PlayOptions,
  url: string,
  context: CommandContext,
  trust?: TrustFile,
): Promise<DemoReport> {
  const { keys } = context;
  return await runDemo({
    url,
    json,
    ...(trust ? { trust } : {}),
    out: console.log,
    mint: async (agency, role) => {
      const request = { agency, role, subject: `demo-${agency.toLowerCase()}`, ttlSeconds: 600 };
      return (await mintTokens(settings, context, [request])).join();
    },
    verifyProof: (note, treeSize, root) => isSignedRoot(keys, settings.logId, note, treeSize, root),
    isTerminal: process.stdout.isTTY === true && !json,
    ...(process.stdout.columns ? { width: Math.max(80, process.stdout.columns) } : {}),
  });
}

function isSignedRoot(keys: AuditKeys, logId: string, note: string, treeSize: number, root: string): boolean {
  const checkpoint = openOwnCheckpoint(note, logId, checkpointPublicKeys(keys));
  return checkpoint !== null && checkpoint.size === treeSize && Buffer.from(checkpoint.root).toString('hex') === root;
}
