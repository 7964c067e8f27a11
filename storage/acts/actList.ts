import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makePrivateFolder, readIfThere, syncFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { openText, sealKeys, sealText } from '../keys/sealedText.js';
import { type FileLock, tryFileLock } from '../locks/fileLock.js';
import { explainFileError, StorageError } from '../storageError.js';
import type { Act } from './act.js';

/** A place in a list: `12:<code of its 12th act>`. A backup keeps that of its beginning. */
export type ActPosition = `${number}:${string}`;

/**
 * The acts that a restored backup would undo, kept beside the heads of the logs and in no backup. Each is on the disk before it
 * counts as done; one that was not done after all may be done again, for each is idempotent.
 */
export interface ActList {
  /** Adds acts; durable when it resolves. @throws StorageError ACTS_DAMAGED, DATA_DIRECTORY_IN_USE: the acts must not be done */
  append(acts: readonly Act[]): Promise<void>;
  /** The end of the list, which begins where there is none. */
  position(): Promise<ActPosition>;
  /** When the last act was added, UTC ISO 8601; null where there is no list. */
  newestAt(): string | null;
  /**
   * The acts after a position, in order, once the whole list was checked; with those of the day before, which may have been under way.
   * They can be read several times. Without a position all that are left.
   *
   * @throws StorageError ACTS_MISSING, ACTS_DAMAGED; ACTS_TOO_SHORT for a position of another list, or one beyond the end
   */
  since(position: ActPosition | null): Iterable<Act>;
  /** How often acts came to an end, by schema: see doneActs.ts. @throws StorageError ACTS_DAMAGED */
  done(): Readonly<Record<string, number>>;
  /** Counts further; never back. */
  countDone(counted: Readonly<Record<string, number>>): Promise<void>;
}

/** A line of the list. Each code covers the one before it, so that no line can be taken out or changed without the key. */
interface Line {
  readonly n: number;
  readonly at: string;
  /** Code of the line before; empty for the first. */
  readonly before: string;
  readonly act: Readonly<Record<string, unknown>>;
  readonly code: string;
}

/** How far the list goes: kept in a file of its own, so that a cut is noticed. */
interface End {
  readonly n: number;
  readonly code: string;
  readonly segment: string;
  /** Length of that segment. */
  readonly bytes: number;
}

/** A segment that is longer is followed by another, bytes. */
const longest = 4 << 20;

/** An act is on the list before it is done: one that was under way when a backup began is not in it. Ms. */
const margin = 86_400_000;

/**
 * Opens the list of acts of a deployment.
 *
 * @param heads the folder of heads
 * @param linkKey the deployment's link key, which never changes
 */
export function openActList(heads: string, linkKey: Uint8Array, now: () => Date = () => new Date()): ActList {
  const folder = join(heads, 'acts');
  const list = {
    folder,
    now,
    seal: sealKeys(linkKey, 'portcullis/acts'),
    key: createHmac('sha256', linkKey).update('portcullis/acts/code').digest(),
  };
  return {
    append: async (acts) => {
      await locked(folder, () => void appendTo(list, acts));
    },
    position: async () => positionOf(await locked(folder, () => appendTo(list, []))),
    newestAt: () => {
      let at: string | null = null;
      const end = readEnd(list);
      if (end !== null) for (const line of lines(list, end)) at = line.at;
      return at;
    },
    since: (position) => {
      const from = checkWhole(list, position);
      return { [Symbol.iterator]: () => actsFrom(list, from, position === null ? -1 : Number.parseInt(position, 10)) };
    },
    done: () => readDone(list),
    countDone: async (counted) => {
      await locked(folder, () => writeDone(list, counted));
    },
  };
}

interface Files {
  readonly folder: string;
  readonly now: () => Date;
  readonly seal: ReturnType<typeof sealKeys>;
  readonly key: Uint8Array;
}

function positionOf({ n, code }: Pick<Line, 'n' | 'code'>): ActPosition {
  return `${n}:${code}`;
}

