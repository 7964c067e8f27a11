import type { Policy } from '../../policy/policy.js';
import type { JointOperationRecord } from '../records/incidents.js';
import { operationIds } from './envelopes.js';

/** What the incidents source records of an operation that policy does not have. */
const plans = {
  [operationIds.saltmarsh]: {
    originator: 'NL-CUSTOMS',
    objective: 'Find cocaine in reefer containers before they leave the terminal.',
    coordinationUnit: 'V-OCU Rotterdam (fictitious)',
    crimeArea: 'DRUGS_CANNABIS_COCAINE_HEROIN',
  },
  [operationIds.lanternfish]: {
    originator: 'DE-POLICE',
    objective: 'Follow excise goods from the border to the warehouse.',
    coordinationUnit: 'OCU Bremerhaven (fictitious)',
    crimeArea: 'EXCISE_FRAUD',
  },
  [operationIds.northwind]: {
    originator: 'NL-CUSTOMS',
    objective: 'Stop sanctioned goods with a partner country.',
    coordinationUnit: 'OCU Gdansk (fictitious)',
    crimeArea: 'ENVIRONMENTAL_CRIME',
  },
} as const;

/** The joint operations of `policy/operations.yaml` as records, with policy's name, time box and members. */
export function operationRecords(policy: Policy): JointOperationRecord[] {
  return policy.operations.flatMap((operation) => {
    const plan = plans[operation.id as keyof typeof plans];
    if (!plan) return [];
    const { originator, ...facts } = plan;
    return {
      kind: 'jointOperation',
      sourceRef: operation.id,
      envelope: {
        originator,
        classification: 'BASIC_PROTECTION_LEVEL',
        sourceEvaluation: 'A',
        informationEvaluation: 1,
      },
      name: operation.name,
      ...facts,
      startsAt: operation.from,
      endsAt: operation.to,
      agencies: operation.members.map((agency) => ({ agency, role: agency === originator ? 'LEAD' : 'PARTICIPANT' })),
    };
  });
}
