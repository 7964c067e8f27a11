import type { Policy } from '../../policy/policy.js';
import type { SourceRecord } from '../records/record.js';
import { inventIncidents, inventSeizures } from './cases.js';
import { inventAircraft, inventOrganizations, inventVessels, withInterests } from './firms.js';
import { operationRecords } from './operations.js';
import { inventPersons } from './people.js';
import { demoSeed } from './seed.js';
import { inventConsignments } from './shipments.js';
import { storyRecords } from './storyRecords.js';

/** How many records the demonstration has by default. */
export const demoSize = {
  consignments: 2000,
  persons: 500,
  organizations: 100,
  vessels: 60,
  aircraft: 20,
  seizures: 300,
  incidents: 200,
};

/** How many of each kind the scenario has, beside the story's. */
export type DemoSize = Readonly<typeof demoSize>;

/** Generates the scenario: the same records, in the same order, for the same seed, on every machine and every day. */
export function generateDemo(policy: Policy, seed: string = demoSeed, size: DemoSize = demoSize): SourceRecord[] {
  const organizations = inventOrganizations(seed, size.organizations);
  const persons = withInterests(seed, inventPersons(seed, size.persons), organizations);
  const vessels = inventVessels(seed, size.vessels);
  const traders = { persons, organizations, vessels };
  const consignments = inventConsignments(seed, size.consignments, traders);
  const seizures = inventSeizures(seed, size.seizures, consignments, traders);
  const incidents = inventIncidents(seed, size.incidents, seizures, traders);
  return [
    ...operationRecords(policy),
    ...storyRecords(),
    ...organizations,
    ...vessels,
    ...inventAircraft(seed, size.aircraft),
    ...persons.map(({ record }) => record),
    ...consignments,
    ...seizures,
    ...incidents,
  ];
}
