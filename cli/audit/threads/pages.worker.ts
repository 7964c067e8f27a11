import { parentPort, workerData } from 'node:worker_threads';
import { indexOf } from '../../../auditlog/verification/checkEntry.js';
import { checkPages } from '../../../auditlog/verification/pages/checkPages.js';
import { openSeals } from '../../../storage/keys/seals.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import type { Answer, PageThreadData, Question } from './pageThreads.js';

// A thread of a verification: it reads pages over its own connections, so that no entry is copied between threads, and checks them.
const { url, keysUrl, keysDirectory, index } = workerData as PageThreadData;
const store = keysUrl === undefined ? null : openLogPool(keysUrl);
const seal = keysDirectory === undefined ? () => [] : openSeals(keysDirectory);
const checker = checkPages(openLogPool(url), { seal, store, ...indexOf(index) });

parentPort?.on('message', async ({ number, places }: Question) => {
  const answer: Answer = await checker.check(places).then(
    (page) => ({ number, page }),
    (error: Error & { readonly code?: unknown }) => ({ number, error: { message: error.message, code: error.code } }),
  );
  const { indices, leaves, placed } = answer.page ?? {};
  const moved = [indices, leaves, placed].flatMap((part) => (part ? [part.buffer as ArrayBuffer] : []));
  parentPort?.postMessage(answer, moved);
});
