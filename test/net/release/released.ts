import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../schema/files.js';

/** A program that ran to its end. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end, as somebody would who has nothing of ours in the environment. */
export function runBare(program: string, args: readonly string[], environment: Record<string, string> = {}): Ended {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment };
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 1 << 28 });
  return { code: status, out: stdout ?? '', err: `${error?.message ?? ''}${stderr ?? ''}` };
}

/** A release made of the commit that is checked out, signed by a key of its own. */
export interface Release {
  readonly folder: string;
  /** Beside it; the public half has `.pub` behind its name. */
  readonly key: string;
}

const folder = mkdtempSync(join(tmpdir(), 'portcullis-released-'));
const key = join(folder, 'key');

/** Makes a release in a folder of this name. It takes a minute; the tree must have no changes. */
export async function makeRelease(name: string): Promise<Release> {
  runBare('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'releases@portcullis.example', '-f', key]);
  const out = join(folder, name);
  const child = spawn('npm', ['run', '--silent', 'release', '--', out, '--key', key], { cwd: root });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(said);
  return { folder: out, key };
}

/** Removes all releases of this process. */
export function removeReleases(): void {
  rmSync(folder, { recursive: true, force: true });
}
