import { describe, expect, it } from '@jest/globals';
import { wcoDeclaration } from '../../../../ingest/formats/wco/wco-declaration.js';
import type { ConsignmentRecord } from '../../../../ingest/records/cargo.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { allRealFiles } from '../realFiles.js';

// All declarations are invented: no trader, ship or container of these names and numbers exists.

const party = (element: string, name: string) =>
  `<${element}><Name>${name}</Name><Address><CityName>Exampleville</CityName><CountryCode>US</CountryCode><Line>1 Example Street</Line><PostcodeID>00000</PostcodeID></Address></${element}>`;
const item = (
  sequence: number,
  inner = '',
) => `<GovernmentAgencyGoodsItem><SequenceNumeric>${sequence}</SequenceNumeric>
  <AdditionalDocument><CategoryCode>N</CategoryCode><ID>INV-1</ID><TypeCode>935</TypeCode><LPCOExemptionCode>AC</LPCOExemptionCode></AdditionalDocument>
  <AdditionalInformation><StatementCode>00500</StatementCode><StatementDescription>IMPORTER</StatementDescription></AdditionalInformation>
  <Commodity><Description>Hair clippers</Description>
    <Classification><ID>85102000</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
    <Classification><ID>10</ID><IdentificationTypeCode>TRC</IdentificationTypeCode></Classification>
    <Classification><ID>4099</ID><IdentificationTypeCode>TRA</IdentificationTypeCode></Classification>
    <GoodsMeasure><GrossMassMeasure unitCode="KGM">15.5</GrossMassMeasure><NetNetWeightMeasure>10</NetNetWeightMeasure></GoodsMeasure>
    <InvoiceLine><ItemChargeAmount currencyID="GBP">100.05</ItemChargeAmount></InvoiceLine></Commodity>
  <Origin><CountryCode>US</CountryCode><TypeCode>1</TypeCode></Origin>
  <Packaging><SequenceNumeric>1</SequenceNumeric><MarksNumbersID>A</MarksNumbersID><QuantityQuantity>10</QuantityQuantity><TypeCode>BX</TypeCode></Packaging>
  <Packaging><SequenceNumeric>2</SequenceNumeric><MarksNumbersID>B</MarksNumbersID><QuantityQuantity>5</QuantityQuantity><TypeCode>BX</TypeCode></Packaging>
  <PreviousDocument><CategoryCode>Z</CategoryCode><ID>06DE586600006143E1</ID><TypeCode>355</TypeCode><LineNumeric>1</LineNumeric></PreviousDocument>
  ${inner}</GovernmentAgencyGoodsItem>`;
const body = (items = item(1), head = '') => `${head}<FunctionCode>9</FunctionCode>
  <FunctionalReferenceID>SPECIMEN-1</FunctionalReferenceID><TypeCode>IMA</TypeCode>
  <AcceptanceDateTime><DateTimeString formatCode="304">20261120153000+01</DateTimeString></AcceptanceDateTime>
  <GoodsItemQuantity>1</GoodsItemQuantity><InvoiceAmount currencyID="JPY">5000</InvoiceAmount>
  <Agent><FunctionCode>2</FunctionCode></Agent>
  <BorderTransportMeans><ModeCode>1</ModeCode><RegistrationNationalityCode>MT</RegistrationNationalityCode></BorderTransportMeans>
  <Declarant><ID>GB000000000001</ID></Declarant>${party('Exporter', 'SPECIMEN INC.')}
  <GoodsShipment>
    <Consignment><ContainerCode>1</ContainerCode>
      <ArrivalTransportMeans><ID>7937317</ID><IdentificationTypeCode>10</IdentificationTypeCode></ArrivalTransportMeans>
      <GoodsLocation><Name>SPECIMENLOC</Name><TypeCode>A</TypeCode><Address><TypeCode>U</TypeCode><CountryCode>GB</CountryCode></Address></GoodsLocation>
      <LoadingLocation><ID>USNYC</ID></LoadingLocation>
      <TransportEquipment><SequenceNumeric>1</SequenceNumeric><ID>CSQU3054383</ID><Seal><SequenceNumeric>1</SequenceNumeric><ID>S1</ID></Seal></TransportEquipment>
    </Consignment>
    <Destination><CountryCode>GB</CountryCode></Destination><ExportCountry><ID>US</ID></ExportCountry>
    ${items}
    <Importer><ID>GB000000000002</ID></Importer>
    <PreviousDocument><CategoryCode>Z</CategoryCode><ID>6GB000000000001-A</ID><TypeCode>DCR</TypeCode></PreviousDocument>
    <TradeTerms><ConditionCode>CIF</ConditionCode><LocationID>GBFXT</LocationID></TradeTerms>
  </GoodsShipment>`;
