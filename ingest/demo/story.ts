// SPDX-License-Identifier: Apache-2.0

import type { EnvelopeStatement } from '../records/base.js';
import type { SourceRecord } from '../records/record.js';
import { operationIds } from './envelopes.js';
import { containerNumber, eori, identityCardNumber, imoNumber, mrn, passportNumber } from './invented/numbers.js';

/*
 * The one story inside the scenario. Terminology: the *consignor* is a person whom a police force lists in Cyrillic;
 * declarants write the name in Latin letters, each time a little differently; the cargo source itself says who it is.
 *
 *   container, arriving at Rotterdam -> consignment -> consignor (alias) -> other consignments
 *     -> one of them seized at Antwerpen -> watched at Hamburg -> Operation Saltmarsh -> and back
 *
 * Every name means "example" or "fiction"; every number is of a range that nobody uses.
 */

/** Fixed identifiers of the story. */
export const story = {
  /** Arrives at Rotterdam; the question begins here. */
  containerId: containerNumber(260_117),
  mrn: mrn(2026, 'NL', 26_001_117),
  vesselImo: imoNumber(260),
  vesselName: 'EXEMPLAR TIDE 7',
  /** As the police list it. */
  consignorName: 'Фиктив Небываленко-Омега',
  /** As declarants write it. */
  consignorAliases: ['Fiktiv Nebyvalenko-Omega', 'Fictiv Nebivalenco-Omega'],
  consignorPassport: passportNumber(117),
  /** Earlier, at Antwerpen: seized. */
  seizedMrn: mrn(2026, 'BE', 26_001_042),
  seizedContainerId: containerNumber(260_042),
  /** Earlier, at Vlissingen: passed. */
  passedMrn: mrn(2026, 'NL', 26_001_009),
  passedContainerId: containerNumber(260_009),
  seizureCase: 'BEC-2026-00814',
  incidentCase: 'DEP-2026-00902',
  operation: operationIds.saltmarsh,
} as const;

/** Keys of the story's records in their sources. */
export const storyRefs = {
  consignor: { source: 'demo-persons', sourceRef: 'story-consignor' },
  associate: { source: 'demo-persons', sourceRef: 'story-associate' },
  consignee: { source: 'demo-persons', sourceRef: 'story-consignee' },
  seizure: { source: 'demo-seizures', sourceRef: 'story-seizure' },
} as const;

const consigneeName = 'Voorbeeld Tango Fruit Trading B.V.';
const consigneeEori = eori('NL', 260_117);

/** Conditions of the operation's own records: Restricted, of the operation, read by anyone whom policy lets. */
const restricted = (originator: string): EnvelopeStatement => ({
  originator,
  handlingCodes: ['H1'],
  sourceEvaluation: 'A',
  informationEvaluation: 2,
  classification: 'RESTREINT_UE',
  jointOperation: story.operation,
  expiresAt: '2031-11-25T06:00:00Z',
});
const ordinary = (originator: string): EnvelopeStatement => ({
  ...restricted(originator),
  handlingCodes: [],
  classification: 'BASIC_PROTECTION_LEVEL',
});

interface StoryConsignment {
  readonly sourceRef: string;
  readonly originator: string;
  readonly mrn: string;
  readonly containerId: string;
  readonly place: string;
  readonly statedName: string;
  readonly arrival: string;
  readonly arrived: boolean;
  readonly score: number;
  /** Lent to customs services only. */
  readonly customsOnly?: boolean;
}

