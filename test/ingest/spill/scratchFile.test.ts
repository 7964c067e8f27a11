import { describe, expect, it } from '@jest/globals';
import { openScratchFile } from '../../../ingest/spill/scratchFile.js';

describe('a scratch file', () => {
  it('gives back what was put away, from memory and from the disk', () => {
    const scratch = openScratchFile(16);
    const places = ['first', 'second, longer than what memory may hold', 'third'].map((text) => ({
      text,
      place: scratch.put(Buffer.from(text)),
    }));
    for (const { text, place } of places) expect(scratch.get(place, text.length).toString()).toBe(text);
    scratch.close();
  });

  it('names the temporary folder where it cannot write: the operator looked for another full disk', () => {
    const scratch = openScratchFile(16, '/nowhere/at/all');
    const put = (): number => scratch.put(Buffer.alloc(17));
    expect(put).toThrow(expect.objectContaining({ code: 'DATA_DIRECTORY_NOT_WRITABLE' }));
    expect(put).toThrow(/temporary folder \/nowhere\/at\/all/);
    scratch.close();
  });
});
