import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { common, typed } from './common.js';

/** The editor of variables. */
export function variablesEditor(label: string, run: () => void): Extension {
  return [
    typed(run),
    common(label),
    json(),
    history(),
    closeBrackets(),
    keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}