function consignment(given: StoryConsignment): SourceRecord {
  return {
    kind: 'consignment',
    sourceRef: given.sourceRef,
    envelope: { ...ordinary(given.originator), ...(given.customsOnly ? { releasableTo: ['kind:CUSTOMS_MS'] } : {}) },
    mrn: given.mrn,
    lrn: `DEMO-${given.sourceRef}`,
    specificCircumstanceIndicator: 'F10',
    transportDocument: { type: 'N705', reference: `DEMOBL${given.mrn.slice(8, 16)}` },
    transportMode: 1,
    conveyanceReference: 'EX7W',
    borderTransportMeans: { type: 10, identification: story.vesselImo, nationality: 'PA' },
    vesselImo: story.vesselImo,
    vesselName: story.vesselName,
    countriesOfRouting: ['EC', 'PA', given.place.slice(0, 2)],
    placeOfLoading: 'ECGYE',
    placeOfUnloading: given.place,
    placeOfDelivery: 'NLRTM',
    customsOfficeFirstEntry: `${given.place.slice(0, 2)}000510`,
    departure: new Date(Date.parse(given.arrival) - 17 * 86_400_000).toISOString().replace('.000Z', 'Z'),
    estimatedArrival: given.arrival,
    actualArrival: given.arrived ? given.arrival : null,
    grossMassKg: 21_340,
    risk: { score: given.score, result: given.score > 80 ? 'CONTROL' : 'NO_RISK', profiles: ['DEMO-REEFER-EC'] },
    parties: [
      {
        role: 'CONSIGNOR',
        name: given.statedName,
        street: '1 Calle Ejemplo',
        city: 'Guayaquil',
        country: 'EC',
        personType: 1,
        person: storyRefs.consignor,
        subject: { category: 'OTHER', minor: false },
      },
      {
        role: 'CONSIGNEE',
        name: consigneeName,
        street: '7 Voorbeeldkade',
        city: 'Rotterdam',
        country: 'NL',
        eori: consigneeEori,
        personType: 2,
        organization: storyRefs.consignee,
      },
      {
        role: 'CARRIER',
        name: 'Exemplar Oscar Reefer Logistics S.A.',
        country: 'PA',
        eori: eori('NL', 77),
        personType: 2,
      },
    ],
    goodsItems: [
      {
        sequence: 1,
        hs6: '080390',
        cn8: '08039010',
        description: 'Fresh bananas in cartons',
        grossMassKg: 21_340,
        netMassKg: 19_548,
        packageType: 'CT',
        packageCount: 1_080,
        packageMarks: 'EXEMPLAR',
      },
    ],
    transportEquipment: [
      {
        sequence: 1,
        containerId: given.containerId,
        sizeType: '45R1',
        packedStatus: 'B',
        supplierType: '2',
        seals: ['SPEC-77101'],
      },
    ],
  };
}

