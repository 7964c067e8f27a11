import { organisationForms } from '../../../tables/tables.js';
import { placeShortenings } from '../roleWords.js';

/** What joins two names of one ship or firm: ex, formerly, also known as, doing business as. */
const alsoNamed =
  /[\s,;([]+(?:ex(?:[\s.:-]|(?=\())|(?:f\.?k\.?a|a\.?k\.?a|n\.?k\.?a|d[./]?b[./]?a|f\/k\/a|a\/k\/a)\b\.?|formerly\b|бывш\p{L}*|原名|旧名)[\s.:-]*/iu;

/** The acronym of a firm, in brackets behind its name, which others leave out: (KEXIM). */
const acronymBehind = /^(.*\S{3}\s+\S{3}.*?)\s*\((\p{Lu}[\p{Lu}&-]{2,9})\)$/u;

/** A firm's name without the acronym in brackets behind it, then as it is. */
export function acronymAside(text: string): readonly string[] {
  const [, name, acronym = ''] = acronymBehind.exec(text.trim()) ?? [];
  const says = acronym.toLowerCase();
  const isApart = name !== undefined && !placeShortenings.has(says) && !organisationForms().has(says);
  return isApart ? [name, text] : [text];
}

/** A second name in brackets: Dong Fang Zhi Xing (Eastern Star). */
const bracketedName = /^(.{5,}?)\s*\(([^()]{5,})\)$/u;

/** The names between slashes, or of a ship or a firm before and after `ex`, where each is long enough to be one: not `A/S`. */
export function namesBetweenSlashes(text: string, isPerson: boolean): readonly string[] {
  const beside = isPerson ? undefined : bracketedName.exec(text)?.slice(1);
  const also = isPerson ? [text] : (beside ?? text.split(alsoNamed));
  const parts = (also.length > 1 ? also : text.split('/')).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part.length > 4) ? parts : [];
}
