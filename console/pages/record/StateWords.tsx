import type { ReactNode } from 'react';
import type { Answered, CellState } from '../../../client/index.js';
import { NotAnswered } from '../../parts/Cell.js';
import { Chip } from '../../parts/Chip.js';
import { fieldLabel } from '../../texts/fields.js';
import { partTexts } from '../../texts/parts.js';
import { originOf } from './decider.js';
import type { Placed } from './plan.js';

/** A field of any kind in an answer. */
export interface FieldProps {
  readonly answer: Answered;
  readonly placed: Placed;
  /** The record that the page is about. */
  readonly page: string | undefined;
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
