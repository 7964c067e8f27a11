import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';
import { makeFolder, writeFile } from '../../ingest/support/samples.js';

/** Opens a pseudo-terminal; part of util-linux. */
const terminal = '/usr/bin/script';
const inTerminal = existsSync(terminal) && process.platform === 'linux' ? it : it.skip;

/** A tenth to a half of a delivery of 10 MB, read evenly but for one pause, after an earlier process had read the beginning. */
const program = (meter: string) => `
import { openIngestMeter } from ${JSON.stringify(meter)};
const { show, stop } = await openIngestMeter({ isTerminal: true, json: false, line: console.log });
for (let step = 4; step <= 24; step += 1) {
  const before = { doneBefore: 300, bytesBefore: 600_000 };
  show({ phase: 'READING', done: step * 100, bytes: step * 200_000, ...before, totalBytes: 10_000_000, quarantined: 0 });
  await new Promise((resolve) => setTimeout(resolve, step === 14 ? 900 : 150));
}
stop();`;

describe('the bar of an ingest on a terminal', () => {
  inTerminal('shows facts from its first frame on, and a time left that neither begins at nothing nor doubles', () => {
    const shown = join(makeFolder(), 'shown');
    const meter = pathToFileURL(packageFile('dist', 'cli', 'ingest', 'ingestMeter.js')).href;
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const run = `'${process.execPath}' '${writeFile('bar.mjs', program(meter))}'`;
    execFileSync(terminal, ['-qec', run, shown], { stdio: 'ignore', env });
    const frames = readFileSync(shown, 'utf8').match(/reading [^\r]*? left/g) ?? [];
    expect(frames.length).toBeGreaterThan(10);
    for (const frame of frames) expect(frame).not.toMatch(/[{}]|NULL|INF|NaN| 0 ?s left/);
    expect(frames[0]).toMatch(/\? left$/);
    const left = frames
      .map((frame) => Number(/(\d+) s left$/.exec(frame)?.[1]))
      .filter((seconds) => !Number.isNaN(seconds));
    for (const [index, seconds] of left.entries()) expect(seconds).toBeLessThan(2 * (left[index - 1] ?? seconds + 1));
  });
});
