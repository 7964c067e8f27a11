import { foreignNames } from '../../tables/tables.js';

// The sounds of a syllable in the order of Unicode, in the Revised Romanization of 2000.
const initials = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

const first = 0xac00;
const last = 0xd7a3;

// Family names as their bearers write them, which follows no system; the commonest spelling first.
const familyNames = new Map(
  (
    '김 kim gim,이 lee yi ri rhee,박 park pak bak,최 choi choe,정 jung jeong chung chong jong,강 kang gang,조 cho jo joe,윤 yoon yun,장 jang chang,' +
    '임 lim im rim yim,오 oh,신 shin sin,서 seo suh so,권 kwon gwon,안 ahn an,유 yoo ryu,전 jeon chun jon,고 ko go,문 moon mun,손 son,양 yang ryang,' +
    '배 bae pae,백 baek paik paek,허 heo hur ho huh,노 noh roh no ro,우 woo,구 koo gu,주 joo chu,나 na,심 shim sim,곽 kwak gwak kwack,성 sung seong song,' +
    '지 ji chi,진 jin chin,엄 um eom,천 cheon chun chon,방 bang pang,현 hyun hyeon hyon,리 ri lee li,림 rim lim,로 ro roh,여 yeo yuh,변 byun pyon,한 han,송 song,홍 hong,황 hwang,민 min,원 won,차 cha,채 chae,남 nam,' +
    '염 yeom yum ryom,표 pyo,길 gil kil,석 seok suk sok,설 seol sul,함 ham,도 do,선 sun seon,마 ma,공 kong gong,하 ha,반 ban pan,명 myung myeong myong,' +
    '기 ki,탁 tak,추 choo,태 tae,옥 ok,용 yong,위 wi,인 in,경 kyung kyong,국 kook kuk,맹 maeng,육 yook,라 ra'
  )
    .split(',')
    .map((line) => line.split(' '))
    .map(([name = '', ...readings]) => [name, readings] as const),
);

/** Whether a syllable is a common family name. */
export function isFamilyName(syllable: string): boolean {
  return familyNames.has(withSouthernInitial(syllable)) || familyNames.has(syllable);
}

/** The spellings of common family names in Latin letters. */
export const familySpellings: ReadonlySet<string> = new Set([...familyNames.values()].flat());

/** A family name in Latin letters, and how others of one of its families write it: Ji and Chi. None for other words. */
export function spellingsOfFamily(word: string): readonly string[] {
  const families = [...familyNames.values()].filter((spellings) => spellings.includes(word));
  return [...new Set(families.flat())];
}

type System = (initial: string, vowel: string, final: string) => string;
const official: System = (initial, vowel, final) => initial + vowel + final;
// As in most passports of the South, and as in the North (after McCune-Reischauer).
const southern: System = (initial, vowel, final) =>
  (initial === 'g' ? 'k' : initial) + vowel.replace('yeo', 'you').replace('eo', 'u') + final;
const northern: System = (initial, vowel, final) =>
  initial.replace(/^g$/, 'k').replace(/^b$/, 'p').replace(/^d$/, 't').replace(/^j$/, 'ch') +
  vowel.replace('eo', 'o').replace('eu', 'u') +
  final;
// As in `syllables.ts`: whatever the system of a writer, one of the readings of what is written.
const neutral: System = (initial, vowel, final) =>
  initial
    .replace(/^(?:g|kk)$/, 'k')
    .replace(/^(?:d|tt)$/, 't')
    .replace(/^(?:b|pp)$/, 'p')
    .replace(/^jj?$/, 'zh')
    .replace('ss', 's') +
  vowel.replace(/ae$|(?<!o)e$/, 'ea') +
  final;
// The initial of a later syllable stays voiced: Kim Jong Un, not Chong.
const mixed: System = (initial, vowel, final) => southern(initial, vowel.replace('eo', 'o').replace('eu', 'u'), final);

const voices: Readonly<Record<string, string>> = { k: 'g', t: 'd', p: 'b' };