const declare = (inner: string) => `<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">${inner}</Declaration>`;
const wrap = (declaration: string) =>
  `<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"><md:WCODataModelVersionCode>3.6</md:WCODataModelVersionCode><md:WCOTypeName>DEC</md:WCOTypeName>${declaration}</md:MetaData>`;

const read = (...texts: string[]) =>
  readAll(
    wcoDeclaration,
    texts.map((text, index) => writeFile(`declaration${index}.xml`, text)),
  );
const readOne = async (text: string) => (await read(text)).records[0] as ConsignmentRecord;

describe('wco-declaration', () => {
  it('reads an import declaration into one consignment', async () => {
    const { records, rejects, unmapped } = await read(wrap(declare(body())));
    expect({ rejects, unmapped }).toEqual({ rejects: [], unmapped: {} });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'consignment',
      sourceRef: 'LRN/GB000000000001/SPECIMEN-1',
      lrn: 'SPECIMEN-1',
      mrn: null,
      previousMrn: '06DE586600006143E1',
      ucr: '6GB000000000001-A',
      declarationType: 'IMA',
      declaredAt: '2026-11-20T14:30:00Z',
      declaredAtStated: null,
      transportMode: 1,
      borderTransportMeans: { type: 10, identification: '7937317', nationality: 'MT' },
      vesselImo: '7937317',
      placeOfLoading: 'USNYC',
      goodsLocation: 'GBAUSPECIMENLOC',
      countryOfExport: 'US',
      countryOfDestination: 'GB',
      deliveryTerms: 'CIF GBFXT',
      documents: ['ZDCR 6GB000000000001-A'],
      transportEquipment: [{ sequence: 1, containerId: 'CSQU3054383', seals: ['S1'] }],
      qualityFlags: [],
    });
  });

  it('keeps amounts in minor units of their currency, and masses with their unit', async () => {
    const record = await readOne(declare(body().replace('unitCode="KGM">15.5', 'unitCode="TNE">0.0155')));
    expect(record.invoiceAmount).toEqual({ minorUnits: 5000, currency: 'JPY' });
    expect(record.goodsItems[0]).toMatchObject({
      value: { minorUnits: 10005, currency: 'GBP' },
      grossMassKg: 15.5,
      netMassKg: 10,
    });
    expect((await readOne(declare(body().replace('"GBP"', '"XYZ"')))).qualityFlags).toEqual(['CURRENCY_UNKNOWN']);
    expect((await readOne(declare(body().replace('"KGM"', '"LTR"')))).qualityFlags).toEqual(['UNIT_UNKNOWN']);
  });

  it('splits the commodity code by its classifications, and sums packages', async () => {
    expect((await readOne(declare(body()))).goodsItems).toMatchObject([
      {
        sequence: 1,
        commodityCode: '8510200010',
        hs6: '851020',
        cn8: '85102000',
        countryOfOrigin: 'US',
        packageType: 'BX',
        packageCount: 15,
        packageMarks: 'A; B',
        additionalInformation: ['00500 IMPORTER', 'TRA 4099'],
        documents: ['N935 INV-1', 'Z355 06DE586600006143E1'],
      },
    ]);
  });

  it('names parties in their roles and leaves out an agent of whom nothing is stated', async () => {
    expect((await readOne(declare(body()))).parties).toMatchObject([
      { role: 'DECLARANT', name: null, eori: 'GB000000000001' },
      { role: 'EXPORTER', name: 'SPECIMEN INC.', street: '1 Example Street', city: 'Exampleville', country: 'US' },
      { role: 'IMPORTER', eori: 'GB000000000002' },
    ]);
  });

  it('makes items with a consignor of their own house consignments', async () => {
    const items = item(1, party('Consignor', 'EXEMPLAROV LLC')) + item(2, party('Consignor', 'SPECIMEN LLC'));
    const record = await readOne(declare(body(items).replace('<GoodsItemQuantity>1', '<GoodsItemQuantity>2')));
    expect(record.goodsItems).toEqual([]);
    expect(record.grossMassKg).toBe(31);
    expect(record.houseConsignments?.map(({ parties }) => parties[0]?.name)).toEqual([
      'EXEMPLAROV LLC',
      'SPECIMEN LLC',
    ]);
    expect(record.qualityFlags).toEqual([]);
  });

  it('replaces a declaration that is sent again, and one that is amended whole under its MRN', async () => {
    const mrn = '<ID>06DE586600006143E1</ID>';
    const amended = declare(body(item(1), mrn).replace('<FunctionCode>9', '<FunctionCode>5'));
    const { records } = await read(declare(body()), declare(body()), declare(body(item(1), mrn)), amended);
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([
      'LRN/GB000000000001/SPECIMEN-1',
      'LRN/GB000000000001/SPECIMEN-1',
      'MRN/06DE586600006143E1',
      'MRN/06DE586600006143E1',
    ]);
    expect(records.map(({ qualityFlags }) => qualityFlags)).toEqual([[], [], [], ['AMENDMENT_UNLINKED']]);
  });

  it('keeps a correction beside the declaration that it corrects: it states only what changes', async () => {
    const correction = declare(
      `<FunctionCode>13</FunctionCode><FunctionalReferenceID>SPECIMEN-2</FunctionalReferenceID><ID>06DE586600006143E1</ID><TypeCode>COR</TypeCode>
       <Amendment><ChangeReasonCode>32</ChangeReasonCode><Pointer><DocumentSectionCode>42A</DocumentSectionCode></Pointer></Amendment>`,
    );
    expect(await readOne(correction)).toMatchObject({
      sourceRef: 'MRN/06DE586600006143E1/SPECIMEN-2',
      mrn: null,
      previousMrn: '06DE586600006143E1',
      goodsItems: [],
      qualityFlags: ['AMENDMENT_PARTIAL'],
    });
  });

  it('takes back what is cancelled, and not what someone asks to have cancelled', async () => {
    const cancelled = declare(
      body(item(1), '<ID>06DE586600006143E1</ID>').replace('<FunctionCode>9', '<FunctionCode>1'),
    );
    const asked = declare(body().replace('>IMA<', '>INV<'));
    const { records, withdrawals, rejects } = await read(cancelled, asked);
    expect(records).toEqual([]);
    expect(withdrawals).toMatchObject([{ of: 'consignment', sourceRef: 'MRN/06DE586600006143E1' }]);
    expect(rejects).toMatchObject([{ reason: 'message.invalidationRequest' }]);
  });

  it('reads declarations in a portal request, and names what it does not know anywhere', async () => {
    const text = `<v1:submitDeclarationRequest xmlns:v1="http://example.com/v1"><v1:requestCommon><v1:regime>CDS</v1:regime></v1:requestCommon>
      <v1:requestDetail><v1:novelty>1</v1:novelty>${wrap(declare(body().replace('<Agent>', '<Novel><Part unit="x">1</Part></Novel><Agent>')))}</v1:requestDetail></v1:submitDeclarationRequest>`;
    const { records, unmapped } = await read(text);
    expect(records).toHaveLength(1);
    expect(unmapped).toEqual({ 'requestDetail/novelty': 1, 'Novel/Part@unit': 1, 'Novel/Part': 1 });
  });

  it('rejects what has no key and puts aside what is no declaration', async () => {
    const response = `<Response xmlns="urn:wco:datamodel:WCO:RES-DMS:2"><FunctionCode>11</FunctionCode>${declare(body())}</Response>`;
    const { records, rejects } = await read(
      wrap(declare(body().replace(/<FunctionalReferenceID>.*?<\/FunctionalReferenceID>/, ''))),
      wrap(response),
      '<MetaData><x/></MetaData>',
      '<other/>',
    );
    expect(records).toEqual([]);
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'key.missing',
      'message.notDeclaration',
      'message.notDeclaration',
      'message.none',
    ]);
  });

  it('reads a consignor who stands beside the shipment, and knows attributes that only name a code list', async () => {
    const consignor = `<Consignment><Carrier><ID>GB000000000009</ID></Carrier>${party('Consignor', 'EXEMPLAROV &amp; SONS')}</Consignment>`;
    const { records, unmapped } = await read(
      declare(
        body(item(1, '<UCR><ID>U-1</ID></UCR>')).replace(
          '<TypeCode>IMA',
          `${consignor}<TypeCode listID="1001" languageID="EN">IMA`,
        ),
      ),
    );
    expect(unmapped).toEqual({});
    expect((records[0] as ConsignmentRecord).parties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'CONSIGNOR', name: 'EXEMPLAROV & SONS', country: 'US' }),
      ]),
    );
  });

  it('refuses answers of customs, other versions and other files with a hint', async () => {
    await expect(read('<Response xmlns="urn:wco:datamodel:WCO:RES-DMS:2"/>')).rejects.toThrow(/answer of customs/);
    const inquiry = `<s:DeclarationStatusResponse xmlns:s="http://customs.example/status"><s:Declaration><ID>1</ID></s:Declaration>${declare('<ID>1</ID>')}</s:DeclarationStatusResponse>`;
    await expect(read(inquiry)).rejects.toThrow(/answer of customs \(DeclarationStatusResponse\)/);
    const beside = await read(
      declare(body()),
      inquiry.replaceAll('<ID>1</ID>', '<FunctionalReferenceID>SPECIMEN-1</FunctionalReferenceID>'),
    );
    expect(beside.records).toHaveLength(1);
    expect(beside.rejects.map(({ reason }) => reason)).toEqual(['message.notDeclaration', 'message.notDeclaration']);
    await expect(read(declare(body()).replace('DEC-DMS:2', 'DEC-DMS:3'))).rejects.toThrow(
      /version .* that is not read/,
    );
    await expect(read('a,b\n')).rejects.toThrow(/\(element Declaration/);
  });

  it('is recognised by the namespace of the declaration', async () => {
    const recognise = (text: string) => recogniseFile(wcoDeclaration, writeFile('x.xml', text));
    expect(await recognise(wrap(declare(body())))).toEqual({ version: 'DEC-DMS:2' });
    expect(await recognise(`<Declaration>${body()}</Declaration>`)).toEqual({ version: 'DEC-DMS:2' });
    expect(await recognise('<Declaration><Other/></Declaration>')).toBeNull();
    expect(await recognise(`<Response>${declare(body())}</Response>`)).toBeNull();
    expect(await recognise('{"Declaration": 1}')).toBeNull();
  });
});

