import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewEntry } from '../../../auditlog/types.js';
import { mostEvaluations } from '../../../gateway/authzen/evaluation.js';
import type { Exchange } from '../../../gateway/exchange/exchange.js';
import { gatewaySettings } from '../../../gateway/settings.js';
import { atMost } from '../../../policy/explaining/explain.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { guardsOf } from '../../../schema/access.js';
import { PortcullisError } from '../../../schema/errors.js';
import { productAccess } from '../../../schema/productAccess.js';
import { withAdmin } from '../../../storage/roles.js';
import { makeFolder } from '../../ingest/support/samples.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';

const policy = loadPolicy();
const entries: NewEntry[] = [];
const answered: Exchange[] = [];
const deaf = { pageRead: () => undefined, planned: () => undefined };
let isLogDown = false;
let deployment: TestDeployment;

beforeAll(async () => {
  deployment = await openTestDeployment({
    demo: true,
    offers: () => ({ observer: { ...deaf, answered: (exchange) => void answered.push(exchange) } }),
    watchLog: (log) => ({
      ...log,
      append: async (entry) => {
        if (isLogDown) throw new PortcullisError('AUDIT_UNAVAILABLE');
        entries.push(entry);
        return await log.append(entry);
      },
      countRefused: log.countRefused.bind(log),
      writable: log.writable.bind(log),
      close: log.close.bind(log),
    }),
  });
});
beforeEach(() => void entries.splice(0));
afterAll(async () => await deployment.close());

const analyst: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const subject = { type: 'viewer', id: 'test-staff' };
const read = { name: 'read' };
const field = (id: string) => ({ type: 'field', id });
const context = { purpose: 'CUSTOMS_CONTROL' };

