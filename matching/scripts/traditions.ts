import { inPinyin } from './han/palladius.js';
import { toWadeGiles } from './han/wadeGiles.js';

type Rule = readonly [pattern: RegExp, becomes: string];
/** How a land spells foreign or own names in Latin letters, told by `sign`; its rules are applied in order. */
type Tradition = readonly [sign: RegExp, rules: readonly Rule[]];

const traditions: readonly Tradition[] = [
  // French, as in the Maghreb and of Russians: Hichem, Chtchoukine, Poutine.
  [
    /^gu[ei]|ch(?![lr]).*[^aeiou][aeiou]|[aeiou].*ch(?![lr])|[^aeiou]ine$|ou.*j|j.*ou/,
    [
      [/chtch/g, 'shtsh'],
      [/tch/g, 'tsh'],
      [/^gu(?=[ei])/, 'g'],
      [/(?<!s)ch(?![lr])/g, 'sh'],
      [/(?<!d)j/g, 'zh'],
      [/(?<=.{3}[^aeiou])ine$/, 'in'],
    ],
  ],
  // French, whose ou before a vowel is a w: Djouadi, Aouadi.
  [/(?<=^a|[^aeiou])ou(?=a)/, [[/(?<=^a|[^aeiou])ou(?=a)/g, 'w']]],
  // Dutch, as in Indonesia until 1972: Soekarno, Joesoef, Tjipto.
  [
    /oe|tj/,
    [
      [/oe/g, 'u'],
      [/tj/g, 'ch'],
      [/(?<!d)j/g, 'y'],
    ],
  ],
  // German, of Georgians and Persians: Burdschanadse.
  [
    /sch|dse$/,
    [
      [/j/g, 'y'],
      [/dsch/g, 'j'],
      [/tsch/g, 'ch'],
      [/sch/g, 'sh'],
      [/dse$/, 'dze'],
    ],
  ],
  // German, of Russians, where sch is also the sound of a French j: Schmychow.
  [
    /^sch.*(?:o[wv]a?|e[wv]a?|in|ki)$/,
    [
      [/^sch(?!tsch)/, 'zh'],
      [/ch(?=o|e)/, 'kh'],
    ],
  ],
  // German, and Indonesian until 1972, whose ch is a kh behind a dark vowel: Achmed, Bachtiar.
  [/[aou]ch(?=[aeilmnrtuvw])/, [[/(?<=[aou])ch(?=[aeilmnrtuvw])/g, 'kh']]],
  // Polish, as Russian hears it: Przemysław, Trzciński.
  [
    /[pkt]rz/,
    [
      [/(?<=[pkt])rz/g, 'sh'],
      [/(?<=sh)ci/, 'chi'],
    ],
  ],
  // Polish, also of Jews: Małgorzata, Rozencwajg, Jakubowicz.
  [
    /cw|[ae]j(?![aeiou])|wicz$|.rz[aeoy]/,
    [
      [/(?<=.)rz(?=[aeoy])/g, 'zh'],
      [/^j/, 'y'],
      [/cz$/, 'ts'],
      [/c(?=[wk])/g, 'ts'],
      [/(?<=[ae])j(?![aeiou])/g, 'i'],
    ],
  ],
  // Somali: x is h, and c a consonant that others leave out.
  [
    /x[aeiu]|^c(?=abd|umar|ali$|is[ms]|us[ms]|iis|awa|arra)/,
    [
      [/x/g, 'h'],
      [/^c(?=[aiu])/, ''],
    ],
  ],
  // Japanese, as Japan's schools spell it: Tutiya, Huzituka.
  [
    /^(?=.{5})(?:[kgsztdnhbpmyrw]?y?[aiueo]|n)+$/,
    [
      [/hu/g, 'fu'],
      [/ti/g, 'chi'],
      [/tu/g, 'tsu'],
      [/zi/g, 'ji'],
    ],
  ],
  // Names with the Arabic for holder of: Thulfiqar, Dhulqarnayn.
  [/^(?:th|dh)o?ul[fkq]/, [[/^(?:th|dh)o?ul/, 'zul']]],
  // Arabic, whose th is an s in Persia, Turkey and Russia: Haytham, Uthman.
  [/(?:ay|ai|[aou])th[amiu]/, [[/th(?=[amiu])/, 's']]],
  // Arabic of Lebanon, and Persian, which write the last vowel of a woman's or a family's name otherwise: Haniyeh, Hamieh.
  [
    /.{4}eh$|.{3}iye$/,
    [
      [/[iy]+eh?$/, 'iyah'],
      [/eh$/, 'ah'],
    ],
  ],
  // Arabic without the first vowel of a diminutive: Zreik, Freij.
  [/^(?:[kgs]h|[bdfghjkmnqrstwz])(?:[kgs]h|[bdfghjkmnqrswz])e[iy][^aeiouy]/, [[/^([kgs]h|[^h])/, '$1u']]],
  // Burmese, whose breath before a consonant others leave out: Htun, Hsaing.
  [/^h[tsp](?=[aeiouyw])/, [[/^h/, '']]],
  // Uzbek and Azerbaijani, whose o is an a in Russian: Qodirov, Baxtiyor.
  [
    /q(?!u)|x[tm]|ax[aeiou]/,
    [
      [/x/g, 'kh'],
      [/(?<=[^aeiou])o(?=[^aeiou](?!v?$))/g, 'a'],
      [/yo(?=r$)/g, 'ya'],
    ],
  ],
  // Spanish, whose j is a kh, as is a g before e and i: Juan, Jiménez, Rojas, Trujillo.
  [
    /^j(?:uan|orge|avier|aime|oaquin|ose|esus|imen|uli[ao]|uarez|aramillo)|[aeiou]j(?:as?|os?|es|[aio]a)$|jillo$/,
    [
      [/j/g, 'kh'],
      [/g(?=[ei])/g, 'kh'],
      [/ll(?=[aeo])/g, 'y'],
    ],
  ],
  // Albanian: Hoxha.
  [/xh/, [[/xh/g, 'j']]],
  // Greek, as it sounds: Giannis, Giorgos.
  [
    /^gi(?=an|or)/,
    [
      [/^gio/, 'yo'],
      [/^gi/, 'yi'],
    ],
  ],
  // Arabic and Persian before a consonant, where Slavs write a j for a vowel: Mojtaba, Najm.
  [/[aeiou]j(?=[bdlmnrt])/, [[/(?<=[aeiou])j(?=[bdlmnrt])/g, 'zh']]],
  // Juan, whom Arabic hears so; it is two syllables of China, too.
  [/^juan/, [[/^ju/, 'khw']]],
  // Passports of China have no letter for the vowel of 吕.
  [/^[ln](?:yue?|v)$/, [[/yu|v/, 'u']]],
];

/** Letters of a word that French may spell: shorter ones are Chinese as often. */
const shortestFrench = 5;

/** Other spellings of a word in the letters a-z, by the traditions that its letters may be of. */
export function spellOtherwise(latin: string): readonly string[] {
  const syllables = inPinyin(latin);
  if (syllables) {
    const older = syllables.map(toWadeGiles).join('');
    const isTold =
      syllables.length > 1 ? !syllables.some((each) => each.startsWith('r')) : /^(?:zh|x|q|[cz](?!h))/.test(latin);
    return [...(isTold && older !== latin ? [older] : []), ...spelt(latin, traditions.slice(-2))];
  }
  return spelt(latin, latin.length < shortestFrench ? traditions.slice(1) : traditions);
}

function spelt(latin: string, from: readonly Tradition[]): readonly string[] {
  return from.flatMap(([sign, rules]) => {
    if (!sign.test(latin)) return [];
    const other = rules.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), latin);
    return other === latin ? [] : [other];
  });
}
