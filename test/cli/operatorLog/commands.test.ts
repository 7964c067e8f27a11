import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { runAuditVerify } from '../../../cli/audit/auditVerify.js';
import { keysForVerifying } from '../../../cli/audit/openBodies.js';
import { openCommandContext } from '../../../cli/commandContext.js';
import { hashSettings } from '../../../cli/config.js';
import { register, revoke } from '../../../cli/documents/register.js';
import { rotate } from '../../../cli/keys/keys.js';
import { mintToken } from '../../../cli/keys/mintToken.js';
import { logLookElsewhere } from '../../../cli/operatorLog/lookElsewhere.js';
import { type ExplainRecordCommand, runExplainRecord } from '../../../cli/policy/explainRecord.js';
import { runSimulate } from '../../../cli/policy/simulate.js';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { loadMapping } from '../../../ingest/mapping/parse/load.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { productPolicy } from '../../../policy/loading/policyFiles.js';
import { listKeys } from '../../../storage/keys/keyRotation.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { writeFile } from '../../ingest/support/samples.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

/* The commands that change something, or hand something out, and the log that has it before. */
const { folder, database, settings } = await openIdleDeployment('portcullis commands ');
const printed: string[] = [];
const { log } = console;
const pool = database.ending(openLogPool(database.adminUrl));
const documents = createDocumentRepository(database.ending(openRegister(database.gatewayUrl)));

beforeAll(() => {
  console.log = (line) => void printed.push(String(line));
});
beforeEach(() => void printed.splice(0));
afterAll(() => {
  console.log = log;
});

/** Entries of operators since the last call: `kind act code`, agency and what the sealed body says. */
let seen = 0;
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

