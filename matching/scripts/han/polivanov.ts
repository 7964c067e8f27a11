const syllables: readonly (readonly [RegExp, string])[] = [
  [/дзи/g, 'ji'],
  [/дз(?=[яюё])/g, 'j'],
  [/дз/g, 'z'],
  [/ти/g, 'chi'],
  [/т(?=[яюё])/g, 'ch'],
  [/си/g, 'shi'],
  [/с(?=[яюё])/g, 'sh'],
  [/цу/g, 'tsu'],
  [/(?<=ch|sh|j)я/g, 'a'],
  [/(?<=ch|sh|j)ю/g, 'u'],
  [/(?<=ch|sh|j)ё/g, 'o'],
  [/м(?=[бпм])/g, 'm'],
];
const letters = new Map(
  'аa иi уu эe оo яya юyu ёyo йi кk гg сs зz тt дd нn хh фf бb пp мm рr вw'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);
const japanese = /^(?:(?:[кгсзтднхфбпмрв]|дз|ц|сс|кк|тт|пп)?[аиуэояюё]|н|м(?=[бпм])|(?<=[аиуэо])й)+$/;
const shortest = 4;

/** A Japanese name in Cyrillic letters, by Polivanov, in Hepburn's: Тидзуру is Chizuru. Undefined for any other word. */
export function readPolivanov(word: string): string | undefined {
  if (word.length < shortest || !japanese.test(word)) return undefined;
  const text = syllables.reduce((written, [pattern, latin]) => written.replaceAll(pattern, latin), word);
  return [...text].map((letter) => letters.get(letter) ?? letter).join('');
}
