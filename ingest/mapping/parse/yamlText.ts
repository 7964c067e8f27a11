// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import type { Document, ErrorCode, Node, YAMLParseError, YAMLWarning } from 'yaml';
import type { Mistake } from './mistake.js';

/** A YAML file that is well-formed, and where each of its words stands. */
export interface YamlText {
  readonly value: unknown;
  /** Line of the value at a path, or, with `key`, of the key; the nearest one above where there is none. */
  lineOf(path: readonly PropertyKey[], part?: 'key'): number;
}

/** What to do about an error of YAML, where it is not the usual one. */
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

/** Reads YAML; mistakes where it is none, or names a key twice. */
export function parseYaml(text: string): YamlText | readonly Mistake[] {
  // Why so late: it is sixty files, and of the formats one alone has a mapping.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) return wrong.map((error) => toMistake(error, text, lineAt));
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, lineOf: createLineOf(yaml, document, lineAt) };
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

function createLineOf(
  { isMap, isNode, isScalar }: typeof import('yaml'),
  document: Document.Parsed,
  lineAt: LineAt,
): YamlText['lineOf'] {
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    const node = path.length === 0 ? document.contents : document.getIn(path.map(String), true);
    return isNode(node) ? node : null;
  };
  return (path, part) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const above = path.slice(0, length);
      const parent = length > 0 ? nodeAt(above.slice(0, -1)) : null;
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(above.at(-1)))
        : undefined;
      const wantsKey = part === 'key' || length < path.length;
      const node = wantsKey && isScalar(pair?.key) ? pair.key : nodeAt(above);
      if (node?.range) return lineAt(node.range[0]);
      if (isScalar(pair?.key) && pair.key.range) return lineAt(pair.key.range[0]);
    }
    return 1;
  };
}
