import { code, constant, country, instant, joined, prose, self, text } from '../field.js';
import { group, type Kind, links } from '../kind.js';
import { incidentColumns, seizure } from '../shared.js';
import { JointOperationLinks, JointOperationRecord } from './jointOperation.gql.js';

export const jointOperation: Kind = {
  type: 'JointOperation',
  root: 'node',
  title: 'name',
  question: JointOperationRecord,
  isRecord: true,
  groups: [
    group(
      'what',
      prose('objective'),
      constant('crimeArea'),
      text('coordinationUnit'),
      instant('startsAt'),
      instant('endsAt'),
    ),
  ],
  links: {
    question: JointOperationLinks,
    tables: [
      links(
        'agencies',
        'OperationAgency',
        constant('role'),
        joined('agency', 'Agency', text('name'), code('id'), country('country'), text('contact')),
      ),
      links('incidents', 'Incident', self('Incident', 'title', ...incidentColumns)),
      links('seizures', 'IncidentSeizure', seizure, code('statedCaseReference')),
    ],
  },
};
