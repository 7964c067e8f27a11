import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { runAuditLetters } from '../../../cli/audit/letters/auditLetters.js';
import { createMeters } from '../../../cli/metrics/meters.js';
import { createTracer } from '../../../cli/tracing/createTracer.js';
import { createAccessLog } from '../../../gateway/server/accessLog.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { startCollector } from '../../cli/tracing/collector.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { scanForWords } from '../../support/inClear.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openStandingAlone } from '../../support/standAlone.js';

/* What a person's request leaves in the log, by whichever way it is asked, and where the words of it stand: sealed, and nowhere else. */
const secret = { name: 'Nemo Exemplarovitch', reason: 'Plantedreason', born: '1961-03-09' };
const words = ['Exemplarovitch', secret.reason];
const officer: Asker = {
  ...{ agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', caseReference: 'NLC-2026-00017' },
};
const german: Asker = { ...officer, agency: 'DE-POLICE', caseReference: 'DEP-2026-00301' };
const analyst: Asker = { ...officer, role: 'ANALYST', purpose: 'RISK_ANALYSIS' };
const letter = '<!DOCTYPE html>\n<html lang="en"><p>Nothing is told.</p></html>\n';
const letterSha256 = createHash('sha256').update(letter).digest('hex');

const ask = 'query Ask($asked: SubjectInput!) { subject(asked: $asked) { id agency } }';
const answer = `query Answer($r: ID!, $h: String!, $l: [SubjectLeftOutInput!]) {
  subjectAnswer(request: $r, letterSha256: $h, decision: NOTHING_TOLD, leftOut: $l) { id answers decision } }`;
const asked = (request?: string) => ({
  asked: { name: secret.name, birthDate: secret.born, identifiedBy: 'IN_PERSON', ...(request ? { request } : {}) },
});
const leftOut = [{ categories: ['persons.identity'], ground: 'RIGHTS_OF_OTHERS', reason: secret.reason }];

const collector = closedAfter(await startCollector());
const make = (service: string) =>
  createTracer({ url: collector.url, ratio: 1, service, instance: 'test', log: { warn: () => undefined } });
const tracers = { gateway: make('portcullis'), sources: make('portcullis sources') };
const lines: string[] = [];
const accessLog = createAccessLog(
  { accessLog: true },
  pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
);
const meters = createMeters();
const open = closedAfter(
  await openTestDeployment({
    apart: true,
    tracers,
    offers: () => ({
      observer: {
        ...meters.gateway,
        answered: (exchange, runtime) => {
          accessLog(exchange);
          meters.gateway.answered(exchange, runtime);
        },
      },
    }),
  }),
);
const pool = closedAfter(openLogPool(open.adminUrl));
const alone = closedAfter(await openStandingAlone(open));

type Answered = Awaited<ReturnType<TestDeployment['ask']>>;
/** The entry of an answer, as its receipt names it. */
async function entryOf({ body }: Answered) {
  const { log, index } = body.extensions.audit;
  const entry = await createAuditReader(pool, log, open.parts.keys).entry(index);
  if (!entry) throw new Error('no entry');
  return entry;
}
const kindOf = async (answered: Answered) => {
  const { kind, code, subjectRequest, subjectAgency, letterSha256: hash } = (await entryOf(answered)).header;
  return [kind, code, subjectRequest, subjectAgency, hash].filter((each) => each !== undefined);
};

describe('the entry of an answer', () => {
  let request = '';

  test('is a SUBJECT_ASKED, by either handler and by a registered document: with its own id, or the one stated', async () => {
    const first = await open.ask(officer, ask, asked());
    expect(first.body.errors).toBeUndefined();
    request = first.body.data.subject.id;
    expect(request).toBe(first.body.extensions.requestId);
    expect(await kindOf(first)).toEqual(['SUBJECT_ASKED', 'OK', request, 'NL-CUSTOMS']);
    expect(await kindOf(await open.ask(officer, ask, asked(request)))).toEqual([
      'SUBJECT_ASKED',
      'OK',
      request,
      'NL-CUSTOMS',
    ]);
    const handlers = lines.map((line) => JSON.parse(line).handler);
    expect(handlers).toEqual(['apollo', 'known']);
    const documentId = `sha256:${createHash('sha256').update(ask).digest('hex')}`;
    await open.documents.save({
      ...{ agency: 'NL-CUSTOMS', documentId, purpose: 'DATA_SUBJECT_REQUEST', text: ask, operationName: 'Ask' },
      ...{ registeredAt: new Date().toISOString(), registeredBy: 'test', expiresAt: null, revokedAt: null },
    });
    const response = await postJson(open.url, await open.headersOf(officer), { documentId, variables: asked(request) });
    const registered = { status: response.status, body: await response.json() } as Answered;
    expect(await kindOf(registered)).toEqual(['SUBJECT_ASKED', 'OK', request, 'NL-CUSTOMS']);
  });

  test('is of the person whom its request is of, stated by variables or literals; nobody else is asked about under the id', async () => {
    const inline = (name: string) =>
      `{ subject(asked: { name: "${name}", birthDate: "${secret.born}", identifiedBy: IN_PERSON, request: "${request}" }) { id } }`;
    const same = await kindOf(await open.ask(officer, inline(secret.name)));
    expect(same).toEqual(['SUBJECT_ASKED', 'OK', request, 'NL-CUSTOMS']);
    const other = (stated: object) => ({ asked: { ...asked(request).asked, ...stated } });
    const nobody = 'Alia Omnino';
    const tries: [string, object][] = [
      [inline(nobody), {}],
      [ask, other({ name: nobody })],
      [ask, other({ birthDate: '1975-01-02' })],
      [ask, other({ request: '01938c2e-7a11-7c44-9b1f-0123456789ab' })],
    ];
    for (const [query, variables] of tries) {
      const answered = await open.ask(officer, query, variables);
      expect(answered.body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', at: 'SubjectInput.request' });
      expect(await kindOf(answered)).toEqual(['REFUSED', 'BAD_USER_INPUT']);
    }
    const told = async (variables: object) => {
      const { status, body } = await open.ask(analyst, ask, variables);
      const codes = body.errors?.map(({ extensions }: { extensions: { code: string } }) => extensions.code);
      return { status, data: body.data, codes };
    };
    expect(await told(other({ name: nobody }))).toEqual(await told(asked(request)));
  });

  test('is an entry of its own for each try that is refused, limited or withheld, and opens no request', async () => {
    const tries: [Asker, string, object][] = [
      [analyst, ask, asked()],
      [{ ...officer, caseReference: 'X' }, ask, asked()],
      [officer, ask, { asked: { ...asked().asked, request: secret.name } }],
      [officer, ask, { asked: { ...asked().asked, agency: 'DE-POLICE' } }],
      [
        officer,
        `query ($asked: SubjectInput!) { a: subject(asked: $asked) { id } b: subject(asked: $asked) { id } }`,
        asked(),
      ],
      [german, answer, { r: request, h: letterSha256 }],
      [analyst, answer, { r: request, h: letterSha256, l: leftOut }],
      [officer, answer, { r: request, h: 'no hash', l: leftOut }],
      [officer, answer, { r: request, h: letterSha256, l: [{ ...leftOut[0], ground: 'BECAUSE' }] }],
    ];
    for (const [asker, query, variables] of tries) {
      const [kind, ...more] = await kindOf(await open.ask(asker, query, variables));
      expect([asker.agency, variables, kind === 'REFUSED' || kind === 'OUTCOME', more.length]).toEqual([
        asker.agency,
        variables,
        true,
        1,
      ]);
    }
    const url = open.url.replace('/graphql', '/export');
    const exported = await postJson(url, await open.headersOf(officer), { query: ask, variables: asked() });
    const refused = { status: exported.status, body: await exported.json() };
    expect([exported.status, (await kindOf(refused))[0]]).toEqual([403, 'REFUSED']);
    const { body } = await open.ask(officer, '{ subjectRequests { id asks answers } }');
    expect(body.data.subjectRequests).toEqual([{ id: request, asks: 4, answers: 0 }]);
    expect((await open.ask(german, '{ subjectRequests { id } }')).body.data.subjectRequests).toEqual([]);
  });

  test('is a SUBJECT_ANSWERED with the hash of the letter; what was left out, and how it was decided, are sealed', async () => {
    const answered = await open.ask(officer, answer, { r: request, h: letterSha256, l: leftOut });
    expect(answered.body.errors).toBeUndefined();
    expect(answered.body.data.subjectAnswer).toEqual({ id: request, answers: 1, decision: 'NOTHING_TOLD' });
    expect(await kindOf(answered)).toEqual(['SUBJECT_ANSWERED', 'OK', request, 'NL-CUSTOMS', letterSha256]);
    const { body, header } = await entryOf(answered);
    expect(body).toMatchObject({ variables: { l: leftOut }, subjectDecision: 'NOTHING_TOLD' });
    expect(JSON.stringify(header)).not.toContain('NOTHING_TOLD');
    const { body: listed } = await open.ask(officer, '{ subjectRequests(open: false) { id letterSha256 decision } }');
    expect(listed.data.subjectRequests).toEqual([{ id: request, letterSha256, decision: 'NOTHING_TOLD' }]);
  });

  test('is none under the id of a request that is answered: who asks again has a new one', async () => {
    const again = await open.ask(officer, ask, asked(request));
    expect(again.body.errors[0].message).toBe('This request is answered.');
    expect(await kindOf(again)).toEqual(['REFUSED', 'BAD_USER_INPUT']);
    const { body } = await open.ask(officer, '{ subjectRequests(open: true) { id } }');
    expect(body.data.subjectRequests).toEqual([]);
  });

  test('is a SUBJECT_AGREED in the name of the agency that agrees', async () => {
    const agreed = await open.ask(
      german,
      `{ subjectAgreement(request: "${request}", agency: "NL-CUSTOMS") { request agency at } }`,
    );
    expect(agreed.body.data.subjectAgreement).toMatchObject({ request, agency: 'NL-CUSTOMS' });
    expect(await kindOf(agreed)).toEqual(['SUBJECT_AGREED', 'OK', request, 'NL-CUSTOMS']);
    expect((await entryOf(agreed)).header.agency).toBe('DE-POLICE');
  });

  test('is the same in the log of a source that stands alone', async () => {
    const log = alone.logs.get('persons');
    const other = (await open.ask(officer, ask, asked())).body.data.subject.id;
    const post = async (query: string, variables: object = asked(other)) => {
      await postJson(alone.urls.get('persons') as string, await open.headersOf(officer), { query, variables });
      return log?.entries.at(-1)?.header;
    };
    const stated = { kind: 'SUBJECT_ASKED', subjectRequest: other, subjectAgency: 'NL-CUSTOMS' };
    expect(await post(ask)).toMatchObject(stated);
    expect(await post(ask, asked(request))).toMatchObject({ kind: 'REFUSED', code: 'BAD_USER_INPUT' });
    const beside =
      'query ($asked: SubjectInput!) { subject(asked: $asked) { id } x: persons(first: 1) { edges { cursor } } }';
    expect(await post(beside)).toMatchObject({ kind: 'REFUSED', code: 'SUBJECT_NOT_ALONE' });
  });

  test('tells another agency nothing by the id of its request: it answers as an unknown one', async () => {
    const { id } = (await open.ask(officer, ask, asked())).body.data.subject;
    const stranger = async (variables: object) => {
      const { status, body } = await open.ask(german, ask, variables);
      const { extensions, ...error } = body.errors[0];
      const { requestId: _, ...said } = extensions;
      return { status, data: body.data, errors: body.errors.length, error, said };
    };
    const unknown = await stranger(asked('01938c2e-7a11-7c44-9b1f-0123456789ab'));
    expect(unknown).toMatchObject({ errors: 1, said: { code: 'BAD_USER_INPUT' } });
    for (const variables of [asked(id), { asked: { ...asked(id).asked, name: 'Alia Omnino' } }])
      expect(await stranger(variables)).toEqual(unknown);
  });
});

describe('the letter', () => {
  const verify = async (text: string) => {
    const told: string[] = [];
    const { keys } = open.parts;
    const code = await runAuditLetters([{ file: 'letter.html', text }], {
      ...{ compared: { pool, keys, opened: { keys } }, json: true, out: (line) => void told.push(line) },
    });
    return { code, said: JSON.parse(told[0] ?? '[]')[0] };
  };

  test('is the one that the log has, and not one with another byte', async () => {
    const own = `${letter}<!-- another -->\n`;
    const hash = createHash('sha256').update(own).digest('hex');
    const { body } = await open.ask(officer, ask, asked());
    await open.ask(officer, answer, { r: body.data.subject.id, h: hash, l: [] });
    const { code, said } = await verify(own);
    expect([code, said.verdict, said.letter.sha256]).toEqual([0, 'OK', hash]);
    expect(await verify(`${own} `)).toMatchObject({ code: 1, said: { verdict: 'BROKEN' } });
  });
});

test('nothing of what was asked or left out stands in a column, a line, a metric or a span', async () => {
  await tracers.gateway.close();
  await tracers.sources.close();
  const schemas = [
    'audit',
    'audit_keys',
    'gateway',
    'limits',
    'persons',
    'seizures',
    'incidents',
    'cargo',
    'directory',
    'ingest',
  ];
  const { found, columns } = await scanForWords(open.adminUrl, schemas, words);
  expect(columns.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
  const elsewhere = [lines, open.warnings, collector.bodies, [await meters.registry.metrics()]].map((texts) =>
    texts.join('\n'),
  );
  for (const text of elsewhere) for (const word of words) expect(text).not.toContain(word);
  expect(elsewhere.map((text, place) => place === 1 || text.length > 100)).toEqual([true, true, true, true]);
});
