// Loads what tests import: as TypeScript, and what lies below `test/` once for each test file, by the query of its URL.
import * as typescript from '../typescriptHooks.js';

const tests = new URL('../../', import.meta.url).href;
const globals = new URL('./globals.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  const [, file = ''] = context.parentURL?.split('?') ?? [];
  if (specifier === '@jest/globals') return { url: `${globals}?${file}`, format: 'module', shortCircuit: true };
  const resolved = await typescript.resolve(specifier, context, next);
  const own = file !== '' && resolved.url.startsWith(tests) && !resolved.url.includes('?');
  return own ? { ...resolved, url: `${resolved.url}?${file}` } : resolved;
}

const loaded = new Map();

export async function load(url, context, next) {
  const [path] = url.split('?');
  if (!path.startsWith(tests) || !path.endsWith('.ts')) return await typescript.load(url, context, next);
  if (!loaded.has(path)) loaded.set(path, typescript.load(path, context, next));
  return loaded.get(path);
}
