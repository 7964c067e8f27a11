import type { EnvelopeStatement } from '../records/base.js';
import { addYears, scenarioInstant } from './invented/clock.js';
import { type EnvelopeSpread, invented } from './invented/invented.js';
import type { Random } from './invented/random.js';

/** Ids of `policy/operations.yaml`: live, past, and to come at the scenario's instant. */
export const operationIds = {
  saltmarsh: 'operation_saltmarsh777777777777777',
  lanternfish: 'operation_lanternfish7777777777777',
  northwind: 'operation_northwind777777777777777',
} as const;

/** An envelope such as originators write: mostly plain, and with every condition that policy knows at times. */
export function inventEnvelope(random: Random, originator: string, spread: EnvelopeSpread): EnvelopeStatement {
  const { handlingCodes, sourceEvaluations, informationEvaluations, releases, purposeLimits } = invented();
  const codes = random.weighted(handlingCodes);
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
    sourceEvaluation: random.weighted(sourceEvaluations),
    informationEvaluation: random.weighted(informationEvaluations),
    classification: random.weighted(spread.classifications),
    releasableTo: random.chance(0.18) ? random.pick(releases) : [],
    hitTo: random.chance(0.15) ? ['kind:FIU', 'kind:TAX_MS'] : [],
    purposeLimits: random.chance(0.07) ? random.pick(purposeLimits) : [],
    jointOperation: operation,
    expiresAt: inventExpiry(random),
  };
}

function inventExpiry(random: Random): string | null {
  const years = random.weighted(invented().yearsKept);
  return years === null ? null : addYears(scenarioInstant, years);
}
