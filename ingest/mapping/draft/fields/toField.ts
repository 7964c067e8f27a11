import type { FieldType } from '../../catalogue/types.js';
import type { Assignment } from '../guess/assign.js';
import type { DraftColumn } from '../guess/draftColumns.js';
import { guessCode } from '../guess/guessCodes.js';
import { isSeveral, unitInHeader } from '../guess/scoreValues.js';
import type { DraftField } from './draftField.js';
import { partsOf, partsOfAliases, partsOfCountries } from './severalValues.js';

/** Currency of an amount: a word of its header, or a column of its own. */
export interface DraftCurrency {
  readonly code?: string;
  readonly column?: DraftColumn;
}

/** A column and the field that it fills, with unit and currency. */
export interface Filling {
  readonly assignment: Assignment;
  readonly unit: Assignment | undefined;
  readonly money: DraftCurrency | undefined;
}

/** Makes the field of a draft from members of its spec and other members. */
export type MakeDraft = (more: Readonly<Record<string, unknown>>, rest?: Partial<DraftField>) => DraftField;

/** How a field is read from its column; null where no value of it could be. */
export function toField(filling: Filling): DraftField | null {
  const { assignment, unit } = filling;
  const { field, type, column, sure, unread } = assignment;
  const draft: MakeDraft = (more, rest = {}) => ({
    field,
    spec: { ...(column.name.includes('*') ? { columns: column.name } : { column: column.name }), ...more },
    shown: unit ? `${column.name}, ${unit.column.name}` : column.name,
    sure,
    ...rest,
  });
  const { samples } = column.profile;
  if (type === 'code' || type === 'numberCode') return byType[type]?.(filling, draft) ?? null;
  const several = type === 'country' && isSeveral.test(field) ? partsOfCountries(samples) : null;
  if (several && (!unread || several.replace)) return draft(several);
  if (unread) return draft(codeInBrackets(samples), { todo: 'few of its values can be read: `extract` or `map` them' });
  const make = byType[type];
  return make ? make(filling, draft) : draft({});
}

const byType: Readonly<Partial<Record<FieldType, (filling: Filling, draft: MakeDraft) => DraftField | null>>> = {
  code: ({ assignment: { column, codes } }, draft) => toCoded(draft, column.profile.distinct, codes),
  // Why: Recommendation 19 reads the words of trade itself.
  numberCode: ({ assignment: { column } }, draft) => (column.profile.distinct?.size ? draft({}) : null),
  date: ({ assignment: { field, column } }, draft) => {
    const dated = toDated(draft, column.profile, 'date');
    return field === 'birthDates' ? { ...dated, spec: { ...dated.spec, ...partsOf(column.profile.samples) } } : dated;
  },
  instant: ({ assignment: { column } }, draft) => toDated(draft, column.profile, 'instant'),
  money: ({ money }, draft) =>
    money ? draft({ money: { currency: money.column ? { column: money.column.name } : money.code } }) : null,
  quantity: toMeasured,
  kg: toMeasured,
  number: ({ assignment: { field, column } }, draft) =>
    field === 'physical.heightCm' && !column.profile.samples.every(isCentimetres)
      ? draft({}, { todo: 'in centimetres? Its values do not look so', sure: false })
      : draft({}),
  text: toText,
};

function toMeasured({ assignment: { type, column }, unit }: Filling, draft: MakeDraft): DraftField {
  if (unit)
    return draft(
      { unit: { column: unit.column.name } },
      unit.unread
        ? { todo: `few of its units are known: \`unit: {column: ${unit.column.name}, map: {WORD: UNIT}}\`` }
        : {},
    );
  const named = unitInHeader(column.name);
  if (named === null) return draft({}, type === 'quantity' ? { todo: 'in which unit? say `unit`' } : {});
  return draft(type === 'quantity' || !/^k/.test(named) ? { unit: named } : {});
}

function toText({ assignment: { field, column } }: Filling, draft: MakeDraft): DraftField {
  const { samples, share } = column.profile;
  if (/ALIAS/.test(field)) {
    const { comma, ...parts } = partsOfAliases(samples);
    return draft(parts, comma ? { todo: 'does a comma part them, or stand within a name?', sure: false } : {});
  }
  if (/^persons\b.*statedName$/.test(field) && share.ship > 0)
    return draft({}, { todo: 'some of them look like ships', sure: false });
  if (field === 'vessels' && share.ship < 0.9 && /victim/i.test(column.name))
    return draft({}, { todo: 'are all of them ships, and none a person?', sure: false });
  if (field === 'addresses' && column.name.includes('*'))
    return draft({ join: ', ' }, { todo: 'lines of one address? Several addresses go without `join`', sure: false });
  return draft({});
}

/** The height of a person, or a zero for none. */
function isCentimetres(text: string): boolean {
  const height = Number(text.replace(/\s*cm$/i, '').replace(',', '.'));
  // Why from 90: heights of adults in inches are below.
  return height === 0 || (height >= 90 && height <= 250);
}

/** `Malta (MLT)`: the code in brackets, where most values have one. */
function codeInBrackets(texts: readonly string[]): { readonly extract?: string } {
  const coded = texts.filter((text) => /\([A-Z]{2,3}\)$/.test(text));
  return coded.length > texts.length / 2 ? { extract: '\\(([A-Z]{2,3})\\)$' } : {};
}

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
export function toCoded(
  draft: MakeDraft,
  distinct: ReadonlyMap<string, number> | null,
  codes: readonly string[],
): DraftField | null {
  if (distinct === null || distinct.size === 0) return null;
  const pairs = [...distinct.keys()].map((text) => [text, guessCode(text, codes)] as const);
  const known = pairs.filter(([, code]) => code !== null);
  if (known.length === 0) return null;
  const uncoded = pairs.filter(([, code]) => code === null).map(([text]) => text);
  const exact = known.every(([text, code]) => text === code);
  const rest = { ...(uncoded.length > 0 ? { uncoded, todo: 'some values have no code yet' } : {}) };
  // Why: seized goods need a category, and a draft refuses no row.
  const others = uncoded.length > 0 && codes.includes('OTHER_TAX_FRAUD') ? { otherwise: 'OTHER' } : {};
  return draft(exact && uncoded.length === 0 ? {} : { map: Object.fromEntries(known), ...others }, rest);
}
