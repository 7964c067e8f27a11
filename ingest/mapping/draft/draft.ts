// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../../schema/errors.js';
import type { InputFile } from '../../input/inputFile.js';
import { catalogue, type MappedKind } from '../catalogue/index.js';
import { type Assignment, type DraftColumn, type Guess, guessKinds, toDraftColumns } from './assign.js';
import { findDecimals } from './decimals.js';
import { toDraftFields } from './fields.js';
import { findKindColumn } from './kindColumn.js';
import type { DraftKey, DraftParts } from './parts.js';
import { findLayout } from './sample/layout.js';
import { takeSample } from './sample/sample.js';
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
 * Proposes a mapping for a file, from its header and the values of its first 50,000 rows. What it proposes passes
 * `verifyMapping` for these rows; where it is in doubt it says so.
 *
 * @param kind which kind of record a row is; found out where absent
 * @throws BAD_USER_INPUT for a file that is no table, or of which the kind cannot be made
 */
export async function draftMapping(file: InputFile, kind?: MappedKind): Promise<Draft> {
  const layout = await findLayout(file);
  const sample = await takeSample(file, layout.input);
  const columns = toDraftColumns(sample.profiles);
  const kindColumn = findKindColumn(columns);
  const guesses = inStatedOrder(
    guessKinds(columns, file.name),
    kindColumn === null ? [] : [...kindColumn.kinds.keys()],
  );
  const made = guesses
    .filter((guess) => kind === undefined || guess.kind === kind)
    .map((guess) => ({ ...guess, parts: toDraftFields(guess.kind, guess.assignments, columns) }));
  const chosen = made.find(({ parts }) => parts !== null);
  if (!chosen?.parts) {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: `${file.name} has no column that could be ${requiredOf(kind ?? 'incident')}, which ${kind ?? 'a record'} needs.`,
      facts: { hint: 'Draft it as another --kind, or write the mapping by hand: docs/MAPPING.md.' },
    });
  }
  const decimals = findDecimals(chosen.assignments);
  const { used } = chosen.parts;
  const fields = chosen.parts.fields.map(decimals.doubted);
  const { key, merged, nearly } = chooseKey(
    columns.filter(({ name }) => !describes(chosen.assignments, name)),
    sample.rows,
  );
  // Why: a row without a name adds to the record of the rows before it.
  const where = merged === null ? chosen.parts.where : null;
  const next = guesses.find((guess) => guess.kind !== chosen.kind);
  const ofKind = kindColumn?.kinds.get(chosen.kind);
  const parts: DraftParts = {
    file: file.name,
    kind: chosen.kind,
    otherKinds: guesses
      .filter((guess) => guess.kind !== chosen.kind && guess.score > 0)
      .map((guess) => guess.kind)
      .slice(0, 2),
    kindDoubtful:
      kind === undefined && ofKind === undefined && (chosen.score < 4 || (next?.score ?? 0) > chosen.score * 0.75),
    layout,
    nullValues: [...new Set([...sample.nullValues, ...fields.flatMap((field) => field.nullValues ?? [])])],
    decimalComma: decimals.comma,
    key,
    merged,
    nearly,
    keyDoubtful: key !== null && merged === null && sample.rows < fewRows && !keyHeaders.test(key),
    where,
    left: columns.find(({ members }) => where !== null && members.includes(where))?.profile.empty ?? 0,
    kindColumn:
      kindColumn && ofKind
        ? {
            column: kindColumn.column,
            values: ofKind,
            others: [...kindColumn.kinds].flatMap(([other, values]) => (other === chosen.kind ? [] : values)),
            left: sample.rows - (kindColumn.rows.get(chosen.kind) ?? 0),
          }
        : null,
    fields,
    // Why not all: JSON with null where another row has an array has both paths.
    ignored: columns.filter(
      ({ name, profile }) => !used.has(name) && name !== key && !(profile.values === 0 && used.has(`${name}[]`)),
    ),
    rows: sample.rows,
    cut: sample.cut,
  };
  const { text, todo } = writeDraft(parts);
  return {
    kind: parts.kind,
    text,
    fields: fields.map(({ field, shown, sure }) => ({ field, column: shown, sure })),
    ignored: parts.ignored.map(({ name }) => name),
    todo,
    rows: sample.rows,
  };
}

/** What a column says of the rows goes before what their columns look like. */
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

/** A field that describes a thing and does not tell it from others, though few rows may all differ in it. */
function describes(assignments: readonly Assignment[], column: string): boolean {
  const found = assignments.find((assignment) => assignment.column.name === column);
  return (
    found !== undefined &&
    /^(?:names|firstName|lastName|middleName|fatherName|title|notes|narrative|addresses|birth)/.test(found.field)
  );
}

/** Of fewer rows every column may be different by chance. */
const fewRows = 20;

const keyHeaders =
  /(?:^|[\s_.-])(?:id|nr|no|num|number|nummer|ref|reference|key|code|uid|uuid|mrn|imo|seq|record|identifier)(?:$|[\s_.-])|id$|nr$|^#/i;

/** Headers of what several rows may be told together by: `Case Number`, `Group ID`. */
const groupHeaders =
  /(?:^|[\s_.-])(?:[iI][dD]|[nN][rRoO]|[nN]um(?:ber|mer)?|NUM(?:BER)?|[rR]ef(?:erence)?|REF(?:ERENCE)?|[uU]u?id|UU?ID|[mM][rR][nN]|[rR]ecord|RECORD)$|[a-z](?:I[dD]|N[ro]|Ref|Number)$/;

interface ChosenKey {
  readonly key: DraftKey;
  /** How many records there are, where several rows have one key and stand together; null where each row has its own. */
  readonly merged: number | null;
  /** A column that would be a key but for a few rows. */
  readonly nearly: string | null;
}

/** Columns that count the rows: the next delivery counts them anew. */
const runningNumbers = /^(?:#\d+|row ?names?|row ?(?:id|number|num|no)|index|unnamed: ?\d+)$/i;

/**
 * The first column of unique values whose header says so; else one whose equal values stand together, as those of a list
 * with a row for each alias do; else the first that could be one.
 */
function chooseKey(columns: readonly DraftColumn[], rows: number): ChosenKey {
  const possible = columns.filter(({ name, profile }) => {
    const { longest, share, datePatterns } = profile;
    return (
      longest <= (keyHeaders.test(name) ? 255 : 64) &&
      !runningNumbers.test(name.trim()) &&
      share.fraction === 0 &&
      share.fractionComma === 0 &&
      !name.includes('*') &&
      !name.includes('[]') &&
      (datePatterns.length === 0 || share.integer === 1)
    );
  });
  const unique = possible.filter(({ profile }) => profile.unique);
  const named = unique.find(({ name }) => keyHeaders.test(name));
  if (named) return { key: named.name, merged: null, nearly: null };
  const grouped = possible.find(
    ({ name, profile: { together, different } }) =>
      together && different > 1 && different >= rows / 20 && groupHeaders.test(name),
  );
  if (grouped) return { key: grouped.name, merged: grouped.profile.different, nearly: null };
  const coded = unique.find(({ profile }) => profile.share.letters < 0.5 || profile.longest <= 24);
  const nearly = possible.find(({ name, profile }) => groupHeaders.test(name) && profile.different >= rows * 0.9);
  return { key: coded?.name ?? null, merged: null, nearly: nearly?.name ?? null };
}
