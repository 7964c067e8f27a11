import type { NameToken } from '../../analysedName.js';

/** Endings of family names that have another for women: Ivanov, Ivanova; Pushkin, Pushkina; Dobrovski, Dobrovska. */
const ofFamilies = /(?:[uai]v|in|sk|ck|zk)$/;
/** Letters of a stem; in a longer word o for a is rather a slip of the pen. */
const longest = 7;
/** Given names that end as these do. */
const given: ReadonlySet<string> = new Set(
  'martin valintin marin karin katarin augustin zustin kunstantin kristin paulin'.split(' '),
);

/**
 * Whether two words are the given names of a man and of a woman by their last vowel: Sandro and Sandra, Amir and Amira. A family
 * name that has a form for women is one name.
 */
export function areOfTwoGenders(
  { sounds: [a = ''], ...one }: NameToken,
  { sounds: [b = ''], ...other }: NameToken,
): boolean {
  if (one.syllabic || other.syllabic || a.endsWith('a') === b.endsWith('a')) return false;
  const [his, hers] = a.endsWith('a') ? [b, a] : [a, b];
  const stem = hers.slice(0, -1);
  if (stem.length < 2 || (his === `${stem}u` && stem.length > longest)) return false;
  // Not where two letters changed places.
  if (sorted(one) === sorted(other)) return false;
  if (his !== stem && !ofMen.some((ending) => his === stem + ending)) return false;
  return his !== stem || !ofFamilies.test(stem) || given.has(stem) || /.slav$/.test(stem);
}

/** Endings of men's names: Sandro, Panagiotis, Marinos. */
const ofMen = ['u', 'is', 'us'];

const sorted = ({ readings: [first = ''] }: Pick<NameToken, 'readings'>): string => [...first].sort().join('');

/** Given names of men that become those of women with an e, in French and German. */
const withE: ReadonlySet<string> = new Set(
  `andre rene desire aime honore jose louis francois denis pascal emmanuel gabriel daniel michel raphael joel noel marcel axel
   martial christian fabian fabien adrien lucien julien vivien sebastien aurelien damien bastien felicien valentin justin
   augustin clementin florentin celestin severin benjamin martin marcelin simon leon yvon gaston armand bernard leonard
   gerard edouard laurent vincent clement paul romain germain ghislain sylvain alain marian`.split(/\s+/),
);

/** Whether two words are the given names of a man and of a woman by an e at the end: François and Françoise, Daniel and Danielle. */
export function areOfFrenchGenders({ readings: [a = ''] }: NameToken, { readings: [b = ''] }: NameToken): boolean {
  const [his, hers] = a.length < b.length ? [a, b] : [b, a];
  return withE.has(his) && (hers === `${his}e` || hers === `${his}${his.at(-1)}e`);
}
