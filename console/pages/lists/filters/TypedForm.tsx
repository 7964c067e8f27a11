import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { FilterForm } from '../kinds/kind.js';
import type { Term } from './terms.js';
import { readTyped, type TypedFault, typedOf } from './typed.js';

const texts = listTexts.filters;

/** A filter that is typed: values, a beginning, two ends, the edges of a box. What cannot be read is told, and stays. */
export function TypedForm(props: {
  readonly title: string;
  readonly form: FilterForm;
  readonly term: Term | undefined;
  narrow(term: Term | undefined): void;
  /** Whether values are chosen beside it: what is typed then comes to them. */
  readonly isBeside: boolean;
}) {
  const { title, form, term, narrow, isBeside } = props;
  const [values, setValues] = useState(() => (isBeside && term?.is === 'values' ? [''] : typedOf(term, form)));
  const [fault, setFault] = useState<TypedFault>();
  const apply = () => {
    const typed = readTyped(values, form);
    if ('fault' in typed) setFault(typed.fault);
    else narrow(isBeside ? joined(term, typed.term) : typed.term);
  };
  const labels = texts.labels[form.is] ?? [texts.value(title)];
  return (
    <Form
      className="list-typed"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {labels.map((label, place) => (
        <TextField
          key={label}
          className="list-typed-field"
          value={values[place] ?? ''}
          onChange={(next) => {
            setValues(values.with(place, next));
            setFault(undefined);
          }}
          isInvalid={fault !== undefined}
          autoComplete="off"
        >
          <Label>{label}</Label>
          <Input type={form.is === 'instants' ? 'date' : 'text'} dir="auto" spellCheck={false} />
          {labels.length === 1 && <Text slot="description">{hintOf(form)}</Text>}
          {place === 0 && <FieldError>{fault && texts.faults[fault]}</FieldError>}
        </TextField>
      ))}
      <Button type="submit" className="button">
        {texts.apply}
      </Button>
    </Form>
  );
}

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