async function post(asker: Asker, path: string, body: unknown, headers: Record<string, string> = {}) {
  const { authorization = '' } = await deployment.headersOf(asker);
  const response = await fetch(deployment.url.replace('/graphql', `/access/v1/${path}`), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

const one = (changes: object = {}, asker = analyst, headers = {}) =>
  post(
    asker,
    'evaluation',
    { subject, action: read, resource: field('Person.birthDate'), context, ...changes },
    headers,
  );

describe('an evaluation', () => {
  it('is true for FULL alone, with the effect and the coarse reason, and is logged before', async () => {
    const { status, body, headers } = await one({}, analyst, { 'x-request-id': 'bfe9-ünï'.slice(0, 4) });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-request-id')).toBe('bfe9');
    expect(body).toEqual({
      decision: true,
      context: {
        effect: 'FULL',
        requestId: expect.any(String),
        audit: expect.objectContaining({ index: expect.any(Number) }),
      },
    });
    expect(
      entries.map(({ header, body: sealed }) => [header.kind, header.requestId, header.purpose, sealed.variables]),
    ).toEqual([
      [
        'OUTCOME',
        body.context.requestId,
        'CUSTOMS_CONTROL',
        { evaluation: expect.objectContaining({ subject }), id: 'Person.birthDate' },
      ],
    ]);
    const less = await one({ resource: field('Identification.number'), context: { purpose: 'RISK_ANALYSIS' } });
    expect(less.body).toMatchObject({ decision: false, context: { effect: 'NONE', reason: 'PURPOSE' } });
  });

  it('says of a field what the policy gives at most, for random viewers', async () => {
    const coordinates = productAccess()
      .coordinates()
      .filter((each) => /^[A-Z]\w+\.[a-z]\w*$/.test(each) && !each.includes('Filter') && !each.endsWith('Input'));
    const agencies = Object.values(policy.agencies);
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...agencies),
        fc.constantFrom(...coordinates),
        fc.nat(),
        async (agency, coordinate, nth) => {
          const role = agency.roles[nth % agency.roles.length] as 'ANALYST';
          const purpose = agency.purposes[nth % agency.purposes.length] as 'RISK_ANALYSIS';
          const asker = { agency: agency.id, role, purpose };
          const stated = { purpose, case: agency.caseReference.example };
          const { status, body } = await post(asker, 'evaluation', {
            subject,
            action: read,
            resource: field(coordinate),
            context: stated,
          });
          expect(status).toBe(200);
          if (body.context.error?.code === 'BAD_USER_INPUT') return;
          if (body.context.error)
            return expect(body).toMatchObject({ decision: false, context: { error: { code: 'PURPOSE_NOT_ALLOWED' } } });
          compared += 1;
          const guards = guardsOf(productAccess().of(coordinate) as never);
          const facts = factsOf(policy, `${agency.id} ${role}`, purpose, {
            case: stated.case,
            clearance: agency.clearance,
          } as never);
          const { effect } = atMost({ policy, facts, guards, envelope: null, subject: null });
          expect([coordinate, asker, body.context.effect]).toEqual([coordinate, asker, effect]);
          expect(body.decision).toBe(effect === 'FULL');
        },
      ),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(10);
  });

  it('says of a record what the graph answers, and of an invisible one the same by the same statements as of none', async () => {
    const ids: string[] = [];
    await withAdmin(deployment.adminUrl, async (admin) => {
      ids.push(...(await admin.query('select id from persons.person order by id limit 60')).rows.map(({ id }) => id));
    });
    const seen = { true: 0, false: 0 };
    for (const id of ids) {
      const { body: graph } = await deployment.ask(analyst, 'query ($id: ID!) { node(id: $id) { id } }', { id });
      entries.splice(0);
      const before = deployment.statements();
      const { body } = await one({ resource: { type: 'Person', id } });
      const statements = deployment.statements() - before;
      expect(body.decision).toBe(graph.data.node !== null);
      seen[`${body.decision as boolean}`] += 1;
      const [entry] = entries;
      const told = entry?.body.disclosed ?? [];
      expect(told.map(({ ids, asked = false }) => [ids, asked])).toEqual([[[id], !body.decision]]);
      if (body.decision) continue;
      const missing = id.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
      const between = deployment.statements();
      const none = await one({ resource: { type: 'Person', id: missing } });
      expect(deployment.statements() - between).toBe(statements);
      expect(Object.keys(none.body.context)).toEqual(Object.keys(body.context));
      expect({ ...none.body, context: none.body.context.effect }).toEqual({ ...body, context: body.context.effect });
      const said = (each: NewEntry | undefined) => [
        each?.header.code,
        each?.body.withheld,
        each?.body.disclosed.map(({ ids: _, ...group }) => group),
        each?.decided,
      ];
      expect(said(entries[0])).toEqual(said(entries[1]));
    }
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(0);
    const [seizure] = ids;
    expect((await one({ resource: { type: 'Seizure', id: seizure } })).body).toMatchObject({
      decision: false,
      context: { effect: 'NONE' },
    });
  });

  it('is of others for role ADMIN alone, of fields alone, in the role that is stated', async () => {
    const admin: Asker = { agency: 'NL-CUSTOMS', role: 'ADMIN', purpose: 'CUSTOMS_CONTROL' };
    const colleague = { type: 'viewer', id: 'colleague', properties: { role: 'ANALYST' } };
    expect((await one({ subject: colleague })).body).toMatchObject({
      decision: false,
      context: { error: { status: 403, code: 'FORBIDDEN' } },
    });
    expect((await one({ subject: colleague }, admin)).body).toMatchObject({
      decision: true,
      context: { effect: 'FULL' },
    });
    expect(entries.at(-1)?.header).toMatchObject({ agency: 'NL-CUSTOMS', role: 'ADMIN', kind: 'OUTCOME' });
    const officer = { ...colleague, properties: { role: 'FRONT_LINE' } };
    expect((await one({ subject: officer, resource: field('Incident.narrative') }, admin)).body.decision).toBe(false);
    expect((await one({ subject: { type: 'viewer', id: 'colleague' } }, admin)).body.context.error.at).toBe(
      'subject.properties.role',
    );
    // Left aside, what is stated of the subject would be answered of somebody else.
    const elsewhere = { ...colleague, properties: { role: 'ANALYST', agency: 'DE-POLICE' } };
    for (const refused of [
      await one({ subject: elsewhere }, admin),
      await one({ subject: { ...subject, properties: { agency: 'DE-POLICE' } } }),
      await one({ subject: { ...subject, properties: { role: 'TARGETER' } } }),
    ])
      expect(refused.body).toMatchObject({ decision: false, context: { error: { status: 403, code: 'FORBIDDEN' } } });
    const own = { ...subject, properties: { role: 'ANALYST', agency: 'NL-CUSTOMS', shift: 'night' } };
    expect((await one({ subject: own })).body.decision).toBe(true);
    const wrongCase = { purpose: 'CRIMINAL_INVESTIGATION', case: 'case 9' };
    expect((await one({ subject: colleague, context: wrongCase }, admin)).body).toMatchObject({
      decision: false,
      context: { reason: 'CASE_REFERENCE' },
    });
    const { data } = (await deployment.ask(analyst, '{ persons(first: 1) { edges { node { id } } } }')).body;
    const resource = { type: 'Person', id: data.persons.edges[0].node.id };
    expect((await one({ resource })).body.decision).toBe(true);
    // Of a record nothing is looked for on behalf of another.
    const before = deployment.statements();
    expect((await one({ subject: colleague, resource }, admin)).body).toMatchObject({
      decision: false,
      context: { effect: 'NONE' },
    });
    expect(deployment.statements()).toBe(before);
    expect(entries.at(-1)?.body.document).toMatch(/^\{\s*__typename\s*\}$/);
    expect((await one({ resource }, admin)).body.decision).toBe(false);
  });

  it.each([
    ['no subject', { subject: undefined }, 'REQUEST_MALFORMED', 'subject'],
    ['a resource without an id', { resource: { type: 'field' } }, 'REQUEST_MALFORMED', 'resource.id'],
    ['a context that is a list', { context: [] }, 'REQUEST_MALFORMED', 'context'],
  ])('with %s is 400, and says where', async (_, changes, code, at) => {
    const { status, body, headers } = await one(changes, analyst, { 'x-request-id': 'r-1' });
    expect([status, body.errors[0].extensions.code, body.errors[0].extensions.at]).toEqual([400, code, at]);
    expect(headers.get('x-request-id')).toBe('r-1');
    expect(entries.map(({ header }) => [header.kind, header.code])).toEqual([['REFUSED', code]]);
  });

  it.each([
    ['another action', { action: { name: 'write' } }, 'action.name'],
    ['another kind of subject', { subject: { type: 'group', id: 'test-staff' } }, 'subject.type'],
    ['a field that is not there', { resource: field('Person.nam') }, 'resource.id'],
    ['a key between sources', { resource: field('Person.ref') }, 'resource.id'],
    ['a type of no record', { resource: { type: 'Identification', id: 'x' } }, 'resource.type'],
  ])('of %s is false, and says why', async (_, changes, at) => {
    const { status, body } = await one(changes);
    expect([status, body.decision, body.context.error.at]).toEqual([200, false, at]);
  });

  it('takes POST and JSON alone, of those whom the gateway knows', async () => {
    const url = deployment.url.replace('/graphql', '/access/v1/evaluation');
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    const { authorization = '' } = await deployment.headersOf(analyst);
    const got = await fetch(url, { headers: { authorization } });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await one({}, analyst, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(analyst, 'evaluation', '{"subject":1,"subject":2}')).body.errors[0].extensions.code).toBe(
      'DUPLICATE_KEY',
    );
  });

  it('decides nothing that the log does not have', async () => {
    isLogDown = true;
    try {
      const { status, body } = await one();
      expect([status, body.decision, body.errors[0].extensions.code]).toEqual([503, undefined, 'AUDIT_UNAVAILABLE']);
    } finally {
      isLogDown = false;
    }
  });
});

