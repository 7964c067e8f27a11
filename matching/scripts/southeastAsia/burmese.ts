import { skeletonOf } from '../skeleton.js';

/*
 * Burmese as its bearers write it in Latin letters. There is no official system, and passports follow habit: aspirates with and
 * without h, no tones, and a final t for the creaky tone of a nasal (Myint). Each syllable has several readings, likeliest first.
 */
type Choice = readonly [latin: string, cost: number];

/**
 * Keys (a - before one: within a word, without a final) and their spellings; where each stands is what it costs, and a - makes
 * the next dearer.
 */
const table = (text: string): ReadonlyMap<string, readonly Choice[]> =>
  new Map(
    text.split(',').flatMap((line) => {
      const [keys = '', ...latin] = line.trim().split(' ');
      const choices = latin.map((each, cost): Choice => [each, cost]).filter(([each]) => each !== '-');
      return keys.split('|').map((key) => [key, choices] as const);
    }),
  );

const onsets =
  table(`က k,ခ kh k,ဂ|ဃ g,င ng,စ s,ဆ s hs,ဇ|ဈ|စျ z,ဉ|ည|ငြ|ငျ ny,ဋ|တ t,ဌ|ထ ht t,ဍ|ဎ|ဒ|ဓ d,ဏ|န n,ပ p,ဖ ph p,ဗ b - v,
  ဘ b ph p,မ m,ယ|ယျ y,ရ y r,-ရ r y,လ|ဠ l,ဝ w,သ th - s,ဟ h,ကျ|ကြ ky - - ch,ချ|ခြ ch ky,ဂျ j gy,ဂြ gy j,ရှ|ယှ|သျှ sh,လျှ sh hly,
  လျ ly y,တြ tr,ဒြ dr,ဗြ by br`);
const voiced: Readonly<Record<string, string>> = { က: 'g', စ: 'z', တ: 'd', ပ: 'b' };

// By vowel and class of the final. Before some finals a medial wa is the vowel u.
const rhymes = table(`ာ a ar,ိ|ီ i,ု|ူ u,ေ ay e,ွေ we way,ဲ e ae,ော aw or au,ို o oe,ိုး oe o,င|ဉ in,ောင aung oung,
  ိုင aing ine ai,န an,မ an am,ွန|ွမ un wan,ိန|ိမ ein eain,ုန|ုမ on one,က et ak,စ it,တ at,ပ at ap,ွတ|ွပ ut wat,ောက auk,ိုက aik ike,
  ိတ|ိပ eik eit it,ုတ|ုပ oke ok ote,ည i ay,ည့ ay i,ယ e ay,ိုယ o,ဝ aw ao,ိုလ o ol`);
const plainVowels = table('ိ|ီ i,ု|ူ u,ေ|ဲ e,ော|ို o');

/** Syllables that their bearers spell otherwise, among them those of Shan, Karen and Muslim names. */
const usual =
  table(`ကြီး gyi kyi,မျိုး myo myoe,ဖြိုး phyo phyoe pyo,အိ ei i,အုန်း ohn on own,အုမ္ ohn oh um on,စိုင်း sai saing sine,
  နန်း nan nang,မန်း man mahn,စဝ် sao saw,ဘဏ် bank ban,ကုန် kon gon kone,မာ mar ma,မက် met med mad,တက် tet ted,ဟင် hin him,
  ရင် yin rin rim,ကျော့ kyawt kyaw`);

const classes = ['ကခဂဃ', 'စဆဇဈ', 'တထဋဌဍဎဒဓသ', 'ပဖဗဘ', 'နဏ'];
const classOf = (final: string): string =>
  (final && classes.find((letters) => letters.includes(final))?.charAt(0)) || final;

const independent: Readonly<Record<string, string>> = {
  ...{ ဣ: 'အိ', ဤ: 'အီ', ဥ: 'အု', ဦ: 'အူ', ဧ: 'အေ', ဩ: 'အော', ဪ: 'အော', ဿ: 'သ္သ', 'ါ': 'ာ' },
  ...{ ၵ: 'က', ၶ: 'ခ', ၷ: 'ဂ', ၸ: 'စ', ၹ: 'ဇ', ၺ: 'ည', ၻ: 'ဒ', ၼ: 'န', ၽ: 'ဖ', ၾ: 'ဖ', ႀ: 'သ', ႁ: 'ဟ' },
};
const markOrder = 'ျြွှေိီုူာဲံ့်း';
const gaps = '\u200B-\u200D\u2060';
// The digit zero is often typed for the letter wa.
const wa = '၀(?=[က-ဿ])|(?<=[က-ဿ])၀';
const notWritten = new RegExp(`[${gaps}]`, 'g');
const typedWa = new RegExp(wa, 'g');

/** One spelling of a text: no independent vowels, marks in one order, a kinzi as any other stack. */
function fold(text: string): string {
  const letters = text.toLowerCase().normalize('NFC').replaceAll(notWritten, '').replaceAll(typedWa, 'ဝ');
  return [...letters.replaceAll(/ဥ(?=့?[်္])/g, 'ဉ').replaceAll('်္', '္')]
    .map((each) => independent[each] ?? each)
    .join('')
    .replaceAll(/[ာ-း်-ှ]+/g, (run) => [...run].sort((a, b) => markOrder.indexOf(a) - markOrder.indexOf(b)).join(''))
    .replaceAll(/သြ(?:ော)?(?![ာ-ဲ])/g, 'အော');
}

