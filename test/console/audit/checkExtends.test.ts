import { describe, expect, it } from '@jest/globals';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { checkExtends, lastUnder } from '../../../console/audit/checkExtends.js';
import { primitives } from '../../../console/audit/primitives.js';
import { verdictOf } from '../../../console/audit/steps.js';
import { headOf, logKey, vkey } from '../../tools/support/madeExport.js';
import { MadeLog, trustedOf, wordsOf } from './madeLog.js';

const log = new MadeLog(9);
const believed = trustedOf(vkey);
const check = (seen: string, proofText: string, trusted: typeof believed | null = believed) =>
  checkExtends(seen, proofText, trusted, primitives);
const judge = (...args: Parameters<typeof check>) => verdictOf(check(...args), ['extends', 'signature']);

describe('a head that was seen before', () => {
  it('is the beginning of a later one, by the proof of the last entry under it', () => {
    for (let first = 1; first <= 9; first += 1) {
      for (let second = first; second <= 9; second += 1) {
        const index = lastUnder(log.note(first)) ?? -1;
        expect(judge(log.note(first), log.proofText(index, second))).toBe('proven');
      }
    }
  });

  it('is not that of a log which was written anew, though all is signed by the same key', () => {
    const other = new MadeLog(9, ' otherwise');
    for (let first = 1; first <= 9; first += 1) {
      const steps = check(log.note(first), other.proofText(first - 1));
      expect(wordsOf(steps)[0]).toBe('extends.forked failed');
    }
  });

  it('is not that of a log in which its last entry alone stayed', () => {
    const other = new MadeLog(9, ' otherwise');
    const mixed = Object.assign(new MadeLog(9), { leaves: other.leaves.with(4, log.leaves[4] ?? new Uint8Array()) });
    const text = mixed.proofText(4).replace(/\n\n[\s\S]*$/, `\n\n${other.note(9)}`);
    expect(judge(log.note(5), text)).toBe('failed');
  });

  it('is not the beginning of a head of another tree, by the hashes that its own log has beside it', () => {
    const other = new MadeLog(9, ' otherwise');
    for (let first = 1; first <= 9; first += 1) {
      const text = log.proofText(first - 1).replace(/\n\n[\s\S]*$/, `\n\n${other.note(9)}`);
      expect(wordsOf(check(log.note(first), text))).toEqual(['extends.noProof failed']);
    }
  });

  it('is not compared by a proof of another entry, of another log, or of no tree', () => {
    expect(wordsOf(check(log.note(5), log.proofText(5)))).toEqual(['extends.noProof notChecked']);
    expect(wordsOf(check(log.note(5), 'nothing'))).toEqual(['extends.noProof notChecked']);
    expect(wordsOf(check('nothing', log.proofText(4)))).toEqual(['extends.noProof notChecked']);
    const cut = log.proofText(4).replace(/(index 4\n)[^\n]+\n/, '$1');
    expect(wordsOf(check(log.note(5), cut))).toEqual(['extends.noProof failed']);
    const elsewhere = headOf(log.entries, 9, logKey, 'other.example/main');
    const text = log.proofText(4).replace(/\n\n[\s\S]*$/, `\n\n${elsewhere}`);
    expect(wordsOf(check(log.note(5), text))).toEqual(['extends.otherLog failed']);
  });

  it('counts for nothing without a signature of the log under both', () => {
    expect(judge(log.note(5), log.proofText(4), null)).toBe('notProven');
    const stranger = verifierKeyOf('portcullis.example/main', new Uint8Array(32).fill(3));
    expect(judge(log.note(5), log.proofText(4), trustedOf(stranger))).not.toBe('proven');
    const unsigned = log.note(5).replace(/.{12}\n$/, 'AAAAAAAAAAA=\n');
    expect(judge(unsigned, log.proofText(4))).not.toBe('proven');
  });

  it('has no last entry where the log was empty, or the text is no head', () => {
    expect([lastUnder(log.note(0)), lastUnder('nothing'), lastUnder(log.note(4))]).toEqual([null, null, 3]);
  });
});
