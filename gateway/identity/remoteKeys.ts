import { setTimeout as delay } from 'node:timers/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import { askShort } from '../../auditlog/cosigning/shortAnswer.js';

/** How long to wait for one answer of an issuer, and how long its keys are believed; ms. */
export interface KeyTimes {
  readonly timeoutMs: number;
  /** Keys are asked for again after this: one that the issuer took away is refused twice as long after that at the latest. */
  readonly refreshMs?: number;
  /** They are believed no longer than this where the issuer does not answer; what they signed, a minute more. */
  readonly atMostMs?: number;
  /** Shortest time between two questions, whatever tokens come. */
  readonly cooldownMs?: number;
}

/**
 * The keys of an issuer by URL, through a rotation: a token under a key that is not known yet waits until the issuer may be asked
 * again, at most a second, and is not refused for being early. Where an issuer hangs, its keys are asked for behind the answers.
 *
 * @param place finds the URL of its key set; asked once, again after it failed
 * @param clock ms
 */
export function remoteKeys(
  place: () => Promise<URL>,
  times: KeyTimes,
  clock: () => number = () => performance.now(),
): JWTVerifyGetKey {
  const { timeoutMs, refreshMs = 60_000, atMostMs = 540_000, cooldownMs = 1000 } = times;
  const open = once(async () => {
    const fetchKeys = boundedFetch(timeoutMs, cooldownMs);
    const options = { cooldownDuration: cooldownMs, cacheMaxAge: atMostMs, [customFetch]: fetchKeys };
    return createRemoteJWKSet(await place(), options);
  }, cooldownMs);
  // By a clock that nobody sets, as jose's is not; that one goes on while a machine sleeps.
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reloading: Promise<void> | null = null;
  let isAwaited = false;
  return async (header, token) => {
    const keySet = await open();
    const now = clock();
    const isBelieved = keySet.fresh && now - loadedAt < atMostMs;
    if (!reloading && (!isBelieved || now - triedAt >= refreshMs)) {
      // Under load nobody waits; after a pause all do, so that no key outlives its end by the length of the pause.
      isAwaited = now - triedAt >= 2 * refreshMs;
      triedAt = now;
      const loaded = (): void => {
        loadedAt = now;
      };
      const done = (): void => {
        reloading = null;
      };
      reloading = keySet.reload().then(loaded).finally(done);
      reloading.catch(() => undefined);
    }
    if (!isBelieved) await reloading;
    else if (isAwaited) await reloading?.catch(() => undefined);
    const isCooling = keySet.coolingDown;
    try {
      return await keySet(header, token);
    } catch (error) {
      if (!isCooling || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await delay(cooldownMs);
      return await keySet(header, token);
    }
  };
}

/** The result of work that is done once; where it fails, its error is kept for a while, so that strangers cannot repeat it at will. */
function once<T>(work: () => Promise<T>, keptMs: number): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    if (done) return done;
    done = work();
    done.catch(async () => {
      await delay(keptMs, undefined, { ref: false });
      done = undefined;
    });
    return done;
  };
}

/** Asks for keys; where that fails, its error is kept for a while: jose would ask again for each token. */
function boundedFetch(timeoutMs: number, cooldownMs: number): FetchImplementation {
  let failed: { readonly until: number; readonly error: unknown } | null = null;
  return async (url, { headers }) => {
    if (failed && performance.now() < failed.until) throw failed.error;
    try {
      const { status, body } = await askShort(url, { headers: Object.fromEntries(headers) }, { timeoutMs });
      if (status !== 200) throw new Error(`it answered ${status}`);
      // Throws for what jose would not take either.
      createLocalJWKSet(JSON.parse(body));
      return new Response(body);
    } catch (error) {
      failed = { until: performance.now() + cooldownMs, error };
      throw error;
    }
  };
}
