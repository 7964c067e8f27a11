import { useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { searchTexts as texts } from '../../../texts/search.js';
import { MOST_NAMED, namesIn } from './restriction.js';

/** Names to which a search is restricted, a comma between them. */
export function NamesField(props: {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  choose(names: readonly string[]): void;
}) {
  const { label, hint, names, choose } = props;
  const [typed, type] = useState(names.join(', '));
  // What was chosen elsewhere, e.g. by a search that is asked again.
  const shown = namesIn(typed).join('\n') === names.join('\n') ? typed : names.join(', ');
  return (
    <TextField
      className="names-field"
      value={shown}
      onChange={(text) => {
        type(text);
        choose(namesIn(text));
      }}
      isInvalid={names.length > MOST_NAMED}
      autoComplete="off"
      spellCheck="false"
    >
      <Label>{label}</Label>
      <Input />
      <Text slot="description">{hint}</Text>
      <FieldError>{texts.tooMany(MOST_NAMED)}</FieldError>
    </TextField>
  );
}
