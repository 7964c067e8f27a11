import { toMonth } from '../../transforms/months.js';
import type { Assignment } from '../guess/assign.js';
import type { DraftColumn } from '../guess/draftColumns.js';
import { toHeader } from '../synonyms/header.js';
import type { DraftField } from './draftField.js';

/** The field without which there is no record, and the columns that it reads. */
export interface First {
  readonly field: DraftField;
  readonly columns: readonly DraftColumn[];
  /** A column that must not be empty for there to be a record. */
  readonly where: string | null;
}

/** Names: a column of whole names, else family and given name, else the column that looks most like names. */
export function toNames(assignments: readonly Assignment[], columns: readonly DraftColumn[]): First | null {
  const of = (field: string) => assignments.find((assignment) => assignment.field === field);
  const whole = of('names');
  const last = of('lastName');
  const first = of('firstName');
  const simple = (column: DraftColumn, sure: boolean, todo?: string): First => ({
    field: { field: 'names', spec: { column: column.name }, shown: column.name, sure, ...(todo ? { todo } : {}) },
    columns: [column],
    where: column.profile.empty > 0 ? (column.members[0] ?? null) : null,
  });
  // Why not always: parts of names outweigh a full name that is in few rows or only guessed.
  const parted =
    last &&
    first &&
    (!whole?.sure || whole.column.profile.empty > Math.max(last.column.profile.empty, first.column.profile.empty));
  if (whole && first && !last && !whole.column.name.includes('*')) return toFamilyName(whole.column, first.column);
  if (whole && !parted && !whole.column.name.includes('*')) return simple(whole.column, whole.sure);
  if (whole && !parted) return toNumberedName(whole.column);
  if (last && first) {
    const template = `{${last.column.name}}, {${first.column.name}}`;
    const both = [last.column, first.column];
    const where = both.every(({ profile }) => profile.empty > 0) ? last.column.name : null;
    return {
      field: { field: 'names', spec: { template }, shown: both.map(({ name }) => name).join(', '), sure: true },
      columns: [],
      where,
    };
  }
  if (last) return { ...simple(last.column, true), columns: [] };
  // Why: `Nombre`, `Nome` is the given name only beside a family name.
  if (first) return simple(first.column, false, 'are these whole names?');
  const text = columns
    .filter(({ name, profile: { share, datePatterns } }) => {
      const isWords = share.letters > 0.8 && share.country < 0.5 && datePatterns.length === 0;
      return isWords && !name.includes('*');
    })
    .sort(
      (one, other) =>
        other.profile.values - one.profile.values ||
        (other.profile.distinct?.size ?? 1e6) - (one.profile.distinct?.size ?? 1e6),
    )[0];
  return text ? simple(text, false, 'no header says that these are names') : null;
}

/** `name` beside `forename` is the family name where there is no other. */
function toFamilyName(family: DraftColumn, given: DraftColumn): First {
  return {
    field: {
      field: 'names',
      spec: { template: `{${family.name}}, {${given.name}}` },
      shown: `${family.name}, ${given.name}`,
      sure: false,
      todo: `is ${family.name} the family name? A whole name is ${family.name} alone`,
    },
    columns: [family],
    where: family.profile.empty > 0 && given.profile.empty > 0 ? family.name : null,
  };
}

/** `Name 1` to `Name 6`, as lists write the parts of one name: given names first, the family name last. */
function toNumberedName(column: DraftColumn): First {
  const ordered = [...column.members].sort((one, other) => numberOf(one) - numberOf(other));
  return {
    field: {
      field: 'names',
      spec: { template: ordered.map((name) => `{${name}}`).join(' ') },
      shown: column.name,
      sure: false,
      todo: `parts of one name, in this order? Several names are {columns: "${column.name}"}`,
    },
    columns: [column],
    where: null,
  };
}

function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? 0);
}

/** The period of a statistic: a column of dates or years, with the month of another column. */
export function toPeriod(assignments: readonly Assignment[], columns: readonly DraftColumn[]): First | null {
  const year =
    assignments.find(({ field }) => field === 'periodFrom')?.column ??
    columns.find(({ name, profile }) => profile.share.year === 1 && /year|jahr|annee|fy/.test(toHeader(name)));
  if (!year?.profile.allDates) return null;
  const fiscal = /\b(?:fy|fiscal)\b/.test(toHeader(year.name))
    ? 'the year is a fiscal one: its first months may lie in the year before'
    : undefined;
  const where = year.profile.empty > 0 ? year.name : null;
  const month = columns.find(
    ({ name, profile }) =>
      /month|monat|mois|maand|mes\b/.test(toHeader(name)) &&
      profile.distinct !== null &&
      profile.empty === 0 &&
      [...profile.distinct.keys()].every((text) => toMonth(text) !== null),
  );
  const todo = fiscal ? { todo: fiscal } : {};
  if (year.profile.share.year === 1 && month) {
    const spec = { template: `{${month.name}} {${year.name}}`, date: ['MMM yyyy'] };
    return {
      field: { field: 'periodFrom', spec, shown: `${month.name}, ${year.name}`, sure: !fiscal, ...todo },
      columns: [year, month],
      where,
    };
  }
  return {
    field: {
      field: 'periodFrom',
      spec: { column: year.name, date: year.profile.datePatterns },
      shown: year.name,
      sure: !fiscal,
      ...todo,
    },
    columns: [year],
    where,
  };
}
