import anyAscii from 'any-ascii';

const unvoiced = '(?=[θκξπσςτφχψ]|$)';

// Letters that are read together: by sound, then by spelling.
const combinations: readonly (readonly [RegExp, string, string])[] = [
  [/ου/g, 'u', 'ou'],
  [new RegExp(`αυ${unvoiced}`, 'g'), 'af', 'au'],
  [new RegExp(`ευ${unvoiced}`, 'g'), 'ef', 'eu'],
  [/αυ/g, 'av', 'au'],
  [/ευ/g, 'ev', 'eu'],
  [/^μπ/g, 'b', 'mp'],
  [/^ντ/g, 'd', 'nt'],
  [/^γκ/g, 'g', 'gk'],
  [/μπ/g, 'mp', 'b'],
  [/ντ/g, 'nt', 'd'],
  [/γ[γκ]/g, 'ng', 'gg'],
  [/γχ/g, 'nch', 'nch'],
  [/τζ/g, 'tz', 'tz'],
  [/τσ/g, 'ts', 'ts'],
  [/ει/g, 'i', 'ei'],
  [/οι/g, 'i', 'oi'],
  [/αι/g, 'e', 'ai'],
];

const letters: Readonly<Record<string, readonly [string, string]>> = {
  β: ['v', 'b'],
  γ: ['g', 'g'],
  η: ['i', 'e'],
  θ: ['th', 'th'],
  ξ: ['x', 'x'],
  υ: ['y', 'u'],
  φ: ['f', 'ph'],
  χ: ['h', 'ch'],
  ψ: ['ps', 'ps'],
  ω: ['o', 'o'],
};

/** Readings of a word in Greek letters: by sound (Giorgos, Vasilis), letter by letter (Georgios, Basileios), and as it is spoken. */
export function readGreek(word: string): readonly string[] {
  // A diaeresis, or an accent on the first of two vowels, separates them; other marks mean nothing.
  const plain = word
    .normalize('NFD')
    .replaceAll(/(?<=[αεο])(\u0301?)([ιυ])\u0308/g, '$1-$2')
    .replaceAll(/(?<=[αε]\u0301)υ|(?<=[αεο]\u0301)ι/g, '-$&')
    .replaceAll(/\p{M}/gu, '');
  const read = (system: 0 | 1, written = plain): string => {
    let text = written;
    for (const [pattern, ...readings] of combinations) text = text.replace(pattern, readings[system] as string);
    return [...text].map((letter) => letters[letter]?.[system] ?? anyAscii(letter)).join('');
  };
  // As many speak: b, d and g inside too, j and ch in foreign names, and w before a vowel.
  const spoken = plain
    .replaceAll('μπ', 'b')
    .replaceAll('ντ', 'd')
    .replaceAll(/γ[γκ]/g, 'g')
    .replaceAll('τζ', 'j')
    .replaceAll(/ου(?=[αεηιοω])/g, 'w');
  const modern = read(0, spoken);
  return [read(0), read(1), ...(spoken === plain ? [] : [modern, modern.replaceAll('ts', 'ch')])];
}
