import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewPolicy } from '../../../gateway/generation/policyGeneration.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { type Federation, startFederation } from '../../conformance/support/federation.js';
import { registryCoordinates, registryFiles, registryPolicy } from '../../policy/foreign/registry.js';
import { postJson } from '../../support/load.js';
import { registry } from '../foreign/registrySources.js';
import { type AskOptions, type Harness, startHarness } from '../support/harness.js';

/* A gateway that takes another policy in while it serves: nothing that was made of one may answer under another. */
const files = readPolicyFiles();
const first = parsePolicy(files);
const withFiles = (changed: Partial<typeof files>): NewPolicy => {
  const policyFiles = { ...files, ...changed };
  expect(policyFiles).not.toEqual(files);
  return { policy: parsePolicy(policyFiles), policyFiles };
};
const noMovement = withFiles({
  matrix: files.matrix.replace(/(cargo\.movement:.*?purposes: )operational/s, '$1[RISK_ANALYSIS]'),
});
const noControl = withFiles({
  agencies: files.agencies.replace(/(- id: NL-CUSTOMS\n.*?purposes: \[)CUSTOMS_CONTROL, /s, '$1'),
});
const noCustoms = withFiles({
  agencies: files.agencies.replaceAll('NL-CUSTOMS', 'NL-TOLLS'),
  operations: files.operations.replaceAll('NL-CUSTOMS', 'NL-TOLLS'),
});

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    permissive: false,
    logFiles: { files: { read: async () => ({ type: 'text/plain', body: 'head', isImmutable: false }) }, readers: [] },
  });
});
afterAll(async () => await harness?.close());
afterEach(async () => {
  harness.restore();
  await turn({ policy: first, policyFiles: files });
});
const turn = async (next: NewPolicy): Promise<void> => (await harness.prepare(next))();

const query = '{ ship(id: "s1") { name flag } }';
const byWhat = (of: Harness = harness) => of.log.entries.at(-1)?.header.policyVersion;
const asked = () => harness.sources.ships.asked.splice(0).map((operation) => operation.query);

/** Asks three times: parsed, known, and planned and compiled before. */
async function askedOften(options: AskOptions = {}): Promise<void> {
  for (let times = 0; times < 3; times += 1) expect((await harness.ask(query, options)).status).toBe(200);
  expect(harness.lines.findLast(({ msg }) => msg === 'request')?.handler).toBe('known');
}

describe('another policy', () => {
  test('cuts anew what was planned before: the next request is refused what the right was taken from', async () => {
    await askedOften();
    await turn(noMovement);
    asked();
    const { status, body } = await harness.ask(query);
    expect(status).toBe(200);
    expect(body.data).toEqual({ ship: { name: null, flag: null } });
    expect(body.extensions.withheld.map(({ path }: { path: string }) => path)).toEqual(['ship.flag', 'ship.name']);
    expect(asked().join()).not.toMatch(/\bname\b|flag/);
    expect(byWhat()).toBe(noMovement.policy.version);
    await turn({ policy: first });
    expect((await harness.ask(query)).body.data).toEqual({ ship: { name: 'Testing Star', flag: 'XA' } });
  });

  test('refuses a purpose that was taken, to a token that was verified before', async () => {
    const authorization = `Bearer ${await harness.token()}`;
    await askedOften({ headers: { authorization } });
    await turn(noControl);
    const { status, body } = await harness.ask(query, { headers: { authorization } });
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'PURPOSE_NOT_ALLOWED']);
    expect(byWhat()).toBe(noControl.policy.version);
  });

  test('knows nobody of an agency that is gone, on any route', async () => {
    const authorization = `Bearer ${await harness.token()}`;
    const statuses = async () =>
      await Promise.all(
        ['/graphql', '/access/v1/evaluation', '/access/v1/evaluations', '/log/main/checkpoint'].map(async (path) => {
          const headers = { authorization, 'content-type': 'application/json', 'query-purpose': 'CUSTOMS_CONTROL' };
          const asks = { method: 'POST', body: path === '/graphql' ? JSON.stringify({ query }) : '{}' };
          return (await fetch(new URL(path, harness.url), { headers, ...(path.startsWith('/log') ? {} : asks) }))
            .status;
        }),
      );
    expect(await statuses()).toEqual([200, 400, 400, 200]);
    await turn(noCustoms);
    expect(await statuses()).toEqual([401, 401, 401, 401]);
  });

  test('decides evaluations and introspection too', async () => {
    const fields = async () =>
      (await harness.ask('{ __type(name: "Ship") { fields { name } } }')).body.data.__type.fields.map(
        ({ name }: { name: string }) => name,
      );
    const mayRead = async (): Promise<unknown> => {
      const headers = { authorization: `Bearer ${await harness.token()}` };
      const response = await postJson(new URL('/access/v1/evaluation', harness.url), headers, {
        subject: { type: 'viewer', id: 'tester' },
        action: { name: 'read' },
        resource: { type: 'field', id: 'Ship.name' },
        context: { purpose: 'CUSTOMS_CONTROL' },
      });
      return ((await response.json()) as { decision: unknown }).decision;
    };
    expect([await fields(), await mayRead()]).toEqual([expect.arrayContaining(['name', 'flag']), true]);
    await turn(noMovement);
    expect([await fields(), await mayRead()]).toEqual([['id', 'calls', 'parts'], false]);
  });

  test('leaves a request on its way to the policy that it began with, to its entry in the log', async () => {
    let arrive: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const going = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    harness.sources.berths.answer = async (_operation, real) => {
      arrive();
      await going;
      return await real();
    };
    const onItsWay = harness.ask('{ berth(id: "1") { ship { name } } }');
    await arrived;
    asked();
    await turn(noMovement);
    await turn(noControl);
    goOn();
    expect((await onItsWay).body.data).toEqual({ berth: { ship: { name: 'Testing Star' } } });
    expect(byWhat()).toBe(first.version);
    expect(harness.sources.ships.asked.map(({ session }) => session.request.policyVersion)).toEqual([first.version]);
  });

  test('that misses the supergraph is refused, and changes nothing', async () => {
    const missing = withFiles({
      matrix: files.matrix.replaceAll('cargo.movement', 'cargo.moved'),
      operations: files.operations.replaceAll('cargo.movement', 'cargo.moved'),
    });
    await expect(harness.prepare(missing)).rejects.toThrow(/cargo\.movement/);
    expect((await harness.ask(query)).body.data.ship.name).toBe('Testing Star');
    expect(byWhat()).toBe(first.version);
  });

  test('decides nothing before it is taken in', async () => {
    const take = await harness.prepare(noMovement);
    expect((await harness.ask(query)).body.data.ship.name).toBe('Testing Star');
    take();
    expect((await harness.ask(query)).body.data.ship.name).toBeNull();
  });

  test('leaves the viewer the budget that was spent', async () => {
    const own = await startHarness({ permissive: false, settings: { objectsPerMinute: 5 } });
    try {
      const spend = async () => (await own.ask('{ ships(first: 5) { name } }')).status;
      expect(await spend()).toBe(200);
      (await own.prepare(noMovement))();
      expect(await spend()).toBe(429);
    } finally {
      await own.close();
    }
  });
});

