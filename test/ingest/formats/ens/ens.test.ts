import { describe, expect, it } from '@jest/globals';
import { ens } from '../../../../ingest/formats/ens/ens.js';
import type { ConsignmentRecord } from '../../../../ingest/records/cargo.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { readEns, readOneEns } from './messages.js';

// All messages are invented: no trader, ship or container of these names and numbers exists.

const header = (more = '') => `<MesSenMES3>GB000000000001/1</MesSenMES3><MesTypMES20>CC315A</MesTypMES20>
  <HEAHEA><RefNumHEA4>SPECIMEN-1</RefNumHEA4><TraModAtBorHEA76>1</TraModAtBorHEA76>
  <IdeOfMeaOfTraCroHEA85>7937317</IdeOfMeaOfTraCroHEA85><NatOfMeaOfTraCroHEA87>MT</NatOfMeaOfTraCroHEA87>
  <TotNumOfIteHEA305>2</TotNumOfIteHEA305><TotGroMasHEA307>1500.000</TotGroMasHEA307><SpeCirIndHEA1>A</SpeCirIndHEA1>
  <ComRefNumHEA>UCR-SPECIMEN</ComRefNumHEA><ConRefNumHEA>VOY42</ConRefNumHEA>
  <PlaLoaGOOITE334>CNSHA</PlaLoaGOOITE334><PlaUnlGOOITE334>Exampleport, quay 3</PlaUnlGOOITE334>
  <DecDatTimHEA114>202611201530</DecDatTimHEA114>${more}</HEAHEA>`;
const tail = `<ITI><CouOfRouCodITI1>CN</CouOfRouCodITI1></ITI><ITI><CouOfRouCodITI1>GB</CouOfRouCodITI1></ITI>
  <PERLODSUMDEC><TINPLD1>GB 000000000001</TINPLD1></PERLODSUMDEC>
  <SEAID529><SeaIdSEAID530>SEAL-1</SeaIdSEAID530></SEAID529>
  <CUSOFFFENT730><RefNumCUSOFFFENT731>GB000060</RefNumCUSOFFFENT731><ExpDatOfArrFIRENT733>202611251400</ExpDatOfArrFIRENT733></CUSOFFFENT730>
  <TRACARENT601><NamTRACARENT604>SPECIMEN LINE</NamTRACARENT604><TINTRACARENT602>GB000000000002</TINTRACARENT602></TRACARENT601>`;
const item = (number: number, inner: string) =>
  `<GOOITEGDS><IteNumGDS7>${number}</IteNumGDS7><GooDesGDS23>Bananas, fresh</GooDesGDS23><GroMasGDS46>750</GroMasGDS46>${inner}</GOOITEGDS>`;
const contract = (document: string, consignee: string) =>
  `<PRODOCDC2><DocTypDC21>N705</DocTypDC21><DocRefDC23>${document}</DocRefDC23></PRODOCDC2>
   <TRACONCE2><NamCE27>${consignee}</NamCE27><CouCE225>NL</CouCE225></TRACONCE2>`;
const goods = `<COMCODGODITM><ComNomCMD1>08039010</ComNomCMD1></COMCODGODITM>
  <CONNR2><ConNumNR21>CSQU 305438 3</ConNumNR21></CONNR2>
  <PACGS2><KinOfPacGS23>CT</KinOfPacGS23><NumOfPacGS24>40</NumOfPacGS24><MarNumOfPacGSL21>AB</MarNumOfPacGSL21></PACGS2>`;

const declare = (body: string, name = 'CC315A') =>
  `<ie:${name} xmlns:ie="http://ics.dgtaxud.ec/${name}">${body}</ie:${name}>`;
const whole = declare(header() + item(1, goods) + item(2, goods) + tail);

