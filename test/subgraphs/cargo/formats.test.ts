import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ens } from '../../../ingest/formats/ens/ens.js';
import type { Format } from '../../../ingest/formats/format.js';
import { scmsShipments } from '../../../ingest/formats/scms/scms-shipments.js';
import { wcoDeclaration } from '../../../ingest/formats/wco/wco-declaration.js';
import type { ConsignmentRecord } from '../../../ingest/records/cargo.js';
import { toStored } from '../../../ingest/rows/links.js';
import { root } from '../../../schema/files.js';
import { readAll, writeFile } from '../../ingest/support/samples.js';
import { openCargo } from './openCargo.js';
import { dataOf, insert, insertConsignment, requestOf } from './requests.js';

// Everything is invented: no trader, ship or container of these names and numbers exists.

const contract = (document: string, consignee: string) =>
  `<PRODOCDC2><DocTypDC21>N705</DocTypDC21><DocRefDC23>${document}</DocRefDC23></PRODOCDC2><TRACONCE2><NamCE27>${consignee}</NamCE27></TRACONCE2>`;
const entry = `<ie:CC315A xmlns:ie="http://ics.dgtaxud.ec/CC315A"><HEAHEA><RefNumHEA4>ABC123</RefNumHEA4><TraModAtBorHEA76>1</TraModAtBorHEA76>
  <PlaUnlGOOITE334>Exampleport, quay 3</PlaUnlGOOITE334><DecDatTimHEA114>202611201530</DecDatTimHEA114></HEAHEA>
  <GOOITEGDS><IteNumGDS7>1</IteNumGDS7>${contract('BL-1', 'EXEMPLAROV BV')}</GOOITEGDS>
  <GOOITEGDS><IteNumGDS7>2</IteNumGDS7>${contract('BL-2', 'SPECIMEN BV')}<COMCODGODITM><ComNomCMD1>12345</ComNomCMD1></COMCODGODITM></GOOITEGDS>
  <ITI><CouOfRouCodITI1>CN</CouOfRouCodITI1></ITI><PERLODSUMDEC><TINPLD1>GB000000000001</TINPLD1></PERLODSUMDEC>
  <SEAID529><SeaIdSEAID530>SEAL-1</SeaIdSEAID530></SEAID529>
  <CUSOFFFENT730><RefNumCUSOFFFENT731>GB000060</RefNumCUSOFFFENT731><ExpDatOfArrFIRENT733>202611251400</ExpDatOfArrFIRENT733></CUSOFFFENT730></ie:CC315A>`;
const declaration = `<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>9</FunctionCode><FunctionalReferenceID>SPECIMEN-2</FunctionalReferenceID>
  <TypeCode>IMA</TypeCode><InvoiceAmount currencyID="JPY">5000</InvoiceAmount><Declarant><ID>GB000000000001</ID></Declarant>
  <GoodsShipment><Consignment><GoodsLocation><Name>SPECIMENLOC</Name><TypeCode>A</TypeCode><Address><TypeCode>U</TypeCode><CountryCode>GB</CountryCode></Address></GoodsLocation></Consignment>
  <ExportCountry><ID>US</ID></ExportCountry><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>
    <AdditionalInformation><StatementCode>00500</StatementCode><StatementDescription>IMPORTER</StatementDescription></AdditionalInformation>
    <Commodity><Description>Shavers</Description><Classification><ID>85101000</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
    <InvoiceLine><ItemChargeAmount currencyID="GBP">100.05</ItemChargeAmount></InvoiceLine></Commodity><Origin><CountryCode>US</CountryCode></Origin>
    <PreviousDocument><CategoryCode>Z</CategoryCode><ID>06DE586600006143E1</ID><TypeCode>355</TypeCode></PreviousDocument></GovernmentAgencyGoodsItem>
  <PreviousDocument><CategoryCode>Z</CategoryCode><ID>6GB000000000001-A</ID><TypeCode>DCR</TypeCode></PreviousDocument>
  <TradeTerms><ConditionCode>CIF</ConditionCode><LocationID>GBFXT</LocationID></TradeTerms></GoodsShipment></Declaration>`;
const shipments = `ID,ASN/DN #,Country,Shipment Mode,Scheduled Delivery Date,Delivered to Client Date,Vendor,Item Description,Brand,Weight (Kilograms),Freight Cost (USD)
7,ASN-1,Vietnam,Air,2-Jun-06,6/5/06,SPECIMEN LTD.,Specimen 10mg/ml,Generic,See ASN-2 (ID#:8),780.34
`;

