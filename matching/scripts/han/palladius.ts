/*
 * Chinese syllables in Cyrillic letters, as Russian writes them (Palladius, as in the dictionaries and the press of today): each
 * initial and each final with its pinyin.
 */
const pairs = (text: string): readonly (readonly [string, string])[] =>
  text.split(' ').map((pair) => pair.split('=') as [string, string]);

const hard = pairs('б=b п=p м=m ф=f д=d т=t н=n л=l г=g к=k х=h чж=zh ч=ch ш=sh ж=r цз=z ц=c с=s');
const soft = pairs('б=b п=p м=m д=d т=t н=n л=l цз=j ц=q с=x');
const hardFinals = pairs(
  'а=a ай=ai ань=an ан=ang ао=ao э=e эй=ei энь=en эн=eng о=o оу=ou ун=ong у=u уа=ua уай=uai уань=uan уан=uang уй=ui унь=un',
);
const uo = pairs('о=uo');
const softFinals = pairs('и=i я=ia яо=iao е=ie ю=iu янь=ian ян=iang инь=in ин=ing юн=iong юй=u юэ=ue юань=uan юнь=un');
const alone = pairs(
  'а=a ай=ai ань=an ан=ang ао=ao э=e эр=er оу=ou и=yi я=ya яо=yao е=ye ю=you янь=yan ян=yang инь=yin ин=ying юн=yong у=wu ва=wa ' +
    'во=wo вай=wai вэй=wei вань=wan ван=wang вэнь=wen вэн=weng юй=yu юэ=yue юань=yuan юнь=yun хуэй=hui хой=hui ' +
    'чжи=zhi чи=chi ши=shi жи=ri цзы=zi цы=ci сы=si',
);
/** Initials after which о is uo. */
const withUo = new Set('дтнлгкхцсжшч');

const syllables = new Map<string, string>([
  ...soft.flatMap(([a, b]) => softFinals.map(([c, d]) => [a + c, b + d] as const)),
  ...hard.flatMap(([a, b]) => hardFinals.map(([c, d]) => [a + c, b + d] as const)),
  ...hard.flatMap(([a, b]) => (withUo.has(a.charAt(0)) ? uo.map(([c, d]) => [a + c, b + d] as const) : [])),
  ...alone,
]);
const pinyin: ReadonlySet<string> = new Set(syllables.values());

/** Whether a word is one syllable of Chinese, in pinyin without its tone. */
export function isPinyin(word: string): boolean {
  return pinyin.has(word);
}

/** The syllables of a word in pinyin without tones, two at most; undefined where it is none. */
export function inPinyin(word: string): readonly string[] | undefined {
  if (pinyin.has(word)) return [word];
  if (word.length > 2 * longest) return undefined;
  for (let at = Math.min(longest, word.length - 1); at > 0; at -= 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (pinyin.has(first) && pinyin.has(second)) return [first, second];
  }
  return undefined;
}

const longest = 6;
const most = 5;
/** What Russian words do not have: each is in a Chinese name of two syllables, most often. */
const chinese = /чж|цз|нь(?=.|$)|[гкхжчшцстдлнмбпф]э|юй|юэ|[аяуэ]о|уй|уа|ся|сю/;
const alike = /^(?:[^аеёиоуыэюя]*[аеёиоуыэюя]+(?:й|н|нь|р)?)$/;

/**
 * A Chinese name in Cyrillic letters in pinyin: `цзиньпин` is `jinping`. Undefined for a word that is none.
 *
 * @returns whether it can hardly be a Russian word, too
 */
export function readPalladius(word: string): { readonly pinyin: string; readonly isCertain: boolean } | undefined {
  const plain = word.replaceAll('ъ', '');
  const isCertain = chinese.test(plain);
  if (plain.length < 2 || !(isCertain || alike.test(plain))) return undefined;
  const read = parse(plain, most)?.join('');
  return read === undefined ? undefined : { pinyin: read, isCertain };
}

// The longest syllables first; of two, the first must leave a rest that is Chinese too.
function parse(word: string, left: number): readonly string[] | undefined {
  if (word === '') return [];
  if (left === 0) return undefined;
  for (let length = Math.min(longest, word.length); length > 0; length -= 1) {
    const syllable = syllables.get(word.slice(0, length));
    const rest = syllable === undefined ? undefined : parse(word.slice(length), left - 1);
    if (syllable !== undefined && rest) return [syllable, ...rest];
  }
  return undefined;
}
