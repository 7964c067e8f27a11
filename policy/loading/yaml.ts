import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packageFile } from '../../schema/files.js';

/** Parsed YAML texts by the SHA-256 of the text; written by `cli/build/readAhead.ts` whenever the package is built. */
export type ParsedTexts = Readonly<Record<string, unknown>>;

/** Where the build keeps them. */
export const parsedTextsFile: string = packageFile('dist', 'policy', 'parsed.json');

/**
 * The value of a YAML text. Throws where it is not valid YAML, repeats a key or has an unknown tag.
 *
 * The library is loaded on first use: loading it and parsing a policy cold takes a sixth of a second.
 */
export function parseYaml(text: string): unknown {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) throw broken;
  return document.toJS();
}

/** The same, taken from what the build parsed where the text is unchanged. */
export function parseKnownYaml(text: string, file: string = parsedTextsFile): unknown {
  const parsed = parsedTexts(file);
  const key = hashOf(text);
  return Object.hasOwn(parsed, key) ? parsed[key] : parseYaml(text);
}

/** Parses texts for `parsedTextsFile`. */
export function parseTexts(texts: readonly string[]): ParsedTexts {
  return Object.fromEntries(texts.map((text) => [hashOf(text), parseYaml(text)]));
}

// Where the file is missing or half written, because the build has not finished, every text is parsed.
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