const { policy, writer, subgraph } = await openCargo();

/** Reads a text as a format does and stores its consignments with all their rows. */
async function store(format: Format, text: string): Promise<void> {
  const { records } = await readAll(format, [writeFile('delivery', text)]);
  for (const [index, record] of (records as ConsignmentRecord[]).entries()) {
    const [stored] = toStored(record, format.name, (...parts) => parts.join('|'));
    if (stored === undefined) throw new Error('nothing stored');
    const id = await insertConsignment(writer, `${format.name}-${index}`, stored.columns);
    for (const { table, parentColumn, rows } of stored.children) {
      for (const row of rows) await insert(writer, table, { ...row, [parentColumn]: id });
    }
  }
}

/** The query of the subgraph's README with this name. */
function queryOf(name: string): string {
  const readme = readFileSync(join(root, 'subgraphs', 'cargo', 'README.md'), 'utf8');
  return new RegExp(`query ${name} [\\s\\S]*?(?=\`\`\`)`).exec(readme)?.[0] ?? '';
}

async function ask(name: string): Promise<unknown> {
  const answer = await subgraph.execute({
    query: queryOf(name),
    variables: {},
    session: requestOf(policy, 'NL-CUSTOMS'),
  });
  expect(answer.errors).toBeUndefined();
  const { consignments } = dataOf(answer) as unknown as { consignments: { edges: { node: unknown }[] } };
  return consignments.edges.map(({ node }) => node);
}

beforeAll(async () => {
  await store(ens, entry);
  await store(wcoDeclaration, declaration);
  await store(scmsShipments, shipments);
});

describe('the queries of the README', () => {
  it('find what an entry summary declaration states', async () => {
    expect(await ask('FromEns')).toEqual([
      {
        id: 'consignment_ens-0',
        mrn: null,
        declaredAtStated: '202611201530',
        estimatedArrival: '2026-11-25T00:00:00Z',
        estimatedArrivalStated: '202611251400',
        customsOfficeFirstEntry: 'GB000060',
        countriesOfRouting: ['CN'],
        placeOfUnloadingStated: 'Exampleport, quay 3',
        seals: ['SEAL-1'],
        // Nothing says that the declarant is no natural person: the office that received the declaration sees it.
        declarant: { eori: 'GB000000000001' },
        houseConsignments: {
          edges: [
            { node: { transportDocument: { reference: 'BL-1' }, consignee: { name: 'EXEMPLAROV BV' } } },
            { node: { transportDocument: { reference: 'BL-2' }, consignee: { name: 'SPECIMEN BV' } } },
          ],
        },
        goodsQualityFlags: ['HS_FORM'],
      },
    ]);
  });

  it('find what a declaration of the WCO Data Model states', async () => {
    expect(await ask('FromWcoDeclaration')).toEqual([
      {
        id: 'consignment_wco-declaration-0',
        lrn: 'SPECIMEN-2',
        ucr: '6GB000000000001-A',
        previousMrn: '06DE586600006143E1',
        declarationType: 'IMA',
        countryOfExport: 'US',
        deliveryTerms: 'CIF GBFXT',
        goodsLocation: 'GBAUSPECIMENLOC',
        invoiceAmount: { minorUnits: 5000, currency: 'JPY' },
        goodsItems: {
          edges: [
            {
              node: {
                commodityCode: '85101000',
                cn8: '85101000',
                countryOfOrigin: 'US',
                value: { minorUnits: 10005, currency: 'GBP' },
                documents: ['Z355 06DE586600006143E1'],
                additionalInformation: ['00500 IMPORTER'],
              },
            },
          ],
        },
        parties: [{ role: 'DECLARANT', name: null, eori: 'GB000000000001' }],
      },
    ]);
  });

  it('find what a shipment list states', async () => {
    expect(await ask('FromScmsShipments')).toEqual([
      {
        id: 'consignment_scms-shipments-0',
        lrn: 'ASN-1',
        transportMode: 'AIR',
        estimatedArrivalStated: '2-Jun-06',
        actualArrivalStated: '6/5/06',
        grossMassKg: null,
        freightCost: { minorUnits: 78034, currency: 'USD' },
        consignor: { name: 'SPECIMEN LTD.' },
        goodsItems: {
          edges: [
            {
              node: {
                description: 'Specimen 10mg/ml',
                additionalInformation: ['Brand: Generic', 'Weight (Kilograms): See ASN-2 (ID#:8)'],
              },
            },
          ],
        },
        goodsQualityFlags: ['WEIGHT_ELSEWHERE'],
      },
    ]);
  });
});
