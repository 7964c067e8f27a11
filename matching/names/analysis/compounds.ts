import type { Word } from './text/words.js';

const article = /^(?:[aeu]l|[aeu][drsztn]|ال)$/;
const servant = /^(?:abd(?:[aeou][a-z]?)?|عبد)$/;
const holder = /^(?:dh?u|dh?ul|zul?|thul?|ذو|ذي|ذی)$/;
/** Abu Bakr, in which the father is no particle. */
const fatherOf = /^(?:abu|[أا]بو)$/;
const young = /^(?:bakr|bakar|baker|bakir|bekir|بكر|بکر)$/;
const god = /^(?:[aeuo]ll?ah?|الله|اللہ)$/;
const faith = /^(?:[aeu][ld])?d[ie]+ne?$|^الد[يی]ن$/;

/**
 * Joins the words of a person's name that make one Arabic name: Abd al-Rahman, Salah ad-Din, Nasr Allah. They are written
 * separately as often as not, in all scripts.
 */
export function joinCompounds(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    const hasArticle = article.test(words[at + 1]?.text ?? '');
    const next = words[at + (hasArticle ? 2 : 1)];
    const text =
      next && (joinText(word.text, next.text) ?? (words.length > 2 ? joinBorn(word.text, next.text) : undefined));
    joined.push(text ? { ...word, text } : word);
    if (text) at += hasArticle ? 2 : 1;
  }
  return joined;
}

/** A son or a daughter of, behind the father's name: Tofiq oğlu. */
const childOf = /^(?:o[gğ]l[uiıy]|q[ıi]z[ıi]|[kq]yzy|u+ly|uulu|оглы|о[ғг]ли|[кқ]ызы|[кқ]изи|ұлы|у+лы|уулу)$/u;

/** Born of, and the like, behind a Persian name: آخوند زاده. */
const bornOf = /^(?:zad(?:a|eh?)|ne(?:j|zh)ad|زاده|نژاد)$/u;

// Of two words the second is the family's name.
function joinBorn(first: string, second: string): string | undefined {
  return bornOf.test(second) && first.length > 2 ? first + second : undefined;
}

function joinText(first: string, second: string): string | undefined {
  if (childOf.test(second)) return first + second;
  const isArabic = /^\p{Script=Arabic}/u.test(first);
  if (isArabic !== /^\p{Script=Arabic}/u.test(second)) return undefined;
  if (holder.test(first) && second.length > 3) return isArabic ? first + second : `zul${second}`;
  if (fatherOf.test(first) && young.test(second)) return first + second;
  if (servant.test(first)) {
    if (isArabic) return first + second;
    return god.test(second) ? 'abdullah' : `abdul${second}`;
  }
  if (first.length < 3) return undefined;
  if (god.test(second)) return isArabic ? first + second : `${first}ullah`;
  if (faith.test(second)) return isArabic ? first + second : `${first}uddin`;
  return undefined;
}