const letter = `(?:(?=\\p{Script=Myanmar})\\p{Lo}|${wa})`;
const marks = `(?:(?=\\p{Script=Myanmar})\\p{M}|[${gaps}])*`;
const closing = `(?:(?<=္[${gaps}]*)${letter}|${letter}(?=[့${gaps}]*[်္]))`;
const written = new RegExp(`${letter}${marks}(?:${closing}${marks})*|(?:(?!${letter})[^])+`, 'gu');

/** A text by its written syllables, of which a stack is one; text in other letters stays whole. Joined they are the text. */
export function burmeseSyllables(text: string): readonly string[] {
  return text.match(written) ?? [];
}

// A stack is the final of one syllable as it is spoken, and the beginning of the next.
const spoken = /([က-အ])([ျ-ှ]*)([ာ-ဲံ]*)်?[့း]*((?:[က-အ](?:်[့း]*|္))*)|[a-z]+/g;
const most = 8;

/** Possible spellings of a word, the likeliest first: one to eight, of a-z, no two with the same skeleton. */
export function readBurmese(word: string): readonly string[] {
  let readings = silent;
  for (const match of fold(word).matchAll(spoken)) {
    readings = joinAll(readings, readSyllable(match, match.index > 0)).slice(0, 6 * most);
  }
  const found = new Map<string, string>();
  for (const [latin] of readings) {
    const skeleton = skeletonOf(latin);
    if (!found.has(skeleton)) found.set(skeleton, latin);
  }
  return [...found.values()].slice(0, most);
}

function joinAll(left: readonly Choice[], right: readonly Choice[]): readonly Choice[] {
  return left
    .flatMap(([start, cost]) => right.map(([end, more]): Choice => [start + end, cost + more]))
    .sort((a, b) => a[1] - b[1]);
}

function readSyllable(match: RegExpExecArray, isInner: boolean): readonly Choice[] {
  const [all, first, medials = '', vowel = '', finals = ''] = match;
  if (!first) return [[all, 0]];
  const known = usual.get(all);
  if (known) return known;
  const isOpen = finals === '' && !vowel.includes('ံ');
  const start = startsOf(first, medials.replace('ွ', ''), isInner, isOpen);
  const end = endsOf(all, vowel, finals, medials.includes('ွ') || (first === 'ဝ' && !isOpen));
  return joinAll(start, end).map(([latin, cost]) => [latin.replace('ww', 'w'), cost]);
}

function startsOf(first: string, medials: string, isInner: boolean, isOpen: boolean): readonly Choice[] {
  const known = onsets.get((isInner && isOpen ? '-' : '') + first + medials) ?? onsets.get(first + medials);
  if (known && !voiced[first]) return known;
  const glide = /[ျြ]/.test(medials) ? 'y' : '';
  const plain = known ?? onsets.get(first + medials.replace('ှ', '')) ?? addTo(onsets.get(first) ?? silent, glide);
  const found = known || !medials.includes('ှ') ? plain : plain.flatMap(breathe);
  if (!isInner || !voiced[first]) return found;
  return [...found, [(found[0]?.[0] ?? '').replace(/^./, voiced[first]), isOpen ? 1 : 3]];
}

const silent: readonly Choice[] = [['', 0]];
const addTo = (choices: readonly Choice[], glide: string): readonly Choice[] =>
  choices.map(([latin, cost]) => [latin + glide, cost]);
// The breath before a nasal or an l is often not written, or after it.
const breathe = ([latin, cost]: Choice): readonly Choice[] => [
  [`h${latin}`, cost],
  [latin, cost + 1],
  [latin.replace(/^[mnlw]/, '$&h'), cost + 2],
];

function endsOf(all: string, vowel: string, finals: string, hasW: boolean): readonly Choice[] {
  const last = finals.charAt(0) || (vowel.includes('ံ') ? 'န' : '');
  const nucleus = vowel.replace('ံ', '').replace(last ? /^ာ$/ : /^$/, '');
  const key = nucleus + classOf(last);
  const tone = ['း', '့'].find((mark) => all.includes(mark)) ?? '';
  const plain = (plainVowels.get(nucleus)?.[0]?.[0] ?? 'a') + plainFinal(last);
  const rounded = hasW ? rhymes.get(`ွ${key}`) : undefined;
  const w = hasW && !rounded ? 'w' : '';
  const ends = [...(rounded ?? rhymes.get(key + tone) ?? rhymes.get(key) ?? [[plain, 0] as const])];
  // In a stack, as in words from Pali: Dhamma, Wizza.
  if (finals.includes('္')) ends.push([plain, last === 'မ' ? -1 : 1]);
  const more = [...finals.slice(1).replaceAll(/[^က-အ]/g, '')].map(plainFinal).join('');
  return ends.flatMap(([latin, cost]): readonly Choice[] => {
    const end = w + latin + more;
    if (tone !== '့' || !end.endsWith('n')) return [[end, cost]];
    return [
      [`${end}t`, cost],
      [end, cost + 1],
    ];
  });
}

const plainFinal = (letter: string): string => (onsets.get(letter)?.[0]?.[0] ?? '').replace(/h|y/g, '');