/** Runs alone: commands and servers add to one list. */
async function locked<T>(folder: string, work: () => T): Promise<T> {
  let lock: FileLock | { readonly heldBy: number };
  try {
    makePrivateFolder(folder);
    for (let tries = 0; ; tries += 1) {
      lock = tryFileLock(join(folder, 'lock'));
      if (!('heldBy' in lock)) break;
      if (tries === 1000) throw inUse(lock.heldBy);
      await delay(10);
    }
  } catch (error) {
    throw explainFileError(error, folder);
  }
  try {
    return work();
  } catch (error) {
    throw explainFileError(error, folder);
  } finally {
    lock.release();
  }
}

/** Adds lines, first to the segment, then to the end. @returns the end */
function appendTo(list: Files, acts: readonly Act[]): End {
  const found = readEnd(list);
  const last = found === null ? null : recover(list, found);
  // The first line makes each list another one, whatever is in it.
  const added = last === null ? [{ kind: 'BEGUN', list: randomBytes(16).toString('hex') }, ...acts] : acts;
  if (last !== null && added.length === 0) return last;
  let { n, code, segment, bytes } = last ?? { n: -1, code: '', segment: '', bytes: longest };
  if (bytes >= longest) [segment, bytes] = [`${String(n + 1).padStart(12, '0')}.jsonl`, 0];
  let text = '';
  for (const act of added) {
    const line = lineOf(list, { n: n + 1, at: list.now().toISOString(), before: code }, act);
    ({ n, code } = line);
    text += `${JSON.stringify(line)}\n`;
  }
  write(list.folder, segment, bytes, text);
  const end = { n, code, segment, bytes: bytes + Buffer.byteLength(text) };
  writeEnd(list, end);
  return end;
}

function write(folder: string, segment: string, at: number, text: string): void {
  const file = openSync(join(folder, segment), constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    // What a killed process left behind the last whole line goes.
    ftruncateSync(file, at);
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(folder);
}

/** The end, with the whole lines that a killed process added without saying so. */
function recover(list: Files, end: End): End {
  const path = join(list.folder, end.segment);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < end.bytes) throw damaged(list.folder, 'it was cut');
  let last = end;
  for (const line of readFrom(path, end.bytes, size).split('\n').slice(0, -1)) {
    const read = readLine(list, line);
    if (read?.n !== last.n + 1 || read.before !== last.code) break;
    last = { ...last, n: read.n, code: read.code, bytes: last.bytes + Buffer.byteLength(line) + 1 };
  }
  return last;
}

function readFrom(path: string, from: number, to: number): string {
  if (from === to) return '';
  const bytes = Buffer.alloc(to - from);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
  } finally {
    closeSync(file);
  }
}

/** Reads every line, and finds the position. @returns the instant from which on acts are done again */
function checkWhole(list: Files, position: ActPosition | null): string {
  const end = readEnd(list);
  if (end === null) throw missing(list.folder);
  let last: Line | null = null;
  let isWhole = false;
  let begins: string | null = null;
  let from = position === null ? '' : null;
  for (const line of lines(list, end)) {
    if (last === null ? line.n > 0 && line.before === '' : line.n !== last.n + 1 || line.before !== last.code)
      throw damaged(list.folder, `act ${line.n} does not follow the one before it`);
    // An older list may begin behind files that no backup needs any more.
    begins ??= line.n === 0 ? '' : line.at;
    if (positionOf(line) === position) from = new Date(Date.parse(line.at) - margin).toISOString();
    isWhole ||= line.n === end.n && line.code === end.code;
    last = line;
  }
  if (!isWhole) throw damaged(list.folder, 'it was cut');
  if (from === null || (position !== null && (begins === null || begins > from))) throw tooShort(list.folder);
  return from;
}

function* actsFrom(list: Files, from: string, after: number): Generator<Act> {
  const end = readEnd(list);
  if (end === null) throw missing(list.folder);
  for (const { n, at, act } of lines(list, end)) {
    const { sealed, ...clear } = act;
    if ((n <= after && at < from) || clear.kind === 'BEGUN') continue;
    const text =
      typeof sealed === 'string' ? openText(list.seal, String(clear.kind), Buffer.from(sealed, 'base64url')) : '';
    if (text === null) throw damaged(list.folder, `act ${n} does not open`);
    yield { ...clear, ...(text === '' ? {} : { secret: JSON.parse(text) }) } as unknown as Act;
  }
}

