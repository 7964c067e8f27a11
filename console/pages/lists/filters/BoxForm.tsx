import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { TypedForm } from './TextForm.js';
import { readBox, type TypedFault } from './typed.js';

const texts = listTexts.filters;
const edges = ['north', 'west', 'east', 'south'] as const;

/** The four edges of a section of the map, degrees. */
export function BoxForm({ title, term, narrow }: TypedForm) {
  const [typed, setTyped] = useState<Readonly<Record<(typeof edges)[number], string>>>(() => {
    const box = term?.is === 'box' ? term.box : undefined;
    const text = (degrees: number | undefined) => (degrees === undefined ? '' : String(degrees));
    return { south: text(box?.south), west: text(box?.west), north: text(box?.north), east: text(box?.east) };
  });
  const [fault, setFault] = useState<TypedFault>();
  const apply = () => {
    const read = readBox(typed);
    if ('fault' in read) setFault(read.fault);
    else narrow(read.term);
  };
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
        {edges.map((edge, index) => (
          <TextField
            key={edge}
            className="list-typed-field"
            value={typed[edge]}
            isInvalid={fault !== undefined}
            onChange={(next) => {
              setTyped({ ...typed, [edge]: next });
              setFault(undefined);
            }}
          >
            <Label>{texts.edges[edge]}</Label>
            <Input inputMode="decimal" />
            {index === 0 && <FieldError>{fault && texts.faults[fault]}</FieldError>}
          </TextField>
        ))}
      </div>
      <Button type="submit" className="button">
        {texts.apply}
      </Button>
    </Form>
  );
}
