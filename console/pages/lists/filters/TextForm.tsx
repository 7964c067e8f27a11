import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { FilterForm } from '../kinds/kind.js';
import type { Term } from './terms.js';
import { termTyped } from './termWords.js';
import { readText, type TypedFault } from './typed.js';

const texts = listTexts.filters;

/** What the typed forms of a datum take. */
export interface TypedForm {
  readonly title: string;
  readonly term: Term | undefined;
  narrow(term: Term | undefined): void;
}

/** Values, or a beginning, as text. */
export function TextForm(props: TypedForm & { readonly form: FilterForm; readonly isBeside: boolean }) {
  const { title, term, narrow, form, isBeside } = props;
  const [text, setText] = useState(isBeside && term?.is === 'values' ? '' : termTyped(term, form));
  const [fault, setFault] = useState<TypedFault>();
  const apply = () => {
    const typed = readText(text, form);
    if ('fault' in typed) setFault(typed.fault);
    else narrow(isBeside ? joined(term, typed.term) : typed.term);
  };
  return (
    <Form
      className="list-typed"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField
        className="list-typed-field"
        value={text}
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
        isInvalid={fault !== undefined}
        autoComplete="off"
      >
        <Label>{texts.value(title)}</Label>
        <Input spellCheck={false} />
        <Text slot="description">{hintOf(form)}</Text>
        <FieldError>{fault && texts.faults[fault]}</FieldError>
      </TextField>
      <Button type="submit" className="button">
        {texts.apply}
      </Button>
    </Form>
  );
}

/** Beside a list of counted values, what is typed comes to those that are chosen. */
function joined(before: Term | undefined, typed: Term | undefined): Term | undefined {
  if (typed === undefined) return before;
  if (before?.is !== 'values' || typed.is !== 'values') return typed;
  return { is: 'values', values: [...new Set([...before.values, ...typed.values])] };
}

function hintOf(form: FilterForm): string {
  if (form.is === 'dateBeginning') return texts.date;
  if (form.is === 'stood') return texts.stood;
  if (form.is === 'oneOf' && form.isName) return texts.names;
  return form.is === 'text' && form.hasBeginning ? texts.beginning : texts.several;
}
