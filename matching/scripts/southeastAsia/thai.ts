/*
 * Thai by the Royal Thai General System (Royal Institute, 1999), but without the h of kh, ph and th, which people often leave out.
 * A consonant has one sound before a vowel and another after it. Vowels that are not written are guessed: words in Thai are compared
 * with others by consonants.
 */
type Letters = Readonly<Record<string, string>>;

/** Letters, their sound before a vowel, and after one. */
const sounds =
  'กขฃคฅฆ k k,ง ng ng,จฉชฌ ch t,ซศษส s t,ญ y n,ดฎฑ d t,ตฏทธฐฒถ t t,นณ n n,บ b p,ปผพภ p p,ฝฟ f p,ม m m,ย y i,ร r n,ลฬ l n,ว w o,หฮ h'
    .split(',')
    .map((line) => line.split(' '));
const lettersAt = (position: 1 | 2): Letters =>
  Object.fromEntries(
    sounds.flatMap((line) => [...(line[0] ?? '')].map((letter) => [letter, line[position] ?? ''] as const)),
  );
const before = lettersAt(1);
const after = lettersAt(2);
/** As many write words from Sanskrit and Pali, in which a consonant is written as it is in them, wherever it stands. */
const learned: Letters = { ...before, ช: 'j', ค: 'g', ท: 'd', ธ: 'd', พ: 'b', ภ: 'b', ว: 'v' };
const learnedAfter: Letters = { ...learned, ญ: 'n', ย: 'i' };
/** The r is not heard: it makes the vowel before it long (Porn, Suchart). */
const drawn: Letters = { ...after, ร: 'r', ล: 'l', ฬ: 'l' };
const aspirated: Letters = { ...before, ข: 'kh', ค: 'kh', ฆ: 'kh', ผ: 'ph', พ: 'ph', ภ: 'ph' };

const mute = /[ทดตษศ][รณ]์|[ก-ฮ][ิุ]?์/g;
const tones = /[็-๋]/g;
// Not heard: the vowel of ชาติ, เหตุ and ภูมิ, and the r of บุตร and เพชร.
const endings = /(?<=[าีูเ][ก-ฮ]?[ตม])[ิุ]$|(?<=ภูม)ิ|(?<=[ัาิีุู][กคตทด]|เพช)ร$/g;
// Two letters with the sound of one, and one with the sound of two.
const joined: readonly (readonly [RegExp, string])[] = [
  [/ทร(?=ง|ั|า[บยม])/g, 'ซ'],
  [/สร(?=ง|ะ)/g, 'ส'],
  [/พรหม/g, 'พรม'],
  [/เกียรติ/g, 'เกียต'],
  [/เพชร(?=.)/g, 'เพชช'],
];

const onset = '([กขคจตปผพทสศ][รลว](?=[ะ-ู])|ห[งญนมยรลว](?=[ะ-ู])|[ก-ฮ])';
const prefixed = '([กขคจตปผพทสศ][รลว](?![ะ-ั]|$)|ห[งญนมยรลว]|[ก-ฮ])';
// A consonant with a vowel of its own begins the next syllable; one of two without is the beginning of a syllable with o.
const single = '[ก-ฮ](?![ะ-ู]|รร(?![ะ-ู])|อ(?![ะ-ู])|(?<=[กขคตปผพท])[รลว][ะ-ู])';
const coda = `((?:(?<=สุ)ข|(?<=บุ)ญ|ท(?=ธ)|ช(?=ช)|(?<=[ัร])${single}|${single}(?!${single}(?!${single})))?)`;
const vowels = (
  [
    [`เ${prefixed}ีย`, 'ia'],
    [`เ${prefixed}ือ`, 'uea'],
    [`เ${prefixed}าะ?()`, 'ao'],
    [`เ${prefixed}(?:อ(?![ะ-ู])|ิ)`, 'oe'],
    [`เ${prefixed}ย(?![ะ-ู])()`, 'oei'],
    [`เ${prefixed}ะ?`, 'e'],
    [`แ${prefixed}ะ?`, 'ae'],
    [`โ${prefixed}ะ?`, 'o'],
    [`[ใไ]${prefixed}(?:ย(?![ะ-ู]))?()`, 'ai'],
    [`${onset}ัวะ?`, 'ua'],
    [`${onset}ั(?=ย)`, 'a'],
    [`${onset}ำ()`, 'am'],
    [`${onset}[ัาะ]ะ?`, 'a'],
    [`${onset}[ิี]`, 'i'],
    [`${onset}[ึื](?:อ(?![ะ-ู]))?`, 'ue'],
    [`${onset}[ุู]`, 'u'],
    [`${onset}รร(?=[ก-ฮ](?![ะ-ู]))`, 'a'],
    [`${onset}รร(?![ะ-ู])()`, 'an'],
    [`${onset}อ(?![ะ-ู])`, 'o'],
    [`(?:${onset}ว)(?=[ก-ฮ](?![ะ-ู]))`, 'ua'],
  ] as const
).map(([pattern, vowel]) => [new RegExp(pattern.endsWith('()') ? pattern : pattern + coda, 'uy'), vowel] as const);
const bare = /[ก-ฮ]/;

