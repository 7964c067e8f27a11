import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { TypedForm } from './TextForm.js';
import { readRange, readSpan, type TypedFault } from './typed.js';

const texts = listTexts.filters;

/** Two ends: days, or numbers. Either may be left out. */
export function EndsForm({ title, term, narrow, of }: TypedForm & { readonly of: 'instants' | 'numbers' }) {
  const [ends, setEnds] = useState<readonly [string, string]>(() => {
    if (term?.is === 'span') return [term.from ?? '', term.to ?? ''];
    if (term?.is === 'range') return [String(term.least ?? ''), String(term.most ?? '')];
    return ['', ''];
  });
  const [fault, setFault] = useState<TypedFault>();
  const [from, to] = ends;
  const change = (next: readonly [string, string]) => {
    setEnds(next);
    setFault(undefined);
  };
  const apply = () => {
    const typed = of === 'instants' ? readSpan(from, to) : readRange(from, to);
    if ('fault' in typed) setFault(typed.fault);
    else narrow(typed.term);
  };
  const labels = of === 'instants' ? [texts.from, texts.to] : [texts.least, texts.most];
  const input = of === 'instants' ? <Input type="date" /> : <Input inputMode="decimal" />;
  return (
    <Form
      className="list-typed"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <div className="list-ends">
        <TextField
          className="list-typed-field"
          value={from}
          onChange={(next) => change([next, to])}
          isInvalid={!!fault}
        >
          <Label>{labels[0]}</Label>
          {input}
          <FieldError>{fault && texts.faults[fault]}</FieldError>
        </TextField>
        <TextField
          className="list-typed-field"
          value={to}
          onChange={(next) => change([from, next])}
          isInvalid={!!fault}
        >
          <Label>{labels[1]}</Label>
          {input}
        </TextField>
      </div>
      <Button type="submit" className="button">
        {texts.apply}
      </Button>
    </Form>
  );
}
