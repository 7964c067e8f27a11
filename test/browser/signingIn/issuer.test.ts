import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { partTexts } from '../../../console/texts/parts.js';
import { shellTexts } from '../../../console/texts/shell.js';
import { type IssuedServer, openIssuedServer } from '../../docs/support/issuedServer.js';
import { describeInBrowser } from '../support/browse.js';

/* Signing in at an issuer: the oidc-provider of docs/TOKENS.md, in a browser. */

const { signIn: texts, statement, navigation } = shellTexts;

/** The issuer of the page, whose client is the console, here, on this machine. */
const ofConsole = (code: string, port: string): string =>
  code
    .replace(
      "redirect_uris: ['https://front-end.customs.example/signed-in'],",
      `redirect_uris: ['http://127.0.0.1:${port}/'], application_type: 'native',`,
    )
    .replace('features: {', 'clientBasedCORS: () => true,\n  features: {');

describeInBrowser('an officer of an issuer', ({ visit }) => {
  let served: IssuedServer;
  let origin = '';
  beforeAll(async () => {
    const args = (issuer: string) => ['--console-issuer', issuer, '--console-client-id', 'front-end'];
    served = await openIssuedServer('portcullis browser issuer ', { change: ofConsole, args });
    ({ origin } = new URL(served.url));
  }, 300_000);
  afterAll(() => served?.close());

  const open = async (path = '/') => {
    const visitor = await visit({ origins: [origin, served.issuer] });
    // The pages of the provider for development have a font of elsewhere.
    visitor.problems.allow(/fonts\.googleapis\.com/);
    await visitor.page.clock.install();
    await visitor.page.goto(`${origin}${path}`);
    return visitor;
  };
  const goThere = async (page: Page) => {
    await page.getByRole('button', { name: texts.byIssuer(new URL(served.issuer).host) }).click();
    await page.waitForURL(`${served.issuer}/**`);
  };
  const signIn = async (page: Page, officer: string) => {
    await goThere(page);
    await page.locator('input[name=login]').fill(officer);
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.locator('button[type=submit]').filter({ hasText: 'Continue' }).click();
    await page.waitForURL(`${origin}/**`);
  };
  const begin = async (page: Page) => {
    await page.getByRole('button', { name: statement.begin }).click();
    await page.getByRole('navigation', { name: navigation }).waitFor();
  };

  test('signs in there, states a purpose of those that the token allows, and nothing stays in the browser', async () => {
    const { page, context } = await open();
    await signIn(page, 'nl-4711');
    await page.getByRole('button', { name: statement.purpose }).click();
    expect(await page.getByRole('option').count()).toBe(2);
    await page.keyboard.press('Escape');
    await begin(page);
    await page.getByRole('banner').getByText('NL-CUSTOMS').waitFor();
    expect(page.url()).toBe(`${origin}/#/`);
    // Cookies are the issuer's own.
    expect((await context.storageState()).origins).toEqual([]);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: texts.byIssuer(new URL(served.issuer).host) }).waitFor();
  });

  test('whose token has ended is told so, and sees nothing more', async () => {
    const { page } = await open();
    await signIn(page, 'nl-4711');
    await begin(page);
    await page.clock.fastForward('06:00');
    await page.getByRole('link', { name: shellTexts.pages.view }).click();
    const told = page.getByRole('alert').filter({ hasText: texts.errors.ENDED as string });
    await told.waitFor();
    await told.getByRole('button', { name: partTexts.signInAgain }).click();
    await page.getByRole('button', { name: texts.byIssuer(new URL(served.issuer).host) }).waitFor();
  });

  test('who turns back there is told by the code of the issuer', async () => {
    const { page } = await open();
    await goThere(page);
    await page.getByText(/cancel/i).click();
    await page.waitForURL(`${origin}/**`);
    await page
      .getByRole('alert')
      .filter({ hasText: texts.errors.ISSUER_REFUSED as string })
      .waitFor();
    await page.getByRole('alert').getByText('access_denied').waitFor();
  });

  test('is not signed in by a return that this tab has not begun', async () => {
    const issuer = encodeURIComponent(served.issuer);
    const { page } = await open(`/#code=stolen&state=${'s'.repeat(43)}&iss=${issuer}`);
    await page
      .getByRole('alert')
      .filter({ hasText: texts.errors.RETURN_UNKNOWN as string })
      .waitFor();
    expect(page.url()).not.toContain('stolen');
  });
});
