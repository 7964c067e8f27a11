import { country, self, stated, text } from '../field.js';
import { type Kind, links } from '../kind.js';
import { consignmentColumns, incident, seizure, source } from '../shared.js';
import { VesselLinks, VesselNumberRecord } from './vessel.gql.js';

/** A ship by her IMO number: what all sources know of her. */
export const vessel: Kind = {
  type: 'Vessel',
  root: 'vessel',
  title: 'imo',
  question: VesselNumberRecord,
  isRecord: false,
  groups: [],
  links: {
    question: VesselLinks,
    tables: [
      links(
        'records',
        'VesselRecord',
        self('VesselRecord', 'name', country('flag'), text('type'), text('owner'), text('programmes'), stated, source),
      ),
      links('consignments', 'Consignment', self('Consignment', 'mrn', ...consignmentColumns)),
      links('seizures', 'SeizureVessel', seizure, text('statedName')),
      links('incidents', 'IncidentVessel', incident, text('statedName'), text('statedActivity')),
    ],
  },
};
