import type { Assignment } from './assign.js';
import type { DraftColumn } from './draftColumns.js';

/** With fewer rows, values may be unique by chance. */
const fewRows = 20;

const keyHeaders =
  /(?:^|[\s_.-])(?:id|nr|no|num|number|nummer|ref|reference|key|code|uid|uuid|mrn|imo|seq|record|identifier)(?:$|[\s_.-])|id$|nr$|^#/i;

/** Headers of keys that several rows may share: `Case Number`, `Group ID`. */
const groupHeaders =
  /(?:^|[\s_.-])(?:[iI][dD]|[nN][rRoO]|[nN]um(?:ber|mer)?|NUM(?:BER)?|[rR]ef(?:erence)?|REF(?:ERENCE)?|[uU]u?id|UU?ID|[mM][rR][nN]|[rR]ecord|RECORD)$|[a-z](?:I[dD]|N[ro]|Ref|Number)$/;

/** The key of a draft's records. */
export interface ChosenKey {
  /** A column; null: a hash of the row. */
  readonly key: string | null;
  /** How many records there are, where consecutive rows share a key; null where each row has its own. */
  readonly merged: number | null;
  /** A column that is unique in all but a few rows. */
  readonly nearly: string | null;
  /** No header says that it is a key, and there are too few rows to prove it. */
  readonly keyDoubtful: boolean;
}

/** Columns that number the rows, which change with each delivery. */
const runningNumbers = /^(?:#\d+|row ?names?|row ?(?:id|number|num|no)|index|unnamed: ?\d+)$/i;

/**
 * The first column of unique values with the header of a key; else one whose equal values are consecutive, as in a list with
 * a row for each alias; else the first that could be a key.
 */
export function chooseKey(
  columns: readonly DraftColumn[],
  assignments: readonly Assignment[],
  rows: number,
): ChosenKey {
  const possible = columns.filter((column) => isPossible(column) && !describes(assignments, column.name));
  const unique = possible.filter(({ profile }) => profile.unique);
  const named = unique.find(({ name }) => keyHeaders.test(name));
  if (named) return { key: named.name, merged: null, nearly: null, keyDoubtful: false };
  const grouped = possible.find(
    ({ name, profile: { together, different } }) =>
      together && different > 1 && different >= rows / 20 && groupHeaders.test(name),
  );
  if (grouped) return { key: grouped.name, merged: grouped.profile.different, nearly: null, keyDoubtful: false };
  const coded = unique.find(({ profile }) => profile.share.letters < 0.5 || profile.longest <= 24);
  const nearly = possible.find(({ name, profile }) => groupHeaders.test(name) && profile.different >= rows * 0.9);
  const key = coded?.name ?? null;
  return { key, merged: null, nearly: nearly?.name ?? null, keyDoubtful: key !== null && rows < fewRows };
}

function isPossible({ name, profile: { longest, share, datePatterns } }: DraftColumn): boolean {
  return (
    longest <= (keyHeaders.test(name) ? 255 : 64) &&
    !runningNumbers.test(name.trim()) &&
    share.fraction === 0 &&
    share.fractionComma === 0 &&
    !name.includes('*') &&
    !name.includes('[]') &&
    (datePatterns.length === 0 || share.integer === 1)
  );
}

/** A field that describes a thing, though it may be unique in few rows. */
function describes(assignments: readonly Assignment[], column: string): boolean {
  const found = assignments.find((assignment) => assignment.column.name === column);
  return (
    found !== undefined &&
    /^(?:names|firstName|lastName|middleName|fatherName|title|notes|narrative|addresses|birth)/.test(found.field)
  );
}
