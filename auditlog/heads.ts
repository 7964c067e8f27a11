import { hash } from 'node:crypto';
import { closeSync, constants, fdatasync, fstatSync, openSync, readdirSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PortcullisError } from '../schema/errors.js';
import { makePrivateFolder, readIfThere, writeWholeFile } from '../schema/wholeFile.js';
import { forked } from './forked.js';
import { instanceOf } from './logIds.js';
import type { Hash } from './proofs/treeHashes.js';

/** How far a log's writer has committed it. */
export interface Head {
  /** Log id. */
  readonly log: string;
  /** Number of entries. */
  readonly size: number;
  /** RFC 9162 root over them, 32 bytes. */
  readonly root: Hash;
}

/** The file that keeps a log's committed head outside its database. One writer, by the log's lease. */
export interface HeadFile {
  /** For messages. */
  readonly path: string;
  /** The head; null if there is no file. Throws PortcullisError AUDIT_FORKED for a file that cannot be read. */
  read(): Head | null;
  /**
   * Replaces the head, and the file itself if it was removed meanwhile. Survives a kill once it returns, a power cut after
   * `sync`.
   */
  write(head: Head): void;
  /** Replaces the file with one of this head, even if it cannot be read. */
  replace(head: Head): void;
  /** Waits for the disk. */
  sync(): Promise<void>;
  close(): void;
}

/** Two slots are written in turn, each a disk sector of text: a torn write leaves the previous one whole. */
const slotSize = 512;
const form = 'portcullis-head-1';
const ending = '.head';
const left = '.left';

/**
 * The head file of a log, created by the first `write`; the folder is 0700, the file 0600.
 *
 * @param dir the heads folder: beside the keys, outside the database and its backups
 */
export function openHeadFile(dir: string, log: string): HeadFile {
  const path = join(dir, `${log}${ending}`);
  let file: number | null = null;
  let turn = 0;
  const open = (): number | null => {
    const slots = readSlots(path, log);
    if (!slots) return null;
    turn = newest(slots).turn;
    return openSync(path, constants.O_WRONLY);
  };
  return {
    path,
    read() {
      const slots = readSlots(path, log);
      return slots ? newest(slots).head : null;
    },
    write(head) {
      namingFile(path, () => {
        file ??= open();
        if (file === null) {
          begin(path, head, 'create');
          return;
        }
        if (fstatSync(file).nlink === 0) {
          // It was removed, or an older copy put in its place: nobody would find what is written here.
          this.replace(head);
          return;
        }
        turn += 1;
        const slot = Buffer.from(toSlot(head, turn), 'latin1');
        if (writeSync(file, slot, 0, slotSize, (turn % 2) * slotSize) !== slotSize) throw unwritable(path, 'cut short');
      });
    },
    replace(head) {
      if (file !== null) closeSync(file);
      file = null;
      begin(path, head, 'replace');
    },
    async sync() {
      file ??= namingFile(path, open);
      if (file !== null) await waitForDisk(file);
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** Ids of the logs that a heads folder knows, sorted; none if there is no folder. */
export function listHeads(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(dir, reasonOf(error));
  }
}

/**
 * Refuses a log that was left for another: signed entries of it were lost, and it is never written again.
 *
 * @throws PortcullisError AUDIT_FORKED naming the log that continues it
 */
export function assertNotLeft(dir: string, log: string): void {
  // An instance that was left takes its other logs with it, even those that were never begun.
  for (const id of new Set([log, instanceOf(log)])) {
    const successor = readSuccessor(dir, id);
    if (successor !== null) {
      throw forked(
        log,
        `${id} lost entries that were signed, and was left for ${successor}: start with --log-id ${successor}`,
      );
    }
  }
}

/** Notes that a log is left for another; survives a power cut once it returns. */
export function leaveFor(dir: string, log: string, successor: string): void {
  write(join(dir, `${log}${left}`), `${successor}\n`, 'replace');
}

/**
 * The newest log that continues one that was left, by what this folder notes; itself where it was not left.
 *
 * @param until where to stop before: a log that is not begun yet
 */
export function newestAfter(dir: string, log: string, until: string | undefined): string {
  const next = readSuccessor(dir, log);
  return next === null || next === until ? log : newestAfter(dir, next, until);
}

/** True if this folder notes that the log was left for another. */
export function isLeft(dir: string, log: string): boolean {
  return readSuccessor(dir, log) !== null;
}

/** The log that continues one that was left; null if it was not left. */
function readSuccessor(dir: string, log: string): string | null {
  return readKept(join(dir, `${log}${left}`))?.trim() ?? null;
}

/** The text of a file; null if there is none. */
function readKept(path: string): string | null {
  try {
    return readIfThere(path, 'latin1');
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  }
}

interface Slot {
  readonly turn: number;
  readonly head: Head;
}

function toSlot(head: Head, turn: number): string {
  const text = `${form} ${turn} ${head.size} ${Buffer.from(head.root).toString('hex')} ${head.log}`;
  return `${text} ${hash('sha256', text, 'hex')}`.padEnd(slotSize - 1).concat('\n');
}

/** The slots that are whole; null if there is no file. */
function readSlots(path: string, log: string): readonly Slot[] | null {
  const text = readKept(path);
  if (text === null) return null;
  const slots = [text.slice(0, slotSize), text.slice(slotSize, 2 * slotSize)].flatMap((slot) => toHead(slot) ?? []);
  if (slots.length === 0) throw unreadable(path, 'it is damaged');
  if (slots.some(({ head }) => head.log !== log)) throw unreadable(path, 'it is the head of another log');
  return slots;
}

function toHead(text: string): Slot | null {
  const match = /^(portcullis-head-1 ([0-9]{1,16}) ([0-9]{1,16}) ([0-9a-f]{64}) (\S{1,64})) ([0-9a-f]{64}) *\n$/.exec(
    text,
  );
  if (!match || text.length !== slotSize) return null;
  const [, signed = '', turn, size, root = '', log = '', checksum] = match;
  if (hash('sha256', signed, 'hex') !== checksum) return null;
  return { turn: Number(turn), head: { log, size: Number(size), root: Buffer.from(root, 'hex') } };
}

function newest(slots: readonly Slot[]): Slot {
  return slots.reduce((last, slot) => (slot.turn > last.turn ? slot : last));
}

function begin(path: string, head: Head, mode: 'create' | 'replace'): void {
  write(path, `${toSlot(head, 0)}${toSlot(head, 1)}`, mode);
}

function write(path: string, text: string, mode: 'create' | 'replace'): void {
  const written = namingFile(path, () => {
    makePrivateFolder(dirname(path));
    return writeWholeFile(path, text, mode);
  });
  if (!written) throw unwritable(path, 'another was there first');
}

/** Names the file in errors of the disk (full, read-only, broken): else they pass for faults of the database. */
function namingFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof PortcullisError ? error : unwritable(path, reasonOf(error), error);
  }
}

const waitForDisk = promisify(fdatasync);

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'it is damaged';
}

function unwritable(path: string, what: string, cause?: unknown): PortcullisError {
  const hint = 'Its folder must be writable by this user: --heads DIR names another.';
  const message = `The head file ${path} cannot be written: ${what}.`;
  return new PortcullisError('AUDIT_UNAVAILABLE', { message, facts: { hint }, cause });
}

/** Never taken for "no file": damaging the file must not let a writer begin without it. */
function unreadable(path: string, what: string): PortcullisError {
  return new PortcullisError('AUDIT_FORKED', { message: `The head file ${path} cannot be read: ${what}.` });
}
