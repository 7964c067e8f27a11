import { type ClipboardEvent, type FormEvent, useEffect, useRef } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { searchTexts as texts } from '../../../texts/search.js';
import { pastedInto } from './pasted.js';
import type { Sought } from './sought.js';

/** The box for what is searched. */
export function SearchForm(props: { readonly typed: Sought; type(next: Sought): void; ask(next: Sought): void }) {
  const { typed, type, ask } = props;
  const box = useRef<HTMLInputElement>(null);
  useSlash(() => box.current?.select());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask({ ...typed, text: typed.text.trim() });
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = pastedInto(event.currentTarget, event.clipboardData.getData('text'));
    if (text === null) return;
    event.preventDefault();
    type({ ...typed, text });
  };
  return (
    <Form className="search-form not-print" role="search" onSubmit={submit}>
      <TextField
        name="text"
        value={typed.text}
        onChange={(text) => type({ ...typed, text })}
        isRequired
        minLength={2}
        maxLength={300}
        autoComplete="off"
        spellCheck="false"
      >
        <Label>{texts.label}</Label>
        <Input ref={box} dir="auto" onPaste={paste} />
        <Text slot="description">{texts.hint}</Text>
        <FieldError />
      </TextField>
      <Button type="submit" className="button main">
        {texts.ask}
      </Button>
    </Form>
  );
}

/** Calls `reach` where `/` is pressed outside of a field. */
function useSlash(reach: () => void) {
  const latest = useRef(reach);
  latest.current = reach;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const at = event.target;
      const isTyping = at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'));
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
