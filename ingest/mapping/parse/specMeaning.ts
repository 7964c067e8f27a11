import { toCurrency } from '../../codes/currency.js';
import { toUnit } from '../../codes/units.js';
import type { FieldEntry } from '../catalogue/types.js';
import { toConverter, transformTypes } from '../compile/converters.js';
import { templateColumns } from '../compile/source.js';
import type { MappingInput, Spec } from '../mapping.js';
import { didYouMean } from '../nearest.js';
import { isNote, reasonInWords } from '../reasons.js';
import { WithSiblings } from '../transforms/converter.js';
import { parseDatePattern } from '../transforms/datePattern.js';
import { isZone } from '../transforms/zone.js';

/** A mistake in a field's spec; `word` is the member at fault, empty for the whole. */
export interface SpecMistake {
  readonly word: string;
  readonly message: string;
  readonly hint: string;
}

/** Every mistake in a field's spec. */
export function judgeSpec(
  spec: Spec,
  entry: FieldEntry,
  path: string,
  input: Pick<MappingInput, 'decimal'>,
): readonly SpecMistake[] {
  const mistakes: SpecMistake[] = [];
  const say = (word: string, message: string, hint = ''): void => void mistakes.push({ word, message, hint });
  judgeSource(spec, say);
  judgeFit(spec, entry, path, say);
  judgePatterns(spec, say);
  if (mistakes.length > 0) return mistakes;
  judgeValues(spec, entry, path, input, say);
  return mistakes;
}

/** A constant of a mapping as the field reads it; `hint` says why it cannot, or is null. */
export function judgeConstant(
  text: string,
  spec: Spec,
  entry: FieldEntry,
  input: Pick<MappingInput, 'decimal'>,
): { readonly value: unknown; readonly hint: string | null } {
  let reason: string | null = null;
  const fail = (found: string): void => {
    if (!isNote(found)) reason ??= found;
  };
  const value = toConverter(spec, entry, input)(text, fail, () => null);
  const plain = value instanceof WithSiblings ? value.value : value;
  if (reason === null) return { value: plain, hint: null };
  return {
    value: plain,
    hint: entry.codes
      ? didYouMean(text, entry.codes, `Allowed: ${entry.codes.join(', ')}.`)
      : `It is ${reasonInWords(reason)}.`,
  };
}

type Say = (word: string, message: string, hint?: string) => void;

function judgeSource(spec: Spec, say: Say): void {
  const sources = (['column', 'columns', 'from', 'value', 'template'] as const).filter(
    (word) => spec[word] !== undefined,
  );
  if (sources.length === 0)
    say('', 'says not where the value comes from.', 'Add column, columns, from, value or template.');
  if (sources.length > 1)
    say(
      sources[1] as string,
      `stands beside ${sources[0]}: there can be one of them only.`,
      'Use `from` for the first column that has a value.',
    );
  if (spec.template !== undefined && templateColumns(spec.template).length === 0) {
    say('template', 'names no column.', 'Write columns in braces: "{street} {number}"; a constant is `value`.');
  }
  if (spec.otherwise !== undefined && !spec.map) say('otherwise', 'needs a map.', 'For empty values use `default`.');
}

/** Transforms that make no value for this type of field. */
function judgeFit(spec: Spec, entry: FieldEntry, path: string, say: Say): void {
  for (const [word, types] of Object.entries(transformTypes)) {
    const used = spec[word as keyof typeof transformTypes];
    if (used === undefined || used === false || types.includes(entry.type)) continue;
    if (word === 'as' && sameReading(spec.as as string, entry.type)) continue;
    const other = Object.entries(transformTypes)
      .filter(([, list]) => list.includes(entry.type))
      .map(([name]) => name);
    const hint =
      other.length === 0
        ? 'Leave it out: the field reads its values itself.'
        : `For this field: ${other.join(', ')}, or none.`;
    say(word, `${path} is a ${entry.type}, for which ${word} makes no value.`, hint);
  }
  if (entry.type === 'money' && !spec.money)
    say('', `${path} needs \`money\`.`, 'Write money: {currency: EUR}, or money: {currency: {column: NAME}}.');
  if (spec.makesElement && !path.includes('[].'))
    say('makesElement', `${path} is in no element.`, 'Elements are those of groups: items.quantity, names.name.');
  if (spec.date && spec.dateTime)
    say(
      'dateTime',
      'stands beside date: there can be one of them only.',
      'dateTime reads dates too: put both patterns into its format.',
    );
}

