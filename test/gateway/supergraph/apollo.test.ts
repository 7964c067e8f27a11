import { afterEach, describe, expect, test } from '@jest/globals';
import { createApolloGateway } from '../../../gateway/supergraph/apollo.js';
import { harbourSdl } from '../support/harbour.js';

const names = [
  'APOLLO_TELEMETRY_DISABLED',
  'APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK',
  'APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK',
];
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
afterEach(() => {
  for (const name of names) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

describe("Apollo's gateway", () => {
  test('reports to nobody and keeps its guards, whatever the environment says', async () => {
    process.env.APOLLO_TELEMETRY_DISABLED = 'false';
    process.env.APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK = 'true';
    process.env.APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK = 'true';
    const gateway = createApolloGateway({
      supergraphSdl: harbourSdl,
      buildService: () => ({ process: async () => ({}) }),
    });
    const inside = gateway as unknown as Record<string, unknown> & {
      toDispose: unknown[];
      config: Record<string, unknown>;
    };
    expect(inside.toDispose).toEqual([]);
    expect(inside.recursiveSelectionsLimitDisabled).toBe(false);
    expect(inside.nonLocalSelectionsLimitDisabled).toBe(false);
    expect(inside.config.__exposeQueryPlanExperimental).toBe(false);
  });

  test.each([
    ['an interface unlike its type', '\ninterface Sail { mast: Int }\ntype Yacht implements Sail { knots: Int }'],
    ['a reserved name', '\ndirective @__harbour on OBJECT'],
    ['an empty type', '\ntype Empty'],
    ['an argument that is no input', '\ntype Yacht { knots(of: Query): Int }'],
    ['a key that is no field', ''],
  ])('refuses %s in a supergraph, though it is not validated beforehand', async (_, more) => {
    const supergraphSdl = more === '' ? harbourSdl.replace(/key: "[^"]+"/, 'key: "nowhere"') : harbourSdl + more;
    const gateway = createApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({}) }) });
    await expect(gateway.load({ apollo: {} })).rejects.toThrow(/valid|Cannot query field "nowhere"/);
  });
});
