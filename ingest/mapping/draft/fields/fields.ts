import { drugGroups } from '../../../../schema/records/parts/goods.js';
import { toCurrency } from '../../../codes/currency.js';
import { catalogue, type MappedKind } from '../../catalogue/index.js';
import { isTarget, parseTarget } from '../../fieldPath.js';
import type { Assignment } from '../guess/assign.js';
import type { DraftColumn } from '../guess/draftColumns.js';
import { extractsOf } from '../sample/position.js';
import { toHeader } from '../synonyms/header.js';
import { aliasField, toAliasName } from './aliasName.js';
import { type DraftClock, findClock } from './clock.js';
import type { DraftField } from './draftField.js';
import { type First, toNames, toPeriod } from './firstField.js';
import { type DraftCurrency, type MakeDraft, toCoded, toField } from './toField.js';

/** Fields of a draft. */
export interface DraftFields {
  readonly fields: readonly DraftField[];
  /** A column that must not be empty for there to be a record. */
  readonly where: string | null;
  /** Columns that the fields read, by name. */
  readonly used: ReadonlySet<string>;
}

/** The fields of a draft; null where the columns lack something that the kind needs. */
export function toDraftFields(
  kind: MappedKind,
  assignments: readonly Assignment[],
  columns: readonly DraftColumn[],
): DraftFields | null {
  const needed = [
    ...(catalogue[kind].groups.names === undefined ? [] : [toNames(assignments, columns)]),
    ...(kind === 'seizureStatistic' ? [toPeriod(assignments, columns)] : []),
  ];
  const first = needed.filter((one) => one !== null);
  if (first.length < needed.length) return null;
  const kept = withoutBroken(kind, assignments);
  const filled = fillFields(kept, columns);
  const fields = [...first, ...filled].map(({ field }) => field);
  fields.push(...toAdditions(kind, fields, kept), ...toPosition(kind, fields, columns));
  if (fields.length === 0) {
    const only = toOnlyField(kind, columns);
    if (only === null) return null;
    fields.push(only);
  }
  const read = columns.filter(({ name }) => fields.some(({ spec }) => spec.column === name));
  const used = new Set([...[...first, ...filled].flatMap((one) => one.columns), ...read].map(({ name }) => name));
  return { fields, where: first[0]?.where ?? null, used };
}

type Filled = Pick<First, 'field' | 'columns'>;

/** Fields that columns fill, each with the columns that it reads. */
function fillFields(assignments: readonly Assignment[], columns: readonly DraftColumn[]): Filled[] {
  const unitColumn = assignments.find(({ field, type }) => type === 'unit' && /unit$/.test(field));
  const quantity = assignments.find(({ type }) => type === 'quantity');
  return assignments.flatMap((assignment): Filled[] => {
    const { field, type, column } = assignment;
    if (field === 'names' || field === 'periodFrom' || (assignment === unitColumn && quantity)) return [];
    const alias = field === aliasField ? toAliasName(columns) : null;
    if (alias) return [alias];
    const money = type === 'money' ? currencyOf(column, columns) : undefined;
    const ofKg = type === 'kg' ? unitBeside(assignment, columns) : undefined;
    const unit = assignment === quantity ? unitColumn : ofKg;
    const clock = type === 'instant' ? findClock(column, columns) : null;
    const made = clock ? toClocked(assignment, clock) : toField({ assignment, unit, money });
    if (made === null) return [];
    const beside = [unit?.column, clock?.column, money?.column].filter((one) => one !== undefined);
    return [{ field: made, columns: [column, ...beside] }];
  });
}

/** Where no header was understood: the first column of words, as a text field of the kind. */
function toOnlyField(kind: MappedKind, columns: readonly DraftColumn[]): DraftField | null {
  const text =
    columns.find(({ profile }) => profile.share.letters > 0.5) ?? columns.find(({ profile }) => profile.values > 0);
  if (!text) return null;
  const field = { incident: 'title', consignment: 'goodsItems', seizure: 'place.name' }[kind as string] ?? 'notes';
  if (!isTarget(parseTarget(kind, field))) return null;
  return { field, spec: { column: text.name }, shown: text.name, sure: false, todo: 'no header was understood' };
}

/** Drops fields of groups whose elements would lack what they need. */
function withoutBroken(kind: MappedKind, assignments: readonly Assignment[]): readonly Assignment[] {
  const fieldsOf = new Map(assignments.map((assignment) => [assignment, parseTarget(kind, assignment.field)]));
  const present = new Set(
    [...fieldsOf.values()].flatMap((target) => (isTarget(target) ? [placeOf(target.path, target.parts)] : [])),
  );
  return assignments.filter((assignment) => {
    const target = fieldsOf.get(assignment);
    const part = target && isTarget(target) ? target.parts.find((one) => one.kind === 'group') : undefined;
    if (part?.kind !== 'group') return true;
    // Why: a number is of a document only where another column states its type.
    if (assignment.field === 'identifications.number') return present.has('identifications[].type ');
    return part.group.needs.every(
      (need) =>
        need === 'category' ||
        need in part.constants ||
        present.has(`${part.path}[].${need} ${part.selector}`) ||
        part.group.defaults?.[need] !== undefined,
    );
  });
}

function placeOf(path: string, parts: readonly { readonly kind: string; readonly selector?: string }[]): string {
  return `${path} ${parts.find(({ kind }) => kind === 'group')?.selector ?? ''}`;
}

/** Undefined where there is none: an amount needs a currency. */
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

/** `weight_unit` beside `weight`: rows may state other units than kilograms. */
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

/** Fields that a kind needs or gains beside those of columns. */
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
    const group = toCoded(make, drug.column.profile.distinct, drugGroups.stored);
    if (group) added.push(group);
  }
  return added;
}