/** The story's records, in any order of loading: they point at each other by reference. */
export const storyRecords: readonly SourceRecord[] = [
  consignment({
    sourceRef: 'story-arriving',
    originator: 'NL-CUSTOMS',
    mrn: story.mrn,
    containerId: story.containerId,
    place: 'NLRTM',
    statedName: story.consignorAliases[1],
    arrival: '2026-11-27T04:30:00Z',
    arrived: false,
    score: 87,
  }),
  consignment({
    sourceRef: 'story-seized',
    originator: 'BE-CUSTOMS',
    mrn: story.seizedMrn,
    containerId: story.seizedContainerId,
    place: 'BEANR',
    statedName: story.consignorAliases[0],
    arrival: '2026-08-13T21:10:00Z',
    arrived: true,
    score: 91,
  }),
  consignment({
    sourceRef: 'story-passed',
    originator: 'NL-CUSTOMS',
    mrn: story.passedMrn,
    containerId: story.passedContainerId,
    place: 'NLVLI',
    statedName: story.consignorAliases[1],
    arrival: '2026-05-02T11:45:00Z',
    arrived: true,
    score: 34,
    customsOnly: true,
  }),
  {
    kind: 'person',
    sourceRef: storyRefs.consignor.sourceRef,
    envelope: {
      ...ordinary('DE-POLICE'),
      handlingCodes: ['H1'],
      dataSubjectCategory: 'SUSPECT',
      caseReference: story.incidentCase,
    },
    names: [
      { name: story.consignorName, kind: 'NAME' },
      ...story.consignorAliases.map((name) => ({ name, kind: 'ALIAS' as const })),
      { name: 'Example Omega', kind: 'WEAK_ALIAS' },
    ],
    firstName: 'Фиктив',
    lastName: 'Небываленко-Омега',
    birthDates: ['1979-06', '1978'],
    birthPlace: 'Exampleville',
    birthCountry: 'BG',
    nationalities: ['BG'],
    gender: 'male',
    identifications: [
      {
        type: 'PASSPORT',
        number: story.consignorPassport,
        country: 'BG',
        issuedAt: '2021-03-09',
        expiresAt: '2031-03-08',
      },
      { type: 'NATIONAL_ID', number: identityCardNumber(117), country: 'BG' },
    ],
    addresses: [{ full: '1 Calle Ejemplo, Guayaquil', street: '1 Calle Ejemplo', city: 'Guayaquil', country: 'EC' }],
    physical: {
      heightCm: 181,
      eyeColor: 'brown',
      appearance: 'Fictitious scar on the left hand',
      warningCodes: ['ESCAPING'],
    },
    alerts: [
      { suggestedAction: 'DISCREET_SURVEILLANCE', kind: 'CIS', validFrom: '2026-08-20', validUntil: '2027-08-19' },
    ],
    reason: 'Suspected of shipping cocaine in reefer containers for several importers.',
    notes: 'Writes the name differently in each declaration.',
    topics: ['crime.traffick.drug', 'poi'],
    relations: [
      {
        kind: 'ASSOCIATE',
        relationship: 'receives the containers',
        statedName: 'Inventa Voorbeeldink-Tango',
        person: storyRefs.associate,
        subject: { category: 'CONTACT_OR_ASSOCIATE', minor: false },
      },
    ],
  },
  {
    kind: 'person',
    sourceRef: storyRefs.associate.sourceRef,
    envelope: { ...ordinary('NL-CUSTOMS'), dataSubjectCategory: 'CONTACT_OR_ASSOCIATE' },
    names: [{ name: 'Inventa Voorbeeldink-Tango', kind: 'NAME' }],
    firstName: 'Inventa',
    lastName: 'Voorbeeldink-Tango',
    birthDates: ['1988-02-14'],
    birthCountry: 'NL',
    nationalities: ['NL'],
    gender: 'female',
    identifications: [{ type: 'PASSPORT', number: passportNumber(118), country: 'NL' }],
    topics: ['poi'],
    interests: [
      { kind: 'DIRECTORSHIP', role: 'sole director', organization: storyRefs.consignee, startDate: '2024-01-08' },
    ],
  },
  {
    kind: 'organization',
    sourceRef: storyRefs.consignee.sourceRef,
    envelope: ordinary('NL-CUSTOMS'),
    names: [
      { name: consigneeName, kind: 'NAME' },
      { name: 'Exemplar Fruit Rotterdam', kind: 'ALIAS' },
    ],
    jurisdiction: 'NL',
    legalForm: 'B.V.',
    incorporationDate: '2024-01-08',
    registrationNumber: 'DEMO-KVK-260117',
    eori: consigneeEori,
    addresses: [{ full: '7 Voorbeeldkade, Rotterdam', street: '7 Voorbeeldkade', city: 'Rotterdam', country: 'NL' }],
    topics: ['poi'],
  },
  {
    kind: 'vesselRecord',
    sourceRef: 'story-vessel',
    envelope: { ...ordinary('EU-ANALYSIS'), classification: 'PUBLIC', handlingCodes: [] },
    names: [
      { name: story.vesselName, kind: 'NAME' },
      { name: 'SPECIMEN TIDE', kind: 'PREVIOUS' },
    ],
    imo: story.vesselImo,
    flag: 'PA',
    pastFlags: ['LR'],
    type: 'Refrigerated cargo ship',
    tonnage: 12_400,
    grossRegisteredTonnage: 9_850,
    buildDate: '1998',
    callSign: 'QX260',
    mmsi: '000260000',
    owner: 'Exemplar Oscar Reefer Logistics S.A.',
  },
  {
    kind: 'seizure',
    sourceRef: storyRefs.seizure.sourceRef,
    envelope: { ...ordinary('BE-CUSTOMS'), caseReference: story.seizureCase },
    seizedAt: '2026-08-14T05:20:00Z',
    place: {
      kind: 'SEA_PORT',
      unlocode: 'BEANR',
      name: 'Antwerpen, reefer terminal',
      country: 'BE',
      latitude: 51.2712,
      longitude: 4.3345,
    },
    customsOffice: 'BE000510',
    seizingAuthority: 'BE-CUSTOMS',
    legalStatus: 'CONFISCATED',
    riskChannel: 'RED',
    detectionMethod: 'SCANNER_XRAY',
    concealment: 'REEFER_UNIT',
    route: { originCountry: 'EC', departureUnlocode: 'ECGYE', transitCountries: ['PA'], destinationCountry: 'NL' },
    conveyance: { mode: 1, journeyReference: 'EX7W', vesselImo: story.vesselImo, vesselName: story.vesselName },
    items: [
      {
        category: 'DRUGS',
        drugGroup: 'COCAINE',
        drug: 'cocaine hydrochloride',
        quantity: 412,
        unit: 'KGM',
        normalisedKg: 412,
        value: { minorUnits: 1_236_000_000, currency: 'EUR' },
        description: 'Pressed blocks behind the panels of the cooling unit',
      },
    ],
    persons: [
      {
        role: 'CONSIGNOR',
        statedName: story.consignorAliases[0],
        statedBirthDate: '1979',
        person: storyRefs.consignor,
        subject: { category: 'SUSPECT', minor: false },
      },
    ],
    organizations: [{ role: 'CONSIGNEE', statedName: consigneeName, organization: storyRefs.consignee }],
    consignments: [{ statedMrn: story.seizedMrn }],
    containers: [story.seizedContainerId],
  },
  {
    kind: 'incident',
    sourceRef: 'story-incident',
    envelope: { ...restricted('DE-POLICE'), caseReference: story.incidentCase },
    incidentKind: 'SURVEILLANCE',
    occurredAt: '2026-09-02T13:00:00Z',
    occurredAtPrecision: 'HOUR',
    occurredTo: '2026-09-02T17:30:00Z',
    title: 'Meeting at the Hamburg fruit terminal',
    crimeArea: 'DRUGS_CANNABIS_COCAINE_HEROIN',
    urgency: 'THREE_DAYS',
    status: 'UNDER_INVESTIGATION',
    narrative: 'The consignor met a terminal worker and was shown the release code of a reefer container.',
    assessment: 'Probably replaces the load lost at Antwerpen; the next arrival is expected at Rotterdam.',
    latitude: 53.5413,
    longitude: 10.0087,
    positionPrecisionM: 50,
    area: 'Hamburg, fruit terminal',
    countryCode: 'DE',
    unlocode: 'DEHAM',
    operation: story.operation,
    vessels: [
      {
        statedName: story.vesselName,
        statedType: 'Refrigerated cargo ship',
        statedFlag: 'PA',
        statedActivity: 'Berthed',
        imo: story.vesselImo,
      },
    ],
    persons: [{ role: 'SUSPECT', statedName: story.consignorName, person: storyRefs.consignor }],
    organizations: [{ role: 'OTHER', statedName: consigneeName, organization: storyRefs.consignee }],
    containers: [story.containerId],
    consignments: [{ statedMrn: story.seizedMrn }],
    seizures: [{ statedCaseReference: story.seizureCase, seizure: storyRefs.seizure }],
  },
];
