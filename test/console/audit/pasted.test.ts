import { describe, expect, it } from '@jest/globals';
import { withHeads } from '../../../console/pages/audit/proof/heads.js';
import { MOST_RECEIPTS, readPasted } from '../../../console/pages/audit/proof/pasted.js';
import { receiptLines } from '../../../console/pages/view/receiptLines.js';
import { MadeLog } from './madeLog.js';

const receipt = { log: 'main.w1', index: 12, leafHash: 'ab'.repeat(32) };
const noted = {
  receipt,
  operation: 'Search',
  requestId: 'r',
  code: undefined,
  purpose: 'P',
  agency: 'A',
  at: new Date(0),
};
const only = { receipts: [receipt], proofText: null };

describe('what is pasted to be checked', () => {
  it.each([
    ['an answer', JSON.stringify({ data: {}, extensions: { audit: receipt } }), only],
    ['its extensions', JSON.stringify({ audit: receipt, requestId: 'r' }), only],
    ['a receipt', JSON.stringify(receipt), only],
    ['a line of words', `main.w1 12  ${receipt.leafHash.toUpperCase()}`, only],
    ['the lines of "Your view"', receiptLines([noted]), only],
    ['a receipt of no log', JSON.stringify({ ...receipt, log: 'a b' }), null],
    ['a receipt of no place', JSON.stringify({ ...receipt, index: -1 }), null],
    ['a receipt of no hash', JSON.stringify({ ...receipt, leafHash: 'ab' }), null],
    ['nothing', '', null],
    ['a word', 'main', null],
    ['null', 'null', null],
  ])('is read from %s', (_, text, read) => {
    expect(readPasted(text)).toEqual(read);
  });

  it('may be a proof, without its last line feed, with the receipt before it', () => {
    const text = new MadeLog(3).proofText(1);
    expect(readPasted(text.trimEnd())).toEqual({ receipts: [], proofText: text });
    expect(readPasted(text.replaceAll('\n', '\r\n'))).toEqual({ receipts: [], proofText: text });
    expect(readPasted(`${JSON.stringify(receipt)}\n${text}`)).toEqual({ receipts: [receipt], proofText: text });
  });

  it('is at most so many receipts, since the log is asked for each', () => {
    const many = Array.from({ length: 50 }, (__, index) => ({ ...noted, receipt: { ...receipt, index } }));
    expect(readPasted(receiptLines(many))?.receipts).toHaveLength(MOST_RECEIPTS);
  });
});

describe('heads that were seen', () => {
  const [log, now] = [new MadeLog(4), new Date(0)];

  it('are kept once each, the largest first, and what is no head is passed over', () => {
    const heads = withHeads([], [log.note(2), log.note(4), log.note(2), 'nothing'], now);
    expect(heads.map(({ log: name, size }) => [name, size])).toEqual([
      ['main', 4],
      ['main', 2],
    ]);
    expect(withHeads(heads, [log.note(4)], now)).toHaveLength(2);
  });

  it('are both kept where two of one size differ: one of them is not of the log', () => {
    expect(withHeads([], [log.note(4), new MadeLog(4, ' otherwise').note(4)], now)).toHaveLength(2);
  });
});
