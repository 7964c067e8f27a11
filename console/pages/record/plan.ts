import { type Answered, type CellPath, type CellState, cellState } from '../../../client/index.js';
import type { Field, JoinedField } from './kinds/field.js';

/*
 * The fields of a group, sorted by what the answer says of them. Pure.
 */

/** A field at its place in an answer. */
export interface Placed {
  readonly field: Field;
  /** Type that has the field. */
  readonly type: string;
  readonly path: CellPath;
}

/** What is not shown at all. */
export type KeptState = Extract<CellState, { state: 'withheld' | 'hit' }>;

/** Equal for what is kept for one reason. */
export const keptKey = ({ state, category, reason, contact }: KeptState): string =>
  [state, category, reason, contact].join(' ');

export const isKept = (state: CellState): state is KeptState => state.state === 'withheld' || state.state === 'hit';

/** What is not shown in full, of several fields for one reason. */
export interface KeptFields {
  readonly of: KeptState;
  readonly fields: readonly Placed[];
}

/** The fields of a group: those with something to show, and the others by why they have not. */
export interface Sorted {
  readonly shown: readonly Placed[];
  readonly kept: readonly KeptFields[];
  readonly none: readonly Placed[];
  readonly unanswered: readonly Placed[];
}

/** Fields of an object that is shown, sorted; those of an object within it stand among them. */
export function sortFields(answer: Answered, base: CellPath, type: string, fields: readonly Field[]): Sorted {
  const shown: Placed[] = [];
  const none: Placed[] = [];
  const unanswered: Placed[] = [];
  const kept = new Map<string, { of: KeptFields['of']; fields: Placed[] }>();
  for (const placed of fields.flatMap((field) => spread(answer, { field, type, path: [...base, field.name] }))) {
    const state = fieldState(answer, placed);
    if (state.state === 'null') none.push(placed);
    else if (state.state === 'unanswered') unanswered.push(placed);
    else if (isKept(state)) {
      const key = keptKey(state);
      const known = kept.get(key) ?? { of: state, fields: [] };
      kept.set(key, known);
      known.fields.push(placed);
    } else shown.push(placed);
  }
  return { shown, kept: [...kept.values()], none, unanswered };
}

function spread(answer: Answered, placed: Placed): Placed[] {
  const { field, path } = placed;
  if (field.as !== 'object' || cellState(answer, path).state !== 'shown') return [placed];
  return field.parts.flatMap((part) => spread(answer, { field: part, type: field.type, path: [...path, part.name] }));
}

/** What an answer says of a field: of one that is made of others, what it says of all of them. */
export function fieldState(answer: Answered, { field, path }: Pick<Placed, 'field' | 'path'>): CellState {
  if (field.as === 'either') {
    const base = path.slice(0, -1);
    return oneOf(field.records.map(({ name }) => cellState(answer, [...base, name])));
  }
  const state = cellState(answer, path);
  if (state.state !== 'shown') return state;
  if (Array.isArray(state.value) && state.value.length === 0) return { state: 'null' };
  if (!isJoined(field)) return state;
  return oneOf(field.parts.map(({ name }) => cellState(answer, [...path, name])));
}

const joinedAs: ReadonlySet<string> = new Set(['amount', 'place', 'subject', 'stated', 'joined']);
const isJoined = (field: Field): field is JoinedField => joinedAs.has(field.as);

/** Something is shown; or else why it is not, the reason before the silence. */
function oneOf(states: readonly CellState[]): CellState {
  const [first] = [...states].sort((a, b) => rank(a) - rank(b));
  return first ?? { state: 'null' };
}

const order: readonly CellState['state'][] = ['shown', 'masked', 'hit', 'withheld', 'unanswered', 'null'];
const rank = ({ state }: CellState) => order.indexOf(state);
