// SPDX-License-Identifier: Apache-2.0
import type { StatedName } from '../../records/persons.js';
import type { Random } from './random.js';

/*
 * Every part of a name means "example", "fiction" or the like in its language, and most names end in a letter of an
 * alphabet: nobody bears them. `isFictitiousName` says so, and a test holds every generated name to it.
 */

/** A word as written, and in Latin letters. */
type Word = readonly [written: string, latin: string];

interface Script {
  readonly given: readonly Word[];
  readonly family: readonly Word[];
  readonly suffixes: readonly Word[];
  /** Nationalities that go with it, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly familyFirst?: boolean;
}

const latin = (words: readonly string[]): Word[] => words.map((word) => [word, word]);

const spelling = latin([
  'Alpha',
  'Bravo',
  'Charlie',
  'Delta',
  'Echo',
  'Foxtrot',
  'Golf',
  'Hotel',
  'India',
  'Juliett',
  'Kilo',
  'Lima',
  'Mike',
  'November',
  'Oscar',
  'Papa',
  'Quebec',
  'Romeo',
  'Sierra',
  'Tango',
  'Uniform',
  'Victor',
  'Whiskey',
  'Yankee',
  'Zulu',
]);

const scripts: Readonly<Record<'Latn' | 'Cyrl' | 'Grek' | 'Arab' | 'Hani', Script>> = {
  Latn: {
    given: latin(['Fictitia', 'Fictitius', 'Exempla', 'Exemplus', 'Imaginaria', 'Imaginarius', 'Inventa', 'Inventus']),
    family: latin([
      'Exemplarov',
      'Exemplarsson',
      'Voorbeeldink',
      'Musterfiktion',
      'Échantillonneau',
      'Esempioletti',
      'Przykladowicz',
      'Exemplescu',
      'Ejemplarez',
      'Exempeldottir',
    ]),
    suffixes: spelling,
    countries: ['NL', 'BE', 'DE', 'FR', 'IT', 'ES', 'PL', 'RO', 'SE', 'CO', 'EC'],
  },
  Cyrl: {
    given: [
      ['Фиктив', 'Fiktiv'],
      ['Фиктива', 'Fiktiva'],
      ['Пример', 'Primer'],
      ['Вымысла', 'Vymysla'],
    ],
    family: [
      ['Примеренко', 'Primerenko'],
      ['Небываленко', 'Nebyvalenko'],
      ['Вымышлюк', 'Vymyshliuk'],
      ['Фиктивенко', 'Fiktivenko'],
    ],
    suffixes: [
      ['Альфа', 'Alfa'],
      ['Бета', 'Beta'],
      ['Гамма', 'Gamma'],
      ['Дельта', 'Delta'],
      ['Омега', 'Omega'],
      ['Сигма', 'Sigma'],
    ],
    countries: ['BG', 'UA', 'RS', 'BY', 'KZ'],
  },
  Grek: {
    given: [
      ['Πλασματικός', 'Plasmatikos'],
      ['Φαντασία', 'Fantasia'],
      ['Υπόθεσις', 'Ypothesis'],
    ],
    family: [
      ['Παραδειγματίδης', 'Paradeigmatidis'],
      ['Υποθετικόπουλος', 'Ypothetikopoulos'],
      ['Φανταστάκης', 'Fantastakis'],
    ],
    suffixes: [
      ['Άλφα', 'Alfa'],
      ['Βήτα', 'Vita'],
      ['Γάμμα', 'Gamma'],
      ['Δέλτα', 'Delta'],
      ['Ωμέγα', 'Omega'],
    ],
    countries: ['GR', 'CY'],
  },
  Arab: {
    given: [
      ['خيال', 'Khayal'],
      ['مثال', 'Mithal'],
      ['فرضية', 'Fardiyya'],
    ],
    family: [
      ['الوهمي', 'al-Wahmi'],
      ['النموذجي', 'al-Namudhaji'],
      ['الافتراضي', 'al-Iftiradi'],
    ],
    suffixes: [
      ['ألف', 'Alif'],
      ['باء', 'Ba'],
      ['جيم', 'Jim'],
      ['دال', 'Dal'],
      ['واو', 'Waw'],
    ],
    countries: ['MA', 'EG', 'AE', 'JO'],
  },
  Hani: {
    given: [
      ['甲', 'Jia'],
      ['乙', 'Yi'],
      ['丙', 'Bing'],
      ['丁', 'Ding'],
      ['戊', 'Wu'],
    ],
    family: [
      ['虚构', 'Xugou'],
      ['样例', 'Yangli'],
      ['假想', 'Jiaxiang'],
    ],
    suffixes: [
      ['一', 'Yi'],
      ['二', 'Er'],
      ['三', 'San'],
      ['四', 'Si'],
      ['五', 'Wu'],
    ],
    countries: ['CN', 'SG'],
    familyFirst: true,
  },
};

/** What a generated person is called. */
export interface FictitiousName {
  readonly names: readonly StatedName[];
  readonly firstName: string;
  readonly lastName: string;
  /** In Latin letters, as a declarant would write it. */
  readonly latin: string;
  readonly country: string;
}

/** A name in one of five scripts, with its transliteration and often a second one as aliases. */
export function inventName(random: Random): FictitiousName {
  const script =
    scripts[
      random.weighted([
        ['Latn', 55],
        ['Cyrl', 18],
        ['Grek', 8],
        ['Arab', 11],
        ['Hani', 8],
      ] as const)
    ];
  const given = random.pick(script.given);
  const family = random.pick(script.family);
  const suffix = random.pick(script.suffixes);
  const write = (form: 0 | 1): string => {
    const familyName =
      script.familyFirst && form === 0 ? family[form] + suffix[form] : `${family[form]}-${suffix[form]}`;
    if (!script.familyFirst) return `${given[form]} ${familyName}`;
    return form === 0 ? familyName + given[form] : `${familyName} ${given[form]}`;
  };
  const native = write(0);
  const transliterated = write(1);
  const aliases = new Set<string>();
  if (transliterated !== native) aliases.add(transliterated);
  if (random.chance(0.45)) aliases.add(respell(transliterated));
  aliases.delete(native);
  return {
    names: [
      { name: native, kind: 'NAME' },
      ...[...aliases].map((name): StatedName => ({ name, kind: 'ALIAS' })),
      ...(random.chance(0.12) ? [{ name: `Example ${suffix[1]}`, kind: 'WEAK_ALIAS' as const }] : []),
    ],
    firstName: given[0],
    lastName: script.familyFirst ? family[0] + suffix[0] : `${family[0]}-${suffix[0]}`,
    latin: transliterated,
    country: random.pick(script.countries),
  };
}

/** The same name as another clerk would write it. */
export function respell(name: string): string {
  return name
    .replace(/ov\b/g, 'off')
    .replace(/enko\b/g, 'enco')
    .replace(/Fi([kc])ti/g, (_, letter: string) => `Fi${letter === 'k' ? 'c' : 'k'}ti`)
    .replace(/y/g, 'i')
    .replace(/kh/gi, 'h')
    .replace(/dh/g, 'd')
    .replace(/É/g, 'E')
    .replace(/x/g, 'ks');
}

const legalForms = [
  ['B.V.', 'NL'],
  ['NV', 'BE'],
  ['GmbH', 'DE'],
  ['S.A.', 'ES'],
  ['S.r.l.', 'IT'],
  ['Sp. z o.o.', 'PL'],
  ['Ltda.', 'EC'],
  ['Co., Ltd.', 'CN'],
  ['OÜ', 'EE'],
  ['Ltd', 'GB'],
] as const;
const trades = [
  'Fruit Trading',
  'Reefer Logistics',
  'Textiles',
  'Metals',
  'Freight Forwarding',
  'Seafood',
  'Machinery',
  'Electronics',
  'Coffee',
  'Timber',
];
const firms = ['Fictitia', 'Exemplar', 'Specimen', 'Imaginaria', 'Placeholder', 'Voorbeeld', 'Inventa', 'Exempla'];

/** A company that is an example by its name. */
export function inventCompany(random: Random): {
  readonly name: string;
  readonly legalForm: string;
  readonly country: string;
} {
  const [legalForm, country] = random.pick(legalForms);
  const name = `${random.pick(firms)} ${random.pick(spelling)[0]} ${random.pick(trades)} ${legalForm}`;
  return { name, legalForm, country };
}

/** A ship's name that no register holds: `EXEMPLAR TANGO 7`. */
export function inventVesselName(random: Random): string {
  return `${random.pick(firms).toUpperCase()} ${random.pick(spelling)[0].toUpperCase()} ${random.integer(2, 99)}`;
}

const markers =
  /fi[ck]t[ií]|e(?:x|ks)emp|ejempl|esempi|[eé]chantillon|imagin|invent|voorbeeld|muster|prz[iy]klad|specimen|placeholder|example|prim[ei]r|neb[iy]val|v[iy]m[iy]s|plasmat|fanta|[iy]pothe|paradeigm|h?a[iy]al|mit[h]?al|far[d]i[iy]+a|wahmi|namud|iftirad|[xk]s?ugou|[iy]angli|jia[xk]s?iang|фиктив|пример|небыва|вым[ыи]|πλασματ|φαντα|υποθ|υπόθ|παραδειγμ|خيال|مثال|فرضية|وهمي|نموذجي|افتراضي|虚构|样例|假想/i;

/** True for a name that says in its own language that it is made up. */
export function isFictitiousName(name: string): boolean {
  return markers.test(name);
}
