import { operationIds } from './envelopes.js';
import { containerNumber, imoNumber, mrn, passportNumber } from './invented/numbers.js';

/*
 * The one story in the scenario. The *consignor* is a person whom a police force lists in Cyrillic; declarants write the name
 * in Latin letters, each time a little differently; the cargo source itself says who it is.
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
