import type { Row } from '../fixtures.js';

/** Fictitious names, each with other spellings, letters swapped, parts left out, and other scripts. */
const bearers = [
  ['Tarvik Solomonov Exemplar', 'Travik Solomonov Exemplar', 'Exemplar, Tarvik', 'Тарвик Соломонов Экземпляр'],
  ['Yusef Abd al-Karim Specimen', 'Youssef Abdulkarim Specimen', 'Yusef Specimen', 'يوسف عبد الكريم'],
  ['Maria Probe Lopez', 'Maria Proeb Lopez', 'Lopez Maria', 'María Probe López'],
  ['Zhang Weiming', 'Zhnag Weiming', 'Weiming Zhang', '张伟明'],
  ['Ioannis Dokimastis', 'Giannis Dokimastis', 'Ioannis Dokimasits', 'Ιωάννης Δοκιμαστής'],
] as const;

const births = ['1961-04-12', '1961', '1970-01-01', '1988-11-30'];

/** How rows are lent, and what is known of their subject. */
const lent: readonly Row[] = [
  {},
  { originator: 'NL-CUSTOMS' },
  { releasable_to: ['agency:EU-ANALYSIS'] },
  { releasable_to: ['agency:NL-CUSTOMS'], hit_to: ['agency:EU-ANALYSIS'] },
  { data_subject_category: 'VICTIM' },
  { minor: true },
  { classification: 4 },
  { expires_at: new Date('2026-01-01T00:00:00Z') },
  { handling_codes: ['H2'], addressees: ['agency:EU-ANTIFRAUD'] },
];

/** Persons of each name under each way of being lent. */
export function matchScene(): readonly Row[] {
  return bearers.flatMap((spellings, bearer) =>
    lent.flatMap((terms, way) =>
      spellings.map((name, spelling) => ({
        id: `person_${bearer}_${way}_${spelling}`,
        name,
        names: [{ name, kind: 'NAME', script: 'Latn' }],
        birth_dates: [births[(bearer + way) % births.length]],
        nationality: spelling % 2 === 0 ? ['NL'] : [],
        gender: way % 2 === 0 ? 'male' : null,
        ...(spelling === 0
          ? { identifications: [{ type: 'PASSPORT', country: 'NL', number: `XA-00-${bearer}${way}77` }] }
          : {}),
        ...terms,
      })),
    ),
  );
}
