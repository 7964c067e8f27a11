import { cheapest, type Spellings, tableOf } from './lao.js';

/*
 * Khmer as Cambodians write their names in Latin letters: by sound, partly as in French. There is no one standard, so that each
 * consonant and vowel has its usual spellings; those of a word are the likeliest combinations.
 */

/** Each letter before a vowel, and at the end of a syllable. */
const consonants = tableOf(`
ក: k: k; ខ: kh - - k: k - kh; គ: k - - g: k; ឃ: kh - - k: k; ង: ng: ng
ច: ch: ch t; ឆ: chh ch: ch; ជ: ch - - j: ch t; ឈ: chh ch: ch; ញ: nh y ng gn: nh n ng
ដ: d - t: t - d; ឋ: th: t; ឌ: d - t: t - d; ឍ: th: t; ណ: n: n nh
ត: t - d: t; ថ: th: t; ទ: t - d: t; ធ: th: t; ន: n: n
ប: b - p: p - b; ផ: ph - - p: p; ព: p - - b: p; ភ: ph - - p: p ph; ម: m: m
យ: y: y; រ: r: r 0; ល: l: l; វ: v: v; ស: s: s - h; ហ: h: h; ឡ: l: l; អ: 0: 0; ឝ: s: s; ឞ: s: s
`);
const independent = tableOf(`
ឥ: i; ឦ: ey; ឧ: o; ឨ: ok; ឩ: ou; ឪ: ov au; ឫ: ri reu; ឬ: reu; ឭ: li leu; ឮ: leu
ឯ: e ae; ឰ: ai; ឱ: o ao; ឲ: o ao; ឳ: au; ឣ: a; ឤ: a
`);

/** Vowels, some of them with what follows: after a consonant of the first series, and of the second. */
const vowels = tableOf(`
ា: a: ea a; ា់: a: a oa ea; ា់k: a: ea a; ាវ: av ao: eav av ao; ាយ: ay: ay eay; ាំ: am: oam am eam; ាំង: ang: eang ang eng
ិ: i: i; ី: i ey: i - ey; ឹ: i eu oeu oe: i eu oeu oe u; ឺ: oeu eu: eu oeu u
ុ: o: u; ូ: o: ou; ូវ: ov au ou: ov ou; ួ: uo ua: uo ua
ើ: oeu eu oe: oeu eu oe; ឿ: oeu eu oeur oe: oeu eu oeur oe; ៀ: ea ie: ea ie; ៀវ: iev eav ieu: iev eav ieu
េ: e: e; ែ: e ae: e ae; ែវ: eo ev eav aeo: eo ev eav; ៃ: ai: ai; ោ: o ao - or: o - - or; ៅ: ao ov: ov ao ou
័: a o: a o oa; ័k: a: ea a; ័n: a o: o a or oa; ំ: am om: um am; ះ: ah as a: eah eas ah; ៈ: ak a: ak eak a
`);
/** The vowel that is not written: before a last letter, one from Sanskrit, one with a short vowel, and without any. */
const inherent = tableOf(`
last: a o: o a; lastN: a o or: o or a; short: a o - or: o a; open: a o: a o
learned: a o or: a o oa; learnedK: a o: ea a o; learnedN: a o: o a or
`);

const first = /[កខចឆដឋណតថបផសហឡអ]/;
const weak = /[ងញនមយរលវ]/;
const rows = [/[ក-ឃ]/, /[ច-ឈ]/, /[ដ-ឍត-ធ]/, /[ប-ភ]/, /ញ/];
const clusters =
  /([\u1780-\u17b3])([\u17c9\u17ca]?)((?:\u17d2[\u1780-\u17a2])*)([\u17c9\u17ca]?)([\u17b6-\u17c5]*)([\u17c6-\u17d1]*)/g;

const isTwice = (one: string, next: string): boolean => rows.some((row) => row.test(one) && row.test(next));

interface Cluster {
  readonly letters: readonly string[];
  readonly series: number;
  /** The vowel and the signs after it. */
  readonly vowel: string;
  readonly isHard: boolean;
  readonly isShort: boolean;
  readonly hasR: boolean;
}

