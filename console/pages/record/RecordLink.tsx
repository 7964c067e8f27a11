import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cellState } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import { fieldLabel } from '../../texts/fields.js';
import { recordTexts as texts } from '../../texts/record.js';
import { idAt, originOf } from './decider.js';
import type { EitherField, RecordField, ThingField } from './kinds/field.js';
import { fieldState, type Placed } from './plan.js';
import { Marking } from './Stated.js';
import { type FieldProps, StateWords } from './StateWords.js';

type Of<Field> = FieldProps & { readonly placed: Placed & { readonly field: Field } };

/** A record with a page: the way to it by its name, or, where that is kept, by its kind. */
export function RecordLink({ answer, placed, page }: Of<RecordField>) {
  const { field, path } = placed;
  const state = cellState(answer, path);
  const id = idAt(answer, path);
  if (state.state !== 'shown' || id === undefined) {
    return <StateWords answer={answer} placed={placed} page={page} state={state} none={texts.noRecord} />;
  }
  const title: Placed = { field: field.title, type: field.type, path: [...path, field.title.name] };
  const called = cellState(answer, title.path);
  const isCalled = called.state === 'shown' || called.state === 'masked';
  const link = (words: ReactNode) => (
    <Link to="/record/$id" params={{ id }}>
      {words}
    </Link>
  );
  return (
    <>
      {!isCalled && <>{link(texts.openRecord(texts.kinds[field.type] ?? field.type))} </>}
      {called.state !== 'null' && (
        <Cell
          answer={answer}
          path={title.path}
          field={fieldLabel(field.type, field.title.name)}
          origin={originOf(answer, title, id)}
        >
          {(value) => link(<bdi>{String(value)}</bdi>)}
        </Cell>
      )}
      {!field.parts.some(({ as }) => as === 'stated') && (
        <Marking
          states={['classification', 'handlingCodes'].map((each) => cellState(answer, [...path, 'handling', each]))}
        />
      )}
    </>
  );
}

/** Whichever of several records there is. */
export function Either({ answer, placed, page }: Of<EitherField>) {
  const { field, type, path } = placed;
  const base = path.slice(0, -1);
  const ends = field.records.map((record) => ({ field: record, type, path: [...base, record.name] }));
  const shown = ends.filter((end) => cellState(answer, end.path).state === 'shown');
  const state = fieldState(answer, placed);
  if (shown.length === 0) {
    return <StateWords answer={answer} placed={placed} page={page} state={state} none={texts.noRecord} />;
  }
  return shown.map((end) => <RecordLink key={end.field.name} answer={answer} placed={end} page={page} />);
}

/** A container or a ship by its number. */
export function Thing({ answer, placed, page }: Of<ThingField>) {
  const { field, path } = placed;
  const state = cellState(answer, path);
  if (state.state !== 'shown') return <StateWords answer={answer} placed={placed} page={page} state={state} />;
  const number = cellState(answer, [...path, field.key.name]);
  if (number.state !== 'shown') return <StateWords answer={answer} placed={placed} page={page} state={number} />;
  const text = String(number.value);
  const words = <bdi className="code-value">{text}</bdi>;
  if (field.type === 'Container') {
    return (
      <Link to="/container/$number" params={{ number: text }}>
        {words}
      </Link>
    );
  }
  return (
    <Link to="/vessel/$number" params={{ number: text }}>
      {words}
    </Link>
  );
}
