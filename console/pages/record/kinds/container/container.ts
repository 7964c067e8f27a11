import { code, self, text } from '../field.js';
import { group, type Kind, links } from '../kind.js';
import { consignmentColumns, incident, seizure } from '../shared.js';
import { ContainerLinks, ContainerRecord } from './container.gql.js';

/** A container by its number: what all sources know of it. */
export const container: Kind = {
  type: 'Container',
  root: 'container',
  title: 'containerId',
  question: ContainerRecord,
  isRecord: false,
  groups: [group('identity', text('checkDigitValid'))],
  links: {
    question: ContainerLinks,
    tables: [
      links('consignments', 'Consignment', self('Consignment', 'mrn', ...consignmentColumns)),
      links('seizures', 'SeizureContainer', seizure, code('statedNumber')),
      links('incidents', 'IncidentContainer', incident, code('statedNumber')),
    ],
  },
};
