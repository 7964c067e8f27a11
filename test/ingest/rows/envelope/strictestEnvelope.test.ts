import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EnvelopeStatement } from '../../../../ingest/records/base.js';
import { contradictsPurposes, strictestEnvelope } from '../../../../ingest/rows/envelope/strictestEnvelope.js';
import { decide } from '../../../../policy/decide.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { dataSubjectCategories, handlingCodes } from '../../../../policy/protectedSubjects.js';
import { classifications, type Envelope, purposes, rank, type Viewer } from '../../../../policy/types.js';

const policy = loadPolicy();
const originator = 'NL-CUSTOMS';
const both = (command: EnvelopeStatement, record: EnvelopeStatement | null) =>
  strictestEnvelope(policy, { originator, ...command }, record);

describe('the envelope of a record whose command states one too', () => {
  it('is that of the record where the command states nothing', () => {
    const own: EnvelopeStatement = {
      classification: 'PUBLIC',
      handlingCodes: ['H0'],
      expiresAt: '2030-01-01T00:00:00Z',
    };
    expect(both({}, own)).toEqual(own);
    expect(both({}, null)).toEqual({});
  });

  it('takes null for nothing: a file that states null does not set free what the command restricts', () => {
    const none = { classification: null, expiresAt: null, handlingCodes: null, releasableTo: null } as never;
    expect(both({}, none)).toEqual({});
    expect(both({ classification: 'SECRET_UE', expiresAt: '2030-01-01T00:00:00Z' }, none)).toEqual({
      classification: 'SECRET_UE',
      expiresAt: '2030-01-01T00:00:00Z',
    });
  });

  it.each<[string, EnvelopeStatement, EnvelopeStatement, EnvelopeStatement]>([
    [
      'the higher level',
      { classification: 'RESTREINT_UE' },
      { classification: 'PUBLIC' },
      { classification: 'RESTREINT_UE' },
    ],
    [
      'the higher level, the record’s',
      { classification: 'PUBLIC' },
      { classification: 'SECRET_UE' },
      { classification: 'SECRET_UE' },
    ],
    [
      'the earlier end',
      { expiresAt: '2030-01-01T00:00:00Z' },
      { expiresAt: '2099-01-01T00:00:00Z' },
      { expiresAt: '2030-01-01T00:00:00Z' },
    ],
    [
      'the earlier end, the record’s',
      { expiresAt: '2030-01-01T00:00:00Z' },
      { expiresAt: '2029-01-01T00:00:00Z' },
      { expiresAt: '2029-01-01T00:00:00Z' },
    ],
    ['all handling codes', { handlingCodes: ['H2'] }, { handlingCodes: ['H0'] }, { handlingCodes: ['H0', 'H2'] }],
    [
      'both notes',
      { handlingNote: 'Ask first.' },
      { handlingNote: 'Not for court.' },
      { handlingNote: 'Ask first.\nNot for court.' },
    ],
    [
      'protection',
      { dataSubjectCategory: 'WITNESS' },
      { dataSubjectCategory: 'SUSPECT' },
      { dataSubjectCategory: 'WITNESS' },
    ],
    [
      'protection, the record’s',
      { dataSubjectCategory: 'SUSPECT' },
      { dataSubjectCategory: 'VICTIM' },
      { dataSubjectCategory: 'VICTIM' },
    ],
    [
      'whom both name',
      { releasableTo: ['country:BE'] },
      { releasableTo: ['agency:BE-CUSTOMS', 'agency:XA-CUSTOMS'] },
      { releasableTo: ['agency:BE-CUSTOMS'] },
    ],
    [
      'the originator where they name nobody together',
      { releasableTo: ['country:BE'] },
      { releasableTo: ['kind:PARTNER_THIRD_COUNTRY'] },
      { releasableTo: ['agency:NL-CUSTOMS'] },
    ],
    [
      'no hit beyond the command’s release',
      { releasableTo: ['country:BE'] },
      { hitTo: ['country:XA'] },
      { releasableTo: ['country:BE'], hitTo: [] },
    ],
    [
      'purposes of both',
      { purposeLimits: ['RISK_ANALYSIS', 'CUSTOMS_CONTROL'] },
      { purposeLimits: ['CUSTOMS_CONTROL', 'BORDER_CHECK'] },
      { purposeLimits: ['CUSTOMS_CONTROL'] },
    ],
  ])('has %s', (_, command, record, expected) => {
    expect(both(command, record)).toEqual(expected);
    expect(both(command, both(command, record))).toEqual(expected);
  });

  it('finds purposes that have none in common, of which no envelope can be made', () => {
    expect(contradictsPurposes({ purposeLimits: ['RISK_ANALYSIS'] }, { purposeLimits: ['BORDER_CHECK'] })).toBe(true);
    expect(contradictsPurposes({ purposeLimits: ['RISK_ANALYSIS'] }, { purposeLimits: [] })).toBe(false);
    expect(contradictsPurposes({}, { purposeLimits: ['BORDER_CHECK'] })).toBe(false);
  });

  it('lends nobody more than what either of them states: of what one of them leaves open, the other speaks alone', () => {
    const names = [
      'agency:BE-CUSTOMS',
      'agency:XA-CUSTOMS',
      'kind:POLICE_MS',
      'country:BE',
      'country:XA',
      'kind:CUSTOMS_MS',
    ];
    const statement = fc.record(
      {
        classification: fc.constantFrom(...classifications),
        handlingCodes: fc.subarray([...handlingCodes]),
        expiresAt: fc.constantFrom('2025-01-01T00:00:00Z', '2099-01-01T00:00:00Z'),
        dataSubjectCategory: fc.constantFrom(...dataSubjectCategories),
        releasableTo: fc.subarray(names),
        purposeLimits: fc.subarray([...purposes]),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<EnvelopeStatement>;
    const agencies = ['BE-CUSTOMS', 'DE-POLICE', 'XA-CUSTOMS', 'NL-CUSTOMS', 'EU-ANALYSIS'];
    const sees = (stated: EnvelopeStatement, agency: string, category: string): number => {
      const { kind, country, clearance } = policy.agencies[agency] as never as Viewer;
      const envelope = {
        handlingCodes: [],
        addressees: [],
        releasableTo: [],
        hitTo: [],
        purposeLimits: [],
        minor: false,
      };
      const viewer = { subject: 's', agency, kind, country, clearance, role: 'ANALYST' } as Viewer;
      const facts = { viewer, purpose: 'MUTUAL_ASSISTANCE', caseReference: 'x', asOf: '2026-01-01T00:00:00Z' } as const;
      const whole = {
        ...envelope,
        classification: 'PUBLIC',
        source: 'hs',
        sourceRef: '1',
        ...stated,
        originator,
      } as Envelope;
      return rank[decide(policy, facts, category, whole).effect];
    };
    // An empty list states nothing. A third country sees what it is named for: a release is no restriction alone.
    const over = (one: EnvelopeStatement, other: EnvelopeStatement): EnvelopeStatement => ({
      ...other,
      ...Object.fromEntries(Object.entries(one).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
    });
    fc.assert(
      fc.property(statement, statement, fc.constantFrom(...agencies), (command, record, agency) => {
        fc.pre(!contradictsPurposes(command, record));
        for (const category of ['persons.identity', 'seizures.core', 'cargo.movement']) {
          const least = Math.min(
            sees(over(command, record), agency, category),
            sees(over(record, command), agency, category),
          );
          expect(sees(both(command, record), agency, category)).toBeLessThanOrEqual(least);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('who may learn of a record', () => {
  it.each<[string, EnvelopeStatement, EnvelopeStatement, readonly string[] | undefined]>([
    ['is whom the command names, where the record says nothing', { hitTo: ['kind:FIU'] }, {}, ['kind:FIU']],
    ['is nobody, where the record says so', { hitTo: ['kind:FIU'] }, { hitTo: [] }, []],
    [
      'is whom both name',
      { hitTo: ['kind:CUSTOMS_MS', 'kind:FIU'] },
      { hitTo: ['agency:BE-CUSTOMS', 'kind:EUROPOL'] },
      ['agency:BE-CUSTOMS'],
    ],
    [
      'is of whom the record names only those to whom the command releases it',
      { releasableTo: ['kind:CUSTOMS_MS'] },
      { hitTo: ['agency:BE-CUSTOMS', 'kind:EUROPOL'] },
      ['agency:BE-CUSTOMS'],
    ],
    ['is whom the record names, where the command says nothing', {}, { hitTo: ['kind:EUROPOL'] }, ['kind:EUROPOL']],
  ])('%s', (_, command, record, expected) => expect(both(command, record).hitTo).toEqual(expected));
});
