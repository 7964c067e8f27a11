import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { requestTexts } from '../../../texts/requests.js';
import type { Copied } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';

const texts = requestTexts.leaveOut;

type Words = Pick<Copied, 'words' | 'note'>;

/** Copies words of a value that is not told by default, with a note. */
export function CopyWords(props: {
  readonly of: string;
  readonly value: string;
  readonly now: Words | undefined;
  set(copied: Words | null): void;
}) {
  const { of, value, now, set } = props;
  return (
    <FormDialog label={texts.copy} of={of} title={texts.copyOf(of)}>
      {(close) => (
        <WordsForm
          value={value}
          now={now}
          set={(copied) => {
            set(copied);
            close();
          }}
        />
      )}
    </FormDialog>
  );
}

function WordsForm(props: {
  readonly value: string;
  readonly now: Words | undefined;
  set(copied: Words | null): void;
}) {
  const { value, now, set } = props;
  const [words, setWords] = useState(now?.words ?? value);
  const [note, setNote] = useState(now?.note ?? '');
  const [isLacking, setLacking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWhole = words.trim() !== '' && note.trim() !== '';
    setLacking(!isWhole);
    if (isWhole) set({ words: words.trim(), note: note.trim() });
  };
  const field = (title: string, text: string, change: (next: string) => void, hint?: string) => (
    <TextField
      value={text}
      onChange={change}
      isInvalid={isLacking && text.trim() === ''}
      validationBehavior="aria"
      autoComplete="off"
    >
      <Label>{title}</Label>
      <TextArea rows={4} />
      {hint !== undefined && <Text slot="description">{hint}</Text>}
      <FieldError>{texts.needed}</FieldError>
    </TextField>
  );
  return (
    <Form onSubmit={submit} className="ground-form">
      {field(texts.words, words, setWords, texts.wordsHint)}
      {field(texts.copyNote, note, setNote)}
      <p className="actions">
        <Button type="submit" className="button main">
          {texts.copySave}
        </Button>
        {now && (
          <Button className="button" onPress={() => set(null)}>
            {texts.copyRemove}
          </Button>
        )}
      </p>
    </Form>
  );
}
