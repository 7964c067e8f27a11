import type {
  ConsignmentRecord,
  GoodsItemStatement,
  TradePartyStatement,
  TransportEquipmentStatement,
} from '../records/cargo.js';
import type { OrganizationRecord, VesselSourceRecord } from '../records/persons.js';
import { inventEnvelope } from './envelopes.js';
import { addDays, scenarioInstant } from './invented/clock.js';
import { invented, portsOf } from './invented/invented.js';
import { inventCompany, inventName, respell } from './invented/names.js';
import { containerNumber, eori, isAmbiguousSerial, mrn } from './invented/numbers.js';
import { createRandom, type Random } from './invented/random.js';
import { type DemoPerson, subjectOf } from './people.js';

/** The persons, firms and ships that consignments name. */
export interface Traders {
  readonly persons: readonly DemoPerson[];
  readonly organizations: readonly OrganizationRecord[];
  readonly vessels: readonly VesselSourceRecord[];
}

/** Consignments by sea into two countries, from half a year ago to a fortnight ahead. */
export function inventConsignments(seed: string, count: number, traders: Traders): ConsignmentRecord[] {
  const random = createRandom(seed, 'consignments');
  const nextContainer = createContainerNumbers();
  return Array.from({ length: count }, (_, index) => inventConsignment(random, index + 1, traders, nextContainer));
}

// Why long: one invented record, field by field; the order of its choices is part of the seed.
function inventConsignment(
  random: Random,
  serial: number,
  traders: Traders,
  nextContainer: () => string,
): ConsignmentRecord {
  const originator = random.weighted(invented().originators.cargo);
  const destination = random.pick(portsOf(originator === 'NL-CUSTOMS' ? 'dutchPorts' : 'belgianPorts'));
  const origin = random.pick(portsOf('originPorts'));
  const vessel = random.pick(traders.vessels);
  const arrival = addDays(scenarioInstant, random.integer(-180 * 24, 14 * 24) / 24);
  const goods = inventGoods(random);
  const score = random.weighted([
    [random.integer(0, 40), 75],
    [random.integer(41, 75), 18],
    [random.integer(76, 99), 7],
  ] as const);
  const containers = Array.from({ length: random.weighted(containerCounts) }, nextContainer);
  return {
    kind: 'consignment',
    sourceRef: `C-${String(serial).padStart(6, '0')}`,
    envelope: inventEnvelope(random, originator, invented().spreads.cargo),
    mrn: mrn(2026, destination.country, serial),
    lrn: `DEMO-${String(serial).padStart(6, '0')}`,
    ucr: random.chance(0.4) ? `6DEMO${String(serial).padStart(8, '0')}` : null,
    specificCircumstanceIndicator: random.pick(['F10', 'F11', 'F12']),
    transportDocument: { type: 'N705', reference: `DEMOBL${String(serial).padStart(8, '0')}` },
    transportMode: 1,
    conveyanceReference: `EX${random.integer(1, 60)}W`,
    borderTransportMeans: { type: 10, identification: vessel.imo ?? '', nationality: vessel.flag ?? null },
    vesselImo: vessel.imo ?? null,
    vesselName: vessel.names[0]?.name ?? null,
    countriesOfRouting: [...new Set([origin.country, destination.country])],
    placeOfLoading: origin.unlocode,
    placeOfUnloading: destination.unlocode,
    customsOfficeFirstEntry: `${destination.country}000510`,
    departure: addDays(arrival, -random.integer(9, 32)),
    estimatedArrival: arrival,
    actualArrival: arrival < scenarioInstant ? addDays(arrival, random.integer(-6, 20) / 24) : null,
    grossMassKg: goods.grossMassKg,
    risk: inventRisk(random, score, `DEMO-${goods.hs6}-${origin.country}`),
    parties: inventParties(random, traders),
    goodsItems: [goods],
    transportEquipment: inventEquipment(random, containers, goods.hs6 === '080390' || goods.hs6 === '030617'),
  };
}

