import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { diffSchemas } from '../../../cli/documents/schemaDiff.js';
import { openRegister } from '../../../gateway/documents/register/repository.js';
import { addUsage } from '../../../gateway/documents/usage/repository.js';
import { readPackageFile } from '../../../schema/files.js';
import { runCommand } from '../../support/command.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { database, settings } = await openIdleDeployment('portcullis schema diff ');
const directory = mkdtempSync(join(tmpdir(), 'portcullis-schema-diff-'));
const next = join(directory, 'next.graphql');
const served = readPackageFile('schema', 'supergraph.graphql');

beforeAll(async () => {
  writeFileSync(next, served.replace('  birthDate: PartialDate @join', '  bornOn: PartialDate @join'));
  const register = openRegister(database.gatewayUrl);
  const row = { agency: 'NL-CUSTOMS', coordinate: 'Person.birthDate', times: 2 };
  for (const [day, client, documentId] of [
    ['2026-11-03', 'front-end', ''],
    ['2026-11-24', 'risk-engine', 'sha256:1'],
    ['2026-11-17', 'front-end', ''],
  ] as const)
    await addUsage(register, [{ ...row, day, client, documentId }]);
  await addUsage(register, [
    { ...row, day: '2026-11-30', client: 'other', documentId: '', coordinate: 'Person.gender' },
  ]);
  await register.close();
});

async function diff(of: {
  readonly next?: string;
  readonly served?: string;
  readonly json?: boolean;
  readonly of?: object;
}) {
  const lines: string[] = [];
  const asked = { next, served: undefined, json: false, ...of, out: (line: string) => void lines.push(line) };
  return { code: await diffSchemas({ ...settings, ...of.of }, asked), lines };
}

describe('portcullis schema diff', () => {
  it('says of what breaks which agencies, clients and documents asked it, the last one first', async () => {
    expect(await diff({})).toEqual({
      code: 1,
      lines: [
        'Person.birthDate was removed.',
        '  last on 2026-11-24  NL-CUSTOMS           risk-engine          sha256:1',
        '  last on 2026-11-17  NL-CUSTOMS           front-end            free text',
        '1 change that breaks documents.',
      ],
    });
  });

  it('says where nobody asked, and that nothing breaks', async () => {
    const unasked = join(directory, 'unasked.graphql');
    writeFileSync(unasked, served.replace('  birthDates: [PartialDate!] @join', '  bornOn: [PartialDate!] @join'));
    expect((await diff({ next: unasked })).lines[1]).toBe('  asked by nobody, as far as was counted');
    writeFileSync(unasked, served);
    expect(await diff({ next: unasked })).toEqual({ code: 0, lines: ['0 changes that break documents.'] });
  });

  it('says what breaks without a database, and that it does not know for whom', async () => {
    const gone = { data: undefined, databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/gone' };
    const { code, lines } = await diff({ of: gone });
    expect([code, lines[0], lines[1]]).toEqual([1, 'Person.birthDate was removed.', '1 change that breaks documents.']);
    expect(lines[2]).toMatch(/^Who asked is not known\. .*database/i);
    expect(lines.join()).not.toMatch(/nobody:|secret|asked by nobody/);
    const { lines: json } = await diff({ of: gone, json: true });
    expect(JSON.parse(json[0] ?? '')).toMatchObject({ breaks: [{ askedBy: null }], unknown: expect.any(String) });
  });

  it('ends with 2 for a file that is no supergraph', async () => {
    const unread = runCommand(['schema', 'diff', join(directory, 'none.graphql')]);
    expect([await unread.ended, unread.err()]).toEqual([2, expect.stringContaining('is no readable supergraph')]);
  });
});
