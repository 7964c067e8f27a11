import { describe, expect, it } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';
import { runCommand } from '../support/command.js';

const text = readPackageFile('docs', 'POLICY.md');
const blocks = [...text.matchAll(/```console.*\n\$ portcullis (.+)\n([\s\S]*?)```/g)];

describe('docs/POLICY.md', () => {
  it('has examples', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it('quotes rows of the matrix as they stand in it', () => {
    const quoted = [...text.matchAll(/<!-- policy\/matrix\.yaml -->\n```yaml.*\n([\s\S]*?)```/g)];
    expect(quoted).toHaveLength(1);
    for (const [, row = ''] of quoted) expect(readPackageFile('policy', 'matrix.yaml')).toContain(`\n${row}`);
  });

  it.each(blocks.map(([, command = '', shown = '']) => [command, shown]))(
    'shows what is printed by %s',
    async (command, shown) => {
      const running = runCommand(command.split(' '));
      expect({ code: await running.ended, shown: running.out() }).toEqual({ code: 0, shown });
    },
  );
});
