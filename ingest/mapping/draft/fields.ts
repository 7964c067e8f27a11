// SPDX-License-Identifier: Apache-2.0
import { toCurrency } from '../../codes/currency.js';
import { catalogue, type MappedKind } from '../catalogue/index.js';
import { drugGroups } from '../catalogue/shared.js';
import type { KindCatalogue } from '../catalogue/types.js';
import { isTarget, parseTarget } from '../fieldPath.js';
import { toCountry } from '../transforms/countryNames.js';
import { toMonth } from '../transforms/months.js';
import { type Assignment, type DraftColumn, isSeveral, unitInHeader } from './assign.js';
import { guessCode } from './guessCodes.js';
import { toHeader } from './header.js';
import { separatorOf } from './separator.js';

/** One field of a draft: what is written, and what is said beside it. */
export interface DraftField {
  readonly field: string;
  /** Members of the spec, as YAML is made of them; a lone `column` is written short. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Columns as people are shown them. */
  readonly shown: string;
  readonly sure: boolean;
  readonly todo?: string;
  /** Texts of the column that stand for nothing. */
  readonly nullValues?: readonly string[];
  /** Values of the column for which no code is known. */
  readonly uncoded?: readonly string[];
}

/** The fields of a draft; null where something that the kind needs cannot be made of the columns. */
export function toDraftFields(
  kind: MappedKind,
  assignments: readonly Assignment[],
  columns: readonly DraftColumn[],
): {
  readonly fields: readonly DraftField[];
  readonly where: string | null;
  readonly used: ReadonlySet<string>;
} | null {
  const used = new Set<string>();
  const take = (column: DraftColumn): void => void used.add(column.name);
  const fields: DraftField[] = [];
  const subject = ['person', 'organization', 'vesselRecord', 'aircraftRecord'].includes(kind);
  const names = subject ? toNames(assignments, columns) : null;
  if (subject && names === null) return null;
  const period = kind === 'seizureStatistic' ? toPeriod(assignments, columns) : null;
  if (kind === 'seizureStatistic' && period === null) return null;
  for (const first of [names, period]) {
    if (first === null) continue;
    fields.push(first.field);
    for (const column of first.columns) take(column);
  }
  const kept = withoutBroken(kind, assignments);
  const unitColumn = kept.find(({ field, type }) => type === 'unit' && /unit$/.test(field));
  const quantity = kept.find(({ type }) => type === 'quantity');
  for (const assignment of kept) {
    if (['names', 'periodFrom'].includes(assignment.field)) continue;
    if (assignment === unitColumn && quantity) continue;
    const money = assignment.type === 'money' ? currencyOf(assignment.column, columns) : undefined;
    const field = toField(assignment, assignment === quantity ? unitColumn : undefined, money);
    if (field === null) continue;
    fields.push(field);
    take(assignment.column);
    if (assignment === quantity && unitColumn) take(unitColumn.column);
    if (money?.column) take(money.column);
  }
  fields.push(...toAdditions(kind, fields, kept));
  if (fields.length === 0) {
    const text =
      columns.find(({ profile }) => profile.share.letters > 0.5) ?? columns.find(({ profile }) => profile.values > 0);
    if (!text) return null;
    take(text);
    const field = { incident: 'title', consignment: 'goodsItems', seizure: 'place.name' }[kind as string] ?? 'notes';
    fields.push({
      field,
      spec: { column: text.name },
      shown: text.name,
      sure: false,
      todo: 'no header was understood',
    });
  }
  return { fields, where: names?.where ?? period?.where ?? null, used };
}

interface First {
  readonly field: DraftField;
  readonly columns: readonly DraftColumn[];
  /** A column that must not be empty for there to be a record. */
  readonly where: string | null;
}

