import { describe, expect, it } from '@jest/globals';
import { guessCodePage } from '../../../../ingest/input/text/codePage.js';

/** Bytes of a text in a code page of one byte a character, as the runtime decodes it. */
function encode(text: string, page: string): Buffer {
  const decoder = new TextDecoder(page);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]));
  return Buffer.from([...text].map((character) => byteOf.get(character) ?? 0x3f));
}

describe('guessCodePage', () => {
  it.each([
    ['id;name\n1;Müller, Jürgen\n2;Ångström, Éva\n3;£ 100\n', 'windows-1252'],
    ['id;имя\n1;Иванов Иван\n2;Петров Пётр\n', 'windows-1251'],
    ['id;imię\n1;Wałęsa\n2;Żółkiewski\n', 'windows-1250'],
  ])('knows %j by its letters, for all were read as windows-1252', (text, page) => {
    expect(guessCodePage(encode(text, page))).toBe(page);
  });
});
