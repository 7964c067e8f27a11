import { badUserInput } from '../../../schema/errors.js';
import type { InputFile } from '../../input/inputFile.js';
import { catalogue, type MappedKind } from '../catalogue/index.js';
import { findDecimals } from './fields/decimals.js';
import { type DraftFields, toDraftFields } from './fields/fields.js';
import { type Guess, guessKinds } from './guess/assign.js';
import { type ChosenKey, chooseKey } from './guess/chooseKey.js';
import { type DraftColumn, toDraftColumns } from './guess/draftColumns.js';
import { findKindColumn } from './guess/kindColumn.js';
import type { DraftParts } from './parts.js';
import { findLayout } from './sample/layout.js';
import { type Sample, takeSample } from './sample/sample.js';
import { writeDraft } from './write.js';

/** A mapping that is proposed for a file. */
export interface Draft {
  readonly kind: MappedKind;
  /** The mapping file. */
  readonly text: string;
  /** Fields and the columns that fill them. */
  readonly fields: readonly { readonly field: string; readonly column: string; readonly sure: boolean }[];
  /** Columns that no field was found for. */
  readonly ignored: readonly string[];
  /** What a person should decide, in the draft's order. */
  readonly todo: readonly string[];
  /** Rows that were looked at. */
  readonly rows: number;
}

/**
 * Proposes a mapping for a file, from its header and the values of its first 50,000 rows. It passes `verifyMapping` for these
 * rows; doubts are marked TODO.
 *
 * @param kind which kind of record a row is; guessed where absent
 * @throws BAD_USER_INPUT for a file that is no table, or has no columns for the kind
 */
export async function draftMapping(file: InputFile, kind?: MappedKind): Promise<Draft> {
  const layout = await findLayout(file);
  const sample = await takeSample(file, layout.input);
  const columns = toDraftColumns(sample.profiles);
  const kindColumn = findKindColumn(columns);
  const guesses = inStatedOrder(guessKinds(columns, file.name), [...(kindColumn?.kinds.keys() ?? [])]);
  const chosen = choose(guesses, columns, kind);
  if (!chosen)
    throw badUserInput(
      `${file.name} has no column that could be ${requiredOf(kind ?? 'incident')}, which ${kind ?? 'a record'} needs.`,
      'Draft it as another --kind, or write the mapping by hand: docs/MAPPING.md.',
    );
  const ofKind = toDraftKindColumn(kindColumn, chosen.kind, sample.rows);
  const key = chooseKey(columns, chosen.assignments, sample.rows);
  const parts: DraftParts = {
    file: file.name,
    layout,
    rows: sample.rows,
    cut: sample.cut,
    ...ofFields(chosen, columns, sample, key),
    ...key,
    kindColumn: ofKind,
    kind: chosen.kind,
    otherKinds: guesses
      .filter((guess) => guess.kind !== chosen.kind && guess.score > 0)
      .map((guess) => guess.kind)
      .slice(0, 2),
    kindDoubtful: kind === undefined && ofKind === null && isDoubtful(chosen, guesses),
  };
  const { text, todo } = writeDraft(parts);
  return {
    kind: parts.kind,
    text,
    todo,
    rows: sample.rows,
    fields: parts.fields.map(({ field, shown, sure }) => ({ field, column: shown, sure })),
    ignored: parts.ignored.map(({ name }) => name),
  };
}

type Chosen = Guess & { readonly parts: DraftFields };

/** The likeliest kind, or the stated one, that the columns suffice for. */
function choose(
  guesses: readonly Guess[],
  columns: readonly DraftColumn[],
  kind: MappedKind | undefined,
): Chosen | undefined {
  for (const guess of guesses) {
    const parts =
      kind === undefined || guess.kind === kind ? toDraftFields(guess.kind, guess.assignments, columns) : null;
    if (parts !== null) return { ...guess, parts };
  }
  return undefined;
}

/** Another kind is nearly as likely, or none is. */
function isDoubtful({ kind, score }: Guess, guesses: readonly Guess[]): boolean {
  const next = guesses.find((guess) => guess.kind !== kind);
  return score < 4 || (next?.score ?? 0) > score * 0.75;
}

/** The parts of a draft on fields, and on columns that have none. */
function ofFields(
  { assignments, parts }: Chosen,
  columns: readonly DraftColumn[],
  { nullValues }: Sample,
  { key, merged }: ChosenKey,
): Pick<DraftParts, 'fields' | 'nullValues' | 'decimalComma' | 'where' | 'left' | 'ignored'> {
  const decimals = findDecimals(assignments);
  const fields = parts.fields.map(decimals.doubted);
  // Why: a row without a name adds to the record of the rows before it.
  const where = merged === null ? parts.where : null;
  return {
    fields,
    nullValues: [...new Set([...nullValues, ...fields.flatMap((field) => field.nullValues ?? [])])],
    decimalComma: decimals.comma,
    where,
    left: columns.find(({ members }) => where !== null && members.includes(where))?.profile.empty ?? 0,
    // Why not all: JSON with null where another row has an array has both paths.
    ignored: columns.filter(
      ({ name, profile }) =>
        !parts.used.has(name) && name !== key && !(profile.values === 0 && parts.used.has(`${name}[]`)),
    ),
  };
}

/** The column that says which rows are of the kind; null where none does. */
function toDraftKindColumn(
  found: ReturnType<typeof findKindColumn>,
  kind: MappedKind,
  rows: number,
): DraftParts['kindColumn'] {
  const values = found?.kinds.get(kind);
  if (!found || !values) return null;
  const others = [...found.kinds].flatMap(([other, words]) => (other === kind ? [] : words));
  return { column: found.column, values, others, left: rows - (found.rows.get(kind) ?? 0) };
}

/** A column that states the kind outweighs the other columns. */
function inStatedOrder(guesses: readonly Guess[], stated: readonly MappedKind[]): readonly Guess[] {
  const place = ({ kind }: Guess): number => (stated.includes(kind) ? stated.indexOf(kind) : stated.length);
  return [...guesses].sort((one, other) => place(one) - place(other));
}

function requiredOf(kind: MappedKind): string {
  const known = catalogue[kind];
  return (
    Object.entries(known.fields).find(
      ([path, entry]) => entry.required && (!path.includes('.') || path === 'names[].name'),
    )?.[0] ?? 'a field'
  );
}
