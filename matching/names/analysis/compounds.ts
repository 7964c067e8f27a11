import type { Word } from './words.js';

const article = /^(?:[aeu]l|[aeu][drsztn]|ال)$/;
const servant = /^(?:abd(?:[aeou][a-z]?)?|عبد)$/;
const god = /^(?:[aeuo]ll?ah?|الله|اللہ)$/;
const faith = /^(?:[aeu][ld])?d[ie]+ne?$|^الد[يی]ن$/;

/**
 * The words of a person's name, those that make one Arabic name together as one: Abd al-Rahman, Salah ad-Din, Nasr Allah.
 * They are written apart as often as not, and by writers of all scripts.
 */
export function joinCompounds(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    const hasArticle = article.test(words[at + 1]?.text ?? '');
    const next = words[at + (hasArticle ? 2 : 1)];
    const text = next && joinText(word.text, next.text);
    joined.push(text ? { ...word, text } : word);
    if (text) at += hasArticle ? 2 : 1;
  }
  return joined;
}

function joinText(first: string, second: string): string | undefined {
  const isArabic = /^\p{Script=Arabic}/u.test(first);
  if (isArabic !== /^\p{Script=Arabic}/u.test(second)) return undefined;
  if (servant.test(first)) return isArabic ? first + second : god.test(second) ? 'abdullah' : `abdul${second}`;
  if (first.length < 3) return undefined;
  if (god.test(second)) return isArabic ? first + second : `${first}ullah`;
  return faith.test(second) ? (isArabic ? first + second : `${first}uddin`) : undefined;
}