const containerCounts = [
  [1, 70],
  [2, 22],
  [4, 8],
] as const;

function inventGoods(random: Random) {
  const { hs6, cn8, description, packageType, kgEach } = random.pick(invented().goods);
  const packageCount = random.integer(20, 1200);
  const netMassKg = Math.round(packageCount * kgEach);
  const grossMassKg = Math.round(netMassKg * 1.06);
  return {
    ...{ sequence: 1, hs6, cn8, description, grossMassKg, netMassKg, packageType, packageCount },
    packageMarks: 'EXEMPLAR',
  } satisfies GoodsItemStatement;
}

function inventRisk(random: Random, score: number, profile: string): NonNullable<ConsignmentRecord['risk']> {
  if (score <= 75) return { score, result: 'NO_RISK', profiles: [] };
  const result = score > 90 ? random.pick(['REQUEST_FOR_SCREENING', 'DO_NOT_LOAD', 'CONTROL'] as const) : 'CONTROL';
  return { score, result, profiles: [profile] };
}

function inventEquipment(
  random: Random,
  containers: readonly string[],
  isRefrigerated: boolean,
): TransportEquipmentStatement[] {
  return containers.map((containerId, index) => ({
    sequence: index + 1,
    containerId,
    sizeType: isRefrigerated ? '45R1' : random.pick(['22G1', '42G1', '45G1']),
    packedStatus: 'B',
    supplierType: '2',
    seals: [`SPEC-${random.integer(10_000, 99_999)}`],
  }));
}

/**
 * Parties as declared. Some are persons and organizations of the scenario that the source itself names; some are known by
 * EORI alone; most are neither.
 */
function inventParties(random: Random, traders: Traders): TradePartyStatement[] {
  return [inventConsignor(random, traders), inventConsignee(random, traders), inventCarrier(random)];
}

function inventConsignor(random: Random, { persons }: Traders): TradePartyStatement {
  const known = random.chance(0.22) ? random.pick(persons) : null;
  const name = known?.name ?? inventName(random);
  const stated = random.chance(0.3) ? respell(name.latin) : name.latin;
  const natural = known !== null || random.chance(0.25);
  return {
    role: 'CONSIGNOR',
    name: natural ? stated : inventCompany(random).name,
    street: `${random.integer(1, 99)} Example Street`,
    city: 'Sampletown',
    country: name.country,
    eori: known?.eori ?? null,
    personType: natural ? 1 : 2,
    person: known ? { source: 'demo-persons', sourceRef: known.record.sourceRef } : null,
    ...(natural ? { subject: known ? subjectOf(known) : { category: 'OTHER', minor: false } } : {}),
  };
}

function inventConsignee(random: Random, { organizations }: Traders): TradePartyStatement {
  const known = random.chance(0.6) ? random.pick(organizations) : null;
  const company = inventCompany(random);
  const asserted = known !== null && random.chance(0.5);
  return {
    role: 'CONSIGNEE',
    name: known?.names[0]?.name ?? company.name,
    street: `${random.integer(1, 99)} Voorbeeldkade`,
    city: 'Voorbeelddam',
    country: known?.jurisdiction ?? company.country,
    eori: known?.eori ?? eori(company.country, random.integer(900_000, 999_999)),
    personType: 2,
    organization: asserted ? { source: 'demo-persons', sourceRef: known.sourceRef } : null,
  };
}

function inventCarrier(random: Random): TradePartyStatement {
  return {
    role: 'CARRIER',
    name: `Exemplar ${random.pick(['Oscar', 'Papa', 'Quebec'])} Reefer Logistics S.A.`,
    country: 'PA',
    eori: eori('NL', random.integer(70, 79)),
    personType: 2,
  };
}

function createContainerNumbers(): () => string {
  let serial = 300_000;
  return () => {
    do serial += 1;
    while (isAmbiguousSerial(serial));
    return containerNumber(serial);
  };
}
