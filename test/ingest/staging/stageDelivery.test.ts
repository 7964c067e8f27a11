import { describe, expect, it } from '@jest/globals';
import { entry, list, openRunSetting } from '../run/setting.js';

const { names, run } = await openRunSetting();

describe('the step of staging', () => {
  it.each([
    ['a dry run', true],
    ['a run', false],
  ])(
    'in %s changes no record by one that is read again under its key: a dry run said that it would',
    async (_, check) => {
      await run([list(entry(1, 'EXEMPLAROV, Fictitius'))]);
      const retried = { repeated: true, frame: { before: '', after: '' }, lineOf: (line: number) => line };
      const other = [list(entry(1, 'SPECIMEN, Example'))];
      expect(await run(other, { retry: true, retried, check })).toMatchObject({ changed: 0, quarantined: 1 });
      expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
    },
  );

  it('is refused to a command that names no agency: of none is the demonstration alone', async () => {
    const refused = run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { envelope: { originator: '' } });
    await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