const folder = 'cargo/wco_declarations';
const names = allRealFiles(folder);
const real = (names.length > 0 ? names : [folder]).map((name) => realFile(name));

describeWithReal('wco-declaration, on the published samples', real, () => {
  it('reads fourteen of fifteen and rejects the one that is not well-formed, whole', async () => {
    const { records, rejects, unmapped } = await readAll(wcoDeclaration, real);
    expect(unmapped).toEqual({});
    expect(records).toHaveLength(14);
    expect(rejects).toMatchObject([{ file: 'TT_EX002a__TT_EX002a.xml', reason: 'xml.notWellFormed' }]);
    expect(String(rejects[0]?.raw)).toContain('7867523R6I85');
    const consignments = records as ConsignmentRecord[];
    const items = consignments.flatMap(({ goodsItems }) => goodsItems);
    expect(items).toHaveLength(23);
    expect(items.every(({ cn8, value }) => cn8 !== null && value !== null)).toBe(true);
    expect(consignments.filter(({ previousMrn }) => previousMrn !== null)).toHaveLength(8);
    expect(consignments.filter(({ declarationType }) => declarationType?.startsWith('EX'))).toHaveLength(5);
  });

  it('keeps what they say', async () => {
    const { records } = await readAll(wcoDeclaration, real);
    const of = (lrn: string) => records.find((record) => 'lrn' in record && record.lrn === lrn);
    expect(of('TT_IM01d_v1.6_230322_1')).toMatchObject({
      sourceRef: 'LRN/GB603202734852/TT_IM01d_v1.6_230322_1',
      previousMrn: '21GB34F7Y1O2CX8PT4',
      ucr: '1GB553202734852-12345',
      goodsLocation: 'GBAUWLALONBTW',
      goodsItems: [
        { commodityCode: '8510900000', grossMassKg: 150, value: { minorUnits: 100000, currency: 'GBP' } },
        { description: 'Shavers', packageCount: 15 },
        { description: 'Hair clippers', countryOfOrigin: 'US' },
      ],
      qualityFlags: ['IMO_FORM'],
    });
    expect(of('TTEX004a_1010WE')).toMatchObject({
      declarationType: 'EXY',
      vesselName: 'MSCSUPERGUN',
      invoiceAmount: { minorUnits: 10_000_000, currency: 'GBP' },
      customsOfficeExit: 'GB000051',
      goodsItems: [{ hs6: '930190', packageType: '4C' }, { hs6: '930591' }],
    });
    expect(of('U.7927470R58CL')).toMatchObject({
      origin: { path: '/submitDeclarationRequest[1]' },
      declaredAt: '2026-05-18T16:30:38Z',
    });
  });
});
