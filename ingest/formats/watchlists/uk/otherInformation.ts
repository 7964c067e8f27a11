import { joinStated } from '../un/parts.js';
import { fieldOf, labelOf, type UkField, type UkValues } from './fields.js';

/** Fields that the CSV states as `(Label):value` within `Other Information`, since it has no column for them. */
const labelled: ReadonlySet<UkField | undefined> = new Set<UkField>([
  ...(['reference', 'unReference', 'reasons', 'gender', 'phones', 'emails', 'websites'] as const),
  ...(['entityType', 'registration', 'parents', 'subsidiaries'] as const),
  ...([
    'imo',
    'owners',
    'formerOwners',
    'flag',
    'formerFlags',
    'shipType',
    'tonnage',
    'length',
    'built',
    'hull',
  ] as const),
]);

const label = /\(((?:[^()]|\([^()]{1,20}\)){2,60})\)\s*:/g;

/** Values that prose may follow: what of the text is the value. */
const forms: Readonly<Partial<Record<UkField, RegExp>>> = {
  reference: /^[A-Z]{2,4}\d{3,5}(?![\w])/,
  unReference: /^[A-Za-z]{2}[ie]\.\d{3,4}(?!\w)/,
  gender: /^(?:male|female)(?!\w)/i,
  imo: /^(?:IMO\s*)?\d{7}(?!\d)/i,
};

/**
 * Takes what `Other Information` states under a label out of it, where it can be told safely: the label is one that the list
 * uses, and what it names is not stated by itself, nor a second time. All else stays where it is, word for word.
 */
export function withLabelled(values: UkValues): UkValues {
  const text = values.other;
  if (text === undefined) return values;
  const found: Partial<Record<UkField, string>> = { ...values };
  const rest: (string | null)[] = [];
  const matches = [...text.matchAll(label)].filter(([, name = '']) => labelled.has(fieldOf(name)));
  rest.push(text.slice(0, matches[0]?.index).trim() || null);
  for (const [index, match] of matches.entries()) {
    const [sign, name = ''] = match;
    const field = fieldOf(name) as UkField;
    const stated = text.slice(match.index + sign.length, matches[index + 1]?.index).trim();
    const form = forms[field];
    const value = form === undefined ? stated : (form.exec(stated)?.[0] ?? '');
    if (value === '' || (found[field] !== undefined && found[field] !== value)) {
      rest.push(stated === '' ? null : `${labelOf(field)}: ${stated}`);
      continue;
    }
    found[field] = value;
    rest.push(stated.slice(value.length).replace(/^[\s.,;]+/, '') || null);
  }
  const { other: _, ...others } = found;
  const left = joinStated(rest, ' ');
  return left === null ? others : { ...others, other: left };
}
