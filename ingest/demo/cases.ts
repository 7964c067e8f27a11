import type { ConsignmentRecord } from '../records/cargo.js';
import type { IncidentPersonStatement, IncidentRecord, IncidentVesselStatement } from '../records/incidents.js';
import type { VesselSourceRecord } from '../records/persons.js';
import type { SeizedItemStatement, SeizureRecord } from '../records/seizures.js';
import { inventEnvelope } from './envelopes.js';
import { addDays, scenarioInstant } from './invented/clock.js';
import { invented, type Port, portsOf } from './invented/invented.js';
import { inventName } from './invented/names.js';
import { createRandom, type Random } from './invented/random.js';
import { type DemoPerson, subjectOf } from './people.js';
import type { Traders } from './shipments.js';

const casePrefix: Readonly<Record<string, string>> = {
  'NL-CUSTOMS': 'NLC',
  'BE-CUSTOMS': 'BEC',
  'DE-POLICE': 'DEP',
  'PL-BORDER': 'PLB',
  'EU-ANTIFRAUD': 'OF',
  'EU-ANALYSIS': 'AP',
};

const caseNumber = (originator: string, serial: number): string =>
  `${casePrefix[originator] ?? 'EX'}-2026-${10_000 + serial}`;
const allPorts = (): readonly Port[] => portsOf('dutchPorts', 'belgianPorts', 'unionPorts');

/** Seizures in ports; many from consignments of the scenario, with the persons named in them. */
export function inventSeizures(
  seed: string,
  count: number,
  consignments: readonly ConsignmentRecord[],
  { persons }: Traders,
): SeizureRecord[] {
  const ports = allPorts();
  const random = createRandom(seed, 'seizures');
  const arrived = consignments.filter((consignment) => consignment.actualArrival);
  return Array.from({ length: count }, (_, index) => {
    const originator = random.weighted(invented().originators.seizures);
    const consignment = random.chance(0.7) ? random.pick(arrived) : null;
    const port = consignment
      ? (ports.find(({ unlocode }) => unlocode === consignment.placeOfUnloading) as Port)
      : random.pick(ports);
    const person = random.chance(0.25) ? random.pick(persons) : null;
    return inventSeizure(random, index, originator, port, consignment, person);
  });
}

// The order of the choices is part of the seed.
function inventSeizure(
  random: Random,
  index: number,
  originator: string,
  port: Port,
  consignment: ConsignmentRecord | null,
  person: DemoPerson | null,
): SeizureRecord {
  return {
    kind: 'seizure',
    sourceRef: `S-${String(index + 1).padStart(5, '0')}`,
    envelope: {
      ...inventEnvelope(random, originator, invented().spreads.cases),
      caseReference: caseNumber(originator, index),
    },
    seizedAt: consignment?.actualArrival
      ? addDays(consignment.actualArrival, random.integer(2, 60) / 24)
      : addDays(scenarioInstant, -random.integer(3, 700)),
    place: {
      kind: 'SEA_PORT',
      unlocode: port.unlocode,
      name: port.name,
      country: port.country,
      latitude: port.latitude,
      longitude: port.longitude,
    },
    customsOffice: `${port.country}000510`,
    seizingAuthority: originator,
    legalStatus: random.pick(['DETAINED', 'SEIZED', 'CONFISCATED', 'DESTROYED'] as const),
    riskChannel: random.pick(['RED', 'RED', 'ORANGE', 'BLUE'] as const),
    detectionMethod: random.pick(invented().detectionMethods),
    concealment: random.pick(invented().concealments),
    ...journeyOf(consignment, port.country),
    items: [inventItem(random)],
    persons: inventInvolved(random, consignment, person),
    consignments: consignment?.mrn ? [{ statedMrn: consignment.mrn }] : [],
    containers: consignment?.transportEquipment.slice(0, 1).map(({ containerId }) => containerId) ?? [],
  };
}

function journeyOf(
  consignment: ConsignmentRecord | null,
  destinationCountry: string,
): Pick<SeizureRecord, 'route' | 'conveyance'> {
  return {
    route: {
      originCountry: consignment?.placeOfLoading?.slice(0, 2) ?? 'CO',
      departureUnlocode: consignment?.placeOfLoading ?? null,
      destinationCountry,
    },
    conveyance: {
      mode: 1,
      journeyReference: consignment?.conveyanceReference ?? null,
      vesselImo: consignment?.vesselImo ?? null,
      vesselName: consignment?.vesselName ?? null,
    },
  };
}

/** The consignor, where the cargo source says who it is, and a person met at the seizure. */
function inventInvolved(
  random: Random,
  consignment: ConsignmentRecord | null,
  person: DemoPerson | null,
): NonNullable<SeizureRecord['persons']> {
  const consignor = consignment?.parties.find((party) => party.role === 'CONSIGNOR' && party.person);
  const ofConsignor = consignor && {
    role: 'CONSIGNOR' as const,
    statedName: consignor.name ?? null,
    person: consignor.person ?? null,
    subject: consignor.subject ?? null,
  };
  const met = person && {
    role: random.pick(['COURIER', 'DRIVER', 'CREW', 'ORGANISER'] as const),
    statedName: person.name.latin,
    statedBirthDate: person.record.birthDates?.[0] ?? null,
    person: { source: 'demo-persons', sourceRef: person.record.sourceRef },
    subject: subjectOf(person),
  };
  return [...(ofConsignor ? [ofConsignor] : []), ...(met ? [met] : [])];
}

