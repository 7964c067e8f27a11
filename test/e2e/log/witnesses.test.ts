import { afterEach, describe, expect, test } from '@jest/globals';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';

/* A gateway whose log has witnesses, or had them: what it answers, and what it says of itself. */
let deployment: TestDeployment;
let isWitnessed = true;
afterEach(async () => await deployment.close());

const open = async (witnessRequired: boolean): Promise<void> => {
  isWitnessed = true;
  deployment = await openTestDeployment({
    settings: { witnessRequired },
    watchLog: (log) => ({ ...log, isWitnessed: () => isWitnessed }),
  });
};
const asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;
const ask = (query = '{ consignments(first: 1) { edges { node { id } } } }') => deployment.ask(asker, query);
const probe = async (): Promise<[number, unknown]> => {
  const response = await fetch(new URL('/readyz', deployment.url));
  return [response.status, await response.json()];
};

describe('a gateway whose log no quorum has cosigned for a minute', () => {
  test('says so, and answers on', async () => {
    await open(false);
    expect((await probe())[1]).toMatchObject({ status: 'ok', checks: { witnesses: 'ok' } });
    isWitnessed = false;
    expect(await probe()).toEqual([
      200,
      { status: 'degraded', checks: { audit: 'ok', witnesses: 'degraded', supergraph: 'ok' } },
    ]);
    expect((await ask()).status).toBe(200);
  });

  test('answers with no personal data where the operator demands witnesses, and again once they are back', async () => {
    await open(true);
    expect((await ask()).status).toBe(200);
    isWitnessed = false;
    const { status, body } = await ask();
    expect([status, body.data, body.errors[0].extensions.code]).toEqual([503, undefined, 'AUDIT_UNWITNESSED']);
    expect(body.extensions.audit.index).toBeGreaterThan(0);
    expect(await probe()).toMatchObject([503, { status: 'unavailable', checks: { witnesses: 'failed' } }]);
    expect((await ask('{ viewer { agency { id } } }')).status).toBe(200);
    isWitnessed = true;
    expect((await ask()).status).toBe(200);
  });
});
