/**
 * Guesses the code page of bytes that are not UTF-8: Cyrillic words are runs of high bytes, and between Latin letters
 * windows-1250 has letters where windows-1252 has signs.
 */
export function guessCodePage(bytes: Buffer): 'windows-1250' | 'windows-1251' | 'windows-1252' {
  let high = 0;
  let runs = 0;
  let signs = 0;
  let inRun = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    const isHigh = byte >= 0xc0;
    if (isHigh) {
      high += 1;
      if (!inRun) runs += 1;
    }
    if (letterOf1250.has(byte) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]))) signs += 1;
    inRun = isHigh;
  }
  if (runs > 0 && high / runs > 2.5) return 'windows-1251';
  return signs > 0 ? 'windows-1250' : 'windows-1252';
}

/** `Ł ł Ą ą Ş ş ľ Ľ ż Ż` of windows-1250; pounds, yen and superscripts of windows-1252, which are in no word. */
const letterOf1250: ReadonlySet<number> = new Set([0xa3, 0xb3, 0xa5, 0xb9, 0xaa, 0xba, 0xbe, 0xbc, 0xbf, 0xaf]);

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}
