import type { TextForm } from '../../../parts/schema.gql.js';
import { searchTexts } from '../../../texts/search.js';

const { forms, readAs: texts } = searchTexts;

/** A form of the text, as the answer says it. */
export interface RecognisedForm {
  readonly form: TextForm;
  readonly value: string;
  readonly checkDigitValid?: boolean | null;
  readonly countries?: readonly string[] | null;
  readonly searchedIn?: readonly string[] | null;
}

/** A form in words. */
export interface ReadForm {
  readonly form: string;
  /** Null for names and words, which are the text itself. */
  readonly value: string | null;
  /** What lessens its worth: a wrong check digit, that nothing is looked up by it. */
  readonly limits: readonly string[];
  readonly notes: readonly string[];
}

/** What the text may be, in words; a zone without its signs, since its number and its name follow. */
export function formWords({ form, value, checkDigitValid, countries, searchedIn }: RecognisedForm): ReadForm {
  const isText = form === 'NAME' || form === 'WORDS';
  const limits = [
    ...(checkDigitValid === false ? [texts.wrong] : []),
    // A zone is searched by the number and the name in it.
    ...(searchedIn?.length === 0 && form !== 'MRZ' ? [texts.nowhere] : []),
  ];
  const notes = [
    ...(checkDigitValid === true ? [texts.right] : []),
    ...(countries?.length ? [texts.countries(countries.join(', '))] : []),
  ];
  return { form: forms[form] ?? form, value: isText || form === 'MRZ' ? null : value, limits, notes };
}
