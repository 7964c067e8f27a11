import { describe, expect, it } from '@jest/globals';
import { toEntities } from '../../../ingest/exports/ftm/ftm.js';
import { ftm } from '../../../ingest/formats/ftm/ftm.js';
import { ofacSdn } from '../../../ingest/formats/watchlists/ofac-sdn.js';
import { unConsolidated } from '../../../ingest/formats/watchlists/un-consolidated.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { toFtmLine } from '../../../schema/formats/ftm/entity.js';
import { all, entity, read } from '../formats/ftm/entities.js';
import { describeWithReal, readAll, realFile, writeFile } from '../support/samples.js';

/** Writes records as FollowTheMoney and reads them again; with the fields that had no place. */
async function again(records: readonly SourceRecord[], source = 'ftm') {
  const lost: Record<string, number> = {};
  const addresses = new Set<string>();
  const lines = records.flatMap((record) =>
    toEntities(record, source, (field) => {
      const name = `${record.kind}.${field}`;
      lost[name] = (lost[name] ?? 0) + 1;
    })
      .filter(({ id, schema }) => schema !== 'Address' || (!addresses.has(id) && addresses.add(id)))
      .map(toFtmLine),
  );
  const result = await readAll(ftm, [writeFile('entities.ftm.json', lines.join(''))]);
  return { ...result, lost, lines };
}

/** A record without place, text and flags, its nothings left out, by its key. */
function bare(records: readonly SourceRecord[]): Record<string, unknown> {
  const prune = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(prune);
    if (typeof value !== 'object' || value === null) return value ?? undefined;
    const kept = Object.entries(value).map(([name, one]) => [name, prune(one)] as const);
    return Object.fromEntries(kept.filter(([, one]) => one !== undefined));
  };
  return Object.fromEntries(
    records.map(({ origin: _, raw: __, qualityFlags: ___, ...record }) => [record.sourceRef, prune(record)]),
  );
}

const many = [
  ...all,
  entity('xx-w1', 'CryptoWallet', { holder: ['xx-p1'], publicKey: ['bc1specimen'], currencySymbol: ['XBT'] }),
  entity('xx-d2', 'Identification', { holder: ['xx-p1'], number: ['7'], type: ['Driving licence'], country: ['nl'] }),
  entity('xx-po', 'Post', { holder: ['xx-p1'], role: ['Chair'], organization: ['Exemplar'], startDate: ['2001-02'] }),
  entity('xx-link1', 'Debt', { debtor: ['xx-p1'], creditor: ['xx-c1'], amount: ['100'], currency: ['EUR'] }),
  entity('xx-link6', 'Payment', {
    payer: ['xx-p1'],
    beneficiary: ['xx-c1'],
    amountEur: ['51034.55'],
    purpose: ['fee'],
  }),
  entity('xx-link2', 'Directorship', {
    director: ['xx-p1'],
    organization: ['xx-c1'],
    role: ['chair'],
    endDate: ['2020'],
  }),
  entity('xx-link3', 'Ownership', { owner: ['xx-c1'], asset: ['xx-v9'], percentage: ['12.5'], summary: ['As stated'] }),
  entity('xx-link4', 'UnknownLink', { subject: ['xx-p1'], object: ['xx-v9', 'xx-c1'], role: ['seen with'] }),
  entity('xx-c9', 'Company', {
    name: ['Exemplar 9'],
    kppCode: ['770001'],
    ogrnCode: ['1'],
    parent: ['xx-c1'],
    jurisdiction: ['ru'],
  }),
  entity('xx-le', 'LegalEntity', { name: ['Exemplar X'], phone: ['+320000'], programId: ['XX-ONLY'] }),
  entity('xx-v9', 'Vessel', {
    name: ['EXEMPLAR IX'],
    imoNumber: ['9074729'],
    flag: ['pa'],
    owner: ['xx-c1'],
    operator: ['xx-c9'],
    tonnage: ['1000'],
    pastFlags: ['lr', 'mt'],
  }),
  entity('xx-a9', 'Airplane', {
    name: ['QX-EXM', 'EXEMPLAR KITE'],
    registrationNumber: ['QX-EXM', 'QX-OLD'],
    serialNumber: ['SPEC 1', 'SPEC 2'],
    icaoCode: ['EX10', '00abcd'],
    country: ['mt'],
    type: ['Helicopter'],
    model: ['EX-100'],
    manufacturer: ['Exemplar Works'],
    buildDate: ['1999-05'],
    owner: ['xx-c1'],
    operator: ['xx-c9'],
    programId: ['XX-ONLY'],
  }),
  entity('xx-link5', 'Ownership', { owner: ['xx-p1'], asset: ['xx-a9'], percentage: ['50'] }),
];

