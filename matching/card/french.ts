import type { CardWords } from './cardWords.js';

const names = {
  NAME: ['le nom', 'du nom'],
  ALIAS: ['un alias', 'd’un alias'],
  WEAK_ALIAS: ['un alias peu sûr', 'd’un alias peu sûr'],
  PREVIOUS: ['un ancien nom', 'd’un ancien nom'],
} as const;
const verb = (count: number): string => (count === 1 ? 'concorde' : 'concordent');

/** A card in French. */
export const french: CardWords = {
  data: {
    birthDate: 'la date de naissance',
    birthPlace: 'le lieu de naissance',
    nationality: 'la nationalité',
    country: 'le pays dont le droit la régit',
    gender: 'le sexe',
    document: 'le numéro d’un document',
    identifier: 'le numéro unique',
    address: 'l’adresse',
    flag: 'le pavillon',
    type: 'le type de navire',
  },
  and: ' et ',
  nameAgrees: (name, extent, also) =>
    `${extent === 'part' ? `seule une partie ${names[name][1]}` : names[name][0]} concorde${extent === 'alike' ? ' à peu près' : ''}${also && `, ainsi que ${also}`}`,
  namesContradict: 'les noms se contredisent',
  namesDiffer: 'les noms diffèrent',
  agrees: (data, count) => `${data} ${verb(count)}`,
  near: (data, count) => `${data} ${verb(count)} en partie`,
  contradicts: (data, count) => `mais ${data} ne ${verb(count)} pas`,
  nothingContradicts: 'rien ne s’y oppose',
  recordAlone: (data) => `la fiche montre aussi ${data}`,
  askedAlone: (data) => `la fiche n’indique pas, ou ne vous montre pas, ${data}`,
  neither: (data) => `aucun des deux côtés ne montre ${data}`,
  tellsNothing: (data) => `des deux côtés, mais sans rien prouver : ${data}`,
  settles: (data) => `ce qui trancherait : ${data}`,
  weak: 'un alias peu sûr ne confirme rien',
  nameOnly: 'd’autres peuvent porter le même nom',
  onePart:
    'Une seule partie d’un nom ne suffit pas : elle trouve beaucoup de monde, et manque la plupart. Indiquez les autres parties, une date de naissance ou un document.',
};
