import type { Page, Response } from 'playwright-core';

/** One file that a page loaded. */
export interface Loaded {
  readonly path: string;
  /** As it came over the wire. */
  readonly bytes: number;
  readonly encoding: string;
}

/** Begins to note what a page loads from its server; what is asked of the graph is not of it. */
export function noteLoads(page: Page): () => Promise<readonly Loaded[]> {
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'GET') responses.push(response);
  });
  return async () =>
    await Promise.all(
      responses.map(async (response) => ({
        path: new URL(response.url()).pathname,
        bytes: (await response.request().sizes()).responseBodySize,
        encoding: (await response.headerValue('content-encoding')) ?? 'identity',
      })),
    );
}
