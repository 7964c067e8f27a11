import { familySpellings, spellingsOfFamily } from './hangul.js';

/*
 * Syllables of Korean names in Latin letters (Revised Romanization, McCune-Reischauer and as bearers write) and in Cyrillic ones
 * (Kholodovich), to one spelling: plain and aspirated consonants as k, t, p (but zh and ch), vowels as in the
 * Revised Romanization, but ea for ae and e.
 */
const latin =
  /^(kk|gg?|tt|dd?|pp|ph|bb?|ss|sh|jj|tch|ch|[kntrlmpsjhyw])?(yeo|you|yoo|yae|yu|yo|ya|ye|wae|wa|wo|we|wi|eui|ui|eo|eu|ae|ai|ay|ee|ea|oo|ou|oe|oi|[aeiou])(ng|ck|hn|h|[nmlkptb])?$/;
const cyrillic =
  /^(дж|чж|чч|чх|кх|кк|тх|пх|сс|[гкнтдрлмпбсчхц])?(йе|ый|ва|во|ве|вэ|ви|[аяоёуюыиэе])(нъ|ль|[нмлркптг])?$/;

const initials: Readonly<Record<string, string>> = {
  g: 'k',
  gg: 'k',
  kk: 'k',
  к: 'k',
  г: 'k',
  кх: 'k',
  кк: 'k',
  d: 't',
  dd: 't',
  tt: 't',
  т: 't',
  д: 't',
  тх: 't',
  b: 'p',
  bb: 'p',
  pp: 'p',
  ph: 'p',
  п: 'p',
  б: 'p',
  пх: 'p',
  j: 'zh',
  jj: 'zh',
  ch: 'ch zh',
  tch: 'ch zh',
  ч: 'zh',
  чж: 'zh',
  дж: 'zh',
  чч: 'zh',
  ц: 'ch',
  чх: 'ch',
  ss: 's',
  sh: 's',
  с: 's',
  сс: 's',
  l: 'r',
  р: 'r',
  л: 'r',
  н: 'n',
  м: 'm',
  х: 'h',
};
// The vowels that a spelling may mean.
const vowels: Readonly<Record<string, string>> = {
  ae: 'ea',
  ye: 'yea',
  yae: 'yea',
  wae: 'wea',
  we: 'wea',
  o: 'o eo',
  u: 'u eo eu',
  ou: 'eo u',
  you: 'yeo',
  yoo: 'yu',
  yu: 'yu yeo',
  yo: 'yo yeo',
  oo: 'u',
  ee: 'i',
  ea: 'ea',
  ai: 'ea',
  ay: 'ea',
  e: 'ea',
  eui: 'ui',
  oi: 'oe',
  а: 'a',
  я: 'ya',
  о: 'o eo',
  ё: 'yeo yo',
  у: 'u',
  ю: 'yu',
  ы: 'eu',
  и: 'i',
  э: 'ea',
  е: 'eo yea',
  йе: 'yea',
  ый: 'ui',
  ва: 'wa',
  во: 'wo',
  ве: 'wea',
  вэ: 'wea',
  ви: 'wi',
};
const finals: Readonly<Record<string, string>> = {
  ck: 'k',
  g: 'k',
  b: 'p',
  s: 't',
  h: '',
  hn: 'n',
  н: 'n ng',
  нъ: 'n',
  м: 'm',
  ль: 'l',
  л: 'l',
  р: 'l',
  к: 'k',
  г: 'k',
  п: 'p',
  т: 't',
};

// Many write Woo for 우, Weon for 원 and Yi for 이.
const spoken = (syllable: string): string => syllable.replace(/^w(?=u)|^y(?=i)/, '').replace('weo', 'wo');

const longest = 8;
const maxReadings = 36;
/** Between two syllables of one given name, and behind a family name, in the text of a name (hyphenation point). */
export const seam = '\u2027';

/**
 * The readings of the syllables of a Korean given name that a `seam` separates, none where one is no syllable of Korean; of a family
 * name that a `seam` ends, its other spellings.
 */
