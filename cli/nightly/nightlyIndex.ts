import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import { packageFile } from '../../schema/files.js';
import { environmentOf, type Settings } from '../config.js';
import { dataSettings } from '../options.js';
import type { Serving } from '../serve/serving.js';
import { openNightly } from './nightly.js';

/** Indexes every night whom the logs named while this process serves, unless the settings say `off`. */
export function openNightlyIndex({ settings, log, lifecycle }: Serving): void {
  const run = (signal: AbortSignal) => indexNow(settings, log, signal);
  openNightly(lifecycle, 'nightly index', { at: settings.auditIndexAt, run });
}

/**
 * Has `portcullis audit index` index what is due, with one line of the log. An error ends neither the server nor the next night's try.
 *
 * Why a process of its own: it makes a signature for each subject of a month, which would keep this one from answering.
 *
 * @returns `AGAIN` where it failed, and may not fail soon
 */
export async function indexNow(settings: Settings, log: Logger, signal: AbortSignal): Promise<'DONE' | 'AGAIN'> {
  const said = await runIndex(settings, signal);
  if (signal.aborted) return 'AGAIN';
  const { indexed, error } = readAnswer(said);
  if (indexed) {
    log.info({ indexed }, `nightly index: ${indexed.length === 0 ? 'nothing' : 'done'}`);
    return 'DONE';
  }
  if (error.code === 'BAD_USER_INPUT') {
    log.info('nightly index: another process does it');
    return 'DONE';
  }
  // Why not soon where it is forked: what is stored stays false, and has been told.
  const isForked = error.code === 'AUDIT_FORKED';
  const when = isForked ? 'is tried again the next night' : 'is tried again';
  log.error({ code: error.code }, `nightly index failed, and ${when}: ${error.message}`);
  return isForked ? 'DONE' : 'AGAIN';
}

/** What the command says on standard output. */
async function runIndex(settings: Settings, signal: AbortSignal): Promise<string> {
  const command = [packageFile('dist', 'cli', 'main.js'), 'audit', 'index', '--json', '--log-level', 'silent'];
  const child = spawn(process.execPath, command, {
    env: environmentOf(settings, dataSettings),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').catch(() => undefined);
  const stop = (): unknown => child.kill();
  signal.addEventListener('abort', stop);
  try {
    return await text(child.stdout);
  } finally {
    await ended;
    signal.removeEventListener('abort', stop);
  }
}

interface Answer {
  readonly indexed?: readonly object[];
  readonly error: { readonly code: string; readonly message: string };
}

function readAnswer(said: string): Answer {
  try {
    return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Answer;
  } catch {
    return { error: { code: 'INTERNAL', message: 'the process that does it ended without a word' } };
  }
}
