import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import type { AuditLog } from '../../../auditlog/types.js';
import type { CommandContext } from '../../../cli/commandContext.js';
import { openEnumerations } from '../../../cli/instance/enumerations.js';
import { Lifecycle } from '../../../cli/lifecycle.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { sweepLimits } from '../../../storage/limits/enumerations.js';
import { createLimitKeys } from '../../../storage/limits/limitKeys.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { withAdmin } from '../../../storage/roles.js';
import { createLimits } from '../../../subgraphs/kit/limits/limits.js';
import { createReservations } from '../../../subgraphs/kit/limits/reservations.js';
import { requestOf } from '../../subgraphs/cargo/requests.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';

const policy = loadPolicy();
let deployment: TestDeployment;
let auditLog: AuditLog;
beforeAll(async () => {
  deployment = await openTestDeployment({
    watchLog: (log) => {
      auditLog = log;
      return log;
    },
  });
});
afterAll(() => deployment?.close());
beforeEach(() => sql('truncate limits.trial, limits.asker, limits.enumeration'));

const sql = async (text: string) =>
  await withAdmin(deployment.adminUrl, async (admin) => (await admin.query(text)).rows as Record<string, unknown>[]);

/** Dates of one name that officers of an agency try, five each. */
async function tryDates(agency: string, officers: readonly string[], words = ['dukimastis', 'travik'] as const) {
  const { limits: store, keys } = deployment.parts;
  for (const [at, subject] of officers.entries()) {
    const { facts } = requestOf(policy, agency, { subject, at: new Date().toISOString() });
    const of = { limits: createLimits(store), keys: createLimitKeys(keys.probe), policy, source: 'persons' };
    const dates = Array.from({ length: 5 }, (_, day) => `1961-04-${10 + at * 5 + day}`);
    const trials = dates.map((date) => ({ pairs: [{ words, usual: false }] as const, date }));
    await createReservations(of, facts).trials(trials);
  }
}

/** Watches as a process that serves does, until all that was found is entered, and ends. */
async function watch(append: AuditLog['append'] = (entry) => auditLog.append(entry)): Promise<void> {
  const lifecycle = new Lifecycle();
  const { parts } = deployment;
  const context = { databases: parts, keys: parts.keys, policy } as unknown as CommandContext;
  openEnumerations({ context, log: pino({ level: 'silent' }), lifecycle }, { append }, 'schema', 20);
  const until = Date.now() + 10_000;
  const isOpen = async () => (await sql('select from limits.enumeration where entered_at is null')).length > 0;
  while ((await isOpen()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  await lifecycle.close();
}

const entered = async () => (await sql(`select agency from audit.entry where kind = 'ENUMERATION'`)).length;

const auditor = (agency: string): Asker => ({
  agency,
  role: 'AUDITOR',
  purpose: 'DATA_PROTECTION_AUDIT',
  caseReference: policy.agencies[agency]?.caseReference.example ?? '',
});
const found = async (asker: Asker) => {
  const { body } = await deployment.ask(
    asker,
    '{ auditEntries(filter: { kind: { eq: ENUMERATION } }) { edges { node { agency agencyKind triedName triedDates triedBy } } } }',
  );
  const { auditEntries } = body.data as { auditEntries: { edges: { node: Record<string, unknown> }[] } };
  return auditEntries.edges.map(({ node }) => node);
};

describe('dates of a name that an agency tries', () => {
  it('are found by one filter, with who tried, by its auditor and its supervisor, and by no other agency', async () => {
    await tryDates('XA-CUSTOMS', ['a', 'b', 'c']);
    await watch();
    expect(await found(auditor('EU-SUPERVISOR'))).toEqual([]);
    await tryDates('XA-CUSTOMS', ['a', 'b', 'c', 'd']);
    await tryDates('NL-CUSTOMS', ['e', 'f', 'g', 'h']);
    await watch();
    const ofNl = { agency: 'NL-CUSTOMS', agencyKind: 'CUSTOMS_MS', triedDates: 20, triedBy: ['e', 'f', 'g', 'h'] };
    const ofXa = {
      agency: 'XA-CUSTOMS',
      agencyKind: 'PARTNER_THIRD_COUNTRY',
      triedDates: 20,
      triedBy: ['a', 'b', 'c', 'd'],
    };
    const seen = await found(auditor('EU-SUPERVISOR'));
    expect(
      seen
        .map(({ triedName: _name, ...rest }) => rest)
        .toSorted((a, b) => (String(a.agency) < String(b.agency) ? -1 : 1)),
    ).toEqual([ofNl, ofXa]);
    // The same name of both, and nothing of it that could be read.
    expect(new Set(seen.map(({ triedName }) => triedName)).size).toBe(1);
    expect(seen[0]?.triedName).toMatch(/^[0-9a-f]{32}$/);
    expect(await found(auditor('NL-CUSTOMS'))).toMatchObject([ofNl]);
    expect(await found(auditor('NL-SUPERVISOR'))).toMatchObject([ofNl]);
    expect(await found(auditor('DE-POLICE'))).toEqual([]);
  });

  it('are one entry a name and day, whether two processes look or one was killed behind its entry', async () => {
    const before = await entered();
    await tryDates('DE-POLICE', ['a', 'b', 'c', 'd']);
    await Promise.all([watch(), watch()]);
    expect(await entered()).toBe(before + 1);
    await tryDates('DE-POLICE', ['e', 'f']);
    await watch();
    await sql('update limits.enumeration set entered_at = null');
    await watch();
    expect(await entered()).toBe(before + 1);
  });

  it('are entered later where the log could not be written', async () => {
    const before = await entered();
    await tryDates('BE-CUSTOMS', ['a', 'b', 'c', 'd']);
    let tries = 0;
    await watch(async (entry) => {
      tries += 1;
      if (tries < 3) throw new Error('the log is away');
      return await auditLog.append(entry);
    });
    expect([tries, await entered()]).toEqual([3, before + 1]);
  });
});

describe('what the limits keep', () => {
  it('is swept on the second day after, but for what the log does not have yet', async () => {
    const database = openDatabase(deployment.parts.limitsUrl, { source: 'limits' });
    await tryDates('BE-CUSTOMS', ['a', 'b', 'c', 'd']);
    await tryDates('BE-CUSTOMS', ['a'], ['other', 'name'] as never);
    const count = async () =>
      (
        await sql(
          'select (select count(*)::int from limits.trial) as trials, (select count(*)::int from limits.asker) as askers',
        )
      )[0];
    const whole = await count();
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    await sweepLimits(database, later(1));
    expect(await count()).toEqual(whole);
    await sweepLimits(database, later(2));
    expect(await count()).toEqual({ trials: 20, askers: 4 });
    await watch();
    await sweepLimits(database, later(2));
    expect([await count(), await sql('select from limits.enumeration')]).toEqual([{ trials: 0, askers: 0 }, []]);
    await database.close();
  });
});
