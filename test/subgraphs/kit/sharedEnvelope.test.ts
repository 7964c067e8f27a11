import { describe, expect, test } from '@jest/globals';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';
import { readEnvelope, type StatedEnvelope, writeEnvelope } from '../../../subgraphs/kit/wall/sharedEnvelope.js';

const terms: EnvelopeTerms = {
  classification: 0,
  minor: false,
  source: 'manifest',
  dataSubjectCategory: null,
  jointOperation: null,
  handlingCodes: [],
  addressees: [],
  releasableTo: [],
  hitTo: [],
  purposeLimits: [],
  holds: [],
};
const plain: StatedEnvelope = { originator: 'NL-CUSTOMS', terms, unseen: [] };
const full: StatedEnvelope = {
  originator: 'NL-CUSTOMS',
  terms: {
    classification: 2,
    minor: true,
    source: 'manifest',
    dataSubjectCategory: 'VICTIM',
    jointOperation: 'joint-1',
    handlingCodes: ['H2'],
    addressees: ['FR-CUSTOMS'],
    releasableTo: ['country:BE'],
    hitTo: ['kind:EUROPOL'],
    purposeLimits: ['RISK_ANALYSIS'],
    holds: ['persons.identity', 'audit.log'],
  },
  unseen: ['audit.log'],
};

describe('an envelope as the log keeps it', () => {
  test('is canonical JSON of what it says, and of nothing that it does not say', () => {
    expect(writeEnvelope(plain)).toBe('{"classification":"PUBLIC","originator":"NL-CUSTOMS","source":"manifest"}');
  });

  test.each([
    ['says nothing', plain],
    ['says everything', full],
  ])('is read as what it was where it %s', (_what, envelope) => {
    expect(readEnvelope(writeEnvelope(envelope))).toEqual(envelope);
  });

  test('has another text for each other word', () => {
    const others = Object.entries(full.terms).map(([name, value]) =>
      writeEnvelope({ ...plain, terms: { ...terms, [name]: name === 'source' ? 'other' : value } }),
    );
    expect(new Set([writeEnvelope(plain), ...others]).size).toBe(others.length + 1);
  });

  test('is not understood where its level is none that is known, now as then', () => {
    const unknown = writeEnvelope({ ...plain, terms: { ...terms, classification: 9 } });
    expect(readEnvelope(unknown).terms.classification).toBe(-1);
  });

  test.each(['{}', 'null', '{"originator":"NL-CUSTOMS"}', '{'])('is not read out of %s', (text) => {
    expect(() => readEnvelope(text)).toThrow();
  });
});
