import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';

/** A text in an editor. */
export interface CodeAreaProps {
  readonly className: string;
  readonly value: string;
  readonly extensions: Extension;
  readonly diagnostics?: readonly Diagnostic[];
  onChange?(text: string): void;
  /** Told where the cursor is, characters from the beginning. */
  onCursor?(offset: number): void;
}

/**
 * CodeMirror, in a shadow tree: its styles are a constructed sheet there, which the page's policy allows, where in the page they would
 * be a style element, which it refuses.
 */
export function CodeArea({ className, value, extensions, diagnostics, onChange, onCursor }: CodeAreaProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changeable = useRef(new Compartment());
  const told = useRef({ onChange, onCursor });
  told.current = { onChange, onCursor };
  const first = useRef({ value, extensions });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const tell = EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
      if (docChanged) told.current.onChange?.(state.doc.toString());
      if (docChanged || selectionSet) told.current.onCursor?.(state.selection.main.head);
    });
    const { value: doc, extensions: some } = first.current;
    const state = EditorState.create({ doc, extensions: [changeable.current.of(some), tell] });
    const made = new EditorView({ state, parent: root, root });
    view.current = made;
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: changeable.current.reconfigure(extensions) });
  }, [extensions]);

  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value }, selection: { anchor: 0 } });
  }, [value]);

  useEffect(() => {
    const { current } = view;
    if (!current || !diagnostics) return;
    const { length } = current.state.doc;
    const within = diagnostics.map((each) => ({
      ...each,
      from: Math.min(each.from, length),
      to: Math.min(each.to, length),
    }));
    current.dispatch(setDiagnostics(current.state, within));
  }, [diagnostics]);

  return <div className={className} ref={host} />;
}
