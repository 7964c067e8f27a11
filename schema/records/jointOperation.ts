import { codeList } from './description/codeList.js';
import * as f from './description/make.js';
import { record } from './description/record.js';
import { crimeAreas } from './incident.js';

const agencyRoles = codeList('OperationRole', ['LEAD', 'PARTICIPANT', 'SUPPORT', 'OBSERVER']);

/** A joint operation. It grants nothing: rights come only from `policy/operations.yaml`. */
export const jointOperation = record('JointOperation', {
  kind: 'jointOperation',
  source: 'incidents',
  table: 'joint_operation',
  idPrefix: 'operation',
  mapped: false,
  // Policy and incidents name it by its id in `policy/operations.yaml`.
  keyIsId: true,
  standsOnce: true,
  answered: ['JointOperation.incidents', 'JointOperation.seizures'],
  about: 'A time in which agencies act together under one plan (source incidents).',
  fields: {
    name: f.text({ required: true, indexed: true, filter: true, sort: true }),
    objective: f.text({ holds: false }),
    coordinationUnit: f.text({ holds: false }),
    startsAt: f.instant({ holds: false, filter: true, sort: true, histogram: true }),
    endsAt: f.instant({ holds: false, filter: true }),
    crimeArea: f.openCode(crimeAreas, { holds: false, filter: true }),
    agencies: f.child(
      {
        role: f.code(agencyRoles, { required: true }),
        agency: f.text({ required: true, indexed: true, leadsTo: { type: 'Agency', key: 'id' } }),
      },
      {
        main: 'agency',
        table: 'operation_agency',
        idPrefix: 'operationagency',
        type: 'OperationAgency',
        required: true,
      },
    ),
  },
});
