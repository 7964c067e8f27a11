// SPDX-License-Identifier: Apache-2.0
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Mistake } from './mistake.js';

/** A YAML file that is well-formed, and where each of its words stands. */
export interface YamlText {
  readonly value: unknown;
  /** Line of the value at a path, or, with `key`, of the key; the nearest one above where there is none. */
  lineOf(path: readonly PropertyKey[], part?: 'key'): number;
}

/** Reads YAML; mistakes where it is none, or names a key twice. */
export function parseYaml(text: string): YamlText | readonly Mistake[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  if (document.errors.length > 0) {
    return document.errors.map(({ message, pos }) => ({
      path: '',
      line: lineAt(pos[0]),
      message: `not YAML: ${message.split('\n', 1)[0]}`,
      hint: /tab/i.test(message) ? 'Indent with spaces.' : 'A text with : # { [ * & or % in it must be in quotes.',
    }));
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return [{ path: '', line: 1, message: 'too many aliases', hint: 'Write the mapping without YAML aliases.' }];
  }
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    const node = path.length === 0 ? document.contents : document.getIn(path.map(String), true);
    return isNode(node) ? node : null;
  };
  return {
    value,
    lineOf: (path, part) => {
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
    },
  };
}
