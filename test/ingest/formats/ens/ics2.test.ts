import { describe, expect, it } from '@jest/globals';
import { ens } from '../../../../ingest/formats/ens/ens.js';
import { recogniseFile, writeFile } from '../../support/samples.js';
import { readEns, readOneEns } from './messages.js';

// All messages are invented: no trader, ship or container of these names and numbers exists.

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
    const { records, unmapped } = await readEns(filing);
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
    expect(await readOneEns(amendment)).toMatchObject({
      sourceRef: 'MRN/06DE586600006143E1',
      qualityFlags: ['AMENDMENT_UNLINKED', 'LOCODE_FORM'],
    });
    for (const name of ['IE3F17', 'IE3F29', 'IE3F51']) {
      expect(await recogniseFile(ens, writeFile('x.xml', filing.replaceAll('IE3F10', name)))).toEqual({
        version: 'ICS2 IE3F 2.02',
      });
    }
    await expect(readEns(filing.replaceAll('IE3F10', 'IE3R01'))).rejects.toThrow(/IE3R01 is an answer/);
  });

  it('reads a filing in the namespace in which traders send it', async () => {
    const sent = filing.replace('urn:wco:datamodel:eu:ics2:2', 'urn:wco:datamodel:WCO:CIS:1');
    expect(await recogniseFile(ens, writeFile('x.xml', sent))).toEqual({ version: 'ICS2 IE3F 2.02' });
    expect(await readOneEns(sent)).toMatchObject({ sourceRef: 'LRN/NL000000002/SPECIMEN-F10' });
    await expect(readEns(sent.replaceAll('IE3F10', 'IE3N01'))).rejects.toThrow(/IE3N01 is an answer/);
  });

  it('finds the master contract of a house filing within the house', async () => {
    const house = filing
      .replaceAll('IE3F10', 'IE3F15')
      .replace(/<transportDocumentMasterLevel>.*?<\/transportDocumentMasterLevel>/, '')
      .replace(
        '<transportDocumentHouseLevel>',
        '<transportDocumentMasterLevel><documentNumber>MBL-9</documentNumber><type>N704</type></transportDocumentMasterLevel><transportDocumentHouseLevel>',
      );
    expect((await readOneEns(house)).transportDocument).toEqual({ type: 'N704', reference: 'MBL-9' });
  });
});