/** The lines of all segments; a torn one only where a process was killed, after the end. */
function* lines(list: Files, end: End): Generator<Line> {
  const segments = readdirSync(list.folder).filter((name) => name.endsWith('.jsonl'));
  for (const segment of segments.sort()) {
    let bytes = 0;
    for (const text of readFileSync(join(list.folder, segment), 'utf8').split('\n')) {
      const isAfter = segment > end.segment || (segment === end.segment && bytes >= end.bytes);
      bytes += Buffer.byteLength(text) + 1;
      const line = text === '' ? null : readLine(list, text);
      if (line) yield line;
      else if (text !== '' && !isAfter) throw damaged(list.folder, `a line of ${segment} is not what was written`);
    }
  }
}

function lineOf({ key, seal }: Files, place: Omit<Line, 'act' | 'code'>, act: object): Line {
  const { secret, ...clear } = act as { readonly secret?: unknown; readonly kind: string };
  const sealed =
    secret === undefined ? {} : { sealed: sealText(seal, clear.kind, JSON.stringify(secret)).toString('base64url') };
  const line = { ...place, act: { ...clear, ...sealed } };
  return { ...line, code: codeOf(key, line) };
}

function readLine({ key }: Files, text: string): Line | null {
  const { code, ...line } = parse<Line>(text) ?? { code: '' };
  return code !== '' && code === codeOf(key, line) ? ({ ...line, code } as Line) : null;
}

function readEnd(list: Files): End | null {
  const text = readIfThere(endOf(list));
  if (text === null) {
    const isBegun = (statSync(list.folder, { throwIfNoEntry: false }) && readdirSync(list.folder)) || [];
    if (isBegun.some((name) => name.endsWith('.jsonl'))) throw damaged(list.folder, 'the file of its end is missing');
    return null;
  }
  const { sum, ...end } = parse<End & { readonly sum: string }>(text) ?? { sum: '' };
  if (sum === '' || sum !== codeOf(list.key, end))
    throw damaged(list.folder, 'the file of its end is not what was written');
  return end as End;
}

function writeEnd(list: Files, end: End): void {
  writeWholeFile(endOf(list), `${JSON.stringify({ ...end, sum: codeOf(list.key, end) })}\n`, 'replace');
}

function readDone(list: Files): Readonly<Record<string, number>> {
  const text = readIfThere(doneOf(list));
  if (text === null) return {};
  const { sum, ...done } = parse<Record<string, number> & { readonly sum: string }>(text) ?? { sum: '' };
  if (sum === codeOf(list.key, done)) return done as Readonly<Record<string, number>>;
  throw damaged(list.folder, 'the file of what was done is not what was written');
}

function writeDone(list: Files, counted: Readonly<Record<string, number>>): void {
  const done = { ...readDone(list) };
  for (const [schema, times] of Object.entries(counted)) done[schema] = Math.max(done[schema] ?? 0, times);
  writeWholeFile(doneOf(list), `${JSON.stringify({ ...done, sum: codeOf(list.key, done) })}\n`, 'replace');
}

function doneOf({ folder }: Files): string {
  return join(folder, 'done');
}

function endOf({ folder }: Files): string {
  return join(folder, 'end');
}

function codeOf(key: Uint8Array, value: object): string {
  return createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url');
}

function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function missing(folder: string): StorageError {
  return new StorageError(
    'ACTS_MISSING',
    `There is no list of acts in ${folder}.`,
    'It lies beside the heads: name their folder with --heads. Without it nothing is restored.',
  );
}

function damaged(folder: string, why: string): StorageError {
  return new StorageError(
    'ACTS_DAMAGED',
    `The list of acts in ${folder} cannot be used: ${why}.`,
    'Put it back from where you keep it. If it is lost, move the folder aside: a new list begins, and no earlier backup can be restored.',
  );
}

function inUse(process: number): StorageError {
  return new StorageError(
    'DATA_DIRECTORY_IN_USE',
    `Another command adds to the list of acts (process ${process}).`,
    'Wait for its end.',
  );
}

function tooShort(folder: string): StorageError {
  return new StorageError(
    'ACTS_TOO_SHORT',
    `The list of acts in ${folder} does not reach back to this backup, or is another list.`,
    'Put the list back that was kept when the backup was made, or restore a later backup.',
  );
}
