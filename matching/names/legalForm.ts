import { skeletonOf } from '../scripts/skeleton.js';
import { honorifics, nameForms, nicknames, organisationForms, usualness } from '../tables/tables.js';
import type { NameToken } from './analysedName.js';
import { analyseName } from './analysis/analyseName.js';

/** Who is reached at a firm's is not the firm, and of two names between a slash one may be a person's. */
const namesAnother = /\b(?:c\s*\/\s*o|attn|attention|att|z\.?\s*hd|t\.?\s*a\.?\s*v|fao)\b\.?|[/|;]/i;

/** Characters that a name has at most: what is longer proves nothing, and would take long to take apart. */
const longest = 300;

const quoted = /["“”„«»]/;

/**
 * Whether a name is a firm's by the legal form in it (`Specimen Ltd`, `ООО «Пример»`, `Specimen GmbH & Co. KG`).
 *
 * @remarks Who is taken for a firm is not protected as a person may be. So a form that may be a word of a person's name, or
 *   initials (Maria Sa, Ali Sha, Ivanov S.A.), proves nothing unless something else says firm: a second form, a word that
 *   firms have, a name in quotation marks.
 */
export function hasLegalForm(name: string): boolean {
  if (name.length > longest || namesAnother.test(name.replaceAll(/\b[asi]\/s\b/gi, ''))) return false;
  const { tokens } = analyseName(name, 'organization');
  const forms = tokens.filter(isForm);
  if (forms.length === 0 || forms.length === tokens.length) return false;
  if (forms.some((form) => isPlain(form, tokens, name))) return true;
  return forms.length > 1 || quoted.test(name) || tokens.some(({ role }) => role === 'generic');
}

function isForm({ role, readings: [reading = ''] }: NameToken): boolean {
  return role === 'form' || organisationForms().has(reading);
}

/** Whether a form is no word of a person's name. */
function isPlain(form: NameToken, tokens: readonly NameToken[], name: string): boolean {
  const [reading = ''] = form.readings;
  // Why not letters apart: they are initials (Jansen B V).
  if (form.written.includes(' ')) return !/^\S( \S)*$/.test(form.written);
  if (isWordOfPersons(reading)) return false;
  if (reading.length > 2) return !mayBeSyllable.test(reading);
  // Why at the end and after no comma: two letters elsewhere are initials (Jansen, B.V.).
  const isLast = form === tokens.at(-1) && !name.includes(',');
  return isLast && tokens.some((token) => token !== form && token.written.length > 2);
}

/** A vowel, or two, between single consonants at most: `sa`, `sad`, `joo`. */
const mayBeSyllable = /^[^aeiouy]?[aeiouy]{1,2}[^aeiouy]?$/;

function isWordOfPersons(reading: string): boolean {
  const tables = [nameForms(), nicknames(), honorifics()];
  return usualness().has(skeletonOf(reading)) || tables.some((table) => table.has(reading));
}