interface Syllable {
  readonly first: string;
  readonly vowel: string;
  readonly last: string;
}

/** Readings of a word in Thai letters: by sound; by letter, as in words from Sanskrit; and with the r that marks a long vowel. */
export function readThai(word: string): readonly string[] {
  let text = word
    .replaceAll('\u0E4Dา', 'ำ')
    .replaceAll(/วง[ศษ]์/g, 'วอง')
    .replaceAll(mute, '')
    .replaceAll(tones, '');
  for (const [pattern, sound] of joined) text = text.replaceAll(pattern, sound);
  const plain = syllablesOf(text.replaceAll(endings, ''));
  const full = syllablesOf(text);
  return [
    spell(plain, before, after),
    spell(full, learned, learnedAfter),
    spell(plain, before, drawn, true),
    spell(plain, aspirated, after),
    ...(word.includes(silent) ? [readForeign(word)] : []),
  ];
}

/** The mark of a letter that Thai does not say, and the language that the word comes from does: โดนัลด์ is Donald. */
const silent = '\u0E4C';
const foreign: Letters = {
  ...{ ...before, ด: 'd', จ: 'j', ค: 'kh', ซ: 's', ว: 'v', อ: 'o' },
  ...{
    ะ: 'a',
    'ั': 'a',
    า: 'a',
    'ิ': 'i',
    'ี': 'i',
    'ึ': 'u',
    'ื': 'u',
    'ุ': 'u',
    'ู': 'u',
    เ: 'e',
    แ: 'e',
    โ: 'o',
    ใ: 'ai',
    ไ: 'ai',
  },
};

function readForeign(word: string): string {
  return [...word.replaceAll(/(?<=ี)ย|^อ/g, '')].map((letter) => foreign[letter] ?? '').join('');
}

function syllablesOf(text: string): readonly Syllable[] {
  const found: Syllable[] = [];
  let waiting = '';
  const close = (): void => {
    found.push(...bareSyllables(waiting));
    waiting = '';
  };
  for (let at = 0; at < text.length; ) {
    const syllable = syllableAt(text, at);
    if (!syllable && bare.test(text.charAt(at))) waiting += text.charAt(at);
    if (syllable) {
      close();
      found.push(syllable);
    }
    at += syllable?.length ?? 1;
  }
  close();
  return found;
}

function syllableAt(text: string, at: number): (Syllable & { readonly length: number }) | undefined {
  for (const [pattern, vowel] of vowels) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { first: match[1] ?? '', vowel, last: match[2] ?? '', length: match[0].length };
  }
  return undefined;
}

// Two consonants without a vowel are a syllable with o; the first of an odd number is one with a.
function bareSyllables(consonants: string): readonly Syllable[] {
  const odd = consonants.length % 2;
  const found: Syllable[] = odd === 1 ? [{ first: consonants.charAt(0), vowel: 'a', last: '' }] : [];
  for (let at = odd; at < consonants.length; at += 2) {
    const [first, last] = [consonants.charAt(at), consonants.charAt(at + 1)];
    if (last === 'ย') found.push({ first, vowel: '', last: '' }, { first: last, vowel: 'a', last: '' });
    else found.push({ first, vowel: 'o', last });
  }
  return found;
}

function spell(syllables: readonly Syllable[], first: Letters, last: Letters, isDrawn = false): string {
  return syllables
    .map((each) => {
      // A ห before another consonant only lifts its tone.
      const onset = [...each.first.replace(/^ห(?=.)/, '')].map((letter) => first[letter] ?? '').join('');
      const end = last[each.last] ?? '';
      if (!/[ao]$/.test(each.vowel) || !/^[ntkr]$/.test(end) || !isDrawn) return onset + each.vowel + end;
      return `${onset}${each.vowel}r${end === 'r' ? 'n' : end}`;
    })
    .join('');
}

const classes: readonly (readonly [pattern: RegExp, becomes: string])[] = [
  // Letters that are mute in Thai are often written in Latin: Chulanonda.
  [/(?<=n)[td]h?a?$|(?<=[td])ra$/g, ''],
  [/(?<=[aoe])r(?=[^aeiouy]|$)/g, 'n'],
  [/ng/g, 'N'],
  [/t?ch|t?j|sh/g, 'c'],
  [/[kg]h?|q|ck/g, 'k'],
  [/[td]h?/g, 't'],
  [/[pb]h?/g, 'p'],
  [/[vw]/g, 'w'],
  [/z/g, 's'],
  [/[rl]/g, 'n'],
  [/([^aeiouyh])\1+/g, '$1'],
  [/[aeiouyh]/g, ''],
];
const filler = /(?<=[aoeui])r(?=[ntkdcsj])/g;

/** Consonants of a Thai word in Latin letters, as far as all ways to spell it agree; with and without an r that may be mute. */
export function thaiClasses(latin: string): readonly string[] {
  const reduce = (text: string): string =>
    classes.reduce((each, [pattern, becomes]) => each.replaceAll(pattern, becomes), text);
  return [...new Set([reduce(latin), reduce(latin.replaceAll(filler, ''))])];
}
