import { expect, it } from '@jest/globals';
import { describeDifferences } from './differences.js';
import { type Recording, readRecording, toText, writeBoth, writeRecording } from './snapshots.js';

/** Set where recordings are written instead of compared. */
export const writeVariable = 'TEST_NET_WRITE';

/** Holds what is recorded now equal to what is committed below `folder`, or writes it; within so many minutes. */
export function expectRecorded(folder: string, record: () => Promise<Recording>, minutes = 15): void {
  it(
    'is as it was recorded',
    async () => {
      const now = await record();
      if (process.env[writeVariable]) {
        writeRecording(folder, now);
        return;
      }
      const recorded = readRecording(folder);
      const names = [...new Set([...recorded.keys(), ...now.keys()])];
      const differences = names.flatMap((name) => {
        const [before, after] = [recorded.get(name) ?? new Map(), now.get(name) ?? new Map()];
        const text = describeDifferences(before, after);
        return text === null
          ? []
          : [`${name}: ${text}\n(both whole in ${writeBoth(name, toText(before), toText(after))})`];
      });
      // Why not `expect` alone: it would cut and quote a text of many lines.
      if (differences.length > 0) throw new Error(`\n${differences.join('\n\n')}`);
      expect(differences).toEqual([]);
    },
    minutes * 60_000,
  );
}
