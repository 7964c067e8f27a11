import { isAbjadName } from '../scripts/abjad/abjadNames.js';
import { scriptOf } from '../scripts/scriptOf.js';
import { skeletonOf } from '../scripts/skeleton.js';
import { commonness, honorifics, nameForms, nicknames, organisationForms } from '../tables/tables.js';
import type { NameToken } from './analysedName.js';
import { analyseName } from './analysis/analyseName.js';
import { firmMeaning } from './analysis/firms/firmWords.js';
import { familyMeanings } from './analysis/roleWords.js';

/** Somebody reached at a firm is not the firm, and one of two names at a slash may be a person's. */
const namesAnother = /\b(?:c\s*\/\s*o|attn|attention|att|z\.?\s*hd|t\.?\s*a\.?\s*v|fao)\b\.?|[/|;]/i;

/** A longer name proves nothing, and would take long to analyse. */
const longest = 300;

const quoted = /["“”„«»]/;

/**
 * Whether a name is a firm's by its legal form (`Specimen Ltd`, `ООО «Пример»`, `Specimen GmbH & Co. KG`).
 *
 * @remarks A firm is not protected as a person may be. So a form that may be a word of a person's name, or initials (Maria Sa,
 *   Ali Sha, Ivanov S.A.), proves nothing unless something else says firm: a second form, a generic word, or quotation marks.
 */
export function hasLegalForm(name: string): boolean {
  if (name.length > longest || namesAnother.test(name.replaceAll(/\b[asi]\/s\b/gi, ''))) return false;
  const { tokens } = analyseName(name, 'organization');
  const forms = tokens.filter(isForm);
  if (forms.length === 0 || forms.length === tokens.length) return false;
  if (forms.some((form) => isPlain(form, tokens, name))) return true;
  return quoted.test(name) || tokens.some((token) => isOfFirms(token) && !forms.includes(token));
}

/** Scripts that are read by letters. In others a word of a person may be read as a form: there a form is as its script writes it. */
const readByLetters: ReadonlySet<string> = new Set(['Latn', 'Cyrl', 'Grek']);

function isForm({ role, value = '', written, readings: [reading = ''] }: NameToken): boolean {
  if (role === 'glue' || role === 'number') return false;
  if (!readByLetters.has(scriptOf(written))) return firmMeaning({ text: written, dotted: false })?.role === 'form';
  const forms = organisationForms().get(reading) ?? [];
  return (role === 'form' || familyMeanings.has(value) || forms.length > 0) && !forms.includes(soleTrader);
}

/** A form of the table that is a natural person's. */
const soleTrader = 'SP';

/** Whether a word says firm beside a form; `son of` says who somebody is, and so does a word that is a given name (Shahid, Ansar). */
function isOfFirms({ role, value, readings }: NameToken): boolean {
  return role === 'generic' && value !== 'sons' && !isAbjadName(readings) && !isGivenName(readings[0] ?? '');
}

const isGivenName = (reading: string): boolean => nameForms().has(reading) || nicknames().has(reading);

/** Whether a form cannot be a word of a person's name. */
function isPlain(form: NameToken, tokens: readonly NameToken[], name: string): boolean {
  const [reading = ''] = form.readings;
  // Separate letters are initials (Jansen B V).
  if (form.written.includes(' ')) return !/^\S( \S)*$/.test(form.written);
  if (isWordOfPersons(reading)) return false;
  if (reading.length > 2) return !mayBeSyllable.test(reading);
  if (/^[^aeiouy][aeiouy]$/.test(reading)) return false;
  // Two letters count only at the end and not after a comma: elsewhere they are initials (Jansen, B.V.).
  const isLast = form === tokens.at(-1) && !name.includes(',');
  return isLast && tokens.some((token) => token !== form && token.written.length > 2);
}

/** One or two vowels with at most one consonant on each side: `sa`, `sad`, `joo`. */
const mayBeSyllable = /^[^aeiouy]?[aeiouy]{1,2}[^aeiouy]?$/;

function isWordOfPersons(reading: string): boolean {
  const tables = [nameForms(), nicknames(), honorifics()];
  return reading === 'ege' || commonness().has(skeletonOf(reading)) || tables.some((table) => table.has(reading));
}
