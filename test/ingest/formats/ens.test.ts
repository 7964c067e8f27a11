import { describe, expect, it } from '@jest/globals';
import { ens } from '../../../ingest/formats/ens.js';
import type { ConsignmentRecord } from '../../../ingest/records/cargo.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../support.js';
import { allRealFiles } from './realFiles.js';

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

const read = (...texts: string[]) =>
  readAll(
    ens,
    texts.map((text, index) => writeFile(`message${index}.xml`, text)),
  );
const readOne = async (text: string) => (await read(text)).records[0] as ConsignmentRecord;

describe('ens', () => {
  it('reads a declaration of ICS1 into one consignment', async () => {
    const { records, rejects, unmapped } = await read(whole);
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
    expect(await readOne(whole)).toMatchObject({
      declaredAt: '2026-11-20T00:00:00Z',
      declaredAtStated: '202611201530',
      estimatedArrival: '2026-11-25T00:00:00Z',
      estimatedArrivalStated: '202611251400',
    });
  });

  it('names parties of the message in their roles, some by number alone', async () => {
    expect((await readOne(whole)).parties).toMatchObject([
      { role: 'DECLARANT', name: null, eori: 'GB 000000000001' },
      { role: 'CARRIER', name: 'SPECIMEN LINE', eori: 'GB000000000002' },
    ]);
  });

  it('makes items under contracts of their own house consignments', async () => {
    const record = await readOne(
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
    const record = await readOne(declare(header() + item(1, same) + item(2, same) + tail));
    expect(record.transportDocument).toEqual({ type: 'N705', reference: 'BL-1' });
    expect(record.parties).toContainEqual(expect.objectContaining({ role: 'CONSIGNEE', name: 'EXEMPLAROV BV' }));
    expect(record.houseConsignments).toEqual([]);
    expect(record.goodsItems).toHaveLength(2);
  });

  it('flags codes that no list knows, keeps what is stated, and refuses nothing', async () => {
    const record = await readOne(
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
    const { records } = await read(whole, amendment, amendment.replace('1500.000', '1501'));
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([
      'LRN/GB000000000001/SPECIMEN-1',
      'MRN/06DE586600006143E1',
      'MRN/06DE586600006143E1',
    ]);
    expect(records[1]).toMatchObject({ mrn: '06DE586600006143E1', qualityFlags: ['AMENDMENT_UNLINKED'] });
  });

  it('keys both by the MRN where the declaration states it', async () => {
    const stated = whole.replace('<HEAHEA>', '<HEAHEA><DocNumHEA5>06DE586600006143E1</DocNumHEA5>');
    expect(await readOne(stated)).toMatchObject({
      sourceRef: 'MRN/06DE586600006143E1',
      lrn: 'SPECIMEN-1',
      qualityFlags: [],
    });
  });

  it('knows whose LRN it is by the sender where the one who lodges states no number', async () => {
    expect((await readOne(whole.replace('<TINPLD1>GB 000000000001</TINPLD1>', ''))).sourceRef).toBe(
      'LRN/GB000000000002/SPECIMEN-1',
    );
    const nobody = whole.replaceAll(/<TIN\w+>.*?<\/TIN\w+>/g, '');
    expect((await readOne(nobody)).sourceRef).toBe('LRN/GB000000000001/1/SPECIMEN-1');
  });

  it('rejects a message without any number, whole, so that it can be sent again', async () => {
    const { records, rejects } = await read(whole.replace('<RefNumHEA4>SPECIMEN-1</RefNumHEA4>', ''));
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([
      { reason: 'key.missing', field: 'LRN', line: 1, path: '/CC315A[1]', frame: { before: '', after: '' } },
    ]);
    expect(rejects[0]?.raw).toContain('<ie:CC315A');
  });

  it('reads messages with a prefix or none, in no namespace, in an envelope, and several in one file', async () => {
    const plain = whole.replaceAll('ie:', '').replace(/ xmlns[^>]*/, '');
    const enveloped = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${whole}${whole.replace('SPECIMEN-1', 'SPECIMEN-2')}</s:Body></s:Envelope>`;
    const { records } = await read(plain, enveloped);
    expect(records.map(({ sourceRef }) => sourceRef.split('/').at(-1))).toEqual([
      'SPECIMEN-1',
      'SPECIMEN-1',
      'SPECIMEN-2',
    ]);
  });

  it('names each element with a value that its table lacks', async () => {
    const { unmapped, records } = await read(
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
    await expect(read(answer)).rejects.toThrow(/CC328A is an answer or a notice of customs/);
    await expect(read(whole.replaceAll('CC315A', 'CC315C'))).rejects.toThrow(/CC315C is of a version that is not read/);
    await expect(read('<html><body/></html>')).rejects.toThrow(/no element CC315A/);
    await expect(read('a,b\n1,2\n')).rejects.toThrow(/no element CC315A/);
    const { records, rejects } = await read(whole, answer);
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([{ reason: 'message.notDeclaration', field: 'CC328A' }]);
  });

  it('reports a file without any message, and one that is not well-formed', async () => {
    const { records, rejects } = await read(whole, '<other/>', whole.replace('</HEAHEA>', ''));
    expect(records).toHaveLength(1);
    expect(rejects.map(({ file, reason }) => [file, reason])).toEqual([
      ['message1.xml', 'message.none'],
      ['message2.xml', 'xml.notWellFormed'],
    ]);
  });

  it('finds a message behind a comment longer than the first bytes of a file', async () => {
    const comment = `<!--${' x'.repeat(40_000)}-->`;
    const { records } = await read(`<envelope>${comment}${whole}</envelope>`);
    expect(records).toHaveLength(1);
    await expect(read(`<envelope>${comment}<other/></envelope>`)).rejects.toThrow(/no element CC315A/);
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

describe('ens of ICS2', () => {
  const address = (city: string) =>
    `<address><street>Example Street</street><number>1</number><city>${city}</city><postCode>1000</postCode><country>BR</country></address>`;
  const filing = `<IE3F10 xmlns="urn:wco:datamodel:eu:ics2:2">
    <LRN>SPECIMEN-F10</LRN><documentIssueDate><DateTime>2026-11-20T15:30:00+01:00</DateTime></documentIssueDate>
    <specificCircumstanceIndicator>F10</specificCircumstanceIndicator><reEntryIndicator>0</reEntryIndicator>
    <splitConsignment><splitConsignmentIndicator>0</splitConsignmentIndicator></splitConsignment>
    <activeBorderTransportMeans><identificationNumber>7937317</identificationNumber><typeOfIdentification>10</typeOfIdentification>
      <nationality>MT</nationality><modeOfTransport>1</modeOfTransport><conveyanceReferenceNumber>VOY42</conveyanceReferenceNumber>
      <estimatedDateAndTimeOfDeparture>2026-11-10T10:00:00Z</estimatedDateAndTimeOfDeparture>
      <estimatedDateAndTimeOfArrival>2026-11-25T14:00:00Z</estimatedDateAndTimeOfArrival>
      <countriesOfRoutingOfMeansOfTransport><sequenceNumber>2</sequenceNumber><country>NL</country></countriesOfRoutingOfMeansOfTransport>
      <countriesOfRoutingOfMeansOfTransport><sequenceNumber>1</sequenceNumber><country>BR</country></countriesOfRoutingOfMeansOfTransport>
    </activeBorderTransportMeans>
    <consignmentMasterLevel><containerIndicator>1</containerIndicator><totalGrossMass>900.5</totalGrossMass>
      <carrier><name>SPECIMEN LINE</name><identificationNumber>NL000000001</identificationNumber>${address('Exampleport')}</carrier>
      <placeOfLoading><UNLOCODE>BRSSZ</UNLOCODE></placeOfLoading>
      <placeOfUnloading><location>Quay 3</location><UNLOCODE>ROTTERDAM</UNLOCODE><address><country>NL</country></address></placeOfUnloading>
      <transportDocumentMasterLevel><documentNumber>MBL-1</documentNumber><type>N704</type></transportDocumentMasterLevel>
      <consignmentHouseLevel><totalGrossMass>900.5</totalGrossMass>
        <consignor><name>EXEMPLAROV LTDA</name><typeOfPerson>2</typeOfPerson>${address('Santos')}<communication><identifier>x@example.com</identifier><type>EM</type></communication></consignor>
        <goodsShipment><seller><name>SPECIMEN SELLER</name><typeOfPerson>1</typeOfPerson></seller></goodsShipment>
        <additionalSupplyChainActor><identificationNumber>NL000000003</identificationNumber><role>FW</role></additionalSupplyChainActor>
        <supportingDocuments><referenceNumber>INV-1</referenceNumber><type>N380</type></supportingDocuments>
        <referenceNumberUCR><referenceNumberUCR>UCR-1</referenceNumberUCR></referenceNumberUCR>
        <transportDocumentHouseLevel><documentNumber>HBL-1</documentNumber><type>N714</type></transportDocumentHouseLevel>
        <transportEquipment><containerSizeAndType>22G1</containerSizeAndType><containerPackedStatus>B</containerPackedStatus>
          <containerSupplierType>1</containerSupplierType><containerIdentificationNumber>CSQU3054383</containerIdentificationNumber>
          <numberOfSeals>1</numberOfSeals><seal><identifier>SEAL-1</identifier></seal></transportEquipment>
        <goodsItem><goodsItemNumber>1</goodsItemNumber>
          <commodity><descriptionOfGoods>Bananas, fresh</descriptionOfGoods><cusCode>0000001-1</cusCode>
            <commodityCode><harmonizedSystemSubHeadingCode>080390</harmonizedSystemSubHeadingCode><combinedNomenclatureCode>10</combinedNomenclatureCode></commodityCode>
            <dangerousGoods><UNNumber>1845</UNNumber></dangerousGoods></commodity>
          <weight><grossMass>900.5</grossMass></weight>
          <packaging><shippingMarks>AB</shippingMarks><numberOfPackages>40</numberOfPackages><typeOfPackages>CT</typeOfPackages></packaging>
          <additionalInformation><code>00100</code><text>Keep cool</text></additionalInformation></goodsItem>
      </consignmentHouseLevel></consignmentMasterLevel>
    <declarant><name>SPECIMEN DECLARANT</name><identificationNumber>NL000000002</identificationNumber></declarant>
    <customsOfficeOfFirstEntry><referenceNumber>NL000510</referenceNumber></customsOfficeOfFirstEntry>
  </IE3F10>`;

  it('reads a filing with its house consignments', async () => {
    const { records, unmapped } = await read(filing);
    expect(unmapped).toEqual({});
    expect(records[0]).toMatchObject({
      sourceRef: 'LRN/NL000000002/SPECIMEN-F10',
      specificCircumstanceIndicator: 'F10',
      splitConsignment: false,
      declaredAt: '2026-11-20T14:30:00Z',
      declaredAtStated: null,
      departure: '2026-11-10T10:00:00Z',
      estimatedArrival: '2026-11-25T14:00:00Z',
      vesselImo: '7937317',
      countriesOfRouting: ['BR', 'NL'],
      placeOfLoading: 'BRSSZ',
      placeOfUnloading: null,
      placeOfUnloadingStated: 'Quay 3, NL, ROTTERDAM',
      transportDocument: { type: 'N704', reference: 'MBL-1' },
      customsOfficeFirstEntry: 'NL000510',
      documents: ['N380 INV-1'],
      goodsItems: [],
      transportEquipment: [
        { sequence: 1, containerId: 'CSQU3054383', sizeType: '22G1', packedStatus: 'B', seals: ['SEAL-1'] },
      ],
      houseConsignments: [
        {
          ucr: 'UCR-1',
          grossMassKg: 900.5,
          transportDocument: { type: 'N714', reference: 'HBL-1' },
          parties: [
            { role: 'CONSIGNOR', name: 'EXEMPLAROV LTDA', personType: 2, street: 'Example Street, 1', city: 'Santos' },
            { role: 'SELLER', personType: 1 },
            { role: 'FREIGHT_FORWARDER', name: null, eori: 'NL000000003' },
          ],
          goodsItems: [
            {
              commodityCode: '08039010',
              hs6: '080390',
              cn8: '08039010',
              cusCode: '0000001-1',
              unNumber: '1845',
              grossMassKg: 900.5,
              packageType: 'CT',
              additionalInformation: ['00100 Keep cool'],
            },
          ],
        },
      ],
      qualityFlags: ['LOCODE_FORM'],
    });
  });

  it('reads an amendment by its MRN, and recognises every filing of the release', async () => {
    const amendment = filing
      .replaceAll('IE3F10', 'IE3A10')
      .replace('<LRN>SPECIMEN-F10</LRN>', '<MRN>06DE586600006143E1</MRN>');
    expect(await readOne(amendment)).toMatchObject({
      sourceRef: 'MRN/06DE586600006143E1',
      qualityFlags: ['AMENDMENT_UNLINKED', 'LOCODE_FORM'],
    });
    for (const name of ['IE3F17', 'IE3F29', 'IE3F51']) {
      expect(await recogniseFile(ens, writeFile('x.xml', filing.replaceAll('IE3F10', name)))).toEqual({
        version: 'ICS2 IE3F 2.02',
      });
    }
    await expect(read(filing.replaceAll('IE3F10', 'IE3R01'))).rejects.toThrow(/IE3R01 is an answer/);
  });

  it('finds the master contract of a house filing within the house', async () => {
    const house = filing
      .replaceAll('IE3F10', 'IE3F15')
      .replace(/<transportDocumentMasterLevel>.*?<\/transportDocumentMasterLevel>/, '')
      .replace(
        '<transportDocumentHouseLevel>',
        '<transportDocumentMasterLevel><documentNumber>MBL-9</documentNumber><type>N704</type></transportDocumentMasterLevel><transportDocumentHouseLevel>',
      );
    expect((await readOne(house)).transportDocument).toEqual({ type: 'N704', reference: 'MBL-9' });
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

  it('takes its own files and no other', async () => {
    const recognised = [];
    for (const path of allRealFiles()) if (await recogniseFile(ens, realFile(path))) recognised.push(path);
    expect(recognised).toEqual(names.map((name) => `cargo/ens_ics1/${name}`));
  });

  it('names the file that has no message, for of many deliveries nobody knew which', async () => {
    const files = ['a.xml', 'b.xml'].map((name) => writeFile(name, '<CC304A xmlns="http://ics.dgtaxud.ec/CC304A"/>'));
    await expect(readAll(ens, files)).rejects.toMatchObject({ message: expect.stringMatching(/^a\.xml and 1 more: /) });
    await expect(readAll(ens, [writeFile('c.xml', '<list/>')])).rejects.toMatchObject({
      message: expect.stringMatching(/^c\.xml: no entry summary declaration/),
    });
  });
});