describe('export as ftm', () => {
  it('gives every field back that the format ftm has filled', async () => {
    const { records, rejects } = await read(many);
    expect(rejects).toEqual([]);
    const back = await again(records);
    expect(back).toMatchObject({ rejects: [], lost: {}, unmapped: {} });
    expect(bare(back.records)).toEqual(bare(records));
  });

  it('names what has no place in it: spans of births, alerts, reasons, warnings, links to other sources and to mere names', async () => {
    const full: PersonRecord = {
      kind: 'person',
      sourceRef: 'p1',
      names: [
        { name: 'Fictius Exemplarov', kind: 'NAME' },
        { name: 'F. Specimen', kind: 'WEAK_ALIAS' },
      ],
      eori: 'NL000000001',
      birthPeriods: [{ from: '1961', to: '1963' }],
      reason: 'invented',
      alerts: [{ suggestedAction: 'SPECIFIC_CHECK' }],
      physical: { heightCm: 180, warningCodes: ['ARMED'] },
      identifications: [
        { type: 'PASSPORT', number: 'SPEC1', country: 'NL', issuedAt: '2001' },
        { type: 'NATIONAL_ID', number: 'SPEC2', country: null },
        { type: 'OTHER', number: 'SPEC3', country: 'BE', scheme: 'Library card' },
      ],
      addresses: [
        { full: 'Exemplar Street 1', country: null },
        { full: null, street: 'Exemplar Street 2', city: 'Sampletown', country: 'NL' },
      ],
      positions: [{ title: 'Clerk' }, { title: 'Head', startDate: '2001', status: 'current' }],
      sanctions: [
        { authority: 'Exemplar Council', programme: 'XX', listingDate: '2001-02-03' },
        { authority: null, programme: 'YY' },
      ],
      relations: [
        {
          kind: 'FAMILY',
          relationship: 'brother',
          statedName: null,
          person: { source: 'un-consolidated', sourceRef: 'p2' },
        },
        { kind: 'ASSOCIATE', statedName: 'Somebody' },
        { kind: 'ASSOCIATE', statedName: null, person: { source: 'bis-dpl', sourceRef: 'x' } },
      ],
    };
    const back = await again([full], 'un-consolidated');
    expect(back.lost).toEqual({
      'person.alerts': 1,
      'person.birthPeriods': 1,
      'person.reason': 1,
      'person.physical.warningCodes': 1,
      'person.relations': 2,
    });
    expect(back.rejects).toEqual([]);
    expect(back.records).toMatchObject([
      {
        kind: 'person',
        names: full.names,
        physical: { heightCm: 180 },
        positions: [{ title: 'Clerk' }, { title: 'Head', startDate: '2001', status: 'current' }],
        addresses: expect.arrayContaining([
          expect.objectContaining({ full: 'Exemplar Street 1' }),
          expect.objectContaining({ street: 'Exemplar Street 2', city: 'Sampletown', country: 'NL' }),
        ]),
        identifications: expect.arrayContaining([
          expect.objectContaining({ type: 'PASSPORT', number: 'SPEC1', country: 'NL', issuedAt: '2001' }),
          expect.objectContaining({ type: 'NATIONAL_ID', number: 'SPEC2' }),
          expect.objectContaining({ type: 'OTHER', number: 'SPEC3', country: 'BE', scheme: 'Library card' }),
          expect.objectContaining({ number: 'NL000000001', scheme: 'EORI' }),
        ]),
        sanctions: [
          expect.objectContaining({ authority: 'Exemplar Council', programme: 'XX', listingDate: '2001-02-03' }),
          expect.objectContaining({ authority: null, programme: 'YY' }),
        ],
      },
      {
        kind: 'relation',
        relation: 'FAMILY',
        relationship: 'brother',
        subjects: [{ person: { sourceRef: 'p1' } }],
        objects: [{ person: { sourceRef: 'p2' } }],
      },
    ]);
  });
});

const zala = realFile('persons', 'ftm', 'yente_zala.ftm.json');
const ofac = ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'].map((name) => realFile('persons', 'ofac_sdn', name));
const un = realFile('persons', 'un_consolidated.xml');

describeWithReal('export as ftm: real lists', [zala, un, ...ofac], () => {
  it('gives yente_zala back whole', async () => {
    const { records } = await readAll(ftm, [zala]);
    const back = await again(records);
    expect(back).toMatchObject({ rejects: [], lost: {}, unmapped: {} });
    expect(bare(back.records)).toEqual(bare(records));
  });

  it.each([
    [
      'ofac-sdn',
      ofacSdn,
      ofac,
      {
        'person.birthPeriods': 109,
        'vesselRecord.owner': 10,
        'aircraftRecord.operator': 208,
        'aircraftRecord.pastRegistrations': 8,
      },
    ],
    ['un-consolidated', unConsolidated, [un], { 'person.birthPeriods': 30 }],
  ] as const)(
    'writes %s so that every subject comes back under its names, and says what is lost',
    async (name, format, files, lost) => {
      const { records } = await readAll(format, files);
      const back = await again(records, name);
      expect(back.rejects).toEqual([]);
      const subjects = back.records.filter(({ kind }) => !['relation', 'interest'].includes(kind));
      const namesOf = (list: readonly SourceRecord[]) =>
        Object.fromEntries(
          list.map((one) => [one.sourceRef, 'names' in one ? one.names.map((each) => each.name.trim()).sort() : []]),
        );
      expect(namesOf(subjects)).toEqual(namesOf(records));
      expect(back.lost).toEqual(lost);
    },
    // Why: a whole list is written and read in seconds, and in many where the machine has other work.
    120_000,
  );
});