export function readKorean(syllables: string): readonly string[] {
  if (syllables.endsWith(seam)) return spellingsOfFamily(syllables.slice(0, -1));
  let readings: readonly string[] = [''];
  // Who writes j for one consonant writes ch for another; McCune and Reischauer have no j.
  const hasJ = /j/i.test(syllables);
  for (const syllable of syllables.split(seam)) {
    const next = readSyllable(syllable, hasJ);
    readings = readings.flatMap((before) => next.map((each) => before + each));
  }
  return readings.slice(0, maxReadings);
}

function readSyllable(syllable: string, hasJ: boolean): readonly string[] {
  const marked = syllable
    .toLowerCase()
    .normalize('NFD')
    .replace(/o\u0306/g, 'eo')
    .replace(/u\u0306/g, 'eu');
  const plain = marked.normalize('NFC');
  if (plain.length > longest) return [];
  const [, initial = '', vowel = '', final = ''] = latin.exec(plain) ?? cyrillic.exec(plain) ?? [];
  if (vowel === '') return [];
  const each = (text: string, table: Readonly<Record<string, string>>): readonly string[] =>
    (table[text] ?? text).split(' ');
  const first = hasJ && initial === 'ch' ? [initial] : each(initial, initials);
  // Hee is 희 more often than 히.
  const heard = initial === 'h' && /^(?:i|ee)$/.test(vowel) ? ['i', 'ui'] : each(vowel, vowels);
  return first.flatMap((i) => heard.flatMap((v) => each(final, finals).map((f) => spoken(i + v + f))));
}

/**
 * A Korean name in Latin or Cyrillic letters with its given name as one word: `Kim Jong Un` as `Kim‧ Jong‧Un`, `Jong-un Kim` and
 * `Ким Чен Ын` likewise. None for any other name.
 */
export function withKoreanGiven(text: string): readonly string[] {
  const words = text.replaceAll(/['’ʼ]/g, '').split(/[\s-]+/);
  if (words.length < 2 || words.length > 3) return [];
  // Before a comma stands the family name.
  const places = words[0]?.endsWith(',') ? [0] : [0, words.length - 1];
  words[0] = words[0]?.replace(',', '') as string;
  return places.flatMap((at) => {
    const family = words[at] as string;
    const rest = words.filter((_, index) => index !== at);
    const given = rest.length === 2 ? rest.join(seam) : inTwo(rest[0] as string);
    if (!isFamily(family) || given === undefined || readKorean(given).length === 0) return [];
    return [at === 0 ? `${family}${seam} ${given}` : `${given} ${family}${seam}`];
  });
}

/** Family names by Kholodovich, with the spellings in Latin letters that they do not sound like. */
const cyrillicFamilies = new Map(
  (
    'ким,ли,пак,цой,чхве choe choi,чве choe,чон jeong jeon chung,чжон jeong,кан kang,чо jo,юн,чан jang chang,лим,им,хан,о,со seo,син shin,квон,хван hwang,ан,' +
    'сон seong song,ю yoo,рю,хон hong,но,ко,мун,ян yang,пэ bae pae,пэк baek paek,хо heo,нам,сим shim,ку,мин,чин jin,на,чу joo,ра,ри,рим,чи ji,чхон cheon,чха cha,' +
    'чхэ chae,пён byeon,хён hyeon,квак kwak,ом eom,вон won,пан bang pang'
  )
    .split(',')
    .map((line) => line.split(' '))
    .map(([family = '', ...spellings]) => [family, spellings] as const),
);

/** How Koreans spell a family name that is in Cyrillic letters. */
export function readCyrillicFamily(word: string): readonly string[] {
  return cyrillicFamilies.get(word) ?? [];
}

function isFamily(word: string): boolean {
  const plain = word.toLowerCase();
  return familySpellings.has(plain) || cyrillicFamilies.has(plain);
}

// The first seam that makes two syllables of a word; of those a consonant goes to the second.
function inTwo(word: string): string | undefined {
  for (let at = 1; at < word.length; at += 1) {
    const parted = `${word.slice(0, at)}${seam}${word.slice(at)}`;
    const [, second = ''] = parted.split(seam);
    if (/^[aeiouyаяоёуюыиэе]/i.test(second) && !/^[aeiouyw]/i.test(word)) continue;
    if (readKorean(parted).length > 0) return parted;
  }
  return undefined;
}
