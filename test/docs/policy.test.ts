import { describe, expect, it } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';
import { runCommand } from '../support/command.js';

const blocks = [...readPackageFile('docs', 'POLICY.md').matchAll(/```console\n\$ portcullis (.+)\n([\s\S]*?)```/g)];

describe('docs/POLICY.md', () => {
  it('has examples', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks.map(([, command = '', shown = '']) => [command, shown]))(
    'shows what is printed by %s',
    async (command, shown) => {
      const running = runCommand(command.split(' '));
      expect({ code: await running.ended, shown: running.out() }).toEqual({ code: 0, shown });
    },
  );
});