function clustersOf(word: string): readonly Cluster[] {
  const text = word
    .replaceAll(/[\u200b-\u200d]/g, '')
    .replaceAll('\u17c1\u17b6', '\u17c4')
    .replaceAll('\u17c1\u17b8', '\u17be')
    // Oudom and Norodom keep the d of the spoken word.
    .replaceAll('\u178f\u17d2\u178f\u1798', '\u178a\u1798')
    // Not heard; of two letters, the one below.
    .replaceAll(/\u17d2[\u1780-\u17a2][\u17b7\u17bb]?\u17cd|(?<!\u17d2)[\u1780-\u17a2][\u17b7\u17bb]?\u17cd/g, '');
  return [...text.matchAll(clusters)].map((match) => {
    const [, base = '', early, below = '', late, signs = '', marks = ''] = match;
    const letters = [base, ...below.replaceAll('\u17d2', '')];
    const strong = letters.filter((letter) => !weak.test(letter)).at(-1) ?? letters.at(-1) ?? '';
    // With a vowel above it, the mark of the other series is written as a u.
    const isMarked = /^\u17bb[\u17b7-\u17ba\u17be]/.test(signs);
    const own = first.test(strong) ? 0 : 1;
    const mark = early || late;
    const series = isMarked ? 1 - own : mark ? Number(mark === '\u17ca') : own;
    return {
      letters,
      series,
      vowel: (isMarked ? signs.slice(1) : signs) + marks.replaceAll(/[^\u17c6-\u17c8\u17d0]/g, ''),
      isHard: base === 'ប' && (letters.length > 1 || mark === '\u17c9'),
      isShort: marks.includes('\u17cb'),
      hasR: marks.includes('\u17cc'),
    };
  });
}

/** Possible Latin spellings of a word in Khmer letters, the likeliest first. */
export function readKhmer(word: string): readonly string[] {
  const all = clustersOf(word);
  const isLast: boolean[] = [];
  for (let at = all.length - 1; at >= 0; at -= 1) {
    const { letters, vowel, isShort, hasR } = all[at] as Cluster;
    const isEnd = at === all.length - 1;
    // The vowel of ជាតិ, ភូមិ and ហេតុ is not heard.
    const isMute = isEnd && /[តថទធ][\u17b7]|ម\u17b7|ត\u17bb/.test(`${letters.at(-1)}${vowel}`);
    const isBare = vowel === '' && !independent.has(letters[0] ?? '');
    // The first of the letters after it ends its syllable, as in មង្គល.
    const [one = '', two = ''] = all[at + 1]?.letters ?? [];
    const isNucleus = isLast[at + 1] === true || isTwice(one, two) || (/[ងញណនម]/.test(one) && /[ក-ធប-ភ]/.test(two));
    isLast[at] = at > 0 && (isShort || hasR || isMute || (isBare && !isNucleus));
  }
  return cheapest(
    all.flatMap((_, at) => (isLast[at] ? lastOf(all, at) : syllableOf(all, at, isLast[at + 1] ?? false))),
  );
}

function syllableOf(all: readonly Cluster[], at: number, isClosed: boolean): readonly Spellings[] {
  const { letters, series, vowel, isHard } = all[at] as Cluster;
  const base = letters[0] ?? '';
  const alone = independent.get(base)?.[0];
  if (alone !== undefined) return [alone];
  const onset = onsetOf(letters, at > 0, isHard);
  const next = isClosed ? all[at + 1] : undefined;
  if (vowel === '') return [...onset, inherentOf(all, at, next)];
  const end = next?.letters[0] ?? '';
  const joined = next && vowels.get(vowel + end)?.[series];
  const short = next?.isShort ? `${vowel}\u17cb` : vowel;
  const tail = /[កគង]/.test(end) ? 'k' : /[នណ]/.test(end) ? 'n' : '';
  const known =
    joined ?? vowels.get(short + tail)?.[series] ?? vowels.get(short)?.[series] ?? vowels.get(vowel)?.[series];
  // The series of a letter with no vowel reaches over the next: រតនា.
  const before = all[at - 1];
  if (vowel === 'ា' && series === 1 && !next && letters.every((letter) => weak.test(letter)))
    return [
      ...onset,
      (before?.vowel === '' && before.series === 0 && !before.isShort) || base === 'យ' ? 'a ea' : 'ea a',
    ];
  if (known !== undefined) return [...onset, known];
  return [...onset, ...[...vowel].map((part) => marks[part] ?? vowels.get(part)?.[series] ?? '0')];
}