describe('evaluations', () => {
  const resources = ['Person.birthDate', 'Identification.number', 'Person.nam', 'Consignment.mrn'].map((id) => ({
    resource: field(id),
  }));
  const many = (changes: object = {}) =>
    post(analyst, 'evaluations', {
      subject,
      action: read,
      context: { purpose: 'RISK_ANALYSIS' },
      evaluations: resources,
      ...changes,
    });
  const decisions = (body: { evaluations: { decision: boolean }[] }) =>
    body.evaluations.map(({ decision }) => decision);

  it('take what an evaluation leaves out from the top, and are an entry each', async () => {
    const { body } = await many({
      evaluations: [
        ...resources,
        { resource: field('Identification.number'), context: { purpose: 'CUSTOMS_CONTROL' } },
      ],
    });
    const alone = await one({ context: { purpose: 'RISK_ANALYSIS' } });
    expect(decisions(body)).toEqual([alone.body.decision, false, false, true, true]);
    expect(body.evaluations[2].context.error).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect(body.decision).toBeUndefined();
    expect(new Set(entries.map(({ header }) => header.requestId)).size).toBe(6);
  });

  it('end at the first that is denied, or permitted, where that is asked for: later ones are not looked at', async () => {
    const asked = [resources[3], resources[1], resources[3]];
    const until = async (evaluations_semantic: string) =>
      (await many({ evaluations: asked, options: { evaluations_semantic } })).body;
    expect(decisions(await until('execute_all'))).toEqual([true, false, true]);
    entries.splice(0);
    expect(decisions(await until('deny_on_first_deny'))).toEqual([true, false]);
    expect(entries).toHaveLength(2);
    expect(decisions(await until('permit_on_first_permit'))).toEqual([true]);
    expect((await until('all')).errors[0].extensions).toMatchObject({
      code: 'REQUEST_MALFORMED',
      at: 'options.evaluations_semantic',
    });
  });

  it('are one request, with the sources of all and the worst code', async () => {
    const { data } = (await deployment.ask(analyst, '{ persons(first: 1) { edges { node { id } } } }')).body;
    const record = { resource: { type: 'Person', id: data.persons.edges[0].node.id } };
    await many({ evaluations: [record, record, resources[2]], context });
    expect(answered.at(-1)).toMatchObject({ code: 'BAD_USER_INPUT', handler: 'authzen' });
    expect(answered.at(-1)?.sources.filter(({ name }) => name === 'persons')).toHaveLength(2);
    isLogDown = true;
    try {
      expect(decisions((await many()).body)).toEqual([false, false, false, false]);
    } finally {
      isLogDown = false;
    }
    expect(answered.at(-1)).toMatchObject({ code: 'AUDIT_UNAVAILABLE', status: 200 });
  });

  it('without a list are one evaluation; too many are refused', async () => {
    const { body } = await many({ evaluations: [], resource: field('Consignment.mrn') });
    expect(body).toMatchObject({ decision: true, context: { effect: 'FULL' } });
    const tooMany = await many({ evaluations: Array.from({ length: mostEvaluations + 1 }, () => resources[0]) });
    expect([tooMany.status, tooMany.body.errors[0].extensions.limit]).toEqual([400, mostEvaluations]);
  });
});

