import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { openWitnessKey } from '../../../cli/witness/witnessKey.js';
import { openPool } from '../../auditlog/support/openTestLog.js';
import { runCommand } from '../../support/command.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';

/* The command of a supervisor's cron against a running gateway: exit codes are all that it is asked for. */
let deployment: TestDeployment;
let key: readonly string[];
const folder = mkdtempSync(join(tmpdir(), 'portcullis monitor '));
const asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;

beforeAll(async () => {
  // The key of a witness, as its first start makes it.
  deployment = await openTestDeployment({
    readers: [openWitnessKey(join(folder, 'witness'), 'w.example/1').verifierKey],
  });
  const { body } = await deployment.ask(asker, '{ viewer { agency { id } } }');
  const { log } = body.extensions.audit;
  const { authorization = '' } = await deployment.headersOf(asker);
  writeFileSync(join(folder, 'token'), authorization.replace('Bearer ', ''));
  const vkey = verifierKeyOf(originOf(log, deployment.parts.keys.origin), deployment.parts.keys.checkpoint.publicKey);
  key = ['--key', vkey, '--url', new URL(`/log/${log}`, deployment.url).href];
  await untilSigned(1);
});
afterAll(async () => await deployment.close());

/** Waits until a checkpoint is over so many entries; without one, until the test ends. */
async function untilSigned(entries: number): Promise<void> {
  const admin = openPool(deployment.adminUrl);
  const signed = async () =>
    (await admin.query('select max(size)::int as size from audit.checkpoint')).rows[0].size ?? 0;
  while ((await signed()) < entries) await sleep(100);
  await admin.end();
}

const run = (options: readonly string[] = [], by = ['--token', join(folder, 'token')]) =>
  runCommand([
    ...['audit', 'monitor', '--state', join(folder, 'state'), ...by],
    ...(options.length > 0 ? options : key),
  ]).said();

describe('portcullis audit monitor', () => {
  test('ends with 0 while a log grows, with 1 once it went back, and with 2 where it cannot be seen', async () => {
    expect(await run()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^OK {8}portcullis\.example\/[0-9a-f]{16}\/test-/),
    });
    for (let i = 0; i < 5; i += 1) await deployment.ask(asker, '{ viewer { agency { id } } }');
    await untilSigned(6);
    expect(await run()).toMatchObject({ code: 0 });
    expect(await run(key, ['--witness', join(folder, 'witness')])).toMatchObject({ code: 0 });
    const admin = openPool(deployment.adminUrl);
    await admin.query('delete from audit.checkpoint where size > 3');
    await admin.end();
    expect(await run()).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^BROKEN {4}.*\n {2}it shows \d entries, and \d+ were signed before/),
    });
    openWitnessKey(join(folder, 'stranger'), 'w.example/1');
    expect(await run(key, ['--witness', join(folder, 'stranger')])).toMatchObject({
      code: 2,
      out: expect.stringContaining('it answers 401'),
    });
    writeFileSync(join(folder, 'token'), 'x.y.z');
    expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining('it answers 401') });
    expect(await run(['--key', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('No trusted log is named'),
    });
  });
});
