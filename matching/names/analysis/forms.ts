import type { NameToken } from '../analysedName.js';
import { longForms, organizationForms } from './roleWords.js';

const byLength = longForms
  .map(([phrase, form]) => ({ words: phrase.split(' '), form }))
  .sort((a, b) => b.words.length - a.words.length);

/** The words of a company, those that say its legal form as the one form that they say. */
export function foldForms(tokens: readonly NameToken[]): readonly NameToken[] {
  const folded: NameToken[] = [];
  for (let at = 0; at < tokens.length; ) {
    const long = byLength.find(({ words }) => words.every((word, index) => tokens[at + index]?.readings[0] === word));
    const token = tokens[at] as NameToken;
    folded.push(withClass(long ? formNamed(long.form, tokens.slice(at, at + long.words.length)) : token));
    at += long ? long.words.length : 1;
  }
  return folded;
}

function formNamed(form: string, tokens: readonly NameToken[]): NameToken {
  const written = tokens.map((each) => each.written).join(' ');
  return { written, role: 'form', readings: [form], sounds: [form], consonants: form, weight: 0 };
}

function withClass(token: NameToken): NameToken {
  const value = token.role === 'form' ? organizationForms.get(token.readings[0] ?? '') : undefined;
  return value ? { ...token, value } : token;
}
