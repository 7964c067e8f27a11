import fc from 'fast-check';

/* Names of nobody: given names and invented family names in several scripts. */
const words = [
  'Amina',
  'Aleksandr',
  'Petrovich',
  'Bin',
  'Al-Tarkhuni',
  'van',
  'Oosterveld',
  'Abdul',
  'Karim',
  'Mohammed',
  'Brandvik',
  'Jean-Luc',
  'Quellmann',
  'Ocampo',
  'y',
  'Dr.',
  'J.',
  'Kim',
  'Jong',
  'Соколова',
  'Γιώργος',
  'محمد',
  '王',
  '민준',
  '7',
  'Ltd',
  "O'Marra",
];

/** A name of one to five words. */
export const inventedName = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
  .map((each) => each.join(' '));

/** A word that is in none of them, and is like none. */
export const otherWord = fc.constantFrom('Zwickelhuber', 'Ngcobomvu', 'Fjellbrekke', 'Wuxdorf', 'Pfaffzig');
