import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

/** One line of a form. */
export function Line(props: {
  readonly label: string;
  readonly value: string;
  set(value: string): void;
  readonly hint?: string | undefined;
  readonly isDate?: boolean;
  /** Whether it has the focus when the form comes. */
  readonly isFirst?: boolean;
  readonly mistake?: string | undefined;
}) {
  const { label, value, set, hint, isDate = false, isFirst = false, mistake } = props;
  return (
    <TextField
      value={value}
      onChange={set}
      isInvalid={mistake !== undefined}
      validationBehavior="aria"
      autoComplete="off"
      autoFocus={isFirst}
    >
      <Label>{label}</Label>
      <Input {...(isDate && { type: 'date' })} dir="auto" spellCheck="false" />
      {hint !== undefined && <Text slot="description">{hint}</Text>}
      <FieldError>{mistake}</FieldError>
    </TextField>
  );
}
