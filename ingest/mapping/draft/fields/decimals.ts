import type { FieldType } from '../../catalogue/types.js';
import { isOfEitherSign } from '../../transforms/decimalSign.js';
import type { Assignment } from '../guess/assign.js';
import { withoutUnit } from '../sample/profile.js';
import type { DraftField } from './draftField.js';

/** How the numbers of a file are written. */
export interface Decimals {
  /** With a decimal comma. */
  readonly comma: boolean;
  /** The same field, with a question where its numbers could be thousands or decimals and the file does not tell. */
  readonly doubted: (field: DraftField) => DraftField;
}

const numeric: readonly FieldType[] = ['number', 'kg', 'quantity', 'money', 'percentage', 'latitude', 'longitude'];
/** Not degrees and percent, which have no thousands. */
const unbounded: readonly FieldType[] = ['number', 'kg', 'quantity', 'money'];

/** Finds how the numbers of a file are written. */
export function findDecimals(assignments: readonly Assignment[]): Decimals {
  const numbers = assignments.filter(({ type }) => numeric.includes(type));
  const commas = numbers.filter(
    ({ column: { profile } }) => profile.share.tellsComma > 0 && profile.share.numberComma >= profile.share.number,
  ).length;
  const points = numbers.filter(({ column: { profile } }) => profile.share.tellsPoint > 0).length;
  const asked = new Map(
    commas + points > 0
      ? []
      : numbers.flatMap(({ field, type, column }) => {
          const text = column.profile.samples.map(withoutUnit).find(isOfEitherSign);
          return text !== undefined && unbounded.includes(type) ? [[field, toQuestion(text)] as const] : [];
        }),
  );
  return {
    comma: commas > points,
    doubted: (field) => {
      const question = asked.get(field.field);
      if (question === undefined) return field;
      return { ...field, sure: false, todo: field.todo === undefined ? question : `${field.todo}; ${question}` };
    },
  };
}

function toQuestion(text: string): string {
  return text.includes('.')
    ? `does the point of \`${text}\` part decimals? If it parts thousands: \`decimal: ','\``
    : `does the comma of \`${text}\` part thousands? If it parts decimals: \`decimal: ','\``;
}
