/*
 * `npm run release -- DIR [--key FILE]`: makes everything that a release consists of, of the commit that is checked out, in an empty
 * folder: the tarball, with what it needs to run; the package of front-ends; the Debian package; the list of parts (CycloneDX);
 * checksums, signed by an Ed25519 key of ssh-keygen where one is named. Twice, with the same Node.js, it gives the same bytes.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeChecksums } from './checksums.mjs';
import { makeDeb } from './debian/makeDeb.mjs';
import { writeParts } from './parts.mjs';
import { run } from './run.mjs';
import { packClient, packProduct, stage } from './tarball.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
if (positionals.length !== 1) throw new Error('usage: npm run release -- DIR [--key FILE]');
const out = resolve(positionals[0]);
mkdirSync(out, { recursive: true });
if (readdirSync(out).length > 0) throw new Error(`${out} is not empty: a release has a folder of its own.`);
// Why: what is released is a commit that others can look at.
if (run('git', ['status', '--porcelain'], { cwd: root }) !== '') throw new Error('Commit first: the tree has changes.');

process.umask(0o022);
process.env.SOURCE_DATE_EPOCH = run('git', ['log', '-1', '--format=%ct'], { cwd: root }).trim();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-release-'));
try {
  const staged = stage(root, join(folder, 'tree'));
  packClient(staged, out);
  writeParts(staged, out);
  const tarball = packProduct(staged, out);
  makeDeb({ staged, tarball, folder: join(folder, 'deb'), out });
  writeChecksums(out, values.key);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const name of readdirSync(out).sort()) console.log(join(out, name));
