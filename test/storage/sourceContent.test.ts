import { describe, expect, test } from '@jest/globals';
import { noContent, packContent, unpackContent } from '../../storage/sourceContent.js';

describe('the content of a source record', () => {
  test('comes back as it was, in every script, and takes less room', () => {
    const content = {
      raw: `Фиктий ЭКЗЕМПЛАРОВ 範例\u0000${'specimen '.repeat(100)}`,
      record: { name: '範例', list: [1, null] },
    };
    const packed = packContent(content);
    expect(unpackContent(packed)).toEqual(content);
    expect(packed.byteLength).toBeLessThan(content.raw.length / 4);
  });

  test('of a link is empty: its record has it', () => {
    expect(unpackContent(noContent)).toEqual({ raw: null, record: null });
  });

  test('is refused where it was not packed', () => {
    expect(() => unpackContent(Buffer.from('{"raw":null}'))).toThrow();
  });
});
