// SPDX-License-Identifier: Apache-2.0
import type { MappedKind } from '../../catalogue/index.js';
import type { Synonym } from './synonym.js';
import { consignmentSynonyms, incidentSynonyms, seizureSynonyms, statisticSynonyms } from './synonymsOfEvents.js';
import { aircraftSynonyms, organizationSynonyms, personSynonyms, vesselSynonyms } from './synonymsOfSubjects.js';

/** By kind of record; the likelier field first where one word names several. */
export const synonyms: Readonly<Record<MappedKind, readonly Synonym[]>> = {
  person: personSynonyms,
  organization: organizationSynonyms,
  vesselRecord: vesselSynonyms,
  aircraftRecord: aircraftSynonyms,
  consignment: consignmentSynonyms,
  seizure: seizureSynonyms,
  seizureStatistic: statisticSynonyms,
  incident: incidentSynonyms,
};

/** Words in headers that speak for a kind although no field of it is meant by them. */
export const kindWords: Readonly<Record<MappedKind, readonly string[]>> = {
  person: ['person', 'individual', 'wanted', 'suspect', 'fugitive'],
  organization: ['company', 'organization', 'entity', 'firm', 'legal', 'business', 'license', 'licensee'],
  vesselRecord: ['vessel', 'ship', 'imo', 'mmsi', 'flag'],
  aircraftRecord: ['aircraft', 'airplane', 'plane', 'tail', 'msn', 'icao24', 'flugzeug', 'luftfahrzeug'],
  consignment: [
    'shipment',
    'freight',
    'incoterm',
    'inco',
    'container',
    'consignee',
    'shipper',
    'cargo',
    'invoice',
    'po',
    'declaration',
    'vendor',
  ],
  seizure: ['seizure', 'seized', 'seizing', 'confiscated', 'saisie', 'sicherstellung', 'beschlagnahme', 'incautacion'],
  seizureStatistic: ['count', 'sum', 'total', 'fy', 'equivalent', 'statistics'],
  incident: [
    'incident',
    'attack',
    'offence',
    'offense',
    'event',
    'crime',
    'vorfall',
    'shooting',
    'homicide',
    'theft',
    'robbery',
    'piracy',
    'stolen',
  ],
};
