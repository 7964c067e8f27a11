import { describe, expect, it } from '@jest/globals';
import { agency, drug, groupA, incident, property, read, submission } from './reports.js';

describe('nibrs: what is seized', () => {
  it('becomes a seizure of the incident, after it; stolen and recovered goods do not', async () => {
    const { records } = await read(
      submission(
        groupA(
          'I',
          incident('7') +
            property('20', 'SEIZED', '1234.5') +
            property('13', '6', '1') +
            property('03', 'STOLEN', '9000') +
            property('11', 'SEIZED', '20') +
            drug('B', '2.5', 'KG'),
        ),
      ),
    );
    expect(records.map(({ kind, sourceRef }) => [kind, sourceRef])).toEqual([
      ['incident', `${agency}/7`],
      ['seizure', `${agency}/7/seized`],
    ]);
    expect(records[0]).toMatchObject({
      seizures: [{ statedCaseReference: '7', seizure: { source: 'nibrs', sourceRef: `${agency}/7/seized` } }],
    });
    expect(records[1]).toMatchObject({
      seizedAt: null,
      legalStatus: 'SEIZED',
      envelope: { caseReference: '7' },
      items: [
        { category: 'CURRENCY', value: { minorUnits: 123_450, currency: 'USD' }, quantity: 2, unit: 'H87' },
        { category: 'WEAPONS_EXPLOSIVES', value: null, description: 'Firearms' },
        { category: 'OTHER', description: 'Drug/Narcotic Equipment' },
        { category: 'DRUGS', drugGroup: 'COCAINE', quantity: 2.5, unit: 'KGM', normalisedKg: 2.5 },
      ],
    });
    expect(records[0]?.raw).toBe(records[1]?.raw);
  });

  it.each([
    ['GM', 'GRM', 0.003],
    ['KG', 'KGM', 3],
    ['OZ', 'ONZ', 0.085048569],
    ['LB', 'LBR', 1.36077711],
    ['LT', 'LTR', null],
    ['ML', 'MLT', null],
    ['FO', 'OZA', null],
    ['GL', 'GLL', null],
    ['DU', 'E27', null],
    ['NP', 'H87', null],
    ['XX', null, null],
  ])('measures 3 %s as %s, in kilograms %s', async (code, unit, normalisedKg) => {
    const { records } = await read(submission(groupA('I', incident('1') + drug('E', '3', code))));
    expect(records[1]).toMatchObject({ items: [{ drugGroup: 'CANNABIS', quantity: 3, unit, normalisedKg }] });
    expect(records[1]).not.toHaveProperty('qualityFlags');
  });

  it('flags a drug, a unit and a property that its lists do not have', async () => {
    const { records } = await read(
      submission(groupA('I', incident('1') + drug('Q', '3', 'ZZ') + property('98', 'SEIZED', '5'))),
    );
    expect(records[1]).toMatchObject({
      items: [{ category: 'OTHER' }, { category: 'DRUGS', drugGroup: null, drug: 'Q', quantity: 3, unit: null }],
      qualityFlags: ['PROPERTY_UNKNOWN', 'DRUG_UNKNOWN', 'UNIT_UNKNOWN'],
    });
  });
});
