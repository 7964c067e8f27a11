import { beforeAll, describe, expect, test } from '@jest/globals';
import { stripEntries } from '../../../auditlog/store/retention/expire.js';
import { type SimulateCommand, simulate } from '../../../cli/policy/simulate.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { AgencyKind, Effect } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* portcullis policy diff --log, over the log of a deployment that answered two agencies. */
const policy = loadPolicy();
const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'DEP-2026-00301' };
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const query = '{ consignments(first: 5) { edges { node { id mrn consignor { name } risk { score } } } } }';
const supervisor = { agency: 'EU-SUPERVISOR', caseReference: 'SV-2026-00011' };

const deployment = closedAfter(await openTestDeployment({ demo: true }));
const pool = closedAfter(openLogPool(deployment.adminUrl));
const places: { readonly log: string; readonly index: number }[] = [];

beforeAll(async () => {
  for (const asker of [police, customs, police]) {
    const { body } = await deployment.ask(asker, query);
    expect(body.data.consignments.edges.length).toBeGreaterThan(1);
    places.push(body.extensions.audit);
  }
  expect((await deployment.ask({ ...police, caseReference: 'nonsense' }, query)).status).toBe(403);
});

/** The same policy with one cell that says something else to one kind of agency. */
function withCell(category: string, kind: AgencyKind, effect: Effect): Policy {
  const row = policy.categories[category];
  if (!row) throw new Error(`no category ${category}`);
  const cells = { ...row.cells, [kind]: { ...row.cells[kind], effect, otherwise: effect } };
  return { ...policy, version: 'tried', categories: { ...policy.categories, [category]: { ...row, cells } } };
}

async function run(next: Policy, changes: Partial<SimulateCommand> = {}, isLogged = true) {
  const told: string[] = [];
  const lines: string[] = [];
  const out = (line: string): void => {
    told.push('printed');
    lines.push(line);
  };
  const looks: object[] = [];
  const look = async (act: object): Promise<void> => {
    if (!isLogged) throw new PortcullisError('AUDIT_UNAVAILABLE');
    told.push('logged');
    looks.push(act);
  };
  const asked = { directory: 'new', days: 1, operator: 'night shift', json: true, out, progress: () => undefined };
  const reading = { pool, keys: deployment.parts.keys, policy, operatorLog: { look } };
  const code = await simulate({ ...asked, ...supervisor, ...changes }, next, reading).catch((error) => error);
  return { code, lines, looks, told, said: lines.map((line) => (line.startsWith('{') ? JSON.parse(line) : line)) };
}

