import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../../ingest/formats/index.js';
import {
  ofacAdvanced,
  ofacConsolidatedAdvanced,
} from '../../../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import { readAll, writeFile } from '../../../support/samples.js';
import {
  advancedList,
  alias,
  at,
  country,
  detail,
  documentDate,
  documentedName,
  documentOf,
  entry,
  feature,
  idOf,
  party,
  period,
  person,
  point,
  wholeList,
} from './advancedList.js';

const read = (text: string, format = ofacAdvanced) => readAll(format, [writeFile('sdn_advanced.xml', text)]);

describe('what is no entry of ofac-advanced', () => {
  it('loses nothing: what belongs to nobody, has no name, stands twice or is unknown is quarantined with its place', async () => {
    const { records, rejects, unmapped } = await read(
      advancedList({
        locations: country(1, 'Malta'),
        documents: documentOf(7404, 'Passport', 'X1'),
        parties: [
          person(1, `${feature('Birthdate', period('1970-02-30'))}<Colour>blue</Colour>`),
          person(1),
          party(2, 'individual', alias('')),
          party(3, 'place', alias(documentedName('Primary Latin', ['Entity Name', 'SPECIMEN ISLE']))),
          '<DistinctParty FixedRef="4"><Comment /></DistinctParty>',
          '<Stranger>1</Stranger>',
        ].join(''),
        entries: `${[1, 2, 404].map((id) => entry(id, '2020-01-01', ['DEMO'])).join('')}<SanctionsEntry ID="9" ListID="1" />`,
      }),
    );
    expect(records).toMatchObject([{ sourceRef: '1', birthDates: [], qualityFlags: ['DATE_IMPOSSIBLE'] }]);
    expect(rejects.map(({ field, reason, sourceRef }) => [field, reason, sourceRef])).toEqual([
      ['Profile', 'entry.repeated', '1'],
      ['DocumentedName', 'name.missing', '2'],
      ['SanctionsEntry', 'entry.rejected', 'SanctionsEntry:2'],
      ['PartySubTypeID', 'type.unknown', '3'],
      ['Profile', 'properties.missing', undefined],
      ['Stranger', 'record.kindUnknown', undefined],
      ['Location', 'entry.missing', 'Location:1'],
      ['IDRegDocument', 'entry.missing', 'IDRegDocument:1'],
      ['SanctionsEntry', 'entry.missing', 'SanctionsEntry:404'],
      ['SanctionsEntry', 'entry.missing', 'SanctionsEntry:9'],
    ]);
    expect(rejects.every(({ line, frame }) => line > 1 && frame?.before.startsWith('<Sanctions '))).toBe(true);
    expect(unmapped).toEqual({ 'DistinctParty/Profile/Colour': 1, Stranger: 1 });
  });

  it('refuses a part that is read again by itself: it was taken for a list of another form', async () => {
    const whole = advancedList({ parties: party(2, 'individual', alias('')), entries: '' });
    const [rejected] = (await read(whole)).rejects;
    const { before = '', after = '' } = rejected?.frame ?? {};
    const part = `${before}\n${rejected?.raw}\n${after}`;
    expect(ofacAdvanced.recognise({ name: 'sdn_advanced.xml', text: part } as never)).not.toBeNull();
    await expect(read(part)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('as a whole'),
    });
  });

  it('flags what it cannot read, and keeps it in words', async () => {
    const { records } = await read(
      advancedList({
        locations: country(1, 'Nowhereland') + country(2, 'undetermined'),
        documents: documentOf(71, 'Passport', 'X1', documentDate('Issue Date', '2001-02-31')).replace(
          `ValidityID="${idOf('Validity', 'Valid')}"`,
          `ValidityID="${idOf('Validity', 'Fraudulent')}"`,
        ),
        parties: person(
          1,
          [
            feature('Nationality Country', at(1)),
            feature('Location', at(2)),
            feature('Location', at(404)),
            feature('Title', detail('Clerk')).replace(/FeatureTypeID="\d+"/, 'FeatureTypeID="404"'),
            feature('Gender', detail('Unsaid')),
          ].join(''),
        ),
        entries: `<SanctionsEntry ID="1" ProfileID="1" ListID="${idOf('List', 'SDN List')}"><EntryEvent ID="1" EntryEventTypeID="${idOf('EntryEventType', 'Removed')}" LegalBasisID="${idOf('LegalBasis', 'Unknown')}"><Comment>Gone</Comment>${point('Date', '2021-02')}</EntryEvent></SanctionsEntry>`,
      }),
    );
    expect(records).toMatchObject([
      {
        nationalities: [],
        addresses: [],
        identifications: [{ number: 'X1', issuedAt: null }],
        notes: 'nationality Nowhereland; Feature 404 Clerk; Gender Unsaid; Passport X1: fraudulent',
        topics: [],
        sanctions: [{ programme: 'SDN List', reason: null, endDate: '2021-02', summary: 'Gone' }],
        qualityFlags: [
          'COUNTRY_UNKNOWN',
          'DATE_IMPOSSIBLE',
          'GENDER_UNKNOWN',
          'PROGRAMME_MISSING',
          'REFERENCE_UNKNOWN',
        ],
      },
    ]);
  });

  it('refuses a list of the other kind, a delta and another file before the first item', async () => {
    const sectoral = advancedList({
      parties: person(1),
      entries: entry(1, '2020-01-01', ['SSI'], 'Specimen Sectoral List'),
    });
    const consolidated = await read(sectoral, ofacConsolidatedAdvanced);
    expect(consolidated.records).toMatchObject([
      { sanctions: [{ programme: 'SSI', summary: 'Specimen Sectoral List' }] },
    ]);
    const refused = { code: 'BAD_USER_INPUT' };
    const hint = (text: string) => ({ ...refused, extensions: { hint: expect.stringContaining(text) } });
    await expect(read(sectoral)).rejects.toMatchObject(hint('ofac-consolidated-advanced'));
    await expect(read(wholeList, ofacConsolidatedAdvanced)).rejects.toMatchObject(hint('as ofac-advanced'));
    await expect(read(advancedList({ attributes: ' DeltaBaseVersion="1"' }))).rejects.toMatchObject(hint('whole list'));
    await expect(read('<CONSOLIDATED_LIST/>')).rejects.toMatchObject(refused);
  });

  it('is told by what it is, the two lists by their names, and by no other format', async () => {
    const knownAs = (name: string, text: string) => {
      const head = { name, bytes: Buffer.from(text), text };
      return [...formats.values()].filter((format) => format.recognise(head) !== null).map((format) => format.name);
    };
    expect(knownAs('x.xml', wholeList)).toEqual(['ofac-advanced']);
    expect(knownAs('CONS_ADVANCED.XML', wholeList)).toEqual(['ofac-consolidated-advanced']);
    const old = '<un:Sanctions xmlns:un="http://www.un.org/sanctions/1.0"><un:DateOfIssue/></un:Sanctions>';
    expect(knownAs('x.xml', old)).toEqual(['ofac-advanced']);
    expect(knownAs('x.xml', '<Sanctions><DateOfIssue/></Sanctions>')).toEqual([]);
    expect(knownAs('x.xml', '<Sanctions xmlns="http://www.un.org/sanctions/1.0"/>')).toEqual([]);
  });
});
