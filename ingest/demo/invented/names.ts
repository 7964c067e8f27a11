import type { StatedName } from '../../records/persons.js';
import { invented, type Word } from './invented.js';
import type { Random } from './random.js';

/** The names of a generated person. */
export interface FictitiousName {
  readonly names: readonly StatedName[];
  readonly firstName: string;
  readonly lastName: string;
  /** In Latin letters, as a declarant would write it. */
  readonly latin: string;
  readonly country: string;
}

const scripts = [
  ['Latn', 55],
  ['Cyrl', 18],
  ['Grek', 8],
  ['Arab', 11],
  ['Hani', 8],
] as const;

/** A name in one of five scripts, with its transliteration and often a second spelling as aliases. */
export function inventName(random: Random): FictitiousName {
  const script = invented().scripts[random.weighted(scripts)];
  const given = bothForms(random.pick(script.given));
  const family = bothForms(random.pick(script.family));
  const suffix = bothForms(random.pick(script.suffixes ?? invented().spelling));
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

function bothForms(word: Word): readonly [written: string, latin: string] {
  return typeof word === 'string' ? [word, word] : word;
}

/** The same name in another spelling. */
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

/** A company whose name says that it is an example. */
export function inventCompany(random: Random): {
  readonly name: string;
  readonly legalForm: string;
  readonly country: string;
} {
  const { legalForms, firms, spelling, trades } = invented();
  const [legalForm, country] = random.pick(legalForms);
  const name = `${random.pick(firms)} ${random.pick(spelling)} ${random.pick(trades)} ${legalForm}`;
  return { name, legalForm, country };
}

/** A ship's name that no register holds: `EXEMPLAR TANGO 7`. */
export function inventVesselName(random: Random): string {
  const { firms, spelling } = invented();
  return `${random.pick(firms).toUpperCase()} ${random.pick(spelling).toUpperCase()} ${random.integer(2, 99)}`;
}
