import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { indentOnInput } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap } from '@codemirror/view';
import { completion, graphqlLanguageSupport, stateExtensions } from 'cm6-graphql';
import type { GraphQLSchema } from 'graphql';
import { describeAt } from '../question/describeAt.js';
import { common, typed } from './common.js';

/** The editor of a question: completes and describes by the schema, where there is one. */
export function questionEditor(label: string, schema: GraphQLSchema | undefined, run: () => void): Extension {
  return [
    typed(run),
    common(label),
    history(),
    indentOnInput(),
    closeBrackets(),
    autocompletion({ icons: false }),
    graphqlLanguageSupport(),
    completion,
    stateExtensions(schema),
    schema ? described(schema) : [],
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

function described(schema: GraphQLSchema): Extension {
  return hoverTooltip(({ state }: EditorView, at) => {
    const words = describeAt(schema, state.doc.toString(), at);
    if (words === '') return null;
    const create = () => {
      const dom = document.createElement('div');
      dom.className = 'described';
      dom.textContent = words;
      return { dom };
    };
    return { pos: at, create };
  });
}
