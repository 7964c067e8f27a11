import type { Classification, Purpose } from '../../policy/types.js';
import type { EnvelopeStatement } from '../records/base.js';
import { addYears, scenarioInstant } from './invented/clock.js';
import type { Random } from './invented/random.js';

/** Who may enter what into the scenario: ids of `policy/agencies.yaml`, by kind of record; the loader checks them. */
export const originators = {
  cargo: [
    ['NL-CUSTOMS', 60],
    ['BE-CUSTOMS', 40],
  ],
  persons: [
    ['NL-CUSTOMS', 26],
    ['BE-CUSTOMS', 18],
    ['DE-POLICE', 26],
    ['PL-BORDER', 10],
    ['EU-ANTIFRAUD', 10],
    ['EU-ANALYSIS', 10],
  ],
  seizures: [
    ['NL-CUSTOMS', 40],
    ['BE-CUSTOMS', 34],
    ['DE-POLICE', 18],
    ['EU-ANTIFRAUD', 8],
  ],
  incidents: [
    ['NL-CUSTOMS', 26],
    ['BE-CUSTOMS', 16],
    ['DE-POLICE', 28],
    ['PL-BORDER', 12],
    ['EU-ANALYSIS', 18],
  ],
} as const;

/** Ids of `policy/operations.yaml`: live, past, and to come at the scenario's instant. */
export const operationIds = {
  saltmarsh: 'operation_saltmarsh777777777777777',
  lanternfish: 'operation_lanternfish7777777777777',
  northwind: 'operation_northwind777777777777777',
} as const;

const releases = [
  ['kind:CUSTOMS_MS'],
  ['kind:CUSTOMS_MS', 'kind:POLICE_MS', 'kind:EUROPOL'],
  ['kind:POLICE_MS', 'kind:EUROPOL'],
  ['country:NL', 'country:BE', 'country:DE'],
  ['agency:NL-CUSTOMS', 'agency:BE-CUSTOMS'],
  ['kind:CUSTOMS_MS', 'agency:XA-CUSTOMS'],
] as const;

const limits: readonly (readonly Purpose[])[] = [
  ['CUSTOMS_CONTROL', 'RISK_ANALYSIS', 'JOINT_OPERATION'],
  ['CRIMINAL_INVESTIGATION', 'JOINT_OPERATION'],
  ['EU_FRAUD_INVESTIGATION', 'FINANCIAL_INVESTIGATION'],
];

/** How an envelope of one kind of record is spread. */
export interface EnvelopeSpread {
  readonly classifications: readonly (readonly [Classification, number])[];
  /** Share of records of a joint operation. */
  readonly operations: number;
}

/** An envelope such as originators write: mostly plain, now and then with every condition that policy knows. */
export function inventEnvelope(random: Random, originator: string, spread: EnvelopeSpread): EnvelopeStatement {
  const codes = random.weighted<readonly string[]>([
    [[], 62],
    [['H0'], 18],
    [['H1'], 10],
    [['H2'], 6],
    [['H0', 'H3'], 4],
  ]);
  const operation = random.chance(spread.operations)
    ? random.weighted([
        [operationIds.saltmarsh, 6],
        [operationIds.lanternfish, 3],
        [operationIds.northwind, 1],
      ] as const)
    : null;
  return {
    originator,
    handlingCodes: codes,
    ...(codes.includes('H3') ? { handlingNote: 'Fictitious record: ask the originator before acting on it.' } : {}),
    ...(codes.includes('H2') ? { addressees: ['NL-CUSTOMS', 'DE-POLICE'] } : {}),
    sourceEvaluation: random.weighted([
      ['A', 30],
      ['B', 45],
      ['C', 15],
      ['X', 10],
    ] as const),
    informationEvaluation: random.weighted([
      [1, 25],
      [2, 45],
      [3, 20],
      [4, 10],
    ] as const),
    classification: random.weighted(spread.classifications),
    releasableTo: random.chance(0.18) ? random.pick(releases) : [],
    hitTo: random.chance(0.15) ? ['kind:FIU', 'kind:TAX_MS'] : [],
    purposeLimits: random.chance(0.07) ? random.pick(limits) : [],
    jointOperation: operation,
    expiresAt: inventExpiry(random),
  };
}

/** One in twenty has expired, and nobody may see it any more. */
function inventExpiry(random: Random): string | null {
  const years = random.weighted([
    [-1, 5],
    [1, 10],
    [3, 25],
    [5, 30],
    [null, 30],
  ] as const);
  return years === null ? null : addYears(scenarioInstant, years);
}
