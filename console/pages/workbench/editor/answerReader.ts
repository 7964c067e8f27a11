import { defaultKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, WidgetType } from '@codemirror/view';
import type { Mark, PrintedAnswer } from '../answer/printAnswer.js';
import { common, readOnly } from './common.js';

/** Reads an answer: folded, searched, with a mark at each place that is not shown in full. */
export function answerReader(label: string, printed: PrintedAnswer, wordsOf: (mark: Mark) => string): Extension {
  const own = Decoration.mark({ tagName: 'bdi', bidiIsolate: null });
  const strings = Decoration.set(printed.strings.map(([from, to]) => own.range(from, to)));
  const marks = Decoration.set(
    printed.marks.map((mark) =>
      Decoration.widget({ widget: new MarkWidget(mark.cell.state, wordsOf(mark)), side: 1 }).range(mark.at),
    ),
  );
  return [
    common(label),
    readOnly,
    json(),
    codeFolding(),
    foldGutter(),
    search({ top: true }),
    EditorView.decorations.of(strings),
    EditorView.bidiIsolatedRanges.of(strings),
    EditorView.decorations.of(marks),
    keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
  ];
}

class MarkWidget extends WidgetType {
  constructor(
    private readonly state: string,
    private readonly words: string,
  ) {
    super();
  }

  override eq(other: MarkWidget): boolean {
    return other.state === this.state && other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = `mark mark-${this.state}`;
    element.textContent = this.words;
    return element;
  }
}
