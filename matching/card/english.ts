import type { CardWords } from './cardWords.js';

const names = { NAME: 'the name', ALIAS: 'an alias', WEAK_ALIAS: 'a weak alias', PREVIOUS: 'a former name' } as const;
const verb = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** A card in English. */
export const english: CardWords = {
  data: {
    birthDate: 'the date of birth',
    birthPlace: 'the place of birth',
    nationality: 'the nationality',
    country: 'the country whose law governs it',
    gender: 'the sex',
    document: 'the number of a document',
    identifier: 'the unique number',
    address: 'the address',
    flag: 'the flag',
    type: 'the type of ship',
  },
  and: ' and ',
  nameAgrees: (name, extent, also, count) =>
    `${extent === 'part' ? 'only a part of ' : ''}${names[name]} ${extent === 'alike' ? 'nearly ' : ''}agrees${also && `, and so ${verb(count, 'does', 'do')} ${also}`}`,
  namesContradict: 'the names contradict each other',
  namesDiffer: 'the names differ',
  agrees: (data, count) => `${data} ${verb(count, 'agrees', 'agree')}`,
  near: (data, count) => `${data} ${verb(count, 'agrees', 'agree')} in part`,
  contradicts: (data, count) => `but ${data} ${verb(count, 'contradicts', 'contradict')}`,
  nothingContradicts: 'nothing contradicts it',
  recordAlone: (data) => `the record also shows ${data}`,
  askedAlone: (data) => `the record does not state ${data}, or does not show it to you`,
  neither: (data) => `neither side shows ${data}`,
  tellsNothing: (data) => `on both sides, but telling nothing either way: ${data}`,
  settles: (data) => `what would settle it: ${data}`,
  weak: 'a weak alias confirms nothing',
  nameOnly: 'others may have the same name',
  onePart:
    'One part of a name is too little: it finds many bearers, and misses most of them. State the other parts, a date of birth or a document.',
};
