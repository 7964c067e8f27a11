import { measureStretch } from './measure.mjs';

/**
 * Loads one contender with one operation until it is warm, by the rule of `measure/warmRule.mjs` or what was asked for instead,
 * for each of its processes that share the load.
 *
 * @returns {Promise<{ seconds: number, requests: number }>} what that took
 */
export async function warmUp({ running, operation, run }) {
  const { processes = 1 } = running.contender;
  const [warmup, warmupRequests] = [run.warmup, run.warmupRequests].map((each) => each * processes);
  const done = { seconds: 0, requests: 0 };
  let perSecond = 0;
  while (done.seconds < warmup && done.requests < warmupRequests) {
    const left = warmup - done.seconds;
    // Why in pieces: the load generator knows seconds, not requests; two of them tell the rate.
    const seconds = perSecond > 0 ? Math.ceil((warmupRequests - done.requests) / perSecond) : 2;
    const stretch = await measureStretch({
      running,
      operation,
      concurrency: 16,
      seconds: Math.max(1, Math.min(left, seconds)),
      run,
      isCounted: false,
    });
    done.seconds += stretch.seconds;
    done.requests += stretch.requests;
    perSecond = stretch.perSecond;
  }
  return done;
}
