import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { type Answered, type CellState, cellState } from '../../../client/index.js';
import { Cell, NotAnswered } from '../../parts/Cell.js';
import { Chip } from '../../parts/Chip.js';
import { amountWords, constantWords, countryWords, instantWords, numberWords } from '../../parts/words.js';
import { fieldLabel } from '../../texts/fields.js';
import { partTexts } from '../../texts/parts.js';
import { recordTexts as texts } from '../../texts/record.js';
import { idAt, originOf } from './decider.js';
import type { EitherField, JoinedField, RecordField, ThingField, Writing } from './kinds/field.js';
import { fieldState, type Placed } from './plan.js';

/** A field of any kind in an answer. */
export interface FieldProps {
  readonly answer: Answered;
  readonly placed: Placed;
  /** The record that the page is about. */
  readonly page: string | undefined;
}

/** One field: its value, or why there is none. Lists and objects are shown by FieldList.tsx. */
export function FieldValue({ answer, placed, page }: FieldProps): ReactNode {
  const { field, path, type } = placed;
  const label = fieldLabel(type, field.name);
  switch (field.as) {
    case 'object':
    case 'list':
      return <StateWords answer={answer} placed={placed} page={page} state={cellState(answer, path)} />;
    case 'amount':
    case 'place':
    case 'subject':
    case 'stated':
    case 'joined':
      return <Joined answer={answer} placed={{ ...placed, field }} page={page} />;
    case 'record':
      return <RecordLink answer={answer} placed={{ ...placed, field }} page={page} />;
    case 'either':
      return <Either answer={answer} placed={{ ...placed, field }} page={page} />;
    case 'thing':
      return <Thing answer={answer} placed={{ ...placed, field }} page={page} />;
    default:
      return (
        <Cell answer={answer} path={path} field={label} origin={originOf(answer, placed, page)}>
          {(value) => written(value, field.as)}
        </Cell>
      );
  }
}

/** A value, written as its field is. */
function written(value: unknown, as: Writing): ReactNode {
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="none">{partTexts.none}</span>;
    return value.map((each, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: values of one answer neither move nor change
      <Fragment key={at}>
        {at > 0 && ', '}
        {written(each, as)}
      </Fragment>
    ));
  }
  if (typeof value === 'boolean') return value ? partTexts.yes : partTexts.no;
  if (typeof value === 'number') return <bdi>{as === 'score' ? value.toFixed(2) : numberWords(value)}</bdi>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (as === 'code') return <bdi className="code-value">{text}</bdi>;
  if (as === 'prose') return <bdi className="prose">{text}</bdi>;
  return <bdi>{inWords[as]?.(text) ?? text}</bdi>;
}

const inWords: Partial<Record<Writing, (text: string) => string>> = {
  constant: constantWords,
  instant: instantWords,
  country: countryWords,
};

type Of<Field> = FieldProps & { readonly placed: Placed & { readonly field: Field } };

/** The parts of an object as one text; what is kept for one reason is said once. */
function Joined({ answer, placed, page }: Of<JoinedField>) {
  const { field, path, type } = placed;
  const whole = fieldState(answer, placed);
  if (whole.state !== 'shown' && whole.state !== 'masked') {
    return <StateWords answer={answer} placed={placed} page={page} state={whole} />;
  }
  const parts = field.parts.map((part) => ({ part, state: cellState(answer, [...path, part.name]) }));
  const values = parts.map(({ state }) => (state.state === 'shown' ? state.value : undefined));
  if (values.every((value) => value !== undefined)) {
    if (field.as === 'amount') return <bdi>{amountWords(Number(values[0]), String(values[1]))}</bdi>;
    if (field.as === 'place') return <bdi>{`${String(values[1])} (${String(values[0])})`}</bdi>;
  }
  if (field.as === 'subject')
    return <Subject states={parts.map(({ state }) => state)} label={fieldLabel(type, 'subject')} />;
  if (field.as === 'stated')
    return <Stated states={parts.map(({ state }) => state)} label={fieldLabel(type, field.name)} />;
  const filled = parts.filter(({ state }) => state.state !== 'null');
  return filled.map(({ part }, at) => (
    <Fragment key={part.name}>
      {at > 0 && ', '}
      <FieldValue answer={answer} placed={{ field: part, type: field.type, path: [...path, part.name] }} page={page} />
    </Fragment>
  ));
}

/** What a person is to a case; of a minor it is said in words that nobody overlooks. */
function Subject({
  states: [category, minor],
  label,
}: {
  readonly states: readonly CellState[];
  readonly label: string;
}) {
  const isMinor = minor?.state === 'shown' && minor.value === true;
  return (
    <>
      {category?.state === 'shown' && <bdi>{constantWords(String(category.value))}</bdi>}
      {(category?.state === 'withheld' || category?.state === 'hit') && <Chip of={category} field={label} />}
      {isMinor && <strong className="marking marking-protected">{texts.minor}</strong>}
    </>
  );
}

/** Who states a record, and its marking where that is above the usual. */
function Stated({ states, label }: { readonly states: readonly CellState[]; readonly label: string }) {
  const [originator, ...marking] = states;
  return (
    <>
      {originator?.state === 'shown' && <bdi className="unbroken">{String(originator.value)}</bdi>}
      {(originator?.state === 'withheld' || originator?.state === 'hit') && <Chip of={originator} field={label} />}
      <Marking states={marking} />
    </>
  );
}

/** Classification above the usual, and handling codes. */
function Marking({ states: [classification, codes] }: { readonly states: readonly CellState[] }) {
  const level = classification?.state === 'shown' ? String(classification.value) : '';
  const list = codes?.state === 'shown' && Array.isArray(codes.value) ? codes.value.map(String) : [];
  const marks = [...(usual.has(level) ? [] : [constantWords(level)]), ...list];
  return marks.map((mark) => (
    <Fragment key={mark}>
      {' '}
      <bdi className="marking marking-classification">{mark}</bdi>
    </Fragment>
  ));
}

/** Levels that are on most records, and the one that is not told. */
const usual = new Set(['', 'PUBLIC', 'BASIC_PROTECTION_LEVEL']);

/** A record with a page: the way to it by its name, or, where that is kept, by its kind. */
function RecordLink({ answer, placed, page }: Of<RecordField>) {
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
function Either({ answer, placed, page }: Of<EitherField>) {
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
function Thing({ answer, placed, page }: Of<ThingField>) {
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

/** What stands where there is no value of an object. */
export function StateWords(
  props: FieldProps & { readonly state: CellState; readonly none?: string; readonly label?: string },
): ReactNode {
  const { answer, placed, page, state, none = partTexts.none, label } = props;
  if (state.state === 'unanswered') return <NotAnswered />;
  if (state.state === 'null' || state.state === 'shown') return <span className="none">{none}</span>;
  const field = label ?? fieldLabel(placed.type, placed.field.name);
  return <Chip of={state} field={field} origin={originOf(answer, placed, page)} />;
}
