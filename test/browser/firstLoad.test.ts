import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shellTexts } from '../../console/texts/shell.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { noteLoads } from './support/load.js';

/** Over the wire, before anybody clicks. */
const mostBytes = 200_000;

/** Files of pages other than the first; what they share with it may be a file of its own. */
const othersAlone = /\/\w+(Page|Map|Table|Set)-/;

describeInBrowser('the first load', ({ visit }) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment({ demo: false });
  });
  afterAll(() => deployment?.close());

  test('of page, code and styles has 200 kB at most, and nothing that only other pages need', async () => {
    const { page } = await visit({ origins: [deployment.origin] });
    const loads = noteLoads(page);
    await page.goto(deployment.link());
    await page.getByRole('button', { name: shellTexts.statement.begin }).waitFor();
    const files = await loads();
    expect(files.filter(({ encoding, path }) => encoding !== 'br' || othersAlone.test(path))).toEqual([]);
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(mostBytes);
  });
});
