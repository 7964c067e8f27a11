import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkPolicy } from '../../../cli/policy/check.js';
import { initPolicy } from '../../../cli/policy/init.js';
import { packageFile } from '../../../schema/files.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-check-'));
const own = join(folder, 'own');
initPolicy(own);

function checked(changes: { policyDir?: string; supergraph?: string; json?: boolean } = {}) {
  const lines: string[] = [];
  const warnings: string[] = [];
  const { policyDir, supergraph, json = false } = changes;
  const out = (line: string) => void lines.push(line);
  const code = checkPolicy({ policyDir, supergraph, json, out, warn: (line) => void warnings.push(line) });
  return { code, lines, warnings };
}

function written(file: string, change: (text: string) => string): string {
  const directory = mkdtempSync(join(folder, 'changed-'));
  const made = join(directory, 'policy');
  initPolicy(made);
  const path = join(made, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return made;
}

describe('policy check', () => {
  it('takes the policy of the product, and a copy of it', () => {
    expect(checked()).toMatchObject({
      code: 0,
      lines: [
        expect.stringContaining('The policy holds: '),
        expect.stringMatching(/^Decisions: the product's proposal/),
        expect.stringMatching(/^Written: \d+ sentences/),
      ],
    });
    expect(checked({ policyDir: own }).lines).toEqual(checked().lines);
  });

  it('names each mistake with its file, its line and what to write instead', () => {
    const policyDir = written('agencies.yaml', (text) => text.replace('    roles: [', '    rolles: ['));
    const { code, lines } = checked({ policyDir });
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/agencies\.yaml:[0-9]+.*Hint: /);
    expect(JSON.parse(checked({ policyDir, json: true }).lines[0] ?? '')).toMatchObject({ mistakes: lines });
  });

  it('finds a category that labels name and no row has', () => {
    const policyDir = written('matrix.yaml', (text) => text.replaceAll('persons.physical', 'persons.physicl'));
    expect(checked({ policyDir })).toMatchObject({
      code: 1,
      lines: expect.arrayContaining([expect.stringContaining('persons.physical, which matrix.yaml does not have')]),
    });
  });

  it('closes over another supergraph, whose unknown labels it names', () => {
    const supergraph = join(folder, 'other.graphql');
    const sdl = readFileSync(packageFile('schema', 'supergraph.graphql'), 'utf8');
    writeFileSync(supergraph, sdl);
    expect(checked({ supergraph }).code).toBe(0);
    writeFileSync(supergraph, sdl.replace('category: "persons.reason"', 'category: "persons.reasons"'));
    expect(checked({ supergraph })).toMatchObject({
      code: 1,
      lines: [expect.stringContaining('persons.reasons')],
    });
  });

  it('warns of a row that ends within thirty days', () => {
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const policyDir = written('matrix.yaml', (text) => text.replace(/(validity: .*to: )[^ },]+/, `$1${soon}`));
    expect(checked({ policyDir }).warnings[0]).toContain('in 5 days');
  });

  it('warns of a directory in which nothing tests the policy, and of it demands no more than a start does', () => {
    const policyDir = written('matrix.yaml', (text) => text.replace('TAX_MS: MASKED', 'TAX_MS: FULL'));
    expect(checked({ policyDir }).code).toBe(1);
    rmSync(join(policyDir, 'cases'), { recursive: true });
    expect(checked({ policyDir })).toMatchObject({ code: 0, warnings: [expect.stringContaining('no cases/')] });
  });

  it('says what of a supergraph cannot be read', () => {
    for (const [name, text] of [['empty.graphql', '{'] as const, ['none.graphql', null] as const]) {
      if (text !== null) writeFileSync(join(folder, name), text);
      expect(() => checked({ supergraph: join(folder, name) })).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
    }
  });
});
