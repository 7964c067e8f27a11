import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rootHash } from '../../../auditlog/merkle.js';
import { toHex } from '../../../auditlog/proofs/bytes.js';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { type AnsweredEntry, checkEntry, type EntryClaim } from '../../../console/audit/checkEntry.js';
import { primitives } from '../../../console/audit/primitives.js';
import { verdictOf } from '../../../console/audit/steps.js';
import { logKey, vkey } from '../../tools/support/madeExport.js';
import { MadeLog, trustedOf, wordsOf } from './madeLog.js';

type Proof = NonNullable<AnsweredEntry['inclusionProof']>;
const log = new MadeLog(9);
const answered = log.answered(5);
const leafHash = answered.leafHash ?? '';
const believed = trustedOf(vkey);
const check = (
  change: Partial<AnsweredEntry> = {},
  rest: Partial<Omit<EntryClaim, 'entry'>> = {},
  trusted: typeof believed | null = believed,
) => checkEntry({ asked: { log: 'main', index: 5 }, entry: { ...answered, ...change }, ...rest }, trusted, primitives);
const failed = (steps: ReturnType<typeof check>): readonly string[] =>
  steps.flatMap(({ words, state }) => (state === 'failed' ? [words] : []));

describe('an entry', () => {
  it('is proven step by step, all but what its body says', () => {
    const steps = check({}, { receipt: { log: 'main', index: 5, leafHash } });
    expect(wordsOf(steps)).toEqual([
      'leaf.ok ok',
      'place.ok ok',
      'header.ok ok',
      'fields.ok ok',
      'receipt.ok ok',
      'path.ok ok',
      'head.ok ok',
      'signature.ok ok',
      'cosigned.noWitness notChecked',
      'body.word notChecked',
    ]);
    expect(verdictOf(steps)).toBe('proven');
    expect(steps.find(({ name }) => name === 'path')?.nodes?.at(-1)).toBe(toHex(rootHash(log.leaves)));
    expect(steps.find(({ name }) => name === 'fields')?.values.fields).toBe(
      'kind, at, requestId, agency, subject, code, durationMs, count, disclosedCount',
    );
  });

  it('that was not asked for is not proven by being true', () => {
    expect(failed(check({}, { asked: { log: 'main', index: 4 } }))).toEqual(['place.differs']);
    expect(failed(check({ index: null, log: null }, { asked: { log: 'other', index: 5 } }))).toEqual(['place.differs']);
  });

  it('is proven by the proof to keep, which has a head of its own', () => {
    const proofText = log.proofText(5, 7);
    const steps = check({ inclusionProof: null }, { proofText });
    expect([verdictOf(steps), steps.find(({ name }) => name === 'head')?.values.size]).toEqual(['proven', 7]);
    expect(failed(check({}, { proofText: log.proofText(4) }))).toEqual(['path.otherLeaf']);
    expect(failed(check({}, { proofText: 'nothing' }))).toEqual(['form.none']);
  });

  it.each<[string, Partial<AnsweredEntry>, string]>([
    ['who asked', { subject: 'p2' }, 'subject'],
    ['the agency', { agency: 'DE-POLICE' }, 'agency'],
    ['the instant', { at: '2026-11-01T00:00:00.001Z' }, 'at'],
    ['how many were disclosed', { disclosedCount: 2 }, 'disclosedCount'],
    ['how many it stands for', { count: 2 }, 'count'],
    ['a purpose where the header has none', { purpose: 'RISK_ANALYSIS' }, 'purpose'],
    ['two at once', { code: 'PARTIAL', requestId: 'r6' }, 'requestId, code'],
  ])('that is shown with another word for %s is found out', (_, change, fields) => {
    const steps = check(change);
    expect(failed(steps)).toEqual(['fields.differ']);
    expect(steps.find(({ name }) => name === 'fields')?.values.fields).toBe(fields);
  });

  it.each<[string, Partial<AnsweredEntry>, readonly string[]]>([
    ['another hash', { leafHash: '00'.repeat(32) }, ['leaf.differs']],
    [
      'the leaf of another entry',
      { leafInput: log.answered(4).leafInput ?? '' },
      ['leaf.differs', 'place.differs', 'header.differs', 'path.otherRoot', 'head.otherTree'],
    ],
    ['another place', { index: 4 }, ['place.differs']],
    ['another log', { log: 'main.w1' }, ['place.differs']],
    ['the header of another entry', { header: log.answered(4).header ?? '' }, ['header.differs']],
    ['a leaf that is no base64', { leafInput: '!' }, ['leaf.unknownFormat']],
    [
      'a head of another size',
      { inclusionProof: { ...(log.answered(5).inclusionProof as Proof), checkpoint: log.note(8) } },
      ['head.otherTree'],
    ],
    [
      'no note for a head',
      { inclusionProof: { ...(log.answered(5).inclusionProof as Proof), checkpoint: 'main\n9\n' } },
      ['head.noNote'],
    ],
    [
      'a path of another tree',
      {
        inclusionProof: {
          ...(log.answered(5).inclusionProof as Proof),
          hashes: log.answered(5, 8).inclusionProof?.hashes ?? [],
        },
      },
      ['path.broken', 'head.otherTree'],
    ],
  ])('with %s is refused', (_, change, words) => {
    expect(failed(check(change))).toEqual(words);
  });

  it('is refused where all of it is right but the head, which is that of another tree of its size', () => {
    const { inclusionProof, ...forged } = new MadeLog(9, ' forged').answered(5);
    const proof = { ...(inclusionProof as Proof), checkpoint: log.note() };
    expect(failed(check({ ...forged, requestId: 'r5 forged', inclusionProof: proof }))).toEqual(['head.otherTree']);
  });

  it('is not that of another receipt', () => {
    for (const receipt of [
      { log: 'main', index: 4, leafHash },
      { log: 'main.w1', index: 5, leafHash },
      { log: 'main', index: 5, leafHash: 'ff'.repeat(32) },
      { log: 'main', index: 5, leafHash: leafHash.slice(1) },
    ])
      expect(failed(check({}, { receipt }))).toEqual(['receipt.differs']);
  });

  it('is not proven where something that it takes is missing, and nothing is called false', () => {
    const { inclusionProof } = answered;
    for (const [steps, words] of [
      [check({}, {}, null), 'signature.noKey'],
      [check({}, {}, trustedOf(verifierKeyOf('other.example/main.cli', logKey.publicKey))), 'signature.unknownLog'],
      [check({ inclusionProof: null }), 'path.none'],
      [check({ inclusionProof: { ...(inclusionProof as Proof), checkpoint: null } }), 'head.none'],
      [check({ leafInput: null }), 'leaf.notShown'],
    ] as const) {
      expect([failed(steps), verdictOf(steps)]).toEqual([[], 'notProven']);
      expect(wordsOf(steps)).toContain(`${words} notChecked`);
    }
  });

  it('is refused where a log by the name of one that is known passes for it', () => {
    expect(failed(check({}, {}, trustedOf(verifierKeyOf('other.example/main', logKey.publicKey))))).toEqual([
      'signature.unknownLog',
    ]);
  });

  it('is proven without its header where that was not shown, and where it has expired', () => {
    expect(wordsOf(check({ header: null }))).toContain('header.notShown notChecked');
    const expired = check({ header: null, kind: 'EXPIRED' });
    expect(wordsOf(expired)).toContain('header.expired notChecked');
    expect(verdictOf(expired)).toBe('proven');
  });

  it('is never proven with a changed character in anything that is hashed or signed', () => {
    const texts = {
      leafInput: (text: string) => ({ leafInput: text }),
      header: (text: string) => ({ header: text }),
      leafHash: (text: string) => ({ leafHash: text }),
      checkpoint: (text: string) => ({ inclusionProof: { ...(answered.inclusionProof as Proof), checkpoint: text } }),
      root: (text: string) => ({ inclusionProof: { ...(answered.inclusionProof as Proof), root: text } }),
      hash: (text: string) => ({
        inclusionProof: {
          ...(answered.inclusionProof as Proof),
          hashes: [text, ...(answered.inclusionProof?.hashes ?? []).slice(1)],
        },
      }),
    };
    const originals: Record<keyof typeof texts, string> = {
      leafInput: answered.leafInput ?? '',
      header: answered.header ?? '',
      leafHash,
      checkpoint: answered.inclusionProof?.checkpoint ?? '',
      root: answered.inclusionProof?.root ?? '',
      hash: answered.inclusionProof?.hashes[0] ?? '',
    };
    const names = Object.keys(texts) as (keyof typeof texts)[];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...'0aAf9/+= \n'), (name, at, put) => {
        const text = originals[name];
        const place = at % text.length;
        fc.pre(text[place] !== put);
        const changed = text.slice(0, place) + put + text.slice(place + 1);
        expect([name, verdictOf(check(texts[name](changed)))]).toEqual([name, 'failed']);
      }),
      { numRuns: 300 },
    );
  });
});
