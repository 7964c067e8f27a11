import { ordinals, organisationForms, organisationWords, places, tradePhrases } from '../../../tables/tables.js';
import type { NameToken, TokenRole } from '../../analysedName.js';
import { letterBits } from '../../letters.js';
import { normalised } from '../normalised.js';
import { emptyMeanings, organizationGlue, placeShortenings } from '../roleWords.js';
import { soundOf } from '../sound.js';
import { type Meaning, meaningFor } from './firmWords.js';

const longestPhrase = 6;

/**
 * Folds words of an organization's name that have one meaning into one token: a legal form, a number, a place, a generic word.
 *
 * @param joinsWords whether several words may be one generic word (People's Liberation Army)
 */
export function foldPhrases(tokens: readonly NameToken[], joinsWords: boolean): readonly NameToken[] {
  const folded: NameToken[] = [];
  for (let at = 0; at < tokens.length; ) {
    const length = lengthOfPhrase(tokens, at, joinsWords);
    folded.push(length === 0 ? (tokens[at] as NameToken) : phraseToken(tokens.slice(at, at + length)));
    at += Math.max(1, length);
  }
  return folded;
}

function lengthOfPhrase(tokens: readonly NameToken[], at: number, joinsWords: boolean): number {
  const { readings: [first = ''] = [], role } = tokens[at] as NameToken;
  const shortest = role === 'name' || role === 'number' ? 1 : 2;
  for (let length = Math.min(longestPhrase, longestFrom(first), tokens.length - at); length >= shortest; length -= 1) {
    const meaning = meaningOf(phraseOf(tokens.slice(at, at + length)));
    if (meaning && (joinsWords || length === 1 || meaning.role !== 'generic')) return length;
  }
  return lengthOfSoundedForm(tokens, at);
}

/** Words of a legal form that is recognised by its sound: shorter ones sound like names. */
const fewestSounded = 3;
const longestForm = 6;

// However somebody romanises it: Obschestvo s ogranichennoi otvetstvennostiu.
function lengthOfSoundedForm(tokens: readonly NameToken[], at: number): number {
  const sounds = soundedForms();
  if (!sounds.begin.has(soundIn(tokens[at] as NameToken))) return 0;
  for (let length = Math.min(longestForm, tokens.length - at); length >= fewestSounded; length -= 1)
    if (
      sounds.forms.has(
        tokens
          .slice(at, at + length)
          .map(soundIn)
          .join(' '),
      )
    )
      return length;
  return 0;
}

const soundIn = ({ sounds: [first = ''] }: NameToken): string => first;

interface SoundedForms {
  readonly forms: ReadonlyMap<string, string>;
  /** Their first words. */
  readonly begin: ReadonlySet<string>;
}
let sounded: SoundedForms | undefined;

function soundedForms(): SoundedForms {
  if (!sounded) {
    const forms = new Map<string, string>();
    for (const [phrase, [form = '']] of organisationForms()) {
      const words = phrase.split(' ');
      if (words.length >= fewestSounded && phrase.length > longestShortened)
        forms.set(words.map(soundOf).join(' '), form);
    }
    sounded = { forms, begin: new Set([...forms.keys()].map((each) => each.split(' ')[0] as string)) };
  }
  return sounded;
}

/** Letters of a form whose words are shortened (s a de c v). */
const longestShortened = 14;

let longest: Map<string, number> | undefined;

/** The length of the longest phrase that begins with a word. Most words begin none, and are not looked up. */
function longestFrom(word: string): number {
  if (!longest) {
    longest = new Map();
    const tables = [
      organisationForms(),
      ordinals(),
      organisationWords(),
      tradePhrases(),
      places(),
      placeShortenings,
      organizationGlue,
    ];
    for (const phrase of tables.flatMap((table) => [...table.keys()])) {
      const words = phrase.split(' ');
      longest.set(words[0] ?? '', Math.max(words.length, longest.get(words[0] ?? '') ?? 1));
    }
  }
  return longest.get(word) ?? 1;
}

function phraseOf(tokens: readonly NameToken[]): string {
  return tokens.map(({ readings: [first = ''] }) => first).join(' ');
}

function meaningOf(phrase: string): Meaning | undefined {
  if (organizationGlue.has(phrase)) return { role: 'glue', weight: 0 };
  const [role, value] = (tradePhrases().get(phrase)?.[0] ?? '').split(' ') as [TokenRole | '', string?];
  if (role !== '') return value === undefined ? { role, weight: 0 } : meaningFor(role, value);
  const [form] = organisationForms().get(phrase) ?? [];
  if (form !== undefined) return formOf(form);
  const [number] = ordinals().get(phrase) ?? [];
  if (number !== undefined) return { role: 'number', weight: 1, value: number };
  const [meaning] = organisationWords().get(phrase) ?? [];
  if (meaning !== undefined)
    return emptyMeanings.has(meaning) ? { role: 'form', weight: 0 } : meaningFor('generic', meaning);
  const place = placeShortenings.get(phrase) ?? places().get(phrase)?.[0];
  return place === undefined ? undefined : meaningFor('place', place);
}

const formOf = (form: string): Meaning => ({ role: 'form', weight: 0, ...(form === 'any' ? {} : { value: form }) });

function phraseToken(tokens: readonly NameToken[]): NameToken {
  const [first] = tokens as [NameToken];
  const meaning =
    meaningOf(phraseOf(tokens)) ?? formOf(soundedForms().forms.get(tokens.map(soundIn).join(' ')) as string);
  // Not a single number: its digits were read before.
  if (tokens.length === 1) return first.role === 'number' ? first : { ...first, ...meaning };
  const joined = (part: (token: NameToken) => string): string => tokens.map(part).join('');
  const [reading, sound] = [joined(({ readings: [each = ''] }) => each), joined(({ sounds: [each = ''] }) => each)];
  return normalised({
    written: tokens.map(({ written }) => written).join(' '),
    readings: [reading],
    sounds: [sound],
    letters: [letterBits(reading), letterBits(sound)],
    consonants: joined(({ consonants }) => consonants),
    ...meaning,
  });
}
