import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file, or a folder of files, in the watched folder. */
export interface Arrival {
  readonly name: string;
  /** Paths of its files, sorted by name. */
  readonly files: readonly string[];
  /** Changes whenever a size, modification time or inode does. */
  readonly signature: string;
  /** Device and inode, to recognise it under another name. */
  readonly identity: string;
  /** Modification time of its newest file, ns since the epoch. */
  readonly modified: bigint;
  /** Why it cannot be complete yet, however long it stays unchanged. */
  readonly incomplete: string | null;
  /** Why it can never be ingested as it is, e.g. a link or a folder in it. */
  readonly defect: string | null;
}

/** The contents of the watched folder at one moment. */
export interface Look {
  readonly arrivals: readonly Arrival[];
  /** Identities of what has a temporary name, to be renamed when it is complete. */
  readonly temporary: ReadonlySet<string>;
  /** Names that are left in place, and why. */
  readonly passedOver: ReadonlyMap<string, string>;
}

const ownNames = new Set(['done', 'failed']);

/** Looks at a folder. Links are never followed. */
export async function lookAt(folder: string): Promise<Look> {
  const arrivals: Arrival[] = [];
  const temporary = new Set<string>();
  const passedOver = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    if (ownNames.has(name)) continue;
    const stats = await statOf(join(folder, name));
    if (stats === null) continue;
    if (isTemporary(name)) temporary.add(toIdentity(stats));
    else if (stats.isFile() || stats.isDirectory()) arrivals.push(await toArrival(folder, name, stats));
    else passedOver.set(name, stats.isSymbolicLink() ? 'links are not followed' : 'it is neither a file nor a folder');
  }
  return { arrivals, temporary, passedOver };
}

/** Looks at one file or folder again, e.g. after a move; null where it is gone. */
export async function lookAtOne(folder: string, name: string): Promise<Arrival | null> {
  const stats = await statOf(join(folder, name));
  return stats && (await toArrival(folder, name, stats));
}

async function toArrival(folder: string, name: string, stats: BigIntStats): Promise<Arrival> {
  const path = join(folder, name);
  const base = { name, identity: toIdentity(stats) };
  if (!stats.isDirectory()) {
    return {
      ...base,
      files: [path],
      signature: toSignature(stats),
      modified: stats.mtimeNs,
      incomplete: stats.size === 0n ? 'it is empty' : null,
      defect: stats.isFile() ? null : `${name} is not a regular file.`,
    };
  }
  const files: string[] = [];
  const signatures: string[] = [];
  let modified = 0n;
  let incomplete: string | null = null;
  let defect: string | null = null;
  for (const entry of (await readdir(path).catch(() => [])).sort()) {
    const inner = await statOf(join(path, entry));
    if (inner === null) continue;
    signatures.push(entry, toSignature(inner));
    if (entry.startsWith('.')) continue;
    if (isTemporary(entry)) incomplete = `${entry} in it is not complete`;
    else if (!inner.isFile())
      defect = `${entry} in it is not a regular file: a delivery is a file, or a folder of files.`;
    else {
      files.push(join(path, entry));
      if (inner.size === 0n) incomplete ??= `${entry} in it is empty`;
      if (inner.mtimeNs > modified) modified = inner.mtimeNs;
    }
  }
  if (files.length === 0 && defect === null) incomplete ??= 'it has no files';
  return { ...base, files, signature: signatures.join('/'), modified, incomplete, defect };
}

function isTemporary(name: string): boolean {
  return name.startsWith('.') || /\.(?:part|tmp)$/i.test(name);
}

async function statOf(path: string): Promise<BigIntStats | null> {
  return await lstat(path, { bigint: true }).catch(() => null);
}

function toIdentity({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

function toSignature({ size, mtimeNs, ino }: BigIntStats): string {
  return `${size}:${mtimeNs}:${ino}`;
}
