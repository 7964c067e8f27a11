import { measureStretch } from './measure.mjs';

/**
 * Loads one contender with one operation until it is warm, by the rule of `measure/warmRule.mjs` or what was asked for instead.
 *
 * @returns {Promise<{ seconds: number, requests: number }>} what that took
 */
export async function warmUp({ running, operation, run }) {
  const done = { seconds: 0, requests: 0 };
  let perSecond = 0;
  while (done.seconds < run.warmup && done.requests < run.warmupRequests) {
    const left = run.warmup - done.seconds;
    // Why in pieces: the load generator knows seconds, not requests; two of them tell the rate.
    const seconds = perSecond > 0 ? Math.ceil((run.warmupRequests - done.requests) / perSecond) : 2;
    const stretch = await measureStretch({
      running,
      operation,
      concurrency: 16,
      seconds: Math.max(1, Math.min(left, seconds)),
      run,
    });
    done.seconds += stretch.seconds;
    done.requests += stretch.requests;
    perSecond = stretch.perSecond;
  }
  return done;
}
