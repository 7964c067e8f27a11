import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { OverPage } from '../../../parts/controls/OverPage.js';
import { requestTexts } from '../../../texts/requests.js';

interface Field {
  readonly label: string;
  readonly hint?: string;
  /** What it has when the form opens. */
  readonly first: string;
  /** One of them is chosen; absent: words are typed. */
  readonly options?: readonly { readonly id: string; readonly text: string }[];
}

interface Asked<Name extends string> {
  readonly fields: Readonly<Record<Name, Field>>;
  readonly save: string;
  /** What the button says that takes back what was said; undefined: nothing was. */
  readonly takeBack: string | undefined;
  /** Told what was said, null where it was taken back. */
  set(said: Readonly<Record<Name, string>> | null): void;
}

/** A button that opens a form, all of which is needed; it closes once it is said. */
export function FormDialog<Name extends string>(
  props: Asked<Name> & {
    readonly label: string;
    /** What it is about, for whom cannot see where the button stands. */
    readonly of: string;
    readonly title: string;
  },
) {
  const { label, of, title, set } = props;
  return (
    <OverPage label={label} name={requestTexts.buttonOf(label, of)} title={title} isForm>
      {(close) => (
        <Fields
          {...props}
          set={(said) => {
            set(said);
            close();
          }}
        />
      )}
    </OverPage>
  );
}

function Fields<Name extends string>({ fields, save, takeBack, set }: Asked<Name>) {
  const names = Object.keys(fields) as Name[];
  const [said, say] = useState(
    () => Object.fromEntries(names.map((name) => [name, fields[name].first])) as Record<Name, string>,
  );
  const [isLacking, setLacking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = Object.fromEntries(names.map((name) => [name, said[name].trim()])) as Record<Name, string>;
    const isWhole = names.every((name) => trimmed[name] !== '');
    setLacking(!isWhole);
    if (isWhole) set(trimmed);
  };
  if (names.some((name) => fields[name].options?.length === 0)) return <p>{requestTexts.leaveOut.noGrounds}</p>;
  return (
    <Form onSubmit={submit} className="ground-form">
      {names.map((name) => (
        <OneField
          key={name}
          field={fields[name]}
          value={said[name]}
          set={(value) => say({ ...said, [name]: value })}
          isLacking={isLacking && said[name].trim() === ''}
        />
      ))}
      <p className="actions">
        <Button type="submit" className="button main">
          {save}
        </Button>
        {takeBack !== undefined && (
          <Button className="button" onPress={() => set(null)}>
            {takeBack}
          </Button>
        )}
      </p>
    </Form>
  );
}

function OneField(props: {
  readonly field: Field;
  readonly value: string;
  readonly isLacking: boolean;
  set(value: string): void;
}) {
  const { label, hint, options } = props.field;
  const { value, set, isLacking } = props;
  if (options)
    return (
      <label className="kind">
        {label}
        <select value={value} onChange={({ target }) => set(target.value)}>
          {options.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <TextField value={value} onChange={set} isInvalid={isLacking} validationBehavior="aria" autoComplete="off">
      <Label>{label}</Label>
      <TextArea rows={4} dir="auto" />
      {hint !== undefined && <Text slot="description">{hint}</Text>}
      <FieldError>{requestTexts.leaveOut.needed}</FieldError>
    </TextField>
  );
}
