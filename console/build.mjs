/*
 * Builds the console into dist/console, each text file with its brotli beside it. Where nothing has changed since the last build,
 * nothing is done; where its packages are not installed (npm ci --omit=dev), it says so and the house is built without it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'console');
/** Which files the last build was made of, with their hashes. */
const stamp = join(root, 'dist', 'console.json');
/** Beside what is imported. */
const always = ['console/build.mjs', 'console/index.html', 'console/tsconfig.json', 'package-lock.json'];

const hashOf = (file) =>
  existsSync(join(root, file))
    ? createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex')
    : null;

function isFresh() {
  if (!existsSync(stamp) || !existsSync(join(out, 'index.html'))) return false;
  const made = JSON.parse(readFileSync(stamp, 'utf8'));
  return always.every((file) => file in made) && Object.entries(made).every(([file, hash]) => hashOf(file) === hash);
}

const { build } = isFresh()
  ? { build: undefined }
  : await import('vite').catch(() => {
      console.log(
        'The console is not built: its packages are not installed. npm ci, without --omit=dev, installs them.',
      );
      return { build: undefined };
    });
if (build) await make();

async function make() {
  const { output } = await build({
    root: join(root, 'console'),
    configFile: false,
    logLevel: 'error',
    envDir: false,
    publicDir: false,
    base: './',
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      // Why: a data URL is not of our origin, and what is in the page cannot be kept beside it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
    },
  });
  const used = output
    .flatMap(({ moduleIds = [] }) => moduleIds)
    .map((id) => relative(root, id.split('?')[0]))
    .filter((file) => !file.startsWith('..') && !file.includes('node_modules') && existsSync(join(root, file)));
  await Promise.all((await readdir(out, { recursive: true })).map((file) => pack(join(out, file))));
  const files = [...new Set([...always, ...used])].sort();
  writeFileSync(stamp, `${JSON.stringify(Object.fromEntries(files.map((file) => [file, hashOf(file)])), null, 2)}\n`);
}

async function pack(file) {
  if (!/\.(html|js|css|svg|json)$/.test(file)) return;
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file), { params: parameters }));
}
