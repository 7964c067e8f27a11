import pino, { type Logger } from 'pino';
import type { Settings } from './config.js';

/** The log of a process, on standard error: pretty on a terminal, one JSON object a line elsewhere. */
export function openLog(settings: Pick<Settings, 'logLevel'>): Logger {
  const options = { level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname', singleLine: true } },
  });
}
