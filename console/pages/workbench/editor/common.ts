import { bracketMatching } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { theme } from './theme.js';

/** Letters that turn or hide text, beside those that CodeMirror shows as a dot already. */
const turning = /[\u202a-\u202e\u2060-\u206f\u200c\u200d]/g;

/** What all editors have. Tab stays the browser's: nobody is caught in a field. */
export function common(label: string): Extension {
  return [
    theme,
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars({ addSpecialChars: turning }),
    bracketMatching(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      // It can be reached without; checkers of accessibility see it by this.
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
  ];
}

/** What an editor has to whose text somebody types; `run` is Ctrl+Enter. */
export function typed(run: () => void): Extension {
  return keymap.of([
    {
      key: 'Mod-Enter',
      run: () => {
        run();
        return true;
      },
    },
  ]);
}

/** Read, selected and copied, and never written. */
export const readOnly: Extension = [
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
];