/** Readings of a word in Hangul: as a foreign name that is known, and as `readSyllables`. */
export function readHangul(word: string): readonly string[] {
  const composed = word.normalize('NFC');
  const foreign = foreignNames().get(composed) ?? [];
  const southern = withSouthernInitial(composed);
  const own = [
    ...readSyllables([...composed]),
    ...(southern === composed ? [] : readSyllables([...southern]).slice(0, 4)),
  ];
  // As McCune and Reischauer hear it: Kumgang.
  const heard = own
    .slice(0, 1)
    .map((each) => each.replaceAll(/(?<=[aeioumnlg])[ktp](?=[aeiouyw])/g, (stop) => voices[stop] ?? stop));
  // Two syllables are a Korean name as often.
  return composed.length > 2
    ? [...foreign, ...own, ...heard]
    : [...own.slice(0, 2), ...heard, ...foreign, ...own.slice(2)];
}

/** Syllable by syllable; the first of two to four may be a family name. */
function readSyllables(syllables: readonly string[]): readonly string[] {
  const given = [mixed, official, neutral, southern, northern];
  const whole = given.map((system) => syllables.map((syllable) => readSyllable(syllable, system)).join(''));
  const foreign = syllables.length > 2 ? [southernForeign(whole[1] as string)] : [];
  const family = syllables.length <= 4 ? familyNames.get(syllables[0] as string) : undefined;
  const assimilated = assimilate(whole[1] as string, syllables.length);
  if (!family) return [...whole, ...assimilated, ...foreign];
  const rest = given.map((system) =>
    syllables
      .slice(1)
      .map((syllable) => readSyllable(syllable, system))
      .join(''),
  );
  // Two syllables are a given name as often as a whole one.
  const likely = syllables.length === 2 ? whole.slice(0, 3) : [];
  return [
    ...likely,
    ...family.flatMap((head) => rest.slice(0, 2).map((tail) => head + tail)),
    ...rest.slice(2).map((tail) => family[0] + tail),
    ...(syllables.length < 3 ? [whole[2] as string, ...assimilated] : []),
    ...foreign,
  ];
}

/** Readings of a given name in Hangul, the likelier first. */
export function readGiven(word: string): readonly string[] {
  return [neutral, official, mixed].map((system) =>
    [...word].map((syllable) => readSyllable(syllable, system)).join(''),
  );
}

// What is heard where syllables meet: 종로 is Jongno, 신라 Silla, 박물 Bangmul.
const seams: readonly (readonly [RegExp, string])[] = [
  [/k(?=[nm])/g, 'ng'],
  [/kr/g, 'ngn'],
  [/p(?=[nm])/g, 'm'],
  [/pr/g, 'mn'],
  [/t(?=[nm])/g, 'n'],
  [/(ng|m)r/g, '$1n'],
  [/nr|ln|lr/g, 'll'],
];

function assimilate(official: string, syllables: number): readonly string[] {
  if (syllables < 2) return [];
  const heard = seams.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), official);
  return heard === official ? [] : [heard];
}

// In foreign names Korean adds a vowel to a single consonant: 블라디미르 is Bladimir.
function southernForeign(official: string): string {
  return official.replaceAll(/(?<=[bdfghjklmnprst])eu/g, '').replaceAll(/lr|ll/g, 'l');
}

/** A word that begins with r or n in the North, as the South writes it: 리 and 이, 노 and 로 are one family each. */
export function withSouthernInitial(word: string): string {
  const at = (word.codePointAt(0) ?? 0) - first;
  if (at < 0 || at > last - first) return word;
  const [initial, vowel] = [initials[Math.floor(at / 588)], vowels[Math.floor((at % 588) / 28)] as string];
  const isSoft = /^(?:y|i$)/.test(vowel);
  const becomes = initial === 'r' && !isSoft ? 'n' : (initial === 'r' || initial === 'n') && isSoft ? '' : undefined;
  if (becomes === undefined) return word;
  const code = first + initials.indexOf(becomes) * 588 + (at % 588);
  return String.fromCodePoint(code) + word.slice(1);
}

function readSyllable(syllable: string, system: System): string {
  const point = syllable.codePointAt(0) ?? 0;
  if (point < first || point > last) return '';
  const at = point - first;
  return system(
    initials[Math.floor(at / 588)] as string,
    vowels[Math.floor((at % 588) / 28)] as string,
    finals[at % 28] as string,
  );
}