function inventItem(random: Random): SeizedItemStatement {
  const kilograms = random.weighted([
    [random.integer(1, 60), 60],
    [random.integer(61, 900), 32],
    [random.integer(901, 6000), 8],
  ] as const);
  const { category, drugGroup, drug, unit, description, ...made } = random.weighted(invented().seized);
  return {
    category,
    ...(drugGroup ? { drugGroup, drug: drug ?? null } : {}),
    quantity: made.one ? 1 : kilograms * (made.each ?? 1),
    unit: unit ?? null,
    ...(made.inKilograms ? { normalisedKg: kilograms } : {}),
    ...(made.minorUnits ? { value: { minorUnits: kilograms * made.minorUnits, currency: 'EUR' } } : {}),
    ...(description ? { description } : {}),
  };
}

/** Incidents in and around ports; some belong to joint operations, some name persons as victims or witnesses. */
export function inventIncidents(
  seed: string,
  count: number,
  seizures: readonly SeizureRecord[],
  traders: Traders,
): IncidentRecord[] {
  const ports = allPorts();
  const random = createRandom(seed, 'incidents');
  return Array.from({ length: count }, (_, index) => inventIncident(random, index, ports, seizures, traders));
}

// Why long: one invented record, field by field; the order of its choices is part of the seed.
function inventIncident(
  random: Random,
  index: number,
  ports: readonly Port[],
  seizures: readonly SeizureRecord[],
  { persons, vessels }: Traders,
): IncidentRecord {
  const originator = random.weighted(invented().originators.incidents);
  const envelope = inventEnvelope(random, originator, invented().spreads.cases);
  const place = random.pick(ports);
  const seizure = random.chance(0.3) ? random.pick(seizures) : null;
  const person = random.chance(0.45) ? random.pick(persons) : null;
  const vessel = random.chance(0.4) ? random.pick(vessels) : null;
  const kind = random.pick(invented().incidentKinds);
  return {
    kind: 'incident',
    sourceRef: `I-${String(index + 1).padStart(5, '0')}`,
    envelope: { ...envelope, caseReference: caseNumber(originator, 5_000 + index) },
    incidentKind: kind,
    occurredAt: addDays(scenarioInstant, -random.integer(1, 400 * 24) / 24),
    occurredAtPrecision: random.pick(['INSTANT', 'HOUR', 'DAY'] as const),
    title: `${kind[0]}${kind.slice(1).toLowerCase().replace('_', ' ')} at ${place.name} (fictitious)`,
    crimeArea: random.pick(invented().crimeAreas),
    urgency: random.pick(['URGENT_8_HOURS', 'THREE_DAYS', 'SEVEN_DAYS'] as const),
    status: random.pick(['OPEN', 'UNDER_INVESTIGATION', 'CLOSED'] as const),
    narrative: random.chance(0.8) ? 'An invented account of what was seen, for demonstration.' : null,
    assessment: random.chance(0.35) ? 'An invented judgement of what it means.' : null,
    latitude: Math.round((place.latitude + random.next() / 10) * 10_000) / 10_000,
    longitude: Math.round((place.longitude + random.next() / 10) * 10_000) / 10_000,
    positionPrecisionM: 100,
    area: place.name,
    countryCode: place.country,
    unlocode: place.unlocode,
    operation: envelope.jointOperation ?? null,
    vessels: vessel ? [inventSighting(random, vessel)] : [],
    persons: inventParticipants(random, person),
    containers: seizure?.containers ?? [],
    consignments: seizure?.consignments ?? [],
    seizures: seizure
      ? [
          {
            statedCaseReference: seizure.envelope?.caseReference ?? '',
            seizure: { source: 'demo-seizures', sourceRef: seizure.sourceRef },
          },
        ]
      : [],
  };
}

function inventSighting(random: Random, vessel: VesselSourceRecord): IncidentVesselStatement {
  return {
    statedName: vessel.names[0]?.name ?? null,
    statedType: vessel.type ?? null,
    statedFlag: vessel.flag ?? null,
    imo: random.chance(0.5) ? (vessel.imo ?? null) : null,
  };
}

function inventParticipants(random: Random, person: DemoPerson | null): IncidentPersonStatement[] {
  if (person === null)
    return random.chance(0.2) ? [{ role: 'REPORTER', statedName: inventName(random).latin, person: null }] : [];
  return [
    {
      role: random.pick(['SUSPECT', 'SUSPECT', 'ARRESTED', 'VICTIM', 'WITNESS', 'CREW'] as const),
      statedName: person.name.latin,
      person: { source: 'demo-persons', sourceRef: person.record.sourceRef },
      subject: subjectOf(person),
    },
  ];
}
