import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packageFile } from '../../schema/files.js';

/** What YAML texts say, by the SHA-256 of the text; written by `cli/build/readAhead.ts` whenever the package is built. */
export type ParsedTexts = Readonly<Record<string, unknown>>;

/** Where the build keeps them. */
export const parsedTextsFile: string = packageFile('dist', 'policy', 'parsed.json');

/**
 * The value of a YAML text. Throws where it is none, has a key twice, or a tag that nobody knows.
 *
 * Why the library is loaded so late: with it, and cold as it is, a policy takes a process a sixth of a second.
 */
export function parseYaml(text: string): unknown {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) throw broken;
  return document.toJS();
}

/** The same, taken from what the build parsed where that is this very text. */
export function parseKnownYaml(text: string, file: string = parsedTextsFile): unknown {
  const parsed = parsedTexts(file);
  const key = hashOf(text);
  return Object.hasOwn(parsed, key) ? parsed[key] : parseYaml(text);
}

/** Parses texts ahead. */
export function parseTexts(texts: readonly string[]): ParsedTexts {
  return Object.fromEntries(texts.map((text) => [hashOf(text), parseYaml(text)]));
}

// Not built, or being built: then every text is parsed.
function parsedTexts(file: string): ParsedTexts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ParsedTexts;
  } catch {
    return {};
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
