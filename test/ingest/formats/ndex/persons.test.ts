import { describe, expect, it } from '@jest/globals';
import type { IncidentRecord } from '../../../../ingest/records/incidents.js';
import type { PersonRecord } from '../../../../ingest/records/persons.js';
import { findDefect } from '../../../../ingest/records/validate.js';
import { aged, born, dataItem, incident, key, link, location, person, read } from './messages.js';

describe('ndex: persons', () => {
  it('become records where they are named, participants that point at them, and nothing where they are on duty', async () => {
    const { records } = await read(
      dataItem({
        digest:
          incident() +
          person('P1', 'EXEMPLAROV', 'IncidentSubject', born('1980-01-27')) +
          person('P2', '', 'Victim', aged(34)) +
          person('P3', 'SPECIMEN', 'EnforcementOfficial') +
          location('L1', '<nc:LocationCityName>Nowhere</nc:LocationCityName>') +
          `<lexsdigest:Associations><nc:ResidenceAssociation><nc:PersonReference s:ref="P1"/><nc:LocationReference s:ref="L1"/></nc:ResidenceAssociation></lexsdigest:Associations>`,
        payload:
          '<ndexia:Person><ndexia:PersonAugmentation><lexslib:SameAsDigestReference lexslib:ref="P1"/><ndexia:PersonRaceCode>W</ndexia:PersonRaceCode></ndexia:PersonAugmentation></ndexia:Person>',
      }),
    );
    expect(records.map(({ kind, sourceRef }) => [kind, sourceRef])).toEqual([
      ['incident', key],
      ['person', `${key}/person/1`],
    ]);
    expect(records[0]).toMatchObject({
      persons: [
        {
          role: 'SUSPECT',
          statedName: 'Fictius EXEMPLAROV',
          statedDescription: 'Male',
          person: { source: 'ndex', sourceRef: `${key}/person/1` },
        },
        { role: 'VICTIM', statedName: null, statedDescription: 'Male, age 34', person: null },
      ],
    });
    expect(records[1]).toMatchObject({
      names: [{ name: 'Fictius EXEMPLAROV', kind: 'NAME' }],
      firstName: 'Fictius',
      lastName: 'EXEMPLAROV',
      birthDates: ['1980-01-27'],
      gender: 'male',
      addresses: [{ full: 'Nowhere', city: 'Nowhere' }],
      envelope: { dataSubjectCategory: 'SUSPECT', minor: false, caseReference: 'CASE-1' },
    });
    expect(records[1]).not.toHaveProperty('special');
    expect(findDefect(records[1] as PersonRecord)).toBeNull();
  });

  it('have their part by association where no element beside them says it: a victim is hidden so too', async () => {
    const { records } = await read(
      dataItem({
        digest:
          incident() +
          person('P1', 'EXEMPLAROV', '') +
          person('P2', 'SPECIMEN', '') +
          person('P3', 'FICTIUS', '') +
          person('P4', 'NEMO', '').replace(
            '</lexsdigest:EntityPerson>',
            '<j:Subject s:id="S4"/></lexsdigest:EntityPerson>',
          ) +
          `<lexsdigest:Associations>${[
            link('OffenseVictimPersonAssociation', 'ActivityReference=I1', 'PersonReference=P1'),
            link('ArrestSubjectAssociation', 'ActivityReference=I1', 'PersonReference=P2'),
            link('VictimWitnessAssociation', 'VictimPersonReference=P1', 'WitnessPersonReference=P3'),
            link('IncidentSubjectPersonAssociation', 'ActivityReference=I1', 'PersonReference=S4'),
          ].join('')}</lexsdigest:Associations>`,
      }),
    );
    expect(records[0]).toMatchObject({
      persons: [
        { role: 'VICTIM', statedName: null },
        { role: 'ARRESTED', statedName: 'Fictius SPECIMEN' },
        { role: 'WITNESS', statedName: null },
        { role: 'SUSPECT', statedName: 'Fictius NEMO' },
      ],
    });
  });

  it.each([
    ['ArrestOfficial', ''],
    ['IncidentReportingOfficial', ''],
    ['ServiceCallDispatchedOfficial', ''],
    ['', 'ServiceCallOperatorAssociation'],
    ['', 'ServiceCallDispatcherAssociation'],
    ['', 'ArrestOfficerAssociation'],
  ])(
    'are no data subjects where they only do their duty: element "%s", association "%s"',
    async (element, association) => {
      const associations = association === '' ? '' : link(association, 'ActivityReference=I1', 'PersonReference=P1');
      const digest = `${incident()}${person('P1', 'EXEMPLAROV', element)}<lexsdigest:Associations>${associations}</lexsdigest:Associations>`;
      const { records } = await read(dataItem({ digest }));
      expect(records).toMatchObject([{ kind: 'incident', persons: [] }]);
    },
  );

  it.each([
    ['Victim', 'VICTIM', 'VICTIM', null],
    ['Witness', 'WITNESS', 'WITNESS', null],
    ['Suspect', 'SUSPECT', 'SUSPECT', 'Fictius EXEMPLAROV'],
    ['ArrestSubject', 'ARRESTED', 'SUSPECT', 'Fictius EXEMPLAROV'],
    ['MissingPerson', 'OTHER', 'OTHER', 'Fictius EXEMPLAROV'],
  ])(
    '%s is %s in the incident, of the category %s, and named there as %s',
    async (element, role, category, statedName) => {
      const { records } = await read(dataItem({ digest: incident() + person('P1', 'EXEMPLAROV', element, aged(40)) }));
      expect(records[0]).toMatchObject({ persons: [{ role, statedName }] });
      expect(records[1]).toMatchObject({ kind: 'person', envelope: { dataSubjectCategory: category } });
    },
  );

  it.each([
    [born('2006-05-06'), false],
    [born('2006-05-07'), true],
    ['<nc:PersonBirthDate><nc:Year>2006</nc:Year></nc:PersonBirthDate>', true],
    [aged(17), true],
    [aged(18), false],
    ['', false],
    [born('2025-01-01') + aged(40), false],
    [born('2025-01-01'), true],
  ])('a suspect with %s at an incident of 2024-05-06 is a minor: %s', async (stated, minor) => {
    const { records } = await read(
      dataItem({ digest: incident() + person('P1', 'EXEMPLAROV', 'IncidentSubject', stated) }),
    );
    expect(records[1]).toMatchObject({ envelope: { minor } });
    expect(records[0]).toMatchObject({ persons: [{ statedName: minor ? null : 'Fictius EXEMPLAROV' }] });
    expect((records[0] as IncidentRecord).persons?.[0]?.subject).toEqual(minor ? { minor } : undefined);
  });

  it('a person who is suspect and victim counts as victim, and a role in words counts', async () => {
    const both = person('P1', 'EXEMPLAROV', 'IncidentSubject').replace(
      '</lexsdigest:EntityPerson>',
      '<j:Victim/></lexsdigest:EntityPerson>',
    );
    const involved = `<lexsdigest:Associations><nc:ActivityInvolvedPersonAssociation><nc:ActivityReference s:ref="I1"/><nc:PersonReference s:ref="P2"/><nc:PersonActivityInvolvementText>Complainant</nc:PersonActivityInvolvementText></nc:ActivityInvolvedPersonAssociation></lexsdigest:Associations>`;
    const { records } = await read(dataItem({ digest: incident() + both + person('P2', 'SPECIMEN', '') + involved }));
    expect(records[0]).toMatchObject({ persons: [{ role: 'VICTIM' }, { role: 'REPORTER' }] });
    expect(records[1]).toMatchObject({ envelope: { dataSubjectCategory: 'VICTIM' } });
    expect(records[2]).toMatchObject({ envelope: { dataSubjectCategory: 'WITNESS' } });
  });

  it('an arrest stands in the description, with its date and charges', async () => {
    const digest = `${incident()}<lexsdigest:EntityActivity><nc:Activity s:id="X1"><nc:ActivityCategoryText>Arrest</nc:ActivityCategoryText><nc:ActivityDate><nc:Date>2024-05-08</nc:Date></nc:ActivityDate></nc:Activity></lexsdigest:EntityActivity>${person('P1', '', 'ArrestSubject')}<lexsdigest:Associations>${link('ArrestSubjectAssociation', 'ActivityReference=X1', 'PersonReference=P1')}</lexsdigest:Associations>`;
    const payload =
      '<ndexia:ArrestSubject><ndexia:ArrestSubjectAugmentation><lexslib:SameAsDigestReference lexslib:ref="P1"/><j:ChargeUCRCode>35A</j:ChargeUCRCode></ndexia:ArrestSubjectAugmentation></ndexia:ArrestSubject>';
    expect((await read(dataItem({ digest, payload }))).records).toMatchObject([
      {
        persons: [
          { role: 'ARRESTED', statedDescription: 'Male; arrested 2024-05-08, for 35A Drug/Narcotic Violations' },
        ],
      },
    ]);
  });
});
