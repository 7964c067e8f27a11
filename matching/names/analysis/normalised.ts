import type { NameToken } from '../analysedName.js';

/** A token with all its members in one order: objects of one shape are read several times faster. */
export function normalised(token: NameToken): NameToken {
  return {
    written: token.written,
    role: token.role,
    readings: token.readings,
    sounds: token.sounds,
    equal: token.equal,
    letters: token.letters,
    consonants: token.consonants,
    otherConsonants: token.otherConsonants,
    abjad: token.abjad,
    syllabic: token.syllabic,
    korean: token.korean,
    transcribed: token.transcribed,
    value: token.value,
    acronym: token.acronym,
    cut: token.cut,
    foreign: token.foreign,
    forms: token.forms,
    petNames: token.petNames,
    given: token.given,
    weight: token.weight,
  };
}
