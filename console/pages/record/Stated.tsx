import { Fragment } from 'react';
import type { CellState } from '../../../client/index.js';
import { Chip } from '../../parts/Chip.js';
import { constantWords } from '../../parts/words.js';
import { recordTexts as texts } from '../../texts/record.js';
import { isKept } from './plan.js';

/** What a person is to a case; of a minor it is said in words that nobody overlooks. */
export function Subject({
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
      {category && isKept(category) && <Chip of={category} field={label} />}
      {isMinor && <strong className="marking marking-protected">{texts.minor}</strong>}
    </>
  );
}

/** Who states a record, and its marking where that is above the usual. */
export function Stated({ states, label }: { readonly states: readonly CellState[]; readonly label: string }) {
  const [originator, ...marking] = states;
  return (
    <>
      {originator?.state === 'shown' && <bdi className="unbroken">{String(originator.value)}</bdi>}
      {originator && isKept(originator) && <Chip of={originator} field={label} />}
      <Marking states={marking} />
    </>
  );
}

/** Classification above the usual, and handling codes. */
export function Marking({ states: [classification, codes] }: { readonly states: readonly CellState[] }) {
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
