import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { screeningTexts as texts } from '../../texts/screening.js';

/** Where a list is pasted. */
export function PasteForm({ text, read }: { readonly text: string; read(pasted: string): void }) {
  const [pasted, paste] = useState(text);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    read(pasted);
  };
  return (
    <Form className="paste" onSubmit={submit}>
      <TextField name="list" value={pasted} onChange={paste} isRequired autoComplete="off" spellCheck="false">
        <Label>{texts.paste}</Label>
        <Text slot="description">{texts.hint}</Text>
        <TextArea rows={16} wrap="off" dir="auto" />
        <FieldError />
      </TextField>
      <p className="small">{texts.limit}</p>
      <Button type="submit" className="button main">
        {texts.read}
      </Button>
    </Form>
  );
}
