import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkpointKeys, verifierKeyOf } from '../../../../auditlog/signing/keys.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { runCommand } from '../../../support/command.js';

const { publicKey } = checkpointKeys(Buffer.alloc(32, 7));
const keyOf = (log: string): string => verifierKeyOf(`portcullis.example/${log}`, publicKey);
const folder = makeFolder();
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const whole = `log ${keyOf('main')} http://127.0.0.1:1/log/main\n`;
const trust = fileOf('trust', `${whole}quorum none\n`);
const withoutUrl = fileOf('without-url', `${whole}log ${keyOf('main.cli')}\nquorum none\n`);

describe('portcullis audit monitor ends with 2, and never with 1, which says that a log is broken', () => {
  it.each([
    ['is told nobody to believe', [], /No trusted log is named/],
    ['has a trust file that is none', ['--policy', fileOf('none', 'hello\n')], /none/],
    ['has a trust file that is not there', ['--policy', join(folder, 'nowhere')], /nowhere/],
    ['has no URL for one log, and says nothing of the others then', ['--policy', withoutUrl], /no URL for .*main\.cli/],
    ['has a token that is not there', ['--policy', trust, '--token', join(folder, 'nowhere')], /nowhere/],
    ['has a witness that is none', ['--policy', trust, '--witness', join(folder, 'nowhere')], /nowhere/],
    ['is given a switch that is none', ['--polcy', trust], /unknown option/],
    ['cannot reach the log', ['--policy', trust], /^$/],
  ])('where it %s', async (_, args, said) => {
    const command = runCommand(['audit', 'monitor', '--state', join(folder, 'state'), ...args]);
    expect(await command.ended).toBe(2);
    expect(command.err()).toMatch(said);
    expect(command.out()).toMatch(said.source === '^$' ? /^UNPROVEN .*main: no head\n {2}it cannot be read/ : /^$/);
  });
});
