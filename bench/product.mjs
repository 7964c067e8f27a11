import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Absolute path of the repository's root. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** Folder of the built product; another build may be measured with `--dist`. */
export const distFolder = () => resolve(process.env.BENCH_DIST ?? join(root, 'dist'));

/** A module of the built product, e.g. `product('gateway/index.js')`. */
export async function product(file) {
  const path = join(distFolder(), file);
  if (!existsSync(path)) throw new Error(`${path} is not there: run \`npm run build\` first.`);
  return await import(pathToFileURL(path).href);
}
