import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../../../schema/files.js';

/** The tool, as somebody outside has it. */
export const tool = packageFile('tools', 'verify-audit.mjs');

const folder = mkdtempSync(join(tmpdir(), 'portcullis verify-audit '));
let files = 0;

/** A file of a test with this text. */
export function fileOf(content: string | Buffer): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, content);
  return path;
}

/** What the tool ended with and said. */
export interface Verdict {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the tool in a thread of its own, in an empty environment: a process takes four times as long. */
export const verifyAudit = (...argv: readonly string[]): Promise<Verdict> => runTool(tool, argv);

/** The same of the tool that verifies absence. */
export const verifyAbsence = (...argv: readonly string[]): Promise<Verdict> =>
  runTool(packageFile('tools', 'verify-absence.mjs'), argv);

async function runTool(path: string, argv: readonly string[]): Promise<Verdict> {
  const worker = new Worker(path, { argv: [...argv], env: {}, execArgv: [], stdout: true, stderr: true });
  const ended = new Promise<number>((resolve, reject) => worker.once('error', reject).once('exit', resolve));
  const [out, err, code] = await Promise.all([text(worker.stdout), text(worker.stderr), ended]);
  return { code, out, err };
}