describe('ens', () => {
  it('reads a declaration of ICS1 into one consignment', async () => {
    const { records, rejects, unmapped } = await readEns(whole);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'consignment',
      sourceRef: 'LRN/GB000000000001/SPECIMEN-1',
      mrn: null,
      lrn: 'SPECIMEN-1',
      ucr: 'UCR-SPECIMEN',
      transportMode: 1,
      borderTransportMeans: { type: 10, identification: '7937317', nationality: 'MT' },
      vesselImo: '7937317',
      conveyanceReference: 'VOY42',
      countriesOfRouting: ['CN', 'GB'],
      placeOfLoading: 'CNSHA',
      placeOfLoadingStated: null,
      placeOfUnloading: null,
      placeOfUnloadingStated: 'Exampleport, quay 3',
      customsOfficeFirstEntry: 'GB000060',
      grossMassKg: 1500,
      seals: ['SEAL-1'],
      houseConsignments: [],
      qualityFlags: [],
    });
  });

  it('keeps a time without zone as written, beside midnight UTC of its day', async () => {
    expect(await readOneEns(whole)).toMatchObject({
      declaredAt: '2026-11-20T00:00:00Z',
      declaredAtStated: '202611201530',
      estimatedArrival: '2026-11-25T00:00:00Z',
      estimatedArrivalStated: '202611251400',
    });
  });

  it('names parties of the message in their roles, some by number alone', async () => {
    expect((await readOneEns(whole)).parties).toMatchObject([
      { role: 'DECLARANT', name: null, eori: 'GB 000000000001' },
      { role: 'CARRIER', name: 'SPECIMEN LINE', eori: 'GB000000000002' },
    ]);
  });

  it('makes items under contracts of their own house consignments', async () => {
    const record = await readOneEns(
      declare(
        header() +
          item(1, contract('BL-1', 'EXEMPLAROV BV') + goods) +
          item(2, contract('BL-2', 'SPECIMEN BV') + goods) +
          item(3, contract('BL-1', 'EXEMPLAROV BV')) +
          item(4, '') +
          tail,
      ),
    );
    expect(record.transportDocument).toBeNull();
    expect(record.goodsItems.map(({ sequence }) => sequence)).toEqual([4]);
    expect(record.houseConsignments).toMatchObject([
      {
        sequence: 1,
        transportDocument: { type: 'N705', reference: 'BL-1' },
        parties: [{ role: 'CONSIGNEE', name: 'EXEMPLAROV BV', country: 'NL' }],
        goodsItems: [{ sequence: 1 }, { sequence: 3 }],
      },
      { sequence: 2, transportDocument: { reference: 'BL-2' }, goodsItems: [{ sequence: 2 }] },
    ]);
    expect(record.qualityFlags).toEqual(['TOTALS_DIFFER']);
  });

  it('takes what all items state alike for the consignment', async () => {
    const same = contract('BL-1', 'EXEMPLAROV BV') + goods;
    const record = await readOneEns(declare(header() + item(1, same) + item(2, same) + tail));
    expect(record.transportDocument).toEqual({ type: 'N705', reference: 'BL-1' });
    expect(record.parties).toContainEqual(expect.objectContaining({ role: 'CONSIGNEE', name: 'EXEMPLAROV BV' }));
    expect(record.houseConsignments).toEqual([]);
    expect(record.goodsItems).toHaveLength(2);
  });

  it('flags codes that no list knows, keeps what is stated, and refuses nothing', async () => {
    const record = await readOneEns(
      declare(
        header().replace('7937317', '12345678').replace('>MT<', '>EN<') +
          item(
            1,
            '<COMCODGODITM><ComNomCMD1>12345</ComNomCMD1></COMCODGODITM><PACGS2><KinOfPacGS23>A1</KinOfPacGS23><NumOfPacGS24>many</NumOfPacGS24></PACGS2>',
          ) +
          tail.replace('202611251400', '202613251400'),
      ),
    );
    expect(record).toMatchObject({
      borderTransportMeans: { type: null, identification: '12345678', nationality: null },
      vesselImo: null,
      estimatedArrival: null,
      estimatedArrivalStated: null,
      goodsItems: [{ commodityCode: '12345', hs6: null, packageType: null, packageCount: null }],
    });
    expect(record.qualityFlags).toEqual([
      'COUNTRY_UNKNOWN',
      'DATE_IMPOSSIBLE',
      'HS_FORM',
      'IMO_FORM',
      'NUMBER_IMPOSSIBLE',
      'PACKAGE_UNKNOWN',
      'TOTALS_DIFFER',
    ]);
  });

  it('keys an amendment by the MRN, by which later amendments replace it, and says that no declaration meets it', async () => {
    const amendment = declare(
      header().replace('<RefNumHEA4>SPECIMEN-1</RefNumHEA4>', '<DocNumHEA5>06de58660 0006143E1</DocNumHEA5>') +
        item(1, goods) +
        item(2, goods) +
        tail,
      'CC313A',
    );
    const { records } = await readEns(whole, amendment, amendment.replace('1500.000', '1501'));
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([
      'LRN/GB000000000001/SPECIMEN-1',
      'MRN/06DE586600006143E1',
      'MRN/06DE586600006143E1',
    ]);
    expect(records[1]).toMatchObject({ mrn: '06DE586600006143E1', qualityFlags: ['AMENDMENT_UNLINKED'] });
  });

  it('keys both by the MRN where the declaration states it', async () => {
    const stated = whole.replace('<HEAHEA>', '<HEAHEA><DocNumHEA5>06DE586600006143E1</DocNumHEA5>');
    expect(await readOneEns(stated)).toMatchObject({
      sourceRef: 'MRN/06DE586600006143E1',
      lrn: 'SPECIMEN-1',
      qualityFlags: [],
    });
  });

  it('knows whose LRN it is by the sender where the one who lodges states no number', async () => {
    expect((await readOneEns(whole.replace('<TINPLD1>GB 000000000001</TINPLD1>', ''))).sourceRef).toBe(
      'LRN/GB000000000002/SPECIMEN-1',
    );
    const nobody = whole.replaceAll(/<TIN\w+>.*?<\/TIN\w+>/g, '');
    expect((await readOneEns(nobody)).sourceRef).toBe('LRN/GB000000000001/1/SPECIMEN-1');
  });

  it('rejects a message without any number, whole, so that it can be sent again', async () => {
    const { records, rejects } = await readEns(whole.replace('<RefNumHEA4>SPECIMEN-1</RefNumHEA4>', ''));
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([
      { reason: 'key.missing', field: 'LRN', line: 1, path: '/CC315A[1]', frame: { before: '', after: '' } },
    ]);
    expect(rejects[0]?.raw).toContain('<ie:CC315A');
  });

  it('reads messages with a prefix or none, in no namespace, in an envelope, and several in one file', async () => {
    const plain = whole.replaceAll('ie:', '').replace(/ xmlns[^>]*/, '');
    const enveloped = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${whole}${whole.replace('SPECIMEN-1', 'SPECIMEN-2')}</s:Body></s:Envelope>`;
    const { records } = await readEns(plain, enveloped);
    expect(records.map(({ sourceRef }) => sourceRef.split('/').at(-1))).toEqual([
      'SPECIMEN-1',
      'SPECIMEN-1',
      'SPECIMEN-2',
    ]);
  });

  it('names each element with a value that its table lacks', async () => {
    const { unmapped, records } = await readEns(
      whole.replace(
        '</HEAHEA>',
        '<NewElementHEA9>x</NewElementHEA9><EmptyHEA8/></HEAHEA><NEWGRP><A1 b="c">d</A1></NEWGRP>',
      ),
    );
    expect(records).toHaveLength(1);
    expect(unmapped).toEqual({ 'CC315A/HEAHEA/NewElementHEA9': 1, 'CC315A/NEWGRP/A1@b': 1, 'CC315A/NEWGRP/A1': 1 });
  });

  it('refuses answers of customs and other versions with a hint, and puts them aside among declarations', async () => {
    const answer = declare('<HEAHEA><DocNumHEA5>06DE586600006143E1</DocNumHEA5></HEAHEA>', 'CC328A');
    await expect(readEns(answer)).rejects.toThrow(/CC328A is an answer or a notice of customs/);
    await expect(readEns(whole.replaceAll('CC315A', 'CC315C'))).rejects.toThrow(
      /CC315C is of a version that is not read/,
    );
    await expect(readEns('<html><body/></html>')).rejects.toThrow(/\(element CC315A/);
    await expect(readEns('a,b\n1,2\n')).rejects.toThrow(/\(element CC315A/);
    const { records, rejects } = await readEns(whole, answer);
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([{ reason: 'message.notDeclaration', field: 'CC328A' }]);
  });

  it('reports a file without any message, and one that is not well-formed', async () => {
    const { records, rejects } = await readEns(whole, '<other/>', whole.replace('</HEAHEA>', ''));
    expect(records).toHaveLength(1);
    expect(rejects.map(({ file, reason }) => [file, reason])).toEqual([
      ['message1.xml', 'message.none'],
      ['message2.xml', 'xml.notWellFormed'],
    ]);
  });

  it('finds a message behind a comment longer than the first bytes of a file', async () => {
    const comment = `<!--${' x'.repeat(40_000)}-->`;
    const { records } = await readEns(`<envelope>${comment}${whole}</envelope>`);
    expect(records).toHaveLength(1);
    await expect(readEns(`<envelope>${comment}<other/></envelope>`)).rejects.toThrow(/\(element CC315A/);
  });

  it('is recognised by its element and namespace, not by a name', async () => {
    const recognise = (text: string) => recogniseFile(ens, writeFile('CC315A.xml', text));
    expect(await recognise(whole)).toEqual({ version: 'ICS1 CC315A' });
    expect(await recognise(`<!-- <CC328A> -->\n${declare(header() + tail, 'CC313A')}`)).toEqual({
      version: 'ICS1 CC313A',
    });
    expect(await recognise('<CC315A/>')).toBeNull();
    expect(await recognise(declare('', 'CC328A'))).toBeNull();
    expect(await recognise('<IE3F10 xmlns="urn:wco:datamodel:eu:ics2:3"><LRN>1</LRN></IE3F10>')).toBeNull();
    expect(await recognise('ID,CC315A\n')).toBeNull();
  });
});

const names = [
  'CC313A-schemaValidSample-v11-2.xml',
  'CC313A_reduced.xml',
  'CC315A-schemaInvalidSample-v11-2.xml',
  'CC315A-schemaValidSample-v11-2.xml',
  'CC315A_reduced.xml',
  'validAmendment.xml',
  'validSubmission.xml',
];
const real = names.map((name) => realFile('cargo', 'ens_ics1', name));

describeWithReal('ens, on the published samples', real, () => {
  it('reads all seven messages, without an element that it does not know', async () => {
    const { records, rejects, unmapped } = await readAll(ens, real);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([
      'MRN/12AB3C4D5E6F7G8H90',
      'MRN/MRN',
      'LRN/YZ^/ABC123',
      'LRN/YZ^/ABC123',
      'LRN/GBCD12345EFG/ABCD1234',
      'MRN/12AB3C4D5E6F7G8H90',
      'LRN/GBCD12345EFG/ABCD1234',
    ]);
  });

  it('keeps the message that breaks its schema, and says where in flags', async () => {
    const [, , invalid] = (await readAll(ens, real)).records as ConsignmentRecord[];
    expect(invalid?.goodsItems.map(({ packageCount }) => packageCount)).toEqual([42, null]);
    expect(invalid?.parties.map(({ role }) => role)).toEqual([
      'CONSIGNOR',
      'CONSIGNEE',
      'NOTIFY_PARTY',
      'REPRESENTATIVE',
      'DECLARANT',
      'CARRIER',
    ]);
    expect(invalid?.qualityFlags).toEqual([
      'COUNTRY_UNKNOWN',
      'HS_FORM',
      'NUMBER_IMPOSSIBLE',
      'PACKAGE_UNKNOWN',
      'TOTALS_DIFFER',
    ]);
  });

  it('names the file that has no message, for of many deliveries nobody knew which', async () => {
    const files = ['a.xml', 'b.xml'].map((name) => writeFile(name, '<CC304A xmlns="http://ics.dgtaxud.ec/CC304A"/>'));
    await expect(readAll(ens, files)).rejects.toMatchObject({ message: expect.stringMatching(/^a\.xml and 1 more: /) });
    await expect(readAll(ens, [writeFile('c.xml', '<list/>')])).rejects.toMatchObject({
      message: expect.stringMatching(/^c\.xml: no entry summary declaration/),
    });
  });
});
