import { compactNumber } from './documentNumber.js';
import { parseImo } from './imo.js';

/** A number as the log names it, however it was written: `7937317` for `IMO 7937317`, `CSQU3054383` for `csqu 305438-3`. */
export function identifierKey(type: string, text: string): string {
  return (type === 'Vessel' ? parseImo(text) : null) ?? compactNumber(text);
}

/** Ids as the sources make them; no number is as long. */
const publicId = /^[a-z]+_[a-z0-9]{22,}$/;

/** The forms under which the log may name what a text stands for: as it is and, but for a public id, as each kind of number. */
export function identifierForms(text: string): readonly string[] {
  // Why: each form costs a search a token for each agency and month.
  if (publicId.test(text)) return [text];
  return [...new Set([text, identifierKey('Vessel', text), compactNumber(text)])];
}
