import { createRequire } from 'node:module';
import type { ErrorCode, YAMLParseError, YAMLWarning } from 'yaml';
import { type Path, placeOf } from '../../../policy/loading/place.js';
import type { Mistake } from './mistake.js';

/** A well-formed YAML file, and the places of its keys. */
export interface YamlText {
  readonly value: unknown;
  /** Line of the key at a path, or of the element of a list; the nearest one above where there is none. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Hints for errors of YAML, other than the usual one. */
const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  DUPLICATE_KEY:
    'Leave one out. For another element of a group number them: names[1], names[2]; several columns are {columns: [A, B]}.',
  BAD_INDENT:
    'A { or [ is closed on its line, or the lines below it are indented; the place at fault may be above this line.',
  MISSING_CHAR: 'A quote, { or [ is not closed, here or above.',
  MULTIPLE_DOCS: 'A mapping file holds one mapping: leave out the line `---` and put the other into a file of its own.',
  TAG_RESOLVE_FAILED: 'A mapping has no tags: a text that begins with ! must be in quotes.',
};

function wordAt(text: string, offset: number): string {
  return /^(?:"[^"\n]*"|'[^'\n]*'|[^\n:]+)/.exec(text.slice(offset, offset + 200))?.[0].trim() ?? 'a word';
}

/** Reads YAML; mistakes where it is not well-formed, or has a key twice. */
export function parseYaml(text: string): YamlText | readonly Mistake[] {
  // Why lazily: it is sixty files, and only one format has a mapping.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) return wrong.map((error) => toMistake(error, text, lineAt));
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, lineOf: (path) => placeOf(text, path as Path).line };
  } catch {
    const message = 'aliases that lead nowhere, in a circle, or to too much.';
    return [{ path: '', line: 1, message, hint: 'Write the mapping without YAML aliases.' }];
  }
}

type LineAt = (offset: number) => number;

function toMistake({ code, message, pos }: YAMLParseError | YAMLWarning, text: string, lineAt: LineAt): Mistake {
  return {
    path: '',
    line: lineAt(pos[0]),
    message:
      code === 'DUPLICATE_KEY'
        ? `${wordAt(text, pos[0])} stands here for the second time.`
        : `not YAML: ${message.split(/[\n;]/, 1)[0]?.replace(/\.$/, '')}.`,
    hint: hints[code] ?? 'A text with : # { [ * & ! or % in it must be in quotes.',
  };
}