describe('other labels of foreign sources', () => {
  const labelled = (coordinates: string): NewPolicy => {
    const policyFiles = registryFiles(coordinates);
    return { policy: parsePolicy(policyFiles), policyFiles };
  };
  const relabelled = (from: string, to: string) => labelled(registryCoordinates.replace(from, to));
  let federation: Federation;
  beforeAll(async () => {
    const options = { permissive: false, policy: registryPolicy(), policyFiles: registryFiles() };
    federation = await startFederation(registry, options);
  });
  afterAll(async () => await federation?.close());
  const owners = '{ owner { __typename id name } }';

  test('cut anew what was planned before, and name another originator', async () => {
    expect((await federation.ask(owners)).data).toEqual({ owner: { __typename: 'Owner', id: 'o1', name: 'Fictius' } });
    const other = relabelled('Owner.name: persons.identity', 'Owner.name: persons.contact');
    (await federation.harness.prepare(other))();
    expect((await federation.ask(owners)).data).toEqual({ owner: { __typename: 'Owner', id: 'o1', name: null } });
    expect(federation.asked.map((each) => each.query).join()).not.toMatch(/\bname/);
    expect(byWhat(federation.harness)).toBe(other.policy.version);
    const lender = relabelled('owners: { originator: DE-POLICE', 'owners: { originator: BE-CUSTOMS');
    (await federation.harness.prepare(lender))();
    expect((await federation.ask(owners)).data).toEqual({ owner: { __typename: 'Owner', id: 'o1', name: 'Fictius' } });
    const told = federation.harness.log.entries.at(-1)?.body?.disclosed;
    expect(told).toEqual([expect.objectContaining({ type: 'Owner', originator: 'BE-CUSTOMS' })]);
  });

  test('ask for a purpose where what was public is so no more', async () => {
    const askWithout = async (): Promise<unknown> => {
      const headers = { authorization: `Bearer ${await federation.harness.token()}` };
      const response = await postJson(federation.harness.url, headers, { query: '{ owner { id } }' });
      const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
      return errors?.[0]?.extensions.code ?? response.status;
    };
    const open = registryCoordinates.replaceAll(/(Owner\.\w+): .*/g, '$1: public').concat('  Owner.notes: public\n');
    (await federation.harness.prepare(labelled(open)))();
    expect([await askWithout(), await askWithout()]).toEqual([200, 200]);
    (await federation.harness.prepare(relabelled('Owner.id: public', 'Owner.id: persons.identity')))();
    expect(await askWithout()).toBe('PURPOSE_REQUIRED');
  });

  test('that tell of what is withheld are refused with file and line, and so are none', async () => {
    const loose = relabelled('  Ship.owner:', '  Ship.duty: public\n  Ship.owner:');
    await expect(federation.harness.prepare(loose)).rejects.toThrow(/^coordinates\.yaml:\d+:3: labels > Ship\.duty/);
    await expect(federation.harness.prepare({ policy: first, policyFiles: files })).rejects.toThrow(
      /^The policy has no coordinates\.yaml/,
    );
    expect((await federation.ask(owners)).data).toEqual({ owner: { __typename: 'Owner', id: 'o1', name: 'Fictius' } });
  });
});
