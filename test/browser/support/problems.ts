import { EventEmitter, once } from 'node:events';
import type { BrowserContext, Request } from 'playwright-core';

/** What went wrong in a browser so far, a line each. */
export interface Problems {
  /** Takes lines that match for meant: what a test provokes. */
  allow(pattern: RegExp): void;
  /** Lines that nothing allows. */
  list(): readonly string[];
  /** Resolves when there is a line that matches. */
  until(pattern: RegExp): Promise<void>;
}

/**
 * Collects whatever a page must never do: errors on its console, what its policy refused, uncaught errors, dialogs, failed
 * requests, requests to others than `origins`.
 */
export async function collectProblems(context: BrowserContext, origins: readonly string[]): Promise<Problems> {
  const lines: string[] = [];
  const allowed: RegExp[] = [];
  const came = new EventEmitter();
  const note = (line: string): void => {
    lines.push(line);
    came.emit('line', line);
  };
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      note(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => note(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('dialog', (dialog) => {
    note(`dialog: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (!isOf(origins, request)) note(`foreign request: ${request.method()} ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // Why: so ends what the page itself gave up, as it must when purposes change.
    if (errorText !== 'net::ERR_ABORTED') note(`failed request: ${request.method()} ${request.url()} ${errorText}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      console.error(`refused by policy: ${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  return {
    allow: (pattern) => void allowed.push(pattern),
    until: async (pattern) => {
      while (!lines.some((line) => pattern.test(line))) await once(came, 'line');
    },
    list: () => lines.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
}

/** A blob is the page's own: it is how a page hands over a file. */
function isOf(origins: readonly string[], request: Request): boolean {
  const { protocol, origin } = new URL(request.url());
  return protocol === 'blob:' || origins.includes(origin);
}
