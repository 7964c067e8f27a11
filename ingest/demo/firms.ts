import type { AircraftSourceRecord, OrganizationRecord, VesselSourceRecord } from '../records/persons.js';
import { inventCompany, inventVesselName } from './invented/names.js';
import { callSign, eori, imoNumber, mmsi, registrationMark } from './invented/numbers.js';
import { createRandom } from './invented/random.js';
import { type DemoPerson, inventAddress, inventOpenEnvelope } from './people.js';

/** Companies, some directed by persons of the scenario: the interests go into the persons' own records. */
export function inventOrganizations(seed: string, count: number): OrganizationRecord[] {
  const random = createRandom(seed, 'organizations');
  return Array.from({ length: count }, (_, index) => {
    const serial = index + 1;
    const { name, legalForm, country } = inventCompany(random);
    return {
      kind: 'organization',
      sourceRef: `O-${String(serial).padStart(4, '0')}`,
      envelope: inventOpenEnvelope(random),
      names: [
        { name, kind: 'NAME' },
        ...(random.chance(0.3) ? [{ name: name.replace(` ${legalForm}`, ''), kind: 'ALIAS' as const }] : []),
      ],
      jurisdiction: country,
      legalForm,
      incorporationDate: `${random.integer(1994, 2025)}-${String(random.integer(1, 12)).padStart(2, '0')}`,
      registrationNumber: `DEMO-${country}-${String(serial).padStart(6, '0')}`,
      eori: eori(country, 500_000 + serial),
      vatCode: `${country}DEMO${String(serial).padStart(7, '0')}`,
      addresses: [inventAddress(random, country)],
      ...(random.chance(0.25) ? { reason: 'Consignee in earlier irregularities.', topics: ['poi'] } : {}),
    };
  });
}

/** Ships whose numbers pass the check and were never assigned. */
export function inventVessels(seed: string, count: number): VesselSourceRecord[] {
  const random = createRandom(seed, 'vessels');
  return Array.from({ length: count }, (_, index) => {
    const serial = 1000 + index;
    return {
      kind: 'vesselRecord',
      sourceRef: `V-${String(serial)}`,
      envelope: { ...inventOpenEnvelope(random), classification: 'PUBLIC' },
      names: [
        { name: inventVesselName(random), kind: 'NAME' },
        ...(random.chance(0.35) ? [{ name: inventVesselName(random), kind: 'PREVIOUS' as const }] : []),
      ],
      imo: imoNumber(serial),
      flag: random.pick(['PA', 'LR', 'MH', 'MT', 'NL', 'SG']),
      type: random.pick(['Container ship', 'Refrigerated cargo ship', 'General cargo ship', 'Bulk carrier']),
      tonnage: random.integer(8, 180) * 1000,
      buildDate: String(random.integer(1992, 2024)),
      callSign: callSign(index),
      mmsi: mmsi(serial),
      owner: inventCompany(random).name,
    };
  });
}

/** Aircraft with marks that no state assigns. */
export function inventAircraft(seed: string, count: number): AircraftSourceRecord[] {
  const random = createRandom(seed, 'aircraft');
  return Array.from({ length: count }, (_, index) => {
    const operator = inventCompany(random);
    const model = random.pick(['EX-100', 'EX-200F', 'EX-7', 'SP-40']);
    return {
      kind: 'aircraftRecord',
      sourceRef: `A-${String(index + 1).padStart(4, '0')}`,
      envelope: { ...inventOpenEnvelope(random), classification: 'PUBLIC' },
      names: [{ name: inventVesselName(random), kind: 'NAME' }],
      registration: registrationMark(index),
      pastRegistrations: random.chance(0.35) ? [registrationMark(index + 1000)] : [],
      country: operator.country,
      serialNumber: `SPEC${String(random.integer(100, 999))}${String(index).padStart(3, '0')}`,
      type: random.pick(['Cargo aircraft', 'Business jet', 'Light aircraft', 'Helicopter']),
      model,
      manufacturer: 'Exemplar Aircraft Works',
      buildDate: String(random.integer(1986, 2024)),
      operator: operator.name,
    };
  });
}

/** Makes some of the persons directors or owners of organizations. */
export function withInterests(
  seed: string,
  persons: readonly DemoPerson[],
  organizations: readonly OrganizationRecord[],
): DemoPerson[] {
  const random = createRandom(seed, 'interests');
  return persons.map((person) => {
    if (!random.chance(0.18)) return person;
    const organization = { source: 'demo-persons', sourceRef: random.pick(organizations).sourceRef };
    const interest = random.chance(0.5)
      ? { kind: 'DIRECTORSHIP' as const, role: 'director', organization, startDate: String(random.integer(2012, 2025)) }
      : { kind: 'OWNERSHIP' as const, percentage: random.integer(5, 100), organization };
    return { ...person, record: { ...person.record, interests: [interest] } };
  });
}
