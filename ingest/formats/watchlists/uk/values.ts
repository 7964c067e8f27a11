import { joinStated, toLine } from '../parts.js';
import { fieldOf, labelledForm, labelOf, type UkField, type UkValues } from './fields.js';

/** Values of named texts, each on one line; the first value of a field counts. */
export function toValues(named: readonly (readonly [name: string, text: string])[]): UkValues {
  const lines = named.flatMap(([name, text]) => {
    const field = fieldOf(name);
    const line = toLine(text);
    return field === undefined || line === null ? [] : [[field, line] as const];
  });
  return withLabelled(Object.fromEntries(lines.reverse()) as UkValues);
}

const label = /\(((?:[^()]|\([^()]{1,20}\)){2,60})\)\s*:/g;

/**
 * Moves labelled values out of `Other Information` where that is safe: the list uses the label, and the field has no other
 * value. All other text stays, word for word.
 */
function withLabelled(values: UkValues): UkValues {
  const { other: text, ...others } = values;
  if (text === undefined) return values;
  const found: Partial<Record<UkField, string>> = others;
  const matches = [...text.matchAll(label)].filter(([, name = '']) => labelledForm(fieldOf(name)) !== undefined);
  const rest: (string | null)[] = [text.slice(0, matches[0]?.index).trim() || null];
  for (const [index, match] of matches.entries()) {
    const [sign, name = ''] = match;
    const field = fieldOf(name) as UkField;
    const stated = text.slice(match.index + sign.length, matches[index + 1]?.index).trim();
    const value = labelledForm(field)?.exec(stated)?.[0] ?? '';
    if (value === '' || (found[field] ?? value) !== value) {
      rest.push(stated === '' ? null : `${labelOf(field)}: ${stated}`);
      continue;
    }
    found[field] = value;
    rest.push(stated.slice(value.length).replace(/^[\s.,;]+/, '') || null);
  }
  const left = joinStated(rest, ' ');
  return left === null ? found : { ...found, other: left };
}
