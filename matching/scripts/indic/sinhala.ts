const at = (first: number, latin: string): readonly (readonly [number, string])[] =>
  latin.split(' ').map((letters, index) => [first + index, letters] as const);

const vowels = new Map([...at(0x85, 'a a e e i i u u ru ru'), ...at(0x91, 'e e ai o o au')]);
const signs = new Map([...at(0xcf, 'a e e i i u _ u _ ru e e ai o o au')]);
const consonants = new Map([
  ...at(0x9a, 'k kh g gh ng ng ch chh j jh n gn nj t th d dh n nd th th d dh n _ nd p ph b bh m mb y r _ l'),
  ...at(0xc0, 'v sh sh s h l f'),
]);
const nasals = new Map(at(0x81, 'n n h'));
const virama = 0xca;

/** Names of Portuguese whose sound is far from their spelling in Latin letters. */
const portuguese: Readonly<Record<string, string>> = { pranandu: 'fernando', kure: 'cooray', piris: 'peiris' };

/** Readings of a word in Sinhala letters: as they are, and with the endings that Sri Lanka writes in Latin letters. */
export function readSinhala(word: string): readonly string[] {
  const text = plainly(word);
  const readings = [text, text.replace(/a$/, 'e'), text.replaceAll('nh', 'ngh'), text.replaceAll('gn', 'n')];
  // Wickremesinghe, Jayawardene.
  const eased = text
    .replaceAll('nh', 'ngh')
    .replace(/(?<=kr)a|(?<=rdh?)a(?=n)/, 'e')
    .replace(/a$/, 'e');
  const known = portuguese[text];
  return [...(known === undefined ? [] : [known]), ...new Set([...readings, eased])];
}

// Every inherent vowel is spoken.
function plainly(word: string): string {
  let text = '';
  let isOpen = false;
  for (const character of word) {
    const offset = (character.codePointAt(0) ?? 0) & 0xff;
    const sign = signs.get(offset);
    if (offset === virama || sign !== undefined) {
      text += sign ?? '';
      isOpen = false;
      continue;
    }
    const consonant = consonants.get(offset);
    text += `${isOpen ? 'a' : ''}${consonant ?? vowels.get(offset) ?? nasals.get(offset) ?? ''}`;
    isOpen = consonant !== undefined;
  }
  return isOpen ? `${text}a` : text;
}