function sameReading(reading: string, type: string): boolean {
  const types: Readonly<Record<string, readonly string[]>> = {
    locode: ['unlocode'],
    hs: ['hs6', 'cn8'],
    transportMode: ['numberCode'],
  };
  return (types[reading] ?? [reading]).includes(type);
}

function judgePatterns(spec: Spec, say: Say): void {
  if (spec.extract !== undefined) judgeExpression(spec.extract, 'extract', say);
  for (const pattern of Object.keys(spec.replace ?? {})) judgeExpression(pattern, 'replace', say);
  for (const word of ['date', 'dateTime'] as const) {
    const patterns = word === 'date' ? spec.date : spec.dateTime?.format;
    for (const pattern of patterns ?? []) {
      const parsed = parseDatePattern(pattern);
      if (typeof parsed === 'string')
        say(word, `${pattern} is no date pattern: ${parsed}.`, 'Examples: dd.MM.yyyy, d MMM yyyy, yyyy-MM-dd HH:mm.');
    }
  }
  const zone = spec.dateTime?.zone;
  if (zone !== undefined && !isZone(zone)) {
    say(
      'dateTime',
      `${zone} is no time zone.`,
      didYouMean(zone, Intl.supportedValuesOf('timeZone'), 'Use a name such as Europe/Amsterdam or UTC.'),
    );
  }
  for (const text of typeof spec.unit === 'object' ? Object.values(spec.unit.map ?? {}) : []) {
    if (text !== null && toUnit(text) === null)
      say('unit', `${text} is no unit of UNECE Recommendation 20.`, 'Write its code or name: GRM, g, kg, H87, pieces.');
  }
  if (typeof spec.unit === 'string' && toUnit(spec.unit) === null)
    say(
      'unit',
      `${spec.unit} is no unit of UNECE Recommendation 20.`,
      `A column is written unit: {column: ${spec.unit}}.`,
    );
  const currency = spec.money?.currency;
  if (typeof currency === 'string' && toCurrency(currency) === null)
    say('money', `${currency} is no currency of ISO 4217.`, `A column is written currency: {column: ${currency}}.`);
}

function judgeExpression(pattern: string, word: string, say: Say): void {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    say(
      word,
      `${pattern} is no regular expression${error instanceof Error ? ` (${error.message.replace(/^.*: /, '')})` : ''}.`,
      'In YAML put it in single quotes.',
    );
  }
}

/** Constants that the field cannot hold: `value`, `default`, values of `map`. */
function judgeValues(
  spec: Spec,
  entry: FieldEntry,
  path: string,
  input: Pick<MappingInput, 'decimal'>,
  say: Say,
): void {
  const otherwise = spec.otherwise === 'keep' ? undefined : spec.otherwise;
  // Why not beside map: a constant and a default go through it too.
  const constants: [string, string | null | undefined][] = [
    ...(spec.map
      ? []
      : ([
          ['value', spec.value],
          ['default', spec.default],
        ] as [string, string | undefined][])),
    ['otherwise', otherwise],
    ...Object.values(spec.map ?? {}).map((to): [string, string | null] => ['map', to]),
  ];
  for (const [word, text] of constants) {
    if (text === undefined || text === null) continue;
    const { hint } = judgeConstant(text, spec, entry, input);
    if (hint !== null) say(word, `${text} is no value of ${path}.`, hint);
  }
}
