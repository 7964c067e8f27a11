import { setTimeout as sleep } from 'node:timers/promises';
import { told } from '../load/officers.js';
import type { Night } from '../night.js';

/** Metrics, read all night. */
export interface MetricsWatch {
  /** How often they were read, and the longest that it took, ms. */
  readonly seen: { reads: number; longestMs: number };
  stop(): Promise<void>;
}

/** They are to be had while the primary lives, no counter of it ever decreases, and they have no word of anybody. */
export function watchMetrics(night: Night): MetricsWatch {
  const seen = { reads: 0, longestMs: 0 };
  let isStopping = false;
  let [before, start] = [new Map<string, number>(), -1];
  const look = async (): Promise<void> => {
    const { server, metricsUrl } = night.house;
    const [starts, begun] = [server.starts(), Date.now()];
    if (!server.isUp()) return;
    const text = await readText(metricsUrl);
    const tookMs = Date.now() - begun;
    // Why: of one that was just killed nobody knows for a moment.
    if (text === null) await sleep(1000);
    if (!server.isUp() || server.starts() !== starts) return;
    if (text === null)
      return night.find('metrics', `no answer within ${tookMs} ms at ${new Date(begun).toISOString()}`);
    seen.reads += 1;
    seen.longestMs = Math.max(seen.longestMs, tookMs);
    for (const word of told) if (text.includes(word)) night.find('metrics', `they have ${word}`);
    const now = countersOf(text);
    const fewer = [...before].filter(([name, count]) => starts === start && (now.get(name) ?? 0) < count);
    for (const [name, count] of fewer)
      night.find('metrics', `${name} went from ${count} to ${now.get(name) ?? 'nothing'}`);
    [before, start] = [now, starts];
  };
  const looking = (async () => {
    for (; !isStopping; await sleep(2000)) await look();
  })();
  return {
    seen,
    stop: async () => {
      isStopping = true;
      await looking;
    },
  };
}

async function readText(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000), headers: { connection: 'close' } });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** Series of counters of ours, and their values. */
function countersOf(text: string): Map<string, number> {
  const names = new Set([...text.matchAll(/^# TYPE (portcullis_\w+) counter$/gm)].map(([, name]) => name));
  const series = text.matchAll(/^((portcullis_\w+)(?:\{.*\})?) (\S+)$/gm);
  return new Map(
    [...series].flatMap(([, whole = '', name, value]) => (names.has(name) ? [[whole, Number(value)]] : [])),
  );
}