describe('the well-known place', () => {
  const at = async (url: string, headers: Record<string, string> = {}) => {
    const { hostname, port } = new URL(url);
    const path = '/.well-known/authzen-configuration';
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      get({ hostname, port, path, headers }, (response) => {
        let body = '';
        response.on('data', (data: Buffer) => {
          body += data.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      }).on('error', reject);
    });
    return { status: answer.status, body: JSON.parse(answer.body) };
  };
  const of = (base: string) => ({
    policy_decision_point: base,
    access_evaluation_endpoint: `${base}/access/v1/evaluation`,
    access_evaluations_endpoint: `${base}/access/v1/evaluations`,
  });

  it('says where it is asked: on loopback its own address, whatever name the client called', async () => {
    const base = new URL(deployment.url).origin;
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1:1'])
      expect(await at(deployment.url, { host })).toEqual({ status: 200, body: of(base) });
  });

  it('says the URL that the operator states, and behind a proxy nothing without one', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [] }));
    writeFileSync(join(folder, 'issuers.json'), JSON.stringify([{ issuer: 'https://id.example', jwks: 'keys.json' }]));
    const proxy = { behindProxy: '127.0.0.1', issuers: join(folder, 'issuers.json') };
    const told = async (settings: object) => {
      const opened = await openTestDeployment({ settings });
      try {
        return await at(opened.url, { host: 'evil.example' });
      } finally {
        await opened.close();
      }
    };
    const publicUrl = 'https://graph.example.org';
    expect(await told({ ...proxy, publicUrl })).toEqual({ status: 200, body: of(publicUrl) });
    expect(await told(proxy)).toEqual({ status: 404, body: { status: 'no public URL is set' } });
  });

  it('is stated without a path', () => {
    const read = (publicUrl: string) => gatewaySettings.publicUrl.safeParse(publicUrl).data;
    expect(read('https://graph.example.org/')).toBe('https://graph.example.org');
    for (const url of [
      'graph.example.org',
      'ftp://graph.example.org',
      'https://graph.example.org/x',
      'https://a@b.example',
    ])
      expect(read(url)).toBeUndefined();
  });
});