/** Names: a column of whole names, else family and given name, else what looks most like names. */
function toNames(assignments: readonly Assignment[], columns: readonly DraftColumn[]): First | null {
  const of = (field: string) => assignments.find((assignment) => assignment.field === field);
  const whole = of('names');
  const last = of('lastName');
  const first = of('firstName');
  const simple = (column: DraftColumn, sure: boolean, todo?: string): First => ({
    field: { field: 'names', spec: { column: column.name }, shown: column.name, sure, ...(todo ? { todo } : {}) },
    columns: [column],
    where: column.profile.empty > 0 ? (column.members[0] ?? null) : null,
  });
  // Why not always: a full name in few rows, or one that is only guessed, must not leave the parts of names unread.
  const parted =
    last &&
    first &&
    (!whole?.sure || whole.column.profile.empty > Math.max(last.column.profile.empty, first.column.profile.empty));
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
  const text = columns
    .filter(
      ({ name, profile }) => profile.share.letters > 0.8 && profile.datePatterns.length === 0 && !name.includes('*'),
    )
    .sort(
      (one, other) =>
        other.profile.values - one.profile.values ||
        (other.profile.distinct?.size ?? 1e6) - (one.profile.distinct?.size ?? 1e6),
    )[0];
  return text ? simple(text, false, 'no header says that these are names') : null;
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
function toPeriod(assignments: readonly Assignment[], columns: readonly DraftColumn[]): First | null {
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

/** Without fields of a group whose element would lack what it needs. */
function withoutBroken(kind: MappedKind, assignments: readonly Assignment[]): readonly Assignment[] {
  const known: KindCatalogue = catalogue[kind];
  const fieldsOf = new Map(assignments.map((assignment) => [assignment, parseTarget(kind, assignment.field)]));
  const present = new Set(
    [...fieldsOf.values()].flatMap((target) => (isTarget(target) ? [placeOf(target.path, target.steps)] : [])),
  );
  return assignments.filter((assignment) => {
    const target = fieldsOf.get(assignment);
    const step = target && isTarget(target) ? target.steps.find((one) => one.kind === 'group') : undefined;
    if (step?.kind !== 'group') return true;
    const needs = Object.entries(known.fields)
      .filter(([path, entry]) => entry.required && path.startsWith(`${step.path}[].`))
      .map(([path]) => path.slice(step.path.length + 3));
    return needs.every(
      (need) =>
        need === 'category' ||
        need in step.constants ||
        present.has(`${step.path}[].${need} ${step.selector}`) ||
        step.group.defaults?.[need] !== undefined,
    );
  });
}

function placeOf(path: string, steps: readonly { readonly kind: string; readonly selector?: string }[]): string {
  return `${path} ${steps.find(({ kind }) => kind === 'group')?.selector ?? ''}`;
}

function toField(
  { field, type, codes, column, sure, unread }: Assignment,
  unit: Assignment | undefined,
  money: DraftCurrency | undefined,
): DraftField | null {
  const { profile } = column;
  const shown = unit ? `${column.name}, ${unit.column.name}` : column.name;
  const base = column.name.includes('*') ? { columns: column.name } : { column: column.name };
  const draft = (more: Readonly<Record<string, unknown>>, rest: Partial<DraftField> = {}): DraftField => ({
    field,
    spec: { ...base, ...more },
    shown,
    sure,
    ...rest,
  });
  if (type === 'code' || type === 'numberCode') return toCoded(draft, profile.distinct, codes, type);
  if (unread)
    return draft(codeInBrackets(profile.samples), { todo: 'few of its values can be read: `extract` or `map` them' });
  if (type === 'date' || type === 'instant') {
    const dated = toDated(draft, profile, type);
    return field === 'birthDates' ? { ...dated, spec: { ...dated.spec, ...splitOf(profile.samples) } } : dated;
  }
  if (type === 'money') {
    if (!money) return null;
    return draft({ money: { currency: money.column ? { column: money.column.name } : money.code } });
  }
  if (type === 'quantity' || type === 'kg') {
    const named = unitInHeader(column.name);
    const spec = unit
      ? { unit: { column: unit.column.name } }
      : named && !/^k/.test(named)
        ? { unit: named }
        : type === 'quantity' && named
          ? { unit: named }
          : {};
    const words = unit?.unread
      ? { todo: `few of its units are known: \`unit: {column: ${unit.column.name}, map: {WORD: UNIT}}\`` }
      : {};
    const unknown = type === 'quantity' && !unit && !named ? { todo: 'in which unit? say `unit`' } : words;
    return draft(spec, unknown);
  }
  if (type === 'text' && /ALIAS/.test(field)) return toAliases(draft, profile.samples);
  if (type === 'country' && isSeveral.test(field)) {
    const split = separatorOf(profile.samples, (text) => toCountry(text) !== null);
    return draft(split === null ? {} : { split });
  }
  if (field === 'addresses' && column.name.includes('*'))
    return draft({ join: ', ' }, { todo: 'lines of one address? Several addresses go without `join`', sure: false });
  return draft({});
}

/** `Malta (MLT)`: the code in brackets, where most values have one. */
function codeInBrackets(texts: readonly string[]): { readonly extract?: string } {
  const coded = texts.filter((text) => /\([A-Z]{2,3}\)$/.test(text));
  return coded.length > texts.length / 2 ? { extract: '\\(([A-Z]{2,3})\\)$' } : {};
}

/** Currency of an amount: a word of its header, or a column of its own. */
interface DraftCurrency {
  readonly code?: string;
  readonly column?: DraftColumn;
}

/** Undefined where nothing says it: an amount without a currency is none. */
function currencyOf({ name }: DraftColumn, columns: readonly DraftColumn[]): DraftCurrency | undefined {
  const word = toHeader(name)
    .split(' ')
    .map((part) => (part.length === 3 ? toCurrency(part)?.code : undefined))
    .find((code) => code !== undefined);
  if (word !== undefined) return { code: word };
  const column = columns.find(
    (one) => /currency|wahrung|devise|valuta|moneda/.test(toHeader(one.name)) && one.profile.share.currency > 0.9,
  );
  return column && { column };
}

/** Names that a comma parts are doubtful: it stands within names too. */
function toAliases(draft: MakeDraft, texts: readonly string[]): DraftField {
  const { split } = splitOf(texts);
  if (split !== undefined) return draft({ split });
  const listed = texts.filter((text) => text.split(',').length > 2).length;
  return listed > texts.length / 10
    ? draft({ split: ',' }, { todo: 'does a comma part them, or stand within a name?', sure: false })
    : draft({});
}

/** A separator that values of a list column have. */
function splitOf(texts: readonly string[]): { readonly split?: string } {
  const separator = [';', '|'].find((one) => texts.some((text) => text.includes(one)));
  return separator ? { split: separator } : {};
}

type MakeDraft = (more: Readonly<Record<string, unknown>>, rest?: Partial<DraftField>) => DraftField;

function toDated(draft: MakeDraft, profile: DraftColumn['profile'], type: 'date' | 'instant'): DraftField {
  const { datePatterns, dateAmbiguous, noDates } = profile;
  const nothing = noDates.length > 0 ? { nullValues: noDates } : {};
  const doubt = dateAmbiguous ? { todo: 'day and month could change places', sure: false } : {};
  const timed = datePatterns.some((pattern) => /[Hh]/.test(pattern));
  if (type === 'date' || !timed) return draft({ date: datePatterns }, { ...nothing, ...doubt });
  const zoned = datePatterns.every((pattern) => pattern.includes('X'));
  if (zoned) return draft({ dateTime: { format: datePatterns } }, { ...nothing, ...doubt });
  return draft(
    { dateTime: { format: datePatterns, zone: 'UTC' } },
    { ...nothing, sure: false, todo: 'which time zone do its clocks show?' },
  );
}

/** Null where no value of the column is a code, or there are too many of them. */
function toCoded(
  draft: MakeDraft,
  distinct: ReadonlyMap<string, number> | null,
  codes: readonly string[],
  type: string,
): DraftField | null {
  if (distinct === null || distinct.size === 0) return null;
  // Why: Recommendation 19 reads the words of trade itself.
  if (type === 'numberCode') return draft({});
  const pairs = [...distinct.keys()].map((text) => [text, guessCode(text, codes)] as const);
  const known = pairs.filter(([, code]) => code !== null);
  if (known.length === 0) return null;
  const uncoded = pairs.filter(([, code]) => code === null).map(([text]) => text);
  const exact = known.every(([text, code]) => text === code);
  const rest = { ...(uncoded.length > 0 ? { uncoded, todo: 'some values have no code yet' } : {}) };
  // Why: seized goods must have a category, and a draft refuses no row.
  const others = uncoded.length > 0 && codes.includes('OTHER_TAX_FRAUD') ? { otherwise: 'OTHER' } : {};
  return draft(exact && uncoded.length === 0 ? {} : { map: Object.fromEntries(known), ...others }, rest);
}

/** What a kind needs or gains beside what columns fill. */
function toAdditions(
  kind: MappedKind,
  fields: readonly DraftField[],
  assignments: readonly Assignment[],
): DraftField[] {
  const statistic = kind === 'seizureStatistic';
  if (!statistic && kind !== 'seizure') return [];
  const prefix = statistic ? '' : 'items.';
  const has = (name: string) => fields.some(({ field }) => field === `${prefix}${name}`);
  const added: DraftField[] = [];
  const drug = assignments.find(({ field }) => field === `${prefix}drug`);
  const goods = fields.some(({ field }) => /^items\b/.test(field));
  if (!has('category') && (statistic || goods)) {
    const value = drug || has('drugGroup') ? 'DRUGS' : 'OTHER';
    added.push({
      field: `${prefix}category`,
      spec: { value },
      shown: '',
      sure: false,
      todo: 'the same for all rows: is it?',
    });
  }
  if (drug?.column.profile.distinct && !has('drugGroup')) {
    const make: MakeDraft = (more, rest = {}) => ({
      field: `${prefix}drugGroup`,
      spec: { column: drug.column.name, ...more },
      shown: drug.column.name,
      sure: true,
      ...rest,
    });
    const group = toCoded(make, drug.column.profile.distinct, drugGroups, 'code');
    if (group) added.push(group);
  }
  return added;
}