const marks: Readonly<Record<string, Spellings>> = { 'ំ': 'm', 'ះ': 'h s 0', 'ៈ': '0 k' };

function onsetOf(letters: readonly string[], isInside: boolean, isHard = false): readonly Spellings[] {
  const text = letters.join('');
  const foreign = /^ហ[វគសមនល]/.test(text) ? ({ វ: 'f', គ: 'g', ស: 'z' }[text.charAt(1)] ?? '0') : undefined;
  if (foreign !== undefined) return foreign === '0' ? onsetOf(letters.slice(1), false) : [foreign];
  return letters.map((letter, index) => {
    const next = letters[index + 1] ?? '';
    // Of two letters for one sound, the first ends the syllable before; it is not written.
    if (isInside && isTwice(letter, next)) return '0';
    if (letter === 'ប' && isHard) return 'p';
    if (letter === 'ញ' && (next !== '' || isInside)) return next === '' ? 'nh ny - ng gn' : 'n';
    return consonants.get(letter)?.[0] ?? '0';
  });
}

function inherentOf(all: readonly Cluster[], at: number, next: Cluster | undefined): Spellings {
  const { letters, series } = all[at] as Cluster;
  const end = next?.letters[0] ?? '';
  const isLearned = (next ?? all[at + 1])?.letters.length !== 1 && all[at + 1] !== undefined;
  const after = isLearned ? (all[at + 1]?.letters[0] ?? '') : end;
  if (!next && !isLearned) return inherent.get('open')?.[series] ?? '0';
  const kind = isLearned ? 'learned' : next?.isShort ? 'short' : 'last';
  const isNasal =
    (isLearned ? /[នណងមញ]/ : at + 2 === all.length ? /[នណ]/ : /^$/).test(after) &&
    !(letters.at(-1) === 'វ' && after === 'ណ');
  const tail = /[កគខ]/.test(after) ? 'K' : isNasal ? 'N' : '';
  return (inherent.get(kind + tail) ?? inherent.get(kind))?.[series] ?? '0';
}

/** A cluster that ends a syllable: what is below its letter is not heard, but some write it. */
function lastOf(all: readonly Cluster[], at: number): readonly Spellings[] {
  const { letters, vowel, hasR, isShort } = all[at] as Cluster;
  const [base = '', second = ''] = letters;
  const before = all[at - 1];
  // It is part of the vowel before it.
  const isJoined = before !== undefined && before.vowel !== '' && vowels.has(before.vowel + base);
  const own = isJoined ? '0' : (consonants.get(base)?.[1] ?? '0');
  if (hasR) return ['r 0', `0 ${own}`];
  if (at < all.length - 1 && before?.vowel !== '័') {
    if (isShort) return [own];
    if (letters.length > 1) return [...onsetOf(letters, true), 'a 0 o'];
    // Or it begins a syllable of its own, most often after one that is open.
    const [end = '', onset = ''] = [own, consonants.get(base)?.[0] ?? ''].map((each) => each.replace(/ .*/, ''));
    const open = onset === '0' ? '' : onset;
    if (isJoined) return [end];
    return [at === 1 && before?.vowel === '' ? `${open}a ${end} ${open}o` : `${end} ${open}a ${open}o`];
  }
  const r = letters.length > 1 && letters.at(-1) === 'រ' ? 'ra' : '';
  const isDental = /[ដ-ឍត-ធ]/.test(second) && !isTwice(base, second);
  const below = isDental ? `0 t t${r}` : r ? '0 ra r' : second === 'ស' && base !== 'ស' ? '0 - s' : '0';
  return [own, below, vowel === '' ? '0' : '0 i'];
}
