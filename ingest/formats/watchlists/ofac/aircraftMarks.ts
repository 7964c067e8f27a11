import { looksLikeRegistrationMark, parseRegistrationMark } from '../../../../schema/identifiers/registrationMark.js';
import type { StatedName } from '../../../records/persons.js';

/** Registration marks of an aircraft, as its record states them. */
export interface AircraftMarks {
  readonly registration: string | null;
  readonly pastRegistrations: readonly string[];
  /** Whether a stated mark lacks the form of one; it is kept as stated. */
  readonly misshapen: boolean;
}

/**
 * The registration marks of a listed aircraft. Lists name most aircraft by their mark and state it nowhere else: without a
 * stated mark, a listed name with the form of one is the present mark.
 *
 * @param stated present marks, as written
 * @param former earlier marks, as written
 */
export function toAircraftMarks(
  stated: readonly string[],
  former: readonly string[],
  names: readonly StatedName[],
): AircraftMarks {
  let misshapen = false;
  const read = (text: string): string => {
    const mark = parseRegistrationMark(text);
    misshapen ||= mark === null;
    return mark ?? text;
  };
  const [present, ...others] = stated.map(read);
  const named = names
    .map(({ name }) => name.trim().toUpperCase())
    .map((name) => (looksLikeRegistrationMark(name) ? read(name) : null));
  const registration = present ?? named[0] ?? null;
  const past = [...former.map(read), ...others, ...named.filter((mark) => mark !== null)];
  return {
    registration,
    pastRegistrations: [...new Set(past)].filter((mark) => mark !== registration),
    misshapen,
  };
}
