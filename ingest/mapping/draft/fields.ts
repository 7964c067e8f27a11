// SPDX-License-Identifier: Apache-2.0
import { drugGroups } from '../../../schema/records/goods.js';
import { toCurrency } from '../../codes/currency.js';
import { catalogue, type MappedKind } from '../catalogue/index.js';
import { isTarget, parseTarget } from '../fieldPath.js';
import { type Assignment, type DraftColumn, isSeveral, unitInHeader } from './assign.js';
import { type DraftClock, findClock } from './clock.js';
import type { DraftField } from './draftField.js';
import { toNames, toPeriod } from './firstField.js';
import { guessCode } from './guessCodes.js';
import { extractsOf } from './sample/position.js';
import { partsOf, partsOfAliases, partsOfCountries } from './severalValues.js';
import { toHeader } from './synonyms/header.js';

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
  const subject = catalogue[kind].groups.names !== undefined;
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
    const unit =
      assignment === quantity ? unitColumn : assignment.type === 'kg' ? unitBeside(assignment, columns) : undefined;
    const clock = assignment.type === 'instant' ? findClock(assignment.column, columns) : null;
    const field = clock ? toClocked(assignment, clock) : toField(assignment, unit, money);
    if (field === null) continue;
    fields.push(field);
    take(assignment.column);
    if (unit) take(unit.column);
    if (clock) take(clock.column);
    if (money?.column) take(money.column);
  }
  fields.push(...toAdditions(kind, fields, kept), ...toPosition(kind, fields, columns));
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
  for (const { spec } of fields) {
    const read = columns.find(({ name }) => name === spec.column);
    if (read) take(read);
  }
  return { fields, where: names?.where ?? period?.where ?? null, used };
}

/** Without fields of a group whose element would lack what it needs. */
function withoutBroken(kind: MappedKind, assignments: readonly Assignment[]): readonly Assignment[] {
  const fieldsOf = new Map(assignments.map((assignment) => [assignment, parseTarget(kind, assignment.field)]));
  const present = new Set(
    [...fieldsOf.values()].flatMap((target) => (isTarget(target) ? [placeOf(target.path, target.steps)] : [])),
  );
  return assignments.filter((assignment) => {
    const target = fieldsOf.get(assignment);
    const step = target && isTarget(target) ? target.steps.find((one) => one.kind === 'group') : undefined;
    if (step?.kind !== 'group') return true;
    return step.group.needs.every(
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

/** The height of a person, or a nought that stands for none. */
function isCentimetres(text: string): boolean {
  const height = Number(text.replace(/\s*cm$/i, '').replace(',', '.'));
  // Why from 90: inches of grown persons are fewer.
  return height === 0 || (height >= 90 && height <= 250);
}

/** `weight_unit` beside `weight`: kilograms are not what every row states. */
function unitBeside({ column }: Assignment, columns: readonly DraftColumn[]): Assignment | undefined {
  const own = toHeader(column.name).split(' ');
  const beside = columns.find(({ name, profile }) => {
    const words = toHeader(name).split(' ');
    return (
      profile.share.unit >= 0.5 &&
      own.every((word) => words.includes(word)) &&
      words.some((word) => /^(?:unit|units|uom|einheit|unite|eenheid|unidad)$/.test(word))
    );
  });
  return beside && { field: 'unit', type: 'unit', codes: [], column: beside, sure: true, unread: false };
}

/** A day of one column and a time of day of another. */
function toClocked({ field, column, sure }: Assignment, clock: DraftClock): DraftField {
  return {
    field,
    spec: {
      template: `{${column.name}} {${clock.column.name}}`,
      ...(clock.replace ? { replace: clock.replace } : {}),
      dateTime: { format: clock.formats, zone: 'UTC' },
    },
    shown: `${column.name}, ${clock.column.name}`,
    sure,
    todo: `${column.profile.dateAmbiguous ? 'day and month could change places; ' : ''}which time zone do its clocks show?`,
  };
}

/** Latitude and longitude out of one column that holds both. */
function toPosition(kind: MappedKind, fields: readonly DraftField[], columns: readonly DraftColumn[]): DraftField[] {
  if (kind !== 'incident' && kind !== 'seizure') return [];
  const prefix = kind === 'seizure' ? 'place.' : '';
  if (fields.some(({ field }) => field === `${prefix}latitude`)) return [];
  const column = columns.find(({ profile }) => profile.share.position >= 0.8);
  const extracts = column && extractsOf(column.profile.samples);
  if (!column || !extracts) return [];
  return (['latitude', 'longitude'] as const).map((name) => ({
    field: `${prefix}${name}`,
    spec: { column: column.name, extract: extracts[name] },
    shown: column.name,
    sure: true,
  }));
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
  if (type === 'country' && isSeveral.test(field)) {
    const parts = partsOfCountries(profile.samples);
    if (!unread || parts.replace) return draft(parts);
  }
  if (unread)
    return draft(codeInBrackets(profile.samples), { todo: 'few of its values can be read: `extract` or `map` them' });
  if (type === 'date' || type === 'instant') {
    const dated = toDated(draft, profile, type);
    return field === 'birthDates' ? { ...dated, spec: { ...dated.spec, ...partsOf(profile.samples) } } : dated;
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
  if (type === 'text' && /ALIAS/.test(field)) {
    const { comma, ...parts } = partsOfAliases(profile.samples);
    return draft(parts, comma ? { todo: 'does a comma part them, or stand within a name?', sure: false } : {});
  }
  if (/^persons\b.*statedName$/.test(field) && profile.share.ship > 0)
    return draft({}, { todo: 'some of them look like ships', sure: false });
  if (field === 'vessels' && profile.share.ship < 0.9 && /victim/i.test(column.name))
    return draft({}, { todo: 'are all of them ships, and none a person?', sure: false });
  if (field === 'physical.heightCm' && !profile.samples.every(isCentimetres))
    return draft({}, { todo: 'in centimetres? Its values do not look so', sure: false });
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

type MakeDraft = (more: Readonly<Record<string, unknown>>, rest?: Partial<DraftField>) => DraftField;

function toDated(draft: MakeDraft, profile: DraftColumn['profile'], type: 'date' | 'instant'): DraftField {
  const { datePatterns, dateAmbiguous, noDates } = profile;
  const nothing = noDates.length > 0 ? { nullValues: noDates } : {};
  const doubt = dateAmbiguous ? { todo: 'day and month could change places', sure: false } : {};
  const timed = datePatterns.some((pattern) => /[Hh]/.test(pattern.replaceAll(/'[^']*'/g, '')));
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
    const group = toCoded(make, drug.column.profile.distinct, drugGroups.stored, 'code');
    if (group) added.push(group);
  }
  return added;
}
