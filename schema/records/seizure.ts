import { parseImo } from '../identifiers/imo.js';
import { codeList } from './description/codeList.js';
import * as f from './description/make.js';
import { compact } from './description/parse.js';
import { record } from './description/record.js';
import { plateKey } from './keys/plateKey.js';
import * as links from './parts/eventLinks.js';
import { drugGroups, goodsCategories } from './parts/goods.js';
import { transportModes } from './parts/shared.js';

/** Regulation (EU) 2016/346 (items of the Customs Information System). */
const placeKinds = codeList('SeizurePlaceKind', [
  ...(['SEA_PORT', 'AIRPORT', 'LAND_BORDER', 'POSTAL_HUB', 'RAIL', 'INLAND', 'HIGH_SEAS', 'FREE_ZONE'] as const),
]);
const legalStatuses = codeList('SeizureLegalStatus', ['DETAINED', 'SEIZED', 'CONFISCATED', 'RELEASED', 'DESTROYED']);
const riskChannels = codeList('RiskChannel', ['GREEN', 'ORANGE', 'RED', 'BLUE']);
const detectionMethods = codeList('DetectionMethod', [
  ...(['RISK_PROFILE', 'ADVANCE_CARGO_RISK', 'INTELLIGENCE', 'ROUTINE_CONTROL', 'RANDOM', 'SCANNER_XRAY'] as const),
  ...(['DOG', 'SNIFFER', 'PHYSICAL_SEARCH', 'JCO'] as const),
]);
const concealments = codeList('Concealment', [
  ...(['RIP_OFF_LOAD', 'IN_LOAD', 'COVER_LOAD', 'STRUCTURE_OF_CONTAINER', 'HIDDEN_COMPARTMENT'] as const),
  ...(['REEFER_UNIT', 'HULL_ATTACHMENT', 'LUGGAGE', 'ON_BODY', 'INTERNAL', 'POSTAL_PARCEL', 'NONE'] as const),
]);
const personRoles = codeList('SeizurePersonRole', [
  ...(['COURIER', 'CONSIGNEE', 'CONSIGNOR', 'DRIVER', 'CREW', 'ORGANISER'] as const),
]);

const role = {
  role: f.code(personRoles, {
    required: true,
    about: 'Part in the seizure; usually in the selector: `persons[role=DRIVER]`.',
  }),
};

const items = f.child(
  {
    position: f.computed('integer', (_item: unknown, _record: unknown, position) => position + 1, { node: null }),
    category: f.code(goodsCategories, { required: true, filter: 'itemCategory', facet: 'ITEM_CATEGORY', cube: true }),
    drugGroup: f.openCode(drugGroups, { filter: true, facet: true, cube: true }),
    drug: f.text(),
    quantity: f.quantity({ sum: true }),
    unit: f.unit(),
    normalisedKg: f.kg({ sum: true }),
    value: f.money({ sum: true }),
    description: f.text(),
  },
  { main: 'description', table: 'seized_item', idPrefix: 'item', type: 'SeizedItem', required: true, otherwise: [] },
);

/** A seizure, as the seizing authority records it. What it states about others is kept as stated, beside a reference. */
export const seizure = record('Seizure', {
  kind: 'seizure',
  source: 'seizures',
  table: 'seizure',
  idPrefix: 'seizure',
  about: 'One seizure, as the authority that seized records it (source seizures).',
  answered: [
    ...['Seizure.caseReference', 'SeizureFilter.caseReference', 'SeizureSortField.CASE_REFERENCE'],
    ...['SeizurePerson.matches', 'SeizureOrganization.matches', 'SeizureFilter.within'],
    // The mass of all items, and the ship as a link of its own.
    ...['Seizure.normalisedKg', 'SeizureFilter.normalisedKg', 'SeizureSortField.NORMALISED_KG', 'Seizure.vessel'],
  ],
  fields: {
    seizedAt: f.instant({ otherwise: null, filter: true, sort: true, histogram: true }),
    place: f.group({
      kind: f.openCode(placeKinds, { otherwise: null }),
      unlocode: f.unlocode({ node: 'location', filter: true, facet: true, cube: true, sought: compact }),
      name: f.text(),
      country: f.country({ node: 'countryCode', facet: true, cube: true }),
      latitude: f.latitude(),
      longitude: f.longitude(),
    }),
    customsOffice: f.text({ holds: false }),
    seizingAuthority: f.text({
      about: 'Id of the agency that seized, as in policy/agencies.yaml.',
      leadsTo: { type: 'Agency', key: 'id' },
      facet: true,
    }),
    legalStatus: f.openCode(legalStatuses, { filter: true, facet: true, cube: true }),
    riskChannel: f.openCode(riskChannels, { facet: true, cube: true }),
    detectionMethod: f.openCode(detectionMethods, { facet: true, cube: true }),
    concealment: f.openCode(concealments, { facet: true, cube: true }),
    route: f.group({
      originCountry: f.country({ facet: true, cube: true }),
      departureUnlocode: f.unlocode({ node: 'departure' }),
      transitCountries: f.list(f.country()),
      destinationCountry: f.country(),
    }),
    // The prefix is written out because the ship is a link of its own, whose columns have none.
    conveyance: f.group(
      {
        mode: f.openCode(transportModes, { column: 'conveyance_mode' }),
        registration: f.text({ indexed: true, column: 'conveyance_registration' }),
        plateKey: f.computed('text', toPlateKey, { column: 'conveyance_plate_key', node: null }),
        journeyReference: f.text({ indexed: true, column: 'conveyance_journey' }),
        vesselImo: f.imo({ node: null, about: 'IMO number of the ship.', store: (stated) => parseImo(stated) }),
        vesselName: f.text({ column: 'vessel_stated_name', node: null, about: 'Name of the ship.' }),
      },
      { column: '' },
    ),
    items,
    persons: links.persons('seizure', role, { statedBirthDate: f.date() }),
    organizations: links.organizations('seizure', role, {}),
    consignments: links.consignments('seizure'),
    containers: links.containers('seizure'),
  },
});

function toPlateKey({ registration }: { readonly registration?: string | null }): string | null {
  return registration ? plateKey(registration) : null;
}
