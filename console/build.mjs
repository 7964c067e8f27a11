/*
 * Builds the console into dist/console, each text file with its brotli beside it. Where nothing has changed since the last build,
 * nothing is done; where its packages are not installed, it says so and the product is built without it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

// Why stated: the bundler takes it from its caller, and a test's would build React for developers.
process.env.NODE_ENV = 'production';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'console');
/** Of this run, beside it: what is served is whole at any time. */
const fresh = `${out}.${process.pid}`;
/** Which files the last build was made of, with their hashes, which it made, and which packages are in them. */
const stamp = join(root, 'dist', 'console.json');
/** Beside what is imported from elsewhere. Why all of the folder: the bundler does not tell which styles a style imports. */
const always = async () => [
  'package-lock.json',
  // It says which modules may be left out.
  'client/package.json',
  ...(await readdir(join(root, 'console'), { recursive: true }))
    .filter((file) => /\.(?:mjs|json|html|css|svg|tsx?)$/.test(file))
    .map((file) => `console/${file.replaceAll('\\', '/')}`),
];

const installed = '/node_modules/';
const isOfPackage = (id) => id.includes(installed);

const hashOf = (file) =>
  existsSync(join(root, file))
    ? createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex')
    : null;

async function isFresh() {
  if (!existsSync(stamp)) return false;
  const { of, made } = JSON.parse(readFileSync(stamp, 'utf8'));
  if (!made?.every((file) => existsSync(join(out, file)))) return false;
  return (
    (await always()).every((file) => file in of) && Object.entries(of).every(([file, hash]) => hashOf(file) === hash)
  );
}

const { build } = (await isFresh())
  ? { build: undefined }
  : await import('vite').catch(() => {
      console.log('The console is not built: its packages are not installed. npm ci installs them.');
      return { build: undefined };
    });
if (build) await make();

async function make() {
  const ids = [];
  await build({
    root: join(root, 'console'),
    configFile: false,
    logLevel: 'error',
    envDir: false,
    publicDir: false,
    base: './',
    // Why not of what is written: a module that only passes on others' is not in it.
    plugins: [
      {
        name: 'modules',
        buildEnd: function () {
          ids.push(...this.getModuleIds());
        },
      },
    ],
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: 'es2023',
      // Why: a data URL is not of our origin, and what is in the page cannot be kept beside it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Of the packages that are in it: their texts go with it. Not among what is served.
      license: { fileName: 'licences.md' },
      chunkSizeWarningLimit: 1000,
    },
  });
  const used = ids
    .map((id) => relative(root, id.split('?')[0]))
    .filter((file) => !file.startsWith('..') && !isOfPackage(`/${file}`) && existsSync(join(root, file)));
  await Promise.all((await readdir(fresh, { recursive: true })).map((file) => pack(join(fresh, file))));
  const made = (await readdir(fresh, { recursive: true })).sort();
  const packages = new Set(
    ids.filter(isOfPackage).map((id) => /^(?:@[^/]+\/)?[^/]+/.exec(id.split(installed).at(-1))[0]),
  );
  const of = Object.fromEntries(
    [...new Set([...(await always()), ...used])].sort().map((file) => [file, hashOf(file)]),
  );
  await putInPlace();
  writeFileSync(stamp, `${JSON.stringify({ of, made, packages: [...packages].sort() }, null, 2)}\n`);
}

/** Puts this run's files in place of the last one's. Another run may do the same at once: then one of the two stays. */
async function putInPlace() {
  const old = `${fresh}.old`;
  const unless =
    (...codes) =>
    (error) => {
      if (!codes.includes(error.code)) throw error;
    };
  await rename(out, old).catch(unless('ENOENT'));
  await rename(fresh, out).catch(unless('ENOTEMPTY', 'EEXIST'));
  for (const folder of [old, fresh]) await rm(folder, { recursive: true, force: true });
}

async function pack(file) {
  if (!/\.(html|js|css|svg|json)$/.test(file)) return;
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file), { params: parameters }));
}
