import { looksLikeRegistrationMark, parseRegistrationMark } from '../../../../schema/identifiers/registrationMark.js';
import type { StatedName } from '../../../records/persons.js';

/** Registration marks of an aircraft, as its record has them. */
export interface AircraftMarks {
  readonly registration: string | null;
  readonly pastRegistrations: readonly string[];
  /** True where one that is stated does not have the form of a mark; it is kept as stated. */
  readonly misshapen: boolean;
}

/**
 * The registration marks that a list states of an aircraft. Lists name most aircraft by their mark and say it nowhere
 * else: the listed name is the present mark where none is stated, if it has the form of one.
 *
 * @param stated present ones, as written
 * @param former earlier ones, as written
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
