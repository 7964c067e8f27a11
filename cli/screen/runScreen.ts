import { readFile } from 'node:fs/promises';
import type { Role } from '../../policy/types.js';
import { badUserInput } from '../../schema/errors.js';
import { isStorageError } from '../../storage/storageError.js';
import { type CommandContext, dataDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Asking } from '../demo/ask.js';
import { mintTokens } from '../keys/mintToken.js';
import { workUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { type Output, print } from '../output/printLine.js';
import { openBar, perSecond } from '../output/progress.js';
import { openDeployment } from '../serve/openDeployment.js';
import { waitingOf } from '../waiting.js';
import { countLines } from './lines.js';
import { type ScreeningResult, screen } from './screen.js';
import type { Screening } from './screening.js';

/** Options of `portcullis screen`. */
export interface ScreenOptions extends Output {
  readonly settings: Settings;
  readonly path: string;
  readonly output: string;
  readonly asker: Asking;
  readonly role: Role;
  readonly first: number;
  readonly certificate?: string;
  /** A running gateway; absent: the one on this data directory, or one in this process. */
  readonly url?: string;
  /** File with a token for it; absent: a token is minted with the keys of this data directory. */
  readonly token?: string;
}

/** Screens a file with a running gateway, or opens everything in this process and closes it again. */
export async function runScreen(options: ScreenOptions): Promise<ScreeningResult> {
  const { settings, url, token } = options;
  if (token !== undefined && url === undefined) {
    throw badUserInput('A token is for another gateway.', 'Give its --url too.');
  }
  if (url !== undefined && token !== undefined) {
    const text = (await readFile(token, 'utf8')).trim();
    return await run(options, url, () => Promise.resolve(text));
  }
  if (url !== undefined) return await screenThere(options, url);
  // Why first: a mistyped --data would be screened against a new, empty database that has nobody on a list.
  await withCommandContext(settings, () => Promise.resolve(), { waits: true });
  try {
    return await screenHere(options);
  } catch (error) {
    if (!isStorageError(error) || error.code !== 'DATA_DIRECTORY_IN_USE') throw error;
    return await screenThere(options, `http://${settings.host}:${settings.port}/graphql`);
  }
}

async function screenThere(options: ScreenOptions, url: string): Promise<ScreeningResult> {
  return await withCommandContext(options.settings, (context) => runMinting(options, url, context), { waits: true });
}

async function screenHere(options: ScreenOptions): Promise<ScreeningResult> {
  const settings: Settings = { ...options.settings, host: '127.0.0.1', port: 0, demo: false };
  const log = openLog({ ...settings, logLevel: 'error' });
  return await workUntilSignal({
    open: (lifecycle) => openDeployment(settings, log, lifecycle),
    work: ({ gateway, context }) => runMinting(options, gateway.url, context),
  });
}

/** Lifetime of a minted token, s; a new one is minted five minutes before its end. */
const ttlSeconds = 3600;

async function runMinting(options: ScreenOptions, url: string, context: CommandContext): Promise<ScreeningResult> {
  const { settings, role, asker } = options;
  const subject = `screening-${asker.agency.toLowerCase()}`;
  let minted = { text: '', until: 0 };
  const token = async (): Promise<string> => {
    if (Date.now() < minted.until) return minted.text;
    const text = (await mintTokens(settings, context, [{ agency: asker.agency, role, subject, ttlSeconds }])).join();
    minted = { text, until: Date.now() + (ttlSeconds - 300) * 1000 };
    return text;
  };
  return await run(options, url, token);
}

const progressOf = 'screened {value} of {total} lines {bar} {percentage} % | {rate}/s | {eta_formatted} left';

async function run(options: ScreenOptions, url: string, token: Screening['token']): Promise<ScreeningResult> {
  const { path, output, asker, role, first, certificate, json } = options;
  const where = options.url ?? dataDirectoryOf(options.settings);
  const registered = role === 'SYSTEM_CLIENT';
  const started = Date.now();
  // Why counted first: the bytes of a file are read ahead of the answers, and promised an end that was far.
  const total = process.stderr.isTTY === true && !json ? await countLines(path) : null;
  const bar = total === null ? null : await openBar(progressOf);
  const onProgress: Screening['onProgress'] = (lines, before) =>
    bar?.show(lines, total ?? lines, { rate: perSecond(lines - before, started) });
  const warn = (line: string): void => {
    // Why stopped: the bar would go on promising a time, and its line and this one would mix.
    bar?.stop();
    console.error(`portcullis: ${line}`);
  };
  const waiting = waitingOf(options.settings, warn, undefined, 'the gateway');
  try {
    const result = await screen({
      ...{ path, output, url, where, token, asker, role, registered, first, waiting, onProgress },
      ...(certificate === undefined ? {} : { certificates: certificate }),
    });
    bar?.stop();
    print(options, result, () => describe(result, output));
    return result;
  } finally {
    bar?.stop();
  }
}

/** 0 where every line was searched in full without a hit; 2 where one has a hit or a mistake, or was not. */
export const exitCodeOf = ({ hits, notWhole, mistakes }: ScreeningResult): number =>
  hits + notWhole + mistakes > 0 ? 2 : 0;

function describe(result: ScreeningResult, output: string): string[] {
  const { lines, before, matched, hits, noHit, notWhole, mistakes } = result;
  const { hitsNotAsked, hitsLimited, hitsUnavailable } = result;
  return [
    `Screened ${lines} lines${before > 0 ? `, ${before} of them before` : ''}: ${matched} with matches, ${hits} with a hit, ` +
      `${noHit} with neither, ${notWhole} not searched in full, ${mistakes} with mistakes.`,
    `Hits were not looked for on ${hitsNotAsked} lines without a complete identifier, ${hitsLimited} over a limit, ${hitsUnavailable} while ` +
      'limits could not be reached: see `hitState`.',
    ...(hits > 0 ? ['A hit is a record that you may know of and not see: ask `hitContact` about its `id`.'] : []),
    ...(notWhole > 0
      ? [
          'Their `state` or `hitState` says why. After PARTIAL, wait until the server has completed its records, and screen the file again into another output.',
        ]
      : []),
    `The answers are in ${output}. A match is a candidate, not an identification; no match means none that this viewer may see.`,
  ];
}
