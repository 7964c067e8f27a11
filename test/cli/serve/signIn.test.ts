import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { openCommandContext } from '../../../cli/commandContext.js';
import { readSettings } from '../../../cli/config.js';
import { systemUser } from '../../../cli/operator.js';
import { createSignIn, offersSignIn, showLinks } from '../../../cli/serve/signIn.js';
import { createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

/* Signing in at the console by a link: where it is offered, what the log has of it before it is answered, and what the terminal shows. */
const { folder, database, settings } = await openIdleDeployment('portcullis sign-in ');
const context = await openCommandContext(settings, pino({ level: 'silent' }), {});
database.ending({ close: () => context.databases.release() });
const pool = database.ending(openLogPool(database.adminUrl));
const { desk } = createSignIn(settings, context);
const printed: string[] = [];
const { log } = console;
beforeAll(() => {
  console.log = (line) => void printed.push(String(line));
});
beforeEach(() => void printed.splice(0));
afterAll(() => {
  console.log = log;
});

describe('the desk', () => {
  const policy = loadPolicy();
  let seen = 0;
  /** Entries of operators since the last call. */
  async function newEntries() {
    const keys = { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) };
    const { entries } = await createAuditReader(pool, 'main.cli', keys).search({ agencies: null, limit: 100 });
    const ours = entries.toReversed().filter(({ header }) => header.kind !== 'OPENED');
    const fresh = ours.slice(seen);
    seen = ours.length;
    return fresh.map(({ header, body }) => ({
      what: `${header.kind} ${header.operationName} ${header.code}`,
      ...{ agency: header.agency, subject: body?.subject, facts: body?.variables },
    }));
  }

  it('logs a token before it hands it out: for fifteen minutes, as `portcullis token` makes it, for the console', async () => {
    const before = Date.now();
    const { token, expiresAt } = await desk.mint(policy, { agency: 'NL-CUSTOMS', role: 'ANALYST' });
    expect(decodeJwt(token)).toMatchObject({
      ...{ iss: 'portcullis-local', aud: 'portcullis', client_id: 'portcullis-console', sub: 'demo-analyst' },
      ...{ agency: 'NL-CUSTOMS', role: 'ANALYST', clearance: policy.agencies['NL-CUSTOMS']?.clearance },
    });
    expect(Date.parse(expiresAt) / 1000).toBe(decodeJwt(token).exp);
    expect(Math.abs(Date.parse(expiresAt) - before - 15 * 60_000)).toBeLessThan(60_000);
    const facts = { role: 'ANALYST', subject: 'demo-analyst', ttlSeconds: 900, client: 'portcullis-console' };
    expect(await newEntries()).toEqual([
      {
        ...{ what: 'ADMIN token OK', agency: 'NL-CUSTOMS', subject: systemUser() },
        facts: expect.objectContaining(facts),
      },
    ]);
  });

  it('logs an exchange without a token as an act of who started the server', async () => {
    await desk.record('OK');
    expect(await newEntries()).toMatchObject([{ what: 'ADMIN signIn OK', agency: null, subject: systemUser() }]);
  });

  it('logs a wrong code as a refusal of nobody known, and a wrong agency as one of who has the code', async () => {
    await desk.record('SIGN_IN_CODE_REFUSED');
    await desk.record('SIGN_IN_NOT_OFFERED');
    expect(await newEntries()).toMatchObject([
      { what: 'REFUSED signInRefused SIGN_IN_CODE_REFUSED', agency: null, subject: null },
      { what: 'REFUSED signInRefused SIGN_IN_NOT_OFFERED', agency: null, subject: systemUser() },
    ]);
  });

  it('gives nothing where the log cannot be written', async () => {
    await pool.query({ text: 'revoke insert on audit.entry from portcullis_audit_writer' });
    try {
      for (const work of [
        () => desk.record('OK'),
        () => desk.record('SIGN_IN_CODE_REFUSED'),
        () => desk.mint(policy, { agency: 'NL-CUSTOMS', role: 'ANALYST' }),
      ])
        await expect(work()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    } finally {
      await pool.query({ text: 'grant insert on audit.entry to portcullis_audit_writer' });
    }
  });
});

describe('a link', () => {
  const { settings } = readSettings({}, {});

  it('is offered on loopback, with the development issuer', () => {
    expect(offersSignIn(settings)).toBe(true);
  });

  it.each([
    ['with issuers of its own', { issuers: 'issuers.json' }],
    ['without a console', { console: false }],
    ['in production', { production: true }],
    ['off loopback', { host: '0.0.0.0' }],
    ['behind a proxy', { behindProxy: '127.0.0.1' }],
  ])('is not offered %s', (_, changed) => {
    expect(offersSignIn({ ...settings, ...changed })).toBe(false);
  });

  it('is shown anew once it was used, so that the last one is good', () => {
    const codes = createSignInCodes();
    showLinks({ codes }, 'http://127.0.0.1:4000/graphql');
    const codeOf = (line = '') =>
      /^\n.+: http:\/\/127\.0\.0\.1:4000\/#\/sign-in\?code=([\w-]{43})$/.exec(line)?.[1] ?? '';
    codes.take(codeOf(printed[0]))?.spend();
    expect(printed).toHaveLength(2);
    expect(codes.take(codeOf(printed[0]))).toBeUndefined();
    expect(codes.take(codeOf(printed[1]))).toBeDefined();
  });
});
