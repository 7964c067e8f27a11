import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { requestTexts } from '../../../texts/requests.js';
import type { Exception } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';
import type { Ground } from './leaving.js';

const texts = requestTexts.leaveOut;

/** Leaves something out on a ground, for a reason, or tells it again. */
export function LeaveOut(props: {
  readonly of: string;
  readonly now: Exception | null;
  readonly grounds: readonly Ground[];
  set(leaveOut: Exception | null): void;
  /** What the button says; "Leave out" where absent. */
  readonly label?: string;
}) {
  const { of, now, grounds, set, label = now ? texts.change : texts.button } = props;
  return (
    <FormDialog label={label} of={of} title={texts.of(of)}>
      {(close) => (
        <GroundForm
          now={now}
          grounds={grounds}
          set={(leaveOut) => {
            set(leaveOut);
            close();
          }}
        />
      )}
    </FormDialog>
  );
}

function GroundForm(props: {
  readonly now: Exception | null;
  readonly grounds: readonly Ground[];
  set(leaveOut: Exception | null): void;
}) {
  const { now, grounds, set } = props;
  const [ground, setGround] = useState(now?.ground ?? grounds[0]?.code ?? '');
  const [reason, setReason] = useState(now?.reason ?? '');
  const [isLacking, setLacking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWhole = ground !== '' && reason.trim() !== '';
    setLacking(!isWhole);
    if (isWhole) set({ ground, reason: reason.trim() });
  };
  if (grounds.length === 0) return <p>{texts.noGrounds}</p>;
  return (
    <Form onSubmit={submit} className="ground-form">
      <label className="kind">
        {texts.ground}
        <select value={ground} onChange={({ target }) => setGround(target.value)}>
          {grounds.map(({ code, article, words }) => (
            <option key={code} value={code}>
              {`${words} (${article})`}
            </option>
          ))}
        </select>
      </label>
      <TextField value={reason} onChange={setReason} isInvalid={isLacking} validationBehavior="aria" autoComplete="off">
        <Label>{texts.reason}</Label>
        <TextArea rows={4} />
        <Text slot="description">{texts.reasonHint}</Text>
        <FieldError>{texts.needed}</FieldError>
      </TextField>
      <p className="actions">
        <Button type="submit" className="button main">
          {texts.save}
        </Button>
        {now && (
          <Button className="button" onPress={() => set(null)}>
            {texts.tell}
          </Button>
        )}
      </p>
    </Form>
  );
}
