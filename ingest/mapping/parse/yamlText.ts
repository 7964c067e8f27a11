import { createRequire } from 'node:module';
import type { Document, ErrorCode, LineCounter, YAMLParseError, YAMLWarning } from 'yaml';
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
  MULTILINE_IMPLICIT_KEY: 'Expected is `KEY: VALUE`: a colon is missing, or a line begins too far to the left.',
  BLOCK_AS_IMPLICIT_KEY: 'Expected is one `KEY: VALUE` on a line: a text with a colon in it must be in quotes.',
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
  const wrong = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0]);
  // Why up to the first: what is wrong after it may be wrong by it alone.
  const first = wrong.findIndex(({ code }) => !harmless.has(code));
  const told = first === -1 ? wrong : wrong.slice(0, first + 1);
  if (told.length > 0) return told.map((error) => toMistake(error, startOf(error, document, yaml), text, counter));
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, lineOf: (path) => placeOf(text, path as Path).line };
  } catch {
    const message = 'aliases that lead nowhere, in a circle, or to too much.';
    return [{ path: '', line: 1, message, hint: 'Write the mapping without YAML aliases.' }];
  }
}

/** Errors after which the rest is read as it was meant. */
const harmless: ReadonlySet<ErrorCode> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

/** Where an error begins; of a quote that is not closed, the quote: the parser names the end of its text. */
function startOf(
  { message, pos: [at] }: YAMLParseError | YAMLWarning,
  document: Document,
  yaml: Pick<typeof import('yaml'), 'visit'>,
): number {
  if (!/^Missing closing ["']quote/.test(message)) return at;
  let start = at;
  yaml.visit(document, {
    Scalar: (_, { range, type }) => {
      if (type?.startsWith('QUOTE') && range && range[0] < at && at <= range[2]) start = range[0];
    },
  });
  return start;
}

function toMistake(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  start: number,
  text: string,
  counter: LineCounter,
): Mistake {
  const { line, col } = counter.linePos(start);
  return {
    path: '',
    line: Math.max(1, line),
    column: Math.max(1, col),
    message:
      code === 'DUPLICATE_KEY'
        ? `${wordAt(text, pos[0])} stands here for the second time.`
        : `not YAML: ${message.split(/[\n;]/, 1)[0]?.replace(/\.$/, '')}.`,
    hint:
      hints[message.startsWith('Implicit map key') ? 'MULTILINE_IMPLICIT_KEY' : code] ??
      'A text with : # { [ * & ! or % in it must be in quotes.',
  };
}
