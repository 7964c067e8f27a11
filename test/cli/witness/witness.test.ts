import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { openCosignatures } from '../../../auditlog/c2sp/cosignature.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseVerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { consistencyProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { writeAddCheckpoint } from '../../../auditlog/witness/addCheckpoint.js';
import { hashOfOrigin } from '../../../auditlog/witness/keptHeads.js';
import { makePrivateFolder } from '../../../schema/wholeFile.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const origin = 'example.com/log';
const log = checkpointKeys(Buffer.alloc(32, 1));
const leaves = Array.from({ length: 20 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const head = (size: number) => signCheckpoint({ origin, size, root: rootHash(leaves.slice(0, size)) }, log.privateKey);
const ask = (old: number, size: number) =>
  writeAddCheckpoint(old, old === 0 ? [] : consistencyProof(leaves, old, size), head(size));
const folder = temporaryDataDirectory('portcullis witness ');
const logs = `${folder.path}-logs.txt`;

async function startWitness(): Promise<{
  readonly url: string;
  readonly key: string;
  readonly command: RunningCommand;
}> {
  writeFileSync(logs, `log ${verifierKeyOf(origin, log.publicKey)}\nquorum none\n`);
  const args = ['audit', 'witness', '--logs', logs, '--data', folder.path, '--port', '0', '--name', 'w.example/1'];
  const command = closedAfter(runCommand(args));
  const [, url = '', key = ''] = await command.until(/ready at (\S+)\. Its key:\n(\S+)\n/);
  return { url, key, command };
}

const post = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });

describe('portcullis audit witness', () => {
  it('answers as C2SP has it, keeps what it cosigned over a kill -9, and is one process', async () => {
    const first = await startWitness();
    const answer = await post(first.url, ask(0, 5));
    expect(answer.status).toBe(200);
    const line = await answer.text();
    const key = parseVerifierKey(first.key, primitives, signatureTypes.cosignature);
    const parsed = parseCheckpoint(head(5) + line);
    expect(parsed && key && openCosignatures(parsed, [key], primitives)).toHaveLength(1);
    const conflict = await post(first.url, ask(3, 9));
    expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([
      409,
      'text/x.tlog.size',
      '5\n',
    ]);
    expect((await post(first.url, 'x'.repeat(400_000))).status).toBe(413);
    expect((await fetch(`${first.url}/add-checkpoint`)).status).toBe(404);
    const second = runCommand(['audit', 'witness', '--logs', logs, '--data', folder.path, '--port', '0']);
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/Another Portcullis server/);

    first.command.process.kill('SIGKILL');
    await first.command.ended;
    const next = await startWitness();
    expect(next.key).toBe(first.key);
    expect((await post(next.url, ask(0, 3))).status).toBe(409);
    const shown = await fetch(`${next.url}/${hashOfOrigin(origin)}/checkpoint`);
    expect(await shown.text()).toBe(head(5) + line);
    const printed = runCommand(['audit', 'witness', '--print-key', '--data', folder.path]);
    await printed.ended;
    expect(printed.out().trim()).toBe(first.key);
    expect(await next.command.close()).toBe(0);
    expect(next.command.err()).toContain('a head was not cosigned');
  });

  it('cosigns for a log that its file names later, once it is told to look', async () => {
    const { url, command } = await startWitness();
    const other = signCheckpoint(
      { origin: 'example.com/new', size: 1, root: rootHash(leaves.slice(0, 1)) },
      log.privateKey,
    );
    expect((await post(url, writeAddCheckpoint(0, [], other))).status).toBe(404);
    writeFileSync(logs, `log ${verifierKeyOf('example.com/new', log.publicKey)}\nquorum none\n`);
    command.process.kill('SIGHUP');
    let status = 404;
    for (let tries = 0; status === 404 && tries < 100; tries += 1) {
      await pause(50);
      status = (await post(url, writeAddCheckpoint(0, [], other))).status;
    }
    expect(status).toBe(200);
    await command.close();
  });

  it.each([
    ['the data directory', 'a log', 'keys'],
    ['the folder of keys, wherever it lies,', 'its keys', 'checkpoint.json'],
    ['the folder of heads', 'its heads', 'main.head'],
  ])('does not begin in %s of a log', async (_, name, holds) => {
    const directory = join(folder.path, '..', name);
    makePrivateFolder(directory);
    writeFileSync(join(directory, holds), '');
    const beside = runCommand(['audit', 'witness', '--logs', logs, '--data', directory, '--port', '0']);
    expect(await beside.ended).toBe(1);
    expect(beside.err()).toMatch(/belongs to a log/);
  });

  it('does not begin in clear off this machine', async () => {
    const inClear = runCommand([
      'audit',
      'witness',
      '--logs',
      logs,
      '--data',
      folder.path,
      '--host',
      '0.0.0.0',
      '--port',
      '0',
    ]);
    expect(await inClear.ended).toBe(1);
    expect(inClear.err()).toMatch(/--tls-cert/);
  });
});
