import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Label, TextArea, TextField } from 'react-aria-components';
import { requestTexts } from '../../../texts/requests.js';
import type { RecipientChoice } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';

const { recipients: texts, leaveOut: words } = requestTexts;

type Told = Pick<RecipientChoice, 'tell' | 'note'>;

/** Tells a recipient who would not be told, by a note. */
export function TellIt(props: { readonly who: string; readonly choice: RecipientChoice; set(next: Told): void }) {
  const { who, choice, set } = props;
  return (
    <FormDialog label={texts.tell} of={who} title={texts.tellOf(who)}>
      {(close) => (
        <NoteForm
          now={choice}
          set={(next) => {
            set(next);
            close();
          }}
        />
      )}
    </FormDialog>
  );
}

function NoteForm({ now, set }: { readonly now: Told; set(next: Told): void }) {
  const [note, setNote] = useState(now.note ?? '');
  const [isLacking, setLacking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = note.trim();
    setLacking(said === '');
    if (said !== '') set({ tell: true, note: said });
  };
  return (
    <Form onSubmit={submit} className="ground-form">
      <TextField value={note} onChange={setNote} isInvalid={isLacking} validationBehavior="aria" autoComplete="off">
        <Label>{texts.note}</Label>
        <TextArea rows={4} />
        <FieldError>{words.needed}</FieldError>
      </TextField>
      <p className="actions">
        <Button type="submit" className="button main">
          {texts.tell}
        </Button>
        {now.tell && (
          <Button className="button" onPress={() => set({ tell: false, note: null })}>
            {texts.tellNot}
          </Button>
        )}
      </p>
    </Form>
  );
}
