import { abjadForms, abjadNames, isAbjadName } from '../../scripts/abjad/abjadNames.js';
import { isJapaneseGiven } from '../../scripts/han/givenNames.js';
import { commonnessOf, honorifics, nameForms, nicknames } from '../../tables/tables.js';
import type { NameToken, TokenRole } from '../analysedName.js';
import {
  burmeseTitles,
  generations,
  kanaGlue,
  nameParts,
  nativeTitles,
  ofBothGenders,
  otherNameMarks,
  personGlue,
  titles,
  titlesBehind,
} from './roleWords.js';
import { soundOf } from './sound.js';

const patronymic =
  /.{3}(ovich|evich|avich|avych|auna|ovych|evych|ovitch|evitch|ovic|evic|ovna|evna|owna|ouna|ivna|ichna|oglu|ogly|qizi|qyzy|kyzy|uly|uulu)$/;
const roleWeights: Readonly<Partial<Record<TokenRole, number>>> = {
  patronymic: 0.7,
  initial: 0.3,
  title: 0.3,
  glue: 0,
};
/** The weight of a name by its commonness, from rare to most common. */
const commonnessWeights: readonly number[] = [1, 1, 0.95, 0.9, 0.8];

/** A word of a person's name, with its role. */
export function personToken(token: NameToken, isFirst: boolean): NameToken {
  const generation = isFirst || token.syllabic ? undefined : generations.get(token.readings[0] ?? '');
  if (generation) return { ...token, role: 'title', value: generation, weight: roleWeights.title ?? 0 };
  const role = roleOf(token, isFirst);
  if (role === 'patronymic') {
    const fathers = fatherIn(token);
    const forms = fathers.length > 0 ? { forms: fathers } : {};
    return { ...token, ...asRussian(token), ...forms, role, weight: roleWeights.patronymic ?? 0 };
  }
  if (role !== 'name') return { ...token, role, weight: roleWeights[role] ?? 0 };
  // Consonants alone would resemble those of many names.
  const hasVowels = token.abjad === undefined || abjadNames(token.abjad) !== undefined;
  const inTable = found(token, nameForms());
  const forms = [...new Set([...inTable, ...(hasVowels ? abjadForms(token.sounds[0] ?? '') : [])])];
  const fullNames = hasVowels ? found(token, nicknames()) : [];
  const petNames = fullNames.length === 0 ? [] : [...new Set([...fullNames, ...forms, ...formsOf(fullNames)])];
  return {
    ...token,
    ...(forms.length > 0 ? { forms } : {}),
    ...(petNames.length > 0 ? { petNames } : {}),
    // A word that only sounds like a name in the tables may be a slip for it.
    ...(hasVowels &&
    (inTable.length > 0 || fullNames.length > 0 || isAbjadName(token.readings) || isJapaneseGiven(token))
      ? { given: true }
      : {}),
    weight: weightOf(token),
  };
}

/** What a patronymic adds to the father's name. */
const ofFather = /(?:[oea]vi(?:ch|tch|c)|[oea]vych|[ei]?[ou]vna|[ai]?ivna|[ao]una|[ou]wna)$/;

/** The father in a patronymic, in whichever language: Uladzimiravich is Vladimirovich. */
function fatherIn({ readings: [first = ''] }: NameToken): readonly string[] {
  const stem = first.replace(ofFather, '');
  if (stem === first) return [];
  return [...new Set([stem, `${stem}y`, `${stem}i`, `${stem}a`].flatMap((each) => nameForms().get(each) ?? []))];
}

const turkic = /(?:o[gh]+l[uiy]|u+l[uy]|q[yi]z[yi]|kyzy|kizi)$/;

/** A Turkic patronymic as Russian has it: Sharipqyzy is Sharipovna. It makes it like that one, and equal to none. */
function asRussian({ readings: [first = ''], sounds, equal = sounds }: NameToken): Pick<NameToken, 'sounds' | 'equal'> {
  const [suffix = ''] = turkic.exec(first) ?? [];
  if (suffix === '') return { sounds, equal };
  const father = first.slice(0, -suffix.length);
  const endings = suffix.includes('l') ? ['ovich', 'evich'] : ['ovna', 'evna'];
  return { sounds: [...sounds, ...endings.map((ending) => soundOf(father + ending))], equal };
}

/** One letter, which may be read as two: Ж is zh. */
const letter = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]$/u;

const burmese = /^\p{Script=Myanmar}/u;

function roleOf({ written, readings: [first = ''], syllabic }: NameToken, isFirst: boolean): TokenRole {
  if (kanaGlue.has(written) && !isFirst) return 'glue';
  if (nativeTitles.has(written) || (isFirst && burmeseTitles.has(written))) return 'title';
  if (otherNameMarks.has(written) && !isFirst) return 'glue';
  // In Bengal Md is short for Mohammad, and stands before other names; a physician has it behind them.
  if (syllabic || (isFirst && first === 'md')) return 'name';
  // A syllable of Burmese is no article.
  if (personGlue.has(first) && !(first.length === 1 && isFirst) && !burmese.test(written)) return 'glue';
  if (first.length === 1 || letter.test(written)) return 'initial';
  if (titles.has(first) || honorifics().has(first)) return 'title';
  if (titlesBehind.has(first) && !isFirst) return 'title';
  return patronymic.test(first) && !isFirst ? 'patronymic' : 'name';
}

function weightOf({ readings: [first = ''], sounds: [sound = ''] }: NameToken): number {
  if (nameParts.has(first)) return 0.4;
  if (first.length < 3) return 0.7;
  return commonnessWeights[commonnessOf(sound)] ?? 1;
}

// Kate is short for Katherine, of which Catherine is a form; Jane may be short for Jean, but is not a form of John.
function formsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((each) => (ofBothGenders.has(each) ? [] : (nameForms().get(each) ?? [])));
}

function found({ readings }: NameToken, table: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...new Set(readings.slice(0, 3).flatMap((reading) => table.get(reading) ?? []))];
}
