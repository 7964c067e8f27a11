import { Fragment, type ReactNode } from 'react';
import { cellState } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import { amountWords, constantWords, countryWords, instantWords, numberWords } from '../../parts/words.js';
import { fieldLabel } from '../../texts/fields.js';
import { partTexts } from '../../texts/parts.js';
import { originOf } from './decider.js';
import type { JoinedField, Writing } from './kinds/field.js';
import { fieldState, isKept, keptKey, type Placed } from './plan.js';
import { Either, RecordLink, Thing } from './RecordLink.js';
import { Stated, Subject } from './Stated.js';
import { type FieldProps, StateWords } from './StateWords.js';

/** One field: its value, or why there is none. A list is shown by Values.tsx. */
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

/** The parts of an object as one text; what is kept for one reason is said once. */
function Joined({ answer, placed, page }: FieldProps & { readonly placed: Placed & { readonly field: JoinedField } }) {
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
  const keys = parts.map(({ state }) => (isKept(state) ? keptKey(state) : undefined));
  const filled = parts.filter(({ state }, at) => {
    const key = keys[at];
    return state.state !== 'null' && (key === undefined || keys.indexOf(key) === at);
  });
  return filled.map(({ part }, at) => (
    <Fragment key={part.name}>
      {at > 0 && ', '}
      <FieldValue answer={answer} placed={{ field: part, type: field.type, path: [...path, part.name] }} page={page} />
    </Fragment>
  ));
}