/** Nothing can be written to the log while this works. */
async function whileUnwritable(work: () => Promise<unknown>): Promise<void> {
  await pool.query({ text: 'revoke insert on audit.entry from portcullis_audit_writer' });
  try {
    await expect(work()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  } finally {
    await pool.query({ text: 'grant insert on audit.entry to portcullis_audit_writer' });
  }
  expect(printed).toEqual([]);
}

describe('a development token', () => {
  const request = { agency: 'NL-CUSTOMS', role: 'ANALYST', subject: 'someone', ttlSeconds: 60 } as const;

  it('is in the audit log before it is handed out, for the agency that it states', async () => {
    expect(await mintToken(settings, request, 'night shift')).toMatch(/^ey/);
    expect(await newEntries()).toEqual([
      {
        ...{ what: 'ADMIN token OK', agency: 'NL-CUSTOMS', subject: 'night shift' },
        facts: expect.objectContaining({ role: 'ANALYST', subject: 'someone', ttlSeconds: 60 }),
      },
    ]);
  });

  it('is not handed out where the log cannot be written', async () => {
    await whileUnwritable(() => mintToken(settings, request, 'night shift'));
  });

  it('is not handed out before a first start: there is no log yet, and nothing is made', async () => {
    const nowhere = temporaryDataDirectory('portcullis nowhere ');
    const command = runCommand(['token', '--agency', 'NL-CUSTOMS', '--data', nowhere.path]);
    expect(await command.ended).toBe(1);
    expect([command.out(), existsSync(nowhere.path)]).toEqual(['', false]);
    expect(command.err()).toMatch(/^portcullis: There is no database/);
  });
});

describe('a key', () => {
  const cursor = () => listKeys(`${folder.path}/keys`).find(({ name }) => name === 'cursor')?.id;

  it('is replaced once the audit log says so, by fingerprints', async () => {
    const replaced = cursor();
    await rotate(settings, 'cursor', 'night shift');
    const made = cursor();
    expect(made).not.toBe(replaced);
    expect(await newEntries()).toMatchObject([
      { what: 'INTENT keysRotate OK', agency: null, facts: { key: 'cursor', replaced } },
      { what: 'OUTCOME keysRotate OK', agency: null, facts: { key: 'cursor', replaced, made } },
    ]);
  });

  it('stays where the log cannot be written', async () => {
    const before = cursor();
    await whileUnwritable(() => rotate(settings, 'cursor', 'night shift'));
    expect(cursor()).toBe(before);
  });

  it('of the log itself is replaced between two entries, which both open afterwards', async () => {
    await rotate(settings, 'auditSeal', 'night shift');
    await rotate(settings, 'checkpoint', 'night shift');
    const entries = await newEntries();
    expect(entries[3]?.facts?.publicKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(entries.map(({ what, facts }) => [what, facts?.key])).toEqual([
      ['INTENT keysRotate OK', 'auditSeal'],
      ['OUTCOME keysRotate OK', 'auditSeal'],
      ['INTENT keysRotate OK', 'checkpoint'],
      ['OUTCOME keysRotate OK', 'checkpoint'],
    ]);
  });

  it('that may not be replaced leaves no entry: nothing was to happen', async () => {
    await expect(rotate(settings, 'link', 'night shift')).rejects.toMatchObject({ code: 'KEY_ROTATION_REFUSED' });
    expect(await newEntries()).toEqual([]);
  });
});

describe('a document', () => {
  const file = writeFile('profile.graphql', '{ container(id: "ZZZU2601176") { containerId } }');
  const stated = {
    file,
    agency: 'NL-CUSTOMS',
    purpose: 'CUSTOMS_CONTROL',
    operator: 'night shift',
    json: false,
    out: (line: string) => console.log(line),
  } as const;
  const state = async () =>
    (await documents.list('NL-CUSTOMS')).map(({ revokedAt }) => (revokedAt ? 'revoked' : 'good'));

  it('is registered and taken out of use once the audit log says so', async () => {
    await register(settings, stated);
    expect(await state()).toEqual(['good']);
    const documentId = printed.at(-1) ?? '';
    await revoke(settings, 'NL-CUSTOMS', documentId, stated);
    expect(await state()).toEqual(['revoked']);
    const registered = { documentId, purpose: 'CUSTOMS_CONTROL', file: 'profile.graphql' };
    expect(await newEntries()).toMatchObject([
      { what: 'INTENT documentsRegister OK', agency: 'NL-CUSTOMS', facts: registered },
      { what: 'OUTCOME documentsRegister OK', agency: 'NL-CUSTOMS' },
      { what: 'INTENT documentsRevoke OK', agency: 'NL-CUSTOMS', facts: { documentId } },
      { what: 'OUTCOME documentsRevoke OK', agency: 'NL-CUSTOMS' },
    ]);
  });

  it('is neither where the log cannot be written', async () => {
    const before = await state();
    await whileUnwritable(() => register(settings, stated));
    const [known] = await documents.list('NL-CUSTOMS');
    await whileUnwritable(() => revoke(settings, 'NL-CUSTOMS', known?.documentId ?? '', stated));
    expect(await state()).toEqual(before);
  });
});

describe('another database', () => {
  it('is looked at by a mapping once the audit log says so, without its URL', async () => {
    const text = `version: 1
source: mapped-watchlist
kind: person
input: {type: sql, query: select * from watchlist order by id, urlVariable: WATCHLIST_URL}
key: id
envelope: {originator: NL-CUSTOMS}
fields: {names: name}
`;
    const mapping = await loadMapping(writeFile('watch.yaml', text));
    await logLookElsewhere(settings, 'night shift', mapping);
    expect(await newEntries()).toMatchObject([
      {
        what: 'ADMIN mappingCheck OK',
        facts: { mapping: mapping.digest, source: 'mapped-watchlist', urlVariable: 'WATCHLIST_URL' },
      },
    ]);
    await whileUnwritable(() => logLookElsewhere(settings, 'night shift', mapping));
  });
});

describe('an explanation of a record', () => {
  it('is told once the audit log says so, with who asked for whom; of a record that is not there too', async () => {
    const command: ExplainRecordCommand = {
      ...{
        agency: 'NL-CUSTOMS',
        role: 'ANALYST' as const,
        purpose: 'CUSTOMS_CONTROL' as const,
        caseReference: undefined,
      },
      ...{ coordinate: 'Person.birthDate', record: 'Person:person_aaaaaaaaaaaa', operator: 'night shift' },
      ...{ json: true, out: (line: string) => void printed.push(line) },
    };
    await runExplainRecord(settings, command);
    expect(JSON.parse(printed.splice(0).join(''))).toMatchObject({ record: command.record, known: false });
    expect(await newEntries()).toMatchObject([
      {
        ...{ what: 'ADMIN policyExplain OK', agency: null, subject: 'night shift' },
        facts: { record: command.record, field: 'Person.birthDate', agency: 'NL-CUSTOMS', role: 'ANALYST' },
      },
    ]);
    await whileUnwritable(() => runExplainRecord(settings, command));
  });
});

describe('a verification of the log', () => {
  const verify = async () => {
    const context = await openCommandContext(settings, pino({ level: 'silent' }));
    const lines: string[] = [];
    try {
      const opened = await keysForVerifying(settings, context, { operator: 'night shift', log: undefined });
      const heads = context.headsDirectory;
      const code = await runAuditVerify({ pool, heads, ...opened, json: true, out: (line) => lines.push(line) });
      return { code, found: JSON.parse(lines.join('')), opens: opened.keys.auditSeal !== undefined };
    } finally {
      await context.databases.release();
    }
  };

  it('opens the bodies once the audit log says so, and proves the log with that entry in it', async () => {
    const { code, found, opens } = await verify();
    expect([code, found.faults, found.missing, opens]).toEqual([0, [], [], true]);
    expect(await newEntries()).toMatchObject([
      { what: 'ADMIN auditVerify OK', agency: null, subject: 'night shift', facts: { log: null } },
    ]);
  });

  it('of one entry, which is decided again, is an act of its own that says which and by what policy', async () => {
    const context = await openCommandContext(settings, pino({ level: 'silent' }));
    try {
      const replayed = { index: 7, policyVersion: 'tried' };
      const { keys } = await keysForVerifying(settings, context, { operator: 'night shift', log: 'main', replayed });
      expect(keys.auditSeal).toBeDefined();
    } finally {
      await context.databases.release();
    }
    expect(await newEntries()).toMatchObject([
      {
        what: 'ADMIN auditReplay OK',
        agency: null,
        subject: 'night shift',
        facts: { log: 'main', index: 7, policyVersion: 'tried' },
      },
    ]);
  });

  it('leaves them closed where the log cannot be written, and says that this is not proven', async () => {
    await pool.query({ text: 'revoke insert on audit.entry from portcullis_audit_writer' });
    try {
      const { code, found, opens } = await verify();
      expect([code, found.faults, opens]).toEqual([2, [], false]);
      expect(found.missing[0].what).toMatch(/bodies, which stay closed: AUDIT_UNAVAILABLE$/);
    } finally {
      await pool.query({ text: 'grant insert on audit.entry to portcullis_audit_writer' });
    }
  });
});

describe('a simulation of another policy', () => {
  const simulate = () =>
    runSimulate(settings, {
      ...{ directory: productPolicy, days: 7, agency: 'NL-CUSTOMS', caseReference: 'NLC-2026-00017' },
      ...{ operator: 'night shift', json: true, out: (line) => void printed.push(line), progress: () => undefined },
    });

  it('is in the audit log with its auditor, case and policy before anything is read', async () => {
    expect(await simulate()).toBe(0);
    expect(JSON.parse(printed.join(''))).toMatchObject({ changed: 0, changes: [] });
    const facts = { agency: 'NL-CUSTOMS', role: 'AUDITOR', caseReference: 'NLC-2026-00017', days: 7 };
    expect(await newEntries()).toMatchObject([
      {
        ...{ what: 'ADMIN policySimulate OK', agency: 'NL-CUSTOMS', subject: 'night shift' },
        facts: { ...facts, policyVersion: loadPolicy().version },
      },
    ]);
  });

  it('reads nothing where the log cannot be written', async () => {
    await whileUnwritable(simulate);
  });
});

describe('a command that opens a log', () => {
  it('states the settings and the policy that it runs with, no secret among them', async () => {
    const keys = { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) };
    const { entries } = await createAuditReader(pool, 'main.cli', keys).search({ agencies: null, limit: 100 });
    const opened = entries.find(({ header }) => header.kind === 'OPENED');
    expect(opened?.header.policyVersion).toBe(loadPolicy().version);
    expect(opened?.body?.variables?.settingsHash).toBe(hashSettings(settings));
    expect(hashSettings({ ...settings, databaseUrlAudit: 'postgres://other:secret@elsewhere/x' })).toBe(
      hashSettings(settings),
    );
    expect(hashSettings({ ...settings, port: settings.port + 1 })).not.toBe(hashSettings(settings));
  });
});