describe('portcullis policy diff --log', () => {
  test('says that nothing would be other under the same policy, once the look is in the log', async () => {
    const { code, said, looks, told } = await run(policy);
    expect([code, said.length]).toEqual([0, 1]);
    expect(said[0]).toMatchObject({ answers: 3, changed: 0, undecidable: {}, changes: [] });
    expect(said[0].decisions).toBeGreaterThan(6);
    expect(told[0]).toBe('logged');
    expect(looks).toMatchObject([
      {
        ...{ act: 'policySimulate', operator: 'night shift', originator: 'EU-SUPERVISOR' },
        facts: { agency: 'EU-SUPERVISOR', role: 'AUDITOR', caseReference: 'SV-2026-00011', days: 1 },
      },
    ]);
  });

  test('names each answer that would fall, by its place, and adds up by who asked for what', async () => {
    const { code, said } = await run(withCell('cargo.parties', 'POLICE_MS', 'NONE'));
    expect(code).toBe(1);
    const [first, second, all] = said;
    for (const [line, place] of [[first, places[0]] as const, [second, places[2]] as const])
      expect(line).toMatchObject({ log: place?.log, index: place?.index, agency: 'DE-POLICE', role: 'ANALYST' });
    expect(all).toMatchObject({ answers: 3, changed: 2, policyVersion: 'tried' });
    expect(all.changes).toContainEqual(
      expect.objectContaining({
        ...{ turn: 'FALLS', agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION', answers: 2 },
        ...{ what: 'cargo.parties', was: 'FULL', now: 'NONE' },
      }),
    );
    expect(
      all.changes.every(({ turn, agency }: Record<string, string>) => turn === 'FALLS' && agency === 'DE-POLICE'),
    ).toBe(true);
  });

  test('tells of no record and no person, in lines for people', async () => {
    const { lines } = await run(withCell('cargo.parties', 'POLICE_MS', 'HIT'), { json: false });
    expect(lines[0]).toMatch(
      /^FALLS {2}DE-POLICE ANALYST, CRIMINAL_INVESTIGATION: cargo\.parties.* FULL, now HIT: \d+ decisions in 2 answers$/,
    );
    expect(lines.at(-1)).toMatch(/^2 of 3 answers since .* would change, with \d+ decisions; policy tried\.$/);
    expect(lines.join('\n')).not.toMatch(/consignment_|person_|tester|analyst-|\b(?![A-Z_]+\b)[\w-]{22,}/);
  });

  test('says what would rise', async () => {
    const row = policy.categories['cargo.risk'] as Policy['categories'][string];
    const cell = { ...row.cells.CUSTOMS_MS, effect: 'FULL', roles: null } as typeof row.cells.CUSTOMS_MS;
    const risk = { ...row, cells: { ...row.cells, CUSTOMS_MS: cell } } as typeof row;
    const { said } = await run({ ...policy, categories: { ...policy.categories, 'cargo.risk': risk } });
    const { changes } = said.at(-1);
    expect(new Set(changes.map(({ turn, agency }: Record<string, string>) => `${turn} ${agency}`))).toEqual(
      new Set(['RISES NL-CUSTOMS']),
    );
    expect(changes[0]).toMatchObject({ what: 'cargo.risk', was: 'HIT', now: 'FULL' });
  });

  test('takes an agency for what the new directory says it is', async () => {
    const agency = { ...(policy.agencies['DE-POLICE'] as Policy['agencies'][string]), kind: 'FIU' };
    const { said } = await run({ ...policy, version: 'moved', agencies: { ...policy.agencies, 'DE-POLICE': agency } });
    expect(said.at(-1).changes).toContainEqual(
      expect.objectContaining({ turn: 'FALLS', agency: 'DE-POLICE', what: 'cargo.movement', was: 'FULL', now: 'HIT' }),
    );
  });

  test('opens no body that the auditor may not read', async () => {
    const ofNetherlands = { agency: 'NL-SUPERVISOR', caseReference: 'AN-2026-00020' };
    const { code, said } = await run(withCell('cargo.parties', 'POLICE_MS', 'NONE'), ofNetherlands);
    expect([code, said.at(-1)]).toMatchObject([0, { answers: 1, changed: 0 }]);
  });

  test.each([
    ['without a case', { caseReference: undefined }, /by cap\.case\.audit\.content/],
    [
      'under a case that is not of its form',
      { caseReference: 'case 9' },
      /The case does not have the form of EU-SUPERVISOR/,
    ],
    ['for an agency that has no auditor', { agency: 'XA-CUSTOMS' }, /reads no body of the log, by viewer\.role/],
    ['for an agency that is not there', { agency: 'EU-SUPERVISER' }, /There is no agency EU-SUPERVISER/],
  ])('refuses %s, and prints and logs nothing', async (_what, changes, says) => {
    const { code, told } = await run(policy, changes);
    expect([code.code, code.message, told]).toEqual(['BAD_USER_INPUT', expect.stringMatching(says), []]);
  });

  test('prints nothing where the log cannot say so first', async () => {
    const { code, told } = await run(policy, {}, false);
    expect([code.code, told]).toEqual(['AUDIT_UNAVAILABLE', []]);
  });

  test('counts what cannot be decided again, and why', async () => {
    const [place] = places;
    await stripEntries(pool, place?.log ?? '', [{ from: place?.index ?? 0, to: place?.index ?? 0 }]);
    expect((await run(policy)).said.at(-1)).toMatchObject({ answers: 3, changed: 0, undecidable: { EXPIRED: 1 } });
    await pool.query({ text: 'delete from audit.envelope' });
    const { code, said } = await run(policy);
    expect([code, said.at(-1)]).toMatchObject([
      0,
      { answers: 3, changed: 0, undecidable: { EXPIRED: 1, ENVELOPE: 2 } },
    ]);
    expect((await run(policy, { json: false })).lines.join('\n')).toMatch(
      /UNDECIDED {2}2 answers name an envelope that is gone/,
    );
  });
});
